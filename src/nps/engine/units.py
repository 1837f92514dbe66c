"""Large exports as rows that are counted in turn, so that memory stays flat."""

from collections.abc import Iterator

import polars as pl

from nps.engine.collect import collect_export
from nps.engine.export import Export

LARGE = 100_000_000
"""Exports of fewer bytes are one unit."""
ROWS = 4_000_000
"""Rows of a unit. What many queries share is kept until the slowest of them has seen it."""
DIVISIBLE = ("parquet",)
"""Formats in which rows can be reached without reading those before them."""


def units(export: Export) -> Iterator[pl.LazyFrame]:
    """Give the rows of an export, some at a time."""
    if export.size < LARGE or export.format not in DIVISIBLE:
        yield export.frame
        return
    (total,) = collect_export(export.path, [export.frame.select(pl.len())])
    for start in range(0, max(total.item(), 1), ROWS):
        yield export.frame.slice(start, ROWS)
