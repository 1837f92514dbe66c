"""Forms of `--by` worth trying."""

from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import assert_never

from nps.analyses.appeal import by_appeal, period_of
from nps.analyses.round_breaks import quantile_points, round_breaks
from nps.errors import UsageError
from nps.frozen import frozen
from nps.results.profile import ColumnProfile, Dates, Numbers, Profile, Values, words
from nps.spec.by import parse_by
from nps.spec.conditions import is_iso_moment
from nps.spec.core import read_plain
from nps.spec.segmentations import (
    BreakSegmentation,
    EverySegmentation,
    QuantileSegmentation,
    ValueSegmentation,
)

MOST = 6
MOST_NUMBERS = 2
MOST_DATES = 1
NEARLY_ALL = 0.95
STEPS = 100
QUARTERS = 4
LONGEST_BREAK = 9
"""Characters; a longer number is not round to a reader."""
MONEY = frozenset({
    "amount", "arr", "ltv", "mrr", "price", "revenue", "sales", "spend", "spending", "turnover",
})  # fmt: skip
"""Words in the names of columns whose parts have no names; quarters have."""

BySegmentation = ValueSegmentation | BreakSegmentation | QuantileSegmentation | EverySegmentation


@frozen
class Suggestion:
    """A form of `--by`.

    Attributes:
        by: What to give to `--by`.
        values: The segments where they are a few values, else empty.
    """

    by: str
    values: tuple[str, ...] = ()


def suggest(profile: Profile, columns: Sequence[str]) -> tuple[Suggestion, ...]:
    """Choose forms: values, then numbers, then dates, the most promising of each first.

    Args:
        profile: Of the exports.
        columns: Names that `--by` may use.
    """
    promising = by_appeal(profile)
    numbers = _forms(promising, Numbers, columns)[:MOST_NUMBERS]
    dates = _forms(promising, Dates, columns)[:MOST_DATES]
    values = _forms(promising, Values, columns)[: MOST - len(numbers) - len(dates)]
    return (*values, *numbers, *dates)


def narrow(
    column: str, counts: Sequence[tuple[str, int]], columns: Sequence[str]
) -> tuple[str, ...]:
    """Choose forms of `--by` that put the many values of a column together.

    None where they are neither numbers nor dates.

    Args:
        column: Name of the column.
        counts: Its values and their responses.
        columns: Names that `--by` may use.
    """
    filled = [(text, count) for text, count in counts if count]
    enough = NEARLY_ALL * sum(count for _, count in filled)
    numbers = [(number, count) for text, count in filled if (number := _number(text)) is not None]
    if numbers and sum(count for _, count in numbers) >= enough:
        points = quantile_points(sorted(numbers), STEPS)
        quarters = QuantileSegmentation(column=column, quantiles=QUARTERS)
        forms = (breaks_of(column, points), quarters)
        return tuple(by for form in forms if form and (by := _written(form, columns)))
    days = [(date.fromisoformat(text[:10]), count) for text, count in filled if is_iso_moment(text)]
    if days and sum(count for _, count in days) >= enough:
        cohorts = cohorts_of(column, min(days)[0], max(days)[0])
        by = _written(cohorts, columns) if cohorts else None
        return (by,) if by else ()
    return ()


def breaks_of(column: str, points: Sequence[float]) -> BreakSegmentation | None:
    """Cut numbers at round breaks; None where there are none."""
    breaks = round_breaks(points)
    if not breaks or any(len(str(at)) > LONGEST_BREAK for at in breaks):
        return None
    return BreakSegmentation(column=column, breaks=breaks)


def cohorts_of(column: str, first: date, last: date) -> EverySegmentation | None:
    """Put dates into periods; None where they are all the same."""
    period = period_of(first, last)
    return EverySegmentation(column=column, every=period) if period else None


def _forms(
    promising: Sequence[ColumnProfile], kind: type[ColumnProfile], columns: Sequence[str]
) -> list[Suggestion]:
    found = (_suggestion(column, columns) for column in promising if isinstance(column, kind))
    return [suggestion for suggestion in found if suggestion]


def _suggestion(column: ColumnProfile, columns: Sequence[str]) -> Suggestion | None:
    form: BySegmentation | None = None
    values: tuple[str, ...] = ()
    match column:
        case Values():
            form = ValueSegmentation(column=column.name)
            values = _in_order([text for text, _ in column.counts])
        case Numbers() if MONEY.intersection(words(column.name)):
            form = QuantileSegmentation(column=column.name, quantiles=QUARTERS)
        case Numbers():
            form = breaks_of(column.name, column.points)
        case Dates():
            form = cohorts_of(column.name, column.first, column.last)
    by = _written(form, columns) if form else None
    return Suggestion(by=by, values=values) if by else None


def _in_order(texts: Sequence[str]) -> tuple[str, ...]:
    """Texts as they are, but numbers in ascending order."""
    if all(_number(text) is not None for text in texts):
        return tuple(sorted(texts, key=lambda text: _number(text) or 0.0))
    return tuple(texts)


def _number(text: str) -> float | None:
    number = read_plain(text)
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return None
    return float(number) if isfinite(number) else None


def _written(form: BySegmentation, columns: Sequence[str]) -> str | None:
    """Write what `--by` reads as the form; None where the column's name stands in the way."""
    match form:
        case ValueSegmentation():
            text = form.column
        case BreakSegmentation():
            text = f"{form.column}:{','.join(map(str, form.breaks))}"
        case QuantileSegmentation():
            text = f"{form.column}:q{form.quantiles}"
        case EverySegmentation():
            text = f"{form.column}:{form.every}"
        case _ as never:
            assert_never(never)
    try:
        by = parse_by(text, columns)
    except UsageError:
        return None
    return text if list(by.segments.values()) == [form] else None
