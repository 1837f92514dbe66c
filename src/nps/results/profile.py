"""What the columns of an export hold, as far as a sample of its rows tells."""

import re
from datetime import date

from nps.frozen import frozen

Counted = tuple[tuple[str, int], ...]
"""Texts with their rows, most frequent first, ties by name."""


@frozen
class Values:
    """A few texts that come again and again.

    Attributes:
        name: Of the column.
        filled: Share of the rows that have a cell, 0…1.
        counts: The texts.
    """

    name: str
    filled: float
    counts: Counted


@frozen
class Numbers:
    """Many numbers that measure something.

    Attributes:
        name: Of the column.
        filled: Share of the rows that have a cell, 0…1.
        points: Numbers at equal steps through the sorted cells, lowest and highest included.
    """

    name: str
    filled: float
    points: tuple[float, ...]


@frozen
class Dates:
    """Dates, with or without a time of day.

    Attributes:
        name: Of the column.
        filled: Share of the rows that have a cell, 0…1.
        first: The earliest.
        last: The latest.
        layout: The strftime pattern they are written in; None for ISO dates.
        ages: Days from here to the answer, at equal steps through the sorted rows that have both,
            negative where this date is later; empty where the date of the answer is not known.
    """

    name: str
    filled: float
    first: date
    last: date
    layout: str | None = None
    ages: tuple[int, ...] = ()


@frozen
class Tags:
    """Several short texts a cell.

    Attributes:
        name: Of the column.
        split: What stands between them.
        counts: The tags.
    """

    name: str
    split: str
    counts: Counted


@frozen
class Comments:
    """What respondents wrote, which is never shown."""

    name: str


@frozen
class Identifiers:
    """What tells respondents, customers or answers apart, which is never shown."""

    name: str


@frozen
class Unclear:
    """Nothing, always the same, or no kind that is known."""

    name: str


ColumnProfile = Values | Numbers | Dates | Tags | Comments | Identifiers | Unclear


@frozen
class Profile:
    """The columns of some exports together.

    Attributes:
        rows: Rows looked at.
        columns: In the order of the exports, without that of the score.
        answered_at: Column of the date of the answer; None where no name tells.
        respondent: Column that says who answered; None where no name tells.
        comment: Column of the comment; None where no name tells, or several could be it.
        missing: Texts that stand in many cells and mean that there is none.
    """

    rows: int
    columns: tuple[ColumnProfile, ...]
    answered_at: str | None = None
    respondent: str | None = None
    comment: str | None = None
    missing: tuple[str, ...] = ()


def words(name: str) -> tuple[str, ...]:
    """The words of a column's name: `signedUp_at` is signed, up, at."""
    parted = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", name)
    return tuple(re.findall(r"[^\W_]+", parted.casefold()))
