"""Keys and dates by which files are joined, read as those of an export are."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conventions import convention_notes
from nps.engine.conversions import Conversion, Path
from nps.engine.export import Export
from nps.engine.facts import Facts
from nps.engine.looking import settle
from nps.engine.texts import written
from nps.spec.configuration import Configuration

Forms = Callable[[pl.LazyFrame, Mapping[str, str], Mapping[str, str], Path], pl.LazyFrame]
"""Adds texts and moments of columns to rows, each under its new name; the path is for errors."""


def with_order(
    configuration: Configuration, exports: Sequence[Export], column: str, path: Path
) -> tuple[Configuration, list[str]]:
    """Settle how dates are written by which files are joined, before any row is counted.

    Args:
        configuration: What is declared.
        exports: Those that have the column; all of them are decided together.
        column: Dates of answers, or from which rows of a history are in force.
        path: Key path of the column, for errors.

    Returns:
        The configuration that reads them, and what is to be said of them.

    Raises:
        DeclarationError: The dates may be read in two ways.
    """
    facts = Facts()
    wanted = Conversion(column=column, words="dates", path=path, cells=1)
    found = settle(exports, configuration, [wanted], facts)
    columns = {**configuration.columns, **found}
    notes = [note for note, _ in convention_notes(facts)]
    return configuration.model_copy(update={"columns": columns}), notes


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
