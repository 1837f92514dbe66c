"""Keys and dates by which files are joined, read as those of an export are."""

from collections.abc import Callable, Mapping

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conversions import Path
from nps.engine.texts import written
from nps.spec.configuration import Configuration

Forms = Callable[[pl.LazyFrame, Mapping[str, str], Mapping[str, str], Path], pl.LazyFrame]
"""Adds texts and moments of columns to rows, each under its new name; the path is for errors."""


def forms_of(configuration: Configuration) -> Forms:
    """Give what reads keys and dates as the engine reads cells.

    Args:
        configuration: Says which texts mean missing, and how dates are written.
    """

    def add(
        rows: pl.LazyFrame, texts: Mapping[str, str], moments: Mapping[str, str], path: Path
    ) -> pl.LazyFrame:
        schema = rows.collect_schema()
        cells = Cells(schema, configuration, {})
        forms = {name: cells.text(column) for name, column in texts.items()}
        forms |= {name: cells.moment(column, path) for name, column in moments.items()}
        # NOTE: The forms go again, since the joined rows are read anew by other names.
        return cells.prepare(rows).select(*map(written, schema), **forms)

    return add
