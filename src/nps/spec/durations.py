"""Lengths of time such as 30d, 2w, 6mo and 1y, over calendar dates."""

import re
from typing import Annotated, NamedTuple

from nps.spec.base import Taken, mistake
from nps.spec.core import describe

DAYS = {"d": 1, "w": 7, "mo": 30, "y": 365}
WORDS = {"d": "day", "w": "week", "mo": "month", "y": "year"}


class Span(NamedTuple):
    """A number of units.

    Attributes:
        number: How many.
        unit: d, w, mo or y.
    """

    number: int
    unit: str

    @property
    def days(self) -> int:
        """Length in days: a week is 7, a month 30, a year 365."""
        return self.number * DAYS[self.unit]

    @property
    def words(self) -> str:
        """`1 year`, `30 days`."""
        return f"{self.number} {WORDS[self.unit]}{'' if self.number == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


def parse_span(value: object) -> Span:
    """Read `30d`."""
    if isinstance(value, Span):
        return value
    found = (
        re.fullmatch(r"([0-9]{1,6})(d|w|mo|y)", value.strip()) if isinstance(value, str) else None
    )
    if found is None:
        raise mistake(f"found {describe(value)}, expected a duration such as 30d, 2w, 6mo or 1y")
    return Span(int(found[1]), found[2])


Duration = Annotated[
    Span,
    Taken(parse_span, {"type": "string", "pattern": r"^\s*[0-9]{1,6}(d|w|mo|y)\s*$"}, str),
]
