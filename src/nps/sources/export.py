"""An export as the engine reads it."""

from typing import Protocol

import polars as pl

from nps.frozen import frozen
from nps.results.vendor import Vendor
from nps.sources.files import shown


class Rows(Protocol):
    """An export as it is joined to, opened or known from an earlier run; see `Export`."""

    @property
    def path(self) -> str: ...  # noqa: D102  # as `Export` says
    @property
    def format(self) -> str: ...  # noqa: D102  # as above
    @property
    def layout(self) -> str: ...  # noqa: D102  # as above
    @property
    def frame(self) -> pl.LazyFrame: ...  # noqa: D102  # as above
    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102  # as above
    @property
    def duplicates(self) -> frozenset[str]: ...  # noqa: D102  # as above
    @property
    def notes(self) -> tuple[str, ...]: ...  # noqa: D102  # as above
    @property
    def size(self) -> int: ...  # noqa: D102  # as above
    @property
    def vendor(self) -> Vendor: ...  # noqa: D102  # as above


@frozen
class Export:
    """One export, opened but not read.

    Attributes:
        path: As the user named it; `-` for standard input.
        format: Name of a format, such as xlsx; csv for every separator but the tab.
        layout: Name of the layout: plain is one header row, then a response a row.
        frame: Text exports: every column text, cells as they stand, not trimmed,
            an empty one `""` or null. Other formats: their own types.
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
