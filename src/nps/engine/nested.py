"""Columns of typed exports whose cells are no single values."""

from collections.abc import Iterator, Sequence

import polars as pl

from nps.engine.export import Export
from nps.engine.naming import named_columns
from nps.errors import Problem
from nps.spec.configuration import Configuration

NESTED = (pl.Struct, pl.Binary, pl.Array, pl.Object)


def nested_problems(
    exports: Sequence[Export], configuration: Configuration, shown: Sequence[str]
) -> Iterator[Problem]:
    """Find columns that are named and cannot be read as text, numbers or dates.

    Args:
        exports: What is to be read; of CSV, all columns can.
        configuration: What is declared.
        shown: Names of the segmentations that are asked for.
    """
    for export in exports:
        schema = export.frame.collect_schema()
        for path, column in named_columns(configuration, shown):
            # NOTE: Comments are named to be kept out of sight, and are not read for that.
            if path != ("survey", "comment") and isinstance(schema.get(column), NESTED):
                found = str(schema[column]).partition("(")[0]
                message = (
                    f"found type {found} in column {column!r}, expected text, numbers or dates"
                )
                yield Problem(path=path, message=message)
