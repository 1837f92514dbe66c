"""The rows that are measured, and the files that hold them.

Every cell is drawn from its row's number by whole-number arithmetic,
so that any machine and any version of Polars makes the same rows.
A smaller export is the beginning of a larger one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

CHUNK = 500_000
ROW_GROUP = 250_000
PRIME = 2**31 - 1
DAYS = 30
FIRST_DAY = date(2022, 1, 1)
SIGN_UP_DAYS = 1_275
"""Half a year beyond the first answer: some are new, and some dates are wrong."""
FIRST_ANSWER = datetime(2025, 1, 1)  # noqa: DTZ001  # exports have naive times
ANSWER_DAYS = 500
PLANS = ("Free", "Starter", "Pro", "Business")
REGIONS = ("EMEA", "Americas", "APAC")
COUNTRIES = ("DE", "FR", "GB", "US", "BR", "JP", "IN", "AU")
ROLES = ("User", "Admin", "Decision maker")
SCORES = (None, 0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10)
OPENINGS = (
    *[None] * 14, "Works for us", "Too slow, every day", 'The "export" button fails',
    "The price went up again", "Support was kind, quick, and right", 'We call it "the wall"',
    "Onboarding took weeks", "Missing a good report", "Nothing to add", "Love it",
)  # fmt: skip
CLOSINGS = (
    ", my team agrees", " - ask again", ', as I told "Anna"', ".", ", compared with before",
    "; nobody answered", ", mostly on Mondays", "!", ", but the PRICE is high",
)  # fmt: skip


@dataclass(frozen=True)
class Draws:
    """Numbers that look random, the same for the same rows and seed."""

    rows: pl.Series

    def below(self, seed: int, limit: int) -> pl.Series:
        """Whole numbers from 0 to limit - 1."""
        drawn = (self.rows * 48_271 + seed * 7_919) % PRIME
        for factor in (16_807, 69_621):
            drawn = (drawn * drawn + drawn * factor + seed) % PRIME
        return drawn % limit

    def pick(self, seed: int, words: Sequence[Any]) -> pl.Series:
        """One of some values."""
        return pl.Series(words).gather(self.below(seed, len(words)))


def responses(start: int, count: int) -> pl.DataFrame:
    """Rows of the export, 15 columns with their types."""
    draws = Draws(pl.int_range(start, start + count, eager=True))
    return pl.DataFrame({
        "response_id": draws.rows,
        "answered": draws.below(1, ANSWER_DAYS * 86_400),
        "signed_up": draws.below(2, SIGN_UP_DAYS),
        "nps_score": draws.pick(3, SCORES),
        "plan": draws.pick(4, PLANS),
        "region": draws.pick(5, REGIONS),
        "country": draws.pick(6, COUNTRIES),
        "role": draws.pick(7, ROLES),
        "weight": draws.below(8, 2_800) + 200,
        "employees": draws.below(9, 1_000),
        "mrr": draws.below(10, 500_000),
        "logins_30d": draws.below(11, 31),
        "tickets_90d": draws.below(12, 8),
        "csat": draws.pick(13, (None, 1, 2, 3, 4, 5)),
        "opening": draws.pick(14, OPENINGS),
        "case": draws.below(15, 100_000),
        "closing": draws.pick(16, CLOSINGS),
    }).select(
        pl.format("R{}", pl.col("response_id").cast(pl.String).str.zfill(9)).alias("response_id"),
        (pl.lit(FIRST_ANSWER) + pl.duration(seconds="answered")).alias("responded_at"),
        (pl.lit(FIRST_DAY) + pl.duration(days="signed_up")).cast(pl.Date).alias("signed_up_at"),
        pl.col("nps_score", "plan", "region", "country", "role"),
        (pl.col("weight") / 1000).round(3),
        "employees",
        (pl.col("mrr") / 100).round(2),
        pl.col("logins_30d", "tickets_90d", "csat"),
        pl.format("{} (case {}){}", "opening", "case", "closing").alias("comment"),
    )  # fmt: skip


def chunks(rows: int) -> Iterator[pl.DataFrame]:
    """All rows, some at a time, so that making them takes little memory."""
    for start in range(0, rows, CHUNK):
        yield responses(start, min(CHUNK, rows - start))


def drawn(rows: int) -> pl.LazyFrame:
    """All rows, made while they are read."""

    def read(
        columns: list[str] | None, where: pl.Expr | None, limit: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        for frame in chunks(rows if limit is None else min(rows, limit)):
            kept = frame if where is None else frame.filter(where)
            yield kept if columns is None else kept.select(columns)

    return register_io_source(read, schema=responses(0, 0).schema)


def write_parquet(path: Path, rows: int) -> None:
    """Write an export, never more than some chunks of it in memory."""
    drawn(rows).sink_parquet(path, row_group_size=ROW_GROUP)


def write_csv(path: Path, start: int, rows: int) -> None:
    """Write rows as text."""
    with path.open("wb") as file:
        for begin in range(start, start + rows, CHUNK):
            frame = responses(begin, min(CHUNK, start + rows - begin))
            frame.write_csv(
                file, include_header=begin == start, datetime_format="%Y-%m-%dT%H:%M:%S"
            )


def write_days(folder: Path, rows: int) -> None:
    """Write the rows of one CSV as files of a day each, the first rows in the first file."""
    folder.mkdir(exist_ok=True)
    edges = [rows * day // DAYS for day in range(DAYS + 1)]
    for day, (start, end) in enumerate(pairwise(edges), start=1):
        write_csv(folder / f"2025-06-{day:02}.csv", start, end - start)
