"""The configurations that are measured, and the counts that are right for them.

Who is in a segment is written twice: as an analyst declares it, and as a plain Polars filter,
a filter a segment, that shares no code with `nps`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from polars import col
from tests.benchmarks.exports import COUNTRIES, PLANS, REGIONS, ROLES

Figures = dict[str, list[int]]
"""By score, 0 to 10: responses, their weights in thousandths, squares of these in millionths."""
Condition = tuple[Mapping[str, Any], pl.Expr]
"""As declared, and by hand."""

RULES = (9, 50, 500)
WORDS = (
    "price", "export", "slow", "support", "report", "mondays", "team", "the wall", "kind", "took",
)  # fmt: skip
age = (col.responded_at.dt.date() - col.signed_up_at).dt.total_days()


@dataclass(frozen=True, kw_only=True)
class Case:
    """A configuration, and who is in which segment.

    Attributes:
        segments: Segmentations as the configuration declares them.
        members: By hand: a filter for each segment of each segmentation.
        columns: Derived columns as the configuration declares them.
    """

    segments: Mapping[str, Any]
    members: Mapping[str, Mapping[str, pl.Expr]]
    columns: Mapping[str, Any]

    def configuration(self, **survey: str) -> dict[str, Any]:
        """What `nps` is given, with more keys for its survey."""
        told = {"score": "nps_score", "answered_at": "responded_at", **survey}
        return {"version": 1, "survey": told, "columns": self.columns, "segments": self.segments}

    def empty(self) -> dict[str, dict[str, Figures]]:
        """Figures before any row."""
        return {
            segmentation: {
                segment: {name: [0] * 11 for name in ("count", "weight", "square")}
                for segment in members
            }
            for segmentation, members in self.members.items()
        }

    def add(self, frame: pl.DataFrame, figures: dict[str, dict[str, Figures]]) -> None:
        """Add rows to the figures."""
        scored = frame.filter(col.nps_score.is_not_null()).with_columns(
            (col.weight * 1000).round().cast(pl.Int64).alias("thousandths")
        )
        sums = (
            pl.len().alias("count"),
            col.thousandths.sum().alias("weight"),
            (col.thousandths**2).sum().alias("square"),
        )
        for segmentation, members in self.members.items():
            for segment, member in members.items():
                found = figures[segmentation][segment]
                counted = scored.filter(member).group_by("nps_score").agg(sums)
                for row in counted.iter_rows(named=True):
                    for name, by_score in found.items():
                        by_score[row["nps_score"]] += row[name]


def each(column: str, values: Sequence[str]) -> dict[str, pl.Expr]:
    """A segment a value."""
    return {value: col(column) == value for value in values}


def nine() -> Case:
    """Three columns, ages, three columns cut, rules with a difference of dates, a watchlist."""
    newcomer, risk = age < 30, (col.logins_30d < 3) | (col.tickets_90d >= 4)
    loyal = (age >= 730) & (col.plan != "Free") & (col.plan != "Starter")
    return Case(
        columns={"tenure_days": {"days_since": "signed_up_at"}},
        segments={
            "plan": "plan",
            "country": "country",
            "role": "role",
            "account_age": {"since": "signed_up_at", "breaks": ["30d", "90d", "1y", "3y"]},
            "revenue": {
                "column": "mrr", "breaks": [100, 500, 2500],
                "labels": ["small", "medium", "large", "largest"],
            },
            "usage": {
                "column": "logins_30d", "breaks": [3, 10, 20],
                "labels": ["rare", "light", "regular", "heavy"],
            },
            "satisfaction": {
                "column": "csat", "breaks": [3, 4], "labels": ["unhappy", "neutral", "happy"]
            },
            "lifecycle": {
                "rules": {
                    "Onboarding": {"tenure_days": {"lt": 30}},
                    "At risk": {"any": [{"logins_30d": {"lt": 3}}, {"tickets_90d": {"gte": 4}}]},
                    "Loyal": {
                        "tenure_days": {"gte": 730}, "plan": {"not_in": ["Free", "Starter"]}
                    },
                },
                "otherwise": "Active",
            },
            "watchlist": {
                "overlap": True,
                "rules": {
                    "Big spender": {"mrr": {"gte": 4000}, "plan": "Business"},
                    "In trouble": {"any": [{"tickets_90d": {"gte": 6}}, {"csat": {"lte": 1}}]},
                    "Price talk": {"comment": {"contains": "price"}},
                },
            },
        },
        members={
            "plan": each("plan", PLANS),
            "country": each("country", COUNTRIES),
            "role": each("role", ROLES),
            "account_age": {
                "under 30 days": age.is_between(0, 29),
                "30 to under 90 days": age.is_between(30, 89),
                "90 days to under 1 year": age.is_between(90, 364),
                "1 to under 3 years": age.is_between(365, 1094),
                "3 years and over": age >= 1095,
                "(blank)": age < 0,
            },
            "revenue": {
                "small": col.mrr < 100,
                "medium": col.mrr.is_between(100, 500, closed="left"),
                "large": col.mrr.is_between(500, 2500, closed="left"),
                "largest": col.mrr >= 2500,
            },
            "usage": {
                "rare": col.logins_30d <= 2,
                "light": col.logins_30d.is_between(3, 9),
                "regular": col.logins_30d.is_between(10, 19),
                "heavy": col.logins_30d >= 20,
            },
            "satisfaction": {
                "unhappy": col.csat <= 2,
                "neutral": col.csat == 3,
                "happy": col.csat >= 4,
                "(blank)": col.csat.is_null(),
            },
            "lifecycle": {
                "Onboarding": newcomer,
                "At risk": ~newcomer & risk,
                "Loyal": ~newcomer & ~risk & loyal,
                "Active": ~newcomer & ~risk & ~loyal,
            },
            "watchlist": {
                "Big spender": (col.mrr >= 4000) & (col.plan == "Business"),
                "In trouble": (col.tickets_90d >= 6) | (col.csat <= 1).fill_null(value=False),
                "Price talk": talks_of("price"),
            },
        },
    )  # fmt: skip


def talks_of(word: str) -> pl.Expr:
    """In any case."""
    return col.comment.str.to_lowercase().str.contains(word, literal=True)


def revenue(number: int) -> dict[str, Condition]:
    """A plan, and how much it pays."""
    made: dict[str, Condition] = {}
    for index in range(number):
        low, plan = 4250 // number * index, PLANS[index % len(PLANS)]
        made[f"{plan} from {low} a month"] = (
            {"plan": plan, "mrr": {"gte": low}},
            (col.plan == plan) & (col.mrr >= low),
        )
    return made


def quiet(number: int) -> dict[str, Condition]:
    """Few logins, and a range of sizes."""
    made: dict[str, Condition] = {}
    for index in range(number):
        few, size = index % 30 + 1, 850 // number * index
        made[f"under {few} logins of {size} and over"] = (
            {"logins_30d": {"lt": few}, "employees": {"between": [size, size + 400]}},
            (col.logins_30d < few) & col.employees.is_between(size, size + 400),
        )
    return made


def unhappy(number: int) -> dict[str, Condition]:
    """A region and how satisfied it is, or many questions."""
    made: dict[str, Condition] = {}
    for index in range(number):
        region, most = REGIONS[index % 3], index // 3 % 5 + 1
        often: dict[str, Any] = {"tickets_90d": {"gt": most + 2}}
        asks = col.tickets_90d > most + 2
        name = f"{region} unhappy {most} or asking often"
        if fewer := index // 15 * 90:
            often["employees"] = {"lt": fewer}
            asks &= col.employees < fewer
            name += f" under {fewer}"
        made[name] = (
            {"any": [{"region": region, "csat": {"lte": most}}, often]},
            ((col.region == region) & (col.csat <= most).fill_null(value=False)) | asks,
        )
    return made


def rules(number: int) -> dict[str, Condition]:
    """So many conditions over numbers and texts; one in fifty, and at least one, over comments."""
    texts = max(number // 50, 1)
    thirds = (number - texts) // 3
    rest = number - texts - 2 * (thirds + 1)
    made = revenue(thirds + 1) | quiet(thirds + 1) | unhappy(rest)
    for word in WORDS[:texts]:
        made[f"talks of: {word}"] = ({"comment": {"contains": word}}, talks_of(word))
    return made


def watchlist(number: int) -> Case:
    """One segmentation of so many overlapping rules."""
    conditions = rules(number)
    declared = {name: written for name, (written, _) in conditions.items()}
    return Case(
        columns={},
        segments={"watchlist": {"overlap": True, "rules": declared}},
        members={"watchlist": {name: member for name, (_, member) in conditions.items()}},
    )


def cases() -> dict[str, Case]:
    """All that are measured, by name."""
    return {"nine": nine()} | {f"rules-{number}": watchlist(number) for number in RULES}
