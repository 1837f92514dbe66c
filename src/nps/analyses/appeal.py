"""How promising the columns of an export are to segment by."""

from datetime import date
from typing import Literal, assert_never

from nps.results.profile import (
    ColumnProfile,
    Comments,
    Dates,
    Identifiers,
    Numbers,
    Profile,
    Tags,
    Unclear,
    Values,
    words,
)

Period = Literal["week", "month", "quarter", "year"]
WELCOME = frozenset({
    "age", "channel", "cohort", "country", "department", "edition", "employees", "experience",
    "gender", "geography", "industry", "journey", "language", "level", "lifecycle", "location",
    "loyalty", "market", "package", "persona", "plan", "position", "product", "region", "role",
    "sector", "segment", "size", "source", "stage", "subscription", "team", "tenure", "tier",
    "touchpoint", "type", "usage", "version",
})  # fmt: skip
"""Words in the names of columns that people segment by."""
MECHANICS = frozenset({
    "bot", "collector", "consent", "distribution", "duration", "finished", "latitude",
    "longitude", "progress", "seconds", "status", "test",
})  # fmt: skip
"""Words in the names of columns about the survey itself."""
LONGEST_LABEL = 4
"""Names of more words are questions, which may speak of anything."""
MANY_SEGMENTS = 60
"""A column of half so many values is half as promising as one of hardly any."""
LEAST = 0.1
OF_GRADES = 0.7
"""Ratings are answers too, and say little about who gave them."""
OF_NUMBERS = 0.9
OF_DATES = 0.8
OF_ANSWERS = 0.5
"""The date of the answer divides answers, not respondents."""
MOST_PERIODS = 12
PERIOD_DAYS: dict[Period, int] = {"week": 7, "month": 30, "quarter": 91, "year": 365}


def by_appeal(profile: Profile) -> tuple[ColumnProfile, ...]:
    """Order columns, the most promising first; those that promise little are left out."""
    found = [(appeal(column, profile.answered_at), column) for column in profile.columns]
    ranked = sorted(found, key=lambda pair: pair[0], reverse=True)
    return tuple(column for promise, column in ranked if promise >= LEAST)


def appeal(column: ColumnProfile, answered_at: str | None) -> float:
    """Judge how much would be learnt, from 0.

    Much where nearly every response has a value, and two responses seldom the same.
    """
    match column:
        case Values():
            promise = column.filled * _evenness(column) * (1 - len(column.counts) / MANY_SEGMENTS)
            promise *= OF_GRADES if is_graded(column) else 1
        case Numbers():
            promise = column.filled * OF_NUMBERS
        case Dates(layout=None):
            answers = column.name == answered_at
            promise = column.filled * (OF_ANSWERS if answers else OF_DATES)
        case Dates() | Tags() | Comments() | Identifiers() | Unclear():
            return 0
        case _ as never:
            assert_never(never)
    return promise * _welcome(column.name)


def period_of(first: date, last: date) -> Period | None:
    """The shortest period that gives few enough cohorts; none where all is in one."""
    days = (last - first).days
    fitting = (period for period, each in PERIOD_DAYS.items() if days < MOST_PERIODS * each)
    return next(fitting, "year") if days else None


def _evenness(column: Values) -> float:
    """Chance that two responses differ, 1 where all values are equally frequent."""
    counts = [count for _, count in column.counts]
    total = sum(counts)
    alike = sum((count / total) ** 2 for count in counts)
    return (1 - alike) / (1 - 1 / len(counts))


def is_graded(column: Values) -> bool:
    """Whether the values are numbers, as ratings are, perhaps with words at the ends."""
    numbers = sum(text.isdecimal() for text, _ in column.counts)
    return 2 * numbers >= len(column.counts)


def _welcome(name: str) -> float:
    label = words(name)
    if MECHANICS.intersection(label):
        return 0.2
    return 1.5 if len(label) <= LONGEST_LABEL and WELCOME.intersection(label) else 1
