"""What the engine reads, wherever it comes from."""

from typing import Protocol

import polars as pl


class Export(Protocol):
    """An opened export: its rows, and the names by which its columns go."""

    @property
    def path(self) -> str:
        """As the user named it."""
        ...

    @property
    def format(self) -> str:
        """Such as csv or parquet."""
        ...

    @property
    def layout(self) -> str:
        """The vendor's layout; plain where there is none."""
        ...

    @property
    def frame(self) -> pl.LazyFrame:
        """Its rows; text exports as untrimmed text, typed ones with their types."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Names that can be named, in file order."""
        ...

    @property
    def duplicates(self) -> frozenset[str]:
        """Headers that stand more than once; they fail only when named."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What reading found worth saying."""
        ...
