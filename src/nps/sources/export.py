"""One export, opened."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, kw_only=True)
class Export:
    """One export, opened.

    Attributes:
        path: As the user named it; `-` for standard input.
        format: csv, tsv or parquet.
        layout: The vendor's layout; plain where there is none.
        frame: Its rows; text exports as untrimmed text, typed ones with their types.
        columns: Names that can be named, in file order: trimmed, not blank, not duplicated.
        duplicates: Headers that stand more than once; they fail only when named.
        notes: What reading found worth saying.
    """

    path: str
    format: str
    layout: str
    frame: pl.LazyFrame
    columns: tuple[str, ...]
    duplicates: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
