"""What exports hold by the day of the answer: it adds up, and can be asked for any days."""

from collections.abc import Iterable, Mapping

import polars as pl

from nps.engine.conversions import Conversion
from nps.engine.facts import Facts
from nps.frozen import frozen
from nps.results.vendor import Vendor
from nps.spec.configuration import Configuration

STATUSES = {
    "day": pl.Date, "status": pl.UInt8, "rows": pl.Int64, "valid": pl.Int64,
    "rounded": pl.Int64, "weightless": pl.Int64, "largest": pl.Float64,
}  # fmt: skip
TEXTS = {"day": pl.Date, "text": pl.String, "rows": pl.Int64}
COUNTS = {
    "grouping": pl.String, "day": pl.Date, "key": pl.String, "score": pl.UInt8, "rows": pl.Int64,
    "weights": pl.Int128, "squares": pl.Int128,
}  # fmt: skip
"""Columns of the frames of a `Daily`; keys and their names are JSON."""


@frozen
class Source:
    """One export that was counted.

    Attributes:
        path: As it was named.
        format: As nps formats lists it, such as csv or xlsx.
        layout: How the rows are laid out.
        rows: How many it has.
        columns: Names that can be named, in file order.
        duplicates: Headers that stand more than once.
        notes: What reading found worth saying.
        vendor: What the layout says of the columns.
        digest: SHA-256 of its bytes, in hexadecimal; empty where it could be read only once.
        conversions: What came of its columns, by the segmentation that asked for them; those of
            the survey itself under an empty name.
    """

    path: str
    format: str
    layout: str
    rows: int
    columns: tuple[str, ...]
    duplicates: frozenset[str]
    notes: tuple[str, ...]
    vendor: Vendor
    digest: str
    conversions: Mapping[str, tuple[Conversion, ...]]

    def converted(self, parts: Iterable[str]) -> list[Conversion]:
        """What came of the columns that some segmentations, and the survey, ask for."""
        found: dict[tuple[str, str], Conversion] = {}
        for part in (*parts, ""):
            for one in self.conversions.get(part, ()):
                found.setdefault((one.column, one.words), one)
        return list(found.values())


@frozen
class Daily:
    """What some exports hold, by the day of the answer.

    Attributes:
        configuration: What is declared, with its score.
        shown: Segmentations that are counted.
        masked: Those of rules that are counted by all the rules that a response meets, too.
        sources: The exports.
        facts: What notes say of cells.
        statuses: Rows by day and part of the ledger; see `STATUSES`.
        texts: Score values that are no scores and may be named, by day; see `TEXTS`.
        counts: Scored responses by day, grouping, key and score; see `COUNTS`.
    """

    configuration: Configuration
    shown: tuple[str, ...]
    masked: tuple[str, ...]
    sources: tuple[Source, ...]
    facts: Facts
    statuses: pl.DataFrame
    texts: pl.DataFrame
    counts: pl.DataFrame
