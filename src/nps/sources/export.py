"""An export as the engine reads it."""

import polars as pl

from nps.frozen import frozen
from nps.results.vendor import Vendor
from nps.sources.files import shown


@frozen
class Export:
    """One export, opened but not read.

    Attributes:
        path: As the user named it; `-` for standard input.
        format: csv, tsv, parquet, or the name of a database; csv for every separator but the
            tab.
        layout: Name of the layout: plain is one header row, then a response a row.
        frame: Text exports: every column text, cells as they stand, not trimmed,
            an empty one `""` or null. Parquet: its own types.
        columns: Usable names in the order of the file: trimmed, not blank, not repeated.
            Each is a column of `frame`, which holds the others under private names.
        duplicates: Names that the header has more than once; they fail only when named.
        notes: What reading found worth saying.
        size: Bytes to read; 0 where that is not known.
        vendor: What the layout says of the columns; `frame` has those that it makes, too.
    """

    path: str
    format: str
    layout: str
    frame: pl.LazyFrame
    columns: tuple[str, ...]
    duplicates: frozenset[str]
    notes: tuple[str, ...]
    size: int = 0
    vendor: Vendor = Vendor()

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return shown(self.path)
