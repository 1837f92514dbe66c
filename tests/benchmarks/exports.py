"""The exports and configurations that are measured, and the counts that are right for them.

A process of its own: what measures has to stay small, see `run.measured`.
Every cell is drawn from its row's number by whole-number arithmetic,
so that any machine and any version of Polars makes the same bytes.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

CSV_ROWS = 5_000_000
PARQUET_ROWS = 2_000_000
CHUNK = 500_000
PRIME = 2**31 - 1
QUARTERS = tuple((year, quarter) for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4))
FIRST_DAY = date(2022, 1, 1)
FIRST_ANSWER = datetime(2025, 1, 1)  # noqa: DTZ001  # exports have naive times
PLANS = ("Free", "Starter", "Pro", "Business")
REGIONS = ("EMEA", "Americas", "APAC")
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

Counts = dict[str, dict[str, list[int]]]
"""Responses by score, 0 to 10, of each segment of each segmentation."""


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
    """Rows of the export, with their types."""
    draws = Draws(pl.int_range(start, start + count, eager=True))
    return pl.DataFrame({
        "response_id": draws.rows,
        "answered": draws.below(1, 500 * 86_400),
        "signed_up": draws.below(2, 3 * 365),
        "nps_score": draws.pick(3, SCORES),
        "plan": draws.pick(4, PLANS),
        "region": draws.pick(5, REGIONS),
        "country": draws.pick(6, ("DE", "FR", "GB", "US", "BR", "JP", "IN", "AU")),
        "role": draws.pick(7, ("User", "Admin", "Decision maker")),
        "industry": draws.pick(8, ("retail", "software", "media", "education", "government")),
        "employees": draws.below(9, 1_000),
        "mrr": draws.below(10, 500_000),
        "logins_30d": draws.below(11, 31),
        "tickets_90d": draws.below(12, 8),
        "csat": draws.pick(13, (None, 1, 2, 3, 4, 5)),
        "opening": draws.pick(14, OPENINGS),
        "case": draws.below(15, 100_000),
        "closing": draws.pick(16, CLOSINGS),
    }).select(
        pl.format("R{}", pl.col("response_id").cast(pl.String).str.zfill(7)).alias("response_id"),
        (pl.lit(FIRST_ANSWER) + pl.duration(seconds="answered")).alias("responded_at"),
        (pl.lit(FIRST_DAY) + pl.duration(days="signed_up")).cast(pl.Date).alias("signed_up_at"),
        pl.col("nps_score", "plan", "region", "country", "role", "industry", "employees"),
        (pl.col("mrr") / 100).round(2),
        pl.col("logins_30d", "tickets_90d", "csat"),
        pl.format("{} (case {}){}", "opening", "case", "closing").alias("comment"),
    )  # fmt: skip


def chunks(rows: int) -> Iterator[pl.DataFrame]:
    """All rows, some at a time, so that making them takes little memory."""
    for start in range(0, rows, CHUNK):
        yield responses(start, min(CHUNK, rows - start))


@dataclass(frozen=True, kw_only=True)
class Case:
    """An export, a configuration, and what has to come out.

    Attributes:
        segments: Segmentations as the configuration declares them.
        members: The same by hand: who is in each segment of each segmentation.
    """

    segments: Mapping[str, Any]
    members: Mapping[str, Mapping[str, pl.Expr]]
    read: int = 0
    counts: Counts = field(default_factory=dict)

    def count(self, frame: pl.DataFrame) -> None:
        """Add rows to the counts, a plain filter a segment."""
        for segmentation, segments in self.members.items():
            by_segment = self.counts.setdefault(segmentation, {})
            for segment, member in segments.items():
                scores = by_segment.setdefault(segment, [0] * 11)
                counted = frame.filter(member).group_by("nps_score").len()
                for score, count in counted.drop_nulls().iter_rows():
                    scores[score] += count

    def write(self, folder: Path, name: str, rows: int) -> None:
        """Write the configuration, and what has to come out."""
        configuration = {"version": 1, "survey": {"score": "nps_score"}, "segments": self.segments}
        (folder / f"{name}.yaml").write_text(json.dumps(configuration, indent=1), "utf-8")
        expected = {"read": rows, "segments": self.counts}
        (folder / f"{name}.json").write_text(json.dumps(expected), "utf-8")


def rules() -> dict[str, tuple[Mapping[str, Any], pl.Expr]]:
    """Fifty conditions over numbers, texts and one comment, each also by hand."""
    mrr, employees = pl.col("mrr"), pl.col("employees")
    logins, tickets, csat = pl.col("logins_30d"), pl.col("tickets_90d"), pl.col("csat")
    made: dict[str, tuple[Mapping[str, Any], pl.Expr]] = {}
    for number in range(17):
        low, plan = 250 * number, PLANS[number % len(PLANS)]
        made[f"{plan} from {low} a month"] = (
            {"plan": plan, "mrr": {"gte": low}},
            (pl.col("plan") == plan) & (mrr >= low),
        )
        few, size = number + 1, 50 * number
        made[f"under {few} logins of {size} and over"] = (
            {"logins_30d": {"lt": few}, "employees": {"between": [size, size + 400]}},
            (logins < few) & employees.is_between(size, size + 400),
        )
    for number in range(15):
        region, most = REGIONS[number % len(REGIONS)], number // len(REGIONS) + 1
        made[f"{region} unhappy {most} or asking often"] = (
            {"any": [{"region": region, "csat": {"lte": most}}, {"tickets_90d": {"gt": most + 2}}]},
            ((pl.col("region") == region) & (csat <= most).fill_null(value=False))
            | (tickets > most + 2),
        )
    made["talks of the price"] = (
        {"comment": {"contains": "price"}},
        pl.col("comment").str.to_lowercase().str.contains("price", literal=True),
    )
    return made


def overlapping(conditions: Mapping[str, tuple[Mapping[str, Any], pl.Expr]]) -> Case:
    """One segmentation of overlapping rules."""
    return Case(
        segments={"watchlist": {
            "overlap": True, "rules": {name: written for name, (written, _) in conditions.items()}
        }},
        members={"watchlist": {name: member for name, (_, member) in conditions.items()}},
    )  # fmt: skip


def four_segmentations() -> Case:
    """A text, a number, rules and a date, each cell read from text."""
    employees, logins, tickets = pl.col("employees"), pl.col("logins_30d"), pl.col("tickets_90d")
    quarter = pl.col("signed_up_at").dt.quarter()
    risk = (logins < 3) | (tickets >= 6)  # as declared below
    return Case(
        segments={
            "plan": "plan",
            "size": {"column": "employees", "breaks": [50, 250], "labels": ["S", "M", "L"]},
            "lifecycle": {
                "rules": {
                    "At risk": {"any": [{"logins_30d": {"lt": 3}}, {"tickets_90d": {"gte": 6}}]},
                    "Loyal": {"plan": {"not_in": ["Free"]}, "logins_30d": {"gte": 20}},
                },
                "otherwise": "Active",
            },
            "cohort": {"column": "signed_up_at", "every": "quarter"},
        },
        members={
            "plan": {plan: pl.col("plan") == plan for plan in PLANS},
            "size": {
                "S": employees < 50,
                "M": employees.is_between(50, 249),
                "L": employees >= 250,
            },
            "lifecycle": {
                "At risk": risk,
                "Loyal": ~risk & (pl.col("plan") != "Free") & (logins >= 20),
                "Active": ~risk & ~((pl.col("plan") != "Free") & (logins >= 20)),
            },
            "cohort": {
                f"{year}Q{number}": (pl.col("signed_up_at").dt.year() == year) & (quarter == number)
                for year, number in QUARTERS
            },
        },
    )


def make(folder: Path, *, csv_rows: int = CSV_ROWS, parquet_rows: int = PARQUET_ROWS) -> None:
    """Write everything that is measured into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    csv = four_segmentations()
    with (folder / "responses.csv").open("wb") as file:
        for index, frame in enumerate(chunks(csv_rows)):
            frame.write_csv(file, include_header=not index, datetime_format="%Y-%m-%dT%H:%M:%S")
            csv.count(frame)
    csv.write(folder, "csv", csv_rows)
    conditions = rules()
    fifty = overlapping(conditions)
    one = overlapping(dict(list(conditions.items())[:1]))
    comment = overlapping(dict(list(conditions.items())[-1:]))
    frames = []
    for frame in chunks(parquet_rows):
        frames.append(frame)
        for case in (fifty, one, comment):
            case.count(frame)
    pl.concat(frames).write_parquet(folder / "responses.parquet")
    fifty.write(folder, "fifty", parquet_rows)
    one.write(folder, "one", parquet_rows)
    comment.write(folder, "comment", parquet_rows)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
