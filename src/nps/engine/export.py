"""What the engine reads, wherever it comes from."""

from collections.abc import Iterable
from typing import Protocol

import polars as pl

from nps.engine.labels import and_words
from nps.results.vendor import Vendor


class Header(Protocol):
    """What is known of an export before its rows are read: the names of its columns."""

    @property
    def path(self) -> str:
        """As the user named it."""
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

    @property
    def vendor(self) -> Vendor:
        """What the layout says of the columns."""
        ...


class Export(Header, Protocol):
    """An opened export: its header and its rows."""

    @property
    def format(self) -> str:
        """Such as csv or parquet."""
        ...

    @property
    def layout(self) -> str:
        """The vendor's layout; plain where there is none."""
        ...

    @property
    def size(self) -> int:
        """Bytes to read; 0 where that is not known."""
        ...

    @property
    def frame(self) -> pl.LazyFrame:
        """Its rows; text exports as untrimmed text, typed ones with their types."""
        ...


def twice(headers: Iterable[Header]) -> dict[str, str]:
    """What is wrong with names that an export has more than once, by the name."""
    problems: dict[str, str] = {}
    for header in headers:
        for name in sorted(header.duplicates):
            found = f"found column {name!r} more than once, expected each name once; rename one"
            places = header.vendor.places.get(name)
            where = "" if places is None else f" of columns {and_words([*map(str, places)])}"
            problems.setdefault(name, found + where)
    return problems


def every_name(header: Header) -> tuple[str, ...]:
    """Names by which columns can be named: their own, then the others that the layout knows."""
    return (*header.columns, *header.vendor.aliases)
