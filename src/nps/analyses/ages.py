"""Which date makes an age at the answer, and where to cut it."""

import re
from bisect import bisect_left

from nps.analyses.round_breaks import without_small_parts
from nps.frozen import frozen
from nps.results.profile import Dates, Profile, words
from nps.spec.durations import Span

MOST = 0.9
"""Share of the answers that an age lies before, to be one."""
BEGINNINGS = r"sign|signed|signup|creat.*|join.*|since|start.*|first|regist.*|onboard.*|customer"
"""Words in the names of dates at which something begins."""
CUTS = (
    (Span(30, "d"), Span(90, "d"), Span(1, "y"), Span(3, "y")),
    (Span(1, "y"), Span(2, "y"), Span(5, "y"), Span(10, "y")),
    (Span(7, "d"), Span(14, "d"), Span(30, "d"), Span(60, "d")),
)
"""Ages that people cut at; the first that leave no part nearly empty."""


@frozen
class Age:
    """An age at the answer.

    Attributes:
        since: Date at which it begins.
        stem: Name of that date, without its `_at` or `_date`.
        breaks: Where to cut, ascending, at least one.
    """

    since: Dates
    stem: str
    breaks: tuple[Span, ...]

    def named(self, end: str) -> str:
        """A name for something made of the date, in the style of its column's name."""
        return f"{self.stem}{' ' if ' ' in self.since.name else '_'}{end}"


def age_of(profile: Profile) -> Age | None:
    """Choose the date that makes the most telling age; None where there is none."""
    found = []
    for column in profile.columns:
        if isinstance(column, Dates) and column.ages and column.layout is None:
            past = [age for age in column.ages if age >= 0]
            breaks = _breaks(past)
            if breaks and len(past) >= MOST * len(column.ages):
                stem = re.sub(r"(?i)(?<=.)[\W_]+(at|on|date|day|time)$", "", column.name)
                age = Age(since=column, stem=stem, breaks=breaks)
                found.append((_begins(column.name), past[len(past) // 2], age))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _breaks(past: list[int]) -> tuple[Span, ...]:
    kept = (
        without_small_parts(spans, lambda span: bisect_left(past, span.days) / len(past))
        for spans in CUTS
        if past
    )
    return next(filter(None, kept), ())


def _begins(name: str) -> bool:
    return any(re.fullmatch(BEGINNINGS, word) for word in words(name))
