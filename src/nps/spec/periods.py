"""Calendar periods, of a calendar year or a fiscal one."""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, get_args

from nps.errors import near_match
from nps.frozen import frozen
from nps.spec.durations import DAYS, parse_span

Every = Literal["week", "month", "quarter", "half", "year"]
PERIODS: tuple[Every, ...] = get_args(Every)
CALENDAR_ONLY = frozenset(("week", "month"))
"""Lengths that are the same in every fiscal year."""

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
MONTHS_A_YEAR = 12
ONE_DAY = timedelta(days=1)

FORMS = (
    "2026Q3, 2026H1, 2026, 2026-03, 2026-W05, FY2027Q1, last-quarter, this-month, 28d, "
    "2026-03-05 or 2026-01-01..2026-03-31"
)
RELATIVE = tuple(f"{which}-{every}" for which in ("last", "this") for every in PERIODS)
OF_YEAR = r"(FY)?([0-9]{4,5})(?:([QH])([0-9]{1,2}))?"
MONTH = r"([0-9]{4,5})-([0-9]{2})"
WEEK = r"([0-9]{4,5})-W([0-9]{2})"
DAY = r"([0-9]{4,5})-([0-9]{2})-([0-9]{2})"
LENGTH = rf"[0-9]+(?:{'|'.join(DAYS)})"
SHUFFLED = r"(FY)?(?:([QHW])([0-9]{1,2}))?(FY)?([0-9]{4})(?:([QHW])([0-9]{1,2}))?"


@frozen
class Period:
    """A run of days.

    Attributes:
        name: `2026Q3`, `2026-W05`, or what it is called.
        first: Its first day; None where there is no such limit.
        last: Its last day; None where there is no such limit.
    """

    name: str
    first: date | None = None
    last: date | None = None


def period_of(day: date, every: Every, fiscal_year_starts: int = 1) -> Period:
    """Give the period that a day is in; at either end of the calendar, what is left of it.

    Args:
        day: Any.
        every: Length of the period.
        fiscal_year_starts: Month, 1 to 12, in which quarters, halves and years begin to be
            counted. Other than 1, they read FY2027Q1, by the calendar year in which the
            fiscal year ends. Weeks (ISO 8601) and months are those of the calendar.
    """
    if every == "week":
        return _week(*day.isocalendar()[:2])
    months = day.year * MONTHS_A_YEAR + day.month - 1 - _shift(every, fiscal_year_starts)
    return _months(months - months % MONTHS[every], every, fiscal_year_starts)


def next_period(period: Period, every: Every, fiscal_year_starts: int = 1) -> Period | None:
    """Give the one after it; None where the calendar or the period has no end."""
    if period.last in (None, date.max):
        return None
    return period_of(period.last + ONE_DAY, every, fiscal_year_starts)


def previous_period(period: Period, every: Every, fiscal_year_starts: int = 1) -> Period | None:
    """Give the one before it; None where the calendar or the period has no beginning."""
    if period.first in (None, date.min):
        return None
    return period_of(period.first - ONE_DAY, every, fiscal_year_starts)


def periods_between(
    first: date, last: date, every: Every, fiscal_year_starts: int = 1
) -> Iterator[Period]:
    """Give the periods from that of one day to that of another, both included."""
    period: Period | None = period_of(first, every, fiscal_year_starts)
    while first <= last and period is not None and (period.first or first) <= last:
        yield period
        period = next_period(period, every, fiscal_year_starts)


def parse_period(text: str, today: date, fiscal_year_starts: int = 1) -> Period:
    """Read a period as a person writes it, in upper or lower case.

    Args:
        text: One of `FORMS`; `2026Q3` without FY is of the fiscal year too.
        today: What `last-quarter` and `28d` are counted from. The last quarter is the one
            before that of today; 28 days are those up to today, today included.
        fiscal_year_starts: As for `period_of`.

    Raises:
        ValueError: With what was found and what was expected.
    """
    written = text.strip()
    if ".." in written:
        return _range(written)
    if written.lower() in RELATIVE:
        return _relative(written.lower(), today, fiscal_year_starts)
    if re.fullmatch(LENGTH, written.lower()):
        return _days_until(today, written.lower())
    upper = written.upper()
    if found := re.fullmatch(OF_YEAR, upper):
        return _of_year(found, fiscal_year_starts)
    if found := re.fullmatch(MONTH, upper):
        return period_of(_day(found[1], found[2], "01", upper), "month")
    if found := re.fullmatch(WEEK, upper):
        year, week = _year(found[1], upper), int(found[2])
        weeks = date(year, 12, 28).isocalendar().week
        _check(upper, week, weeks, f"a week of {year:04} from W01 to W{weeks}")
        return _week(year, week)
    if found := re.fullmatch(DAY, upper):
        day = _day(found[1], found[2], found[3], upper)
        return Period(name=upper, first=day, last=day)
    raise ValueError(f"found {written!r}, expected a period such as {FORMS}{_near(written)}")


def _shift(every: Every, fiscal_year_starts: int) -> int:
    return 0 if every in CALENDAR_ONLY else fiscal_year_starts - 1


def _week(year: int, week: int) -> Period:
    first = date.fromisocalendar(year, week, 1)
    last = date.max if (date.max - first).days < 7 else first + 6 * ONE_DAY  # noqa: PLR2004  # days a week
    return Period(name=f"{year:04}-W{week:02}", first=first, last=last)


def _months(start: int, every: Every, fiscal_year_starts: int) -> Period:
    """Name the months of a period and give its days.

    Args:
        start: Months from the beginning of year 0, of the fiscal calendar.
        every: Length of the period.
        fiscal_year_starts: As for `period_of`.
    """
    shift, length = _shift(every, fiscal_year_starts), MONTHS[every]
    year, before = divmod(start, MONTHS_A_YEAR)
    name, number = f"FY{year + 1:04}" if shift else f"{year:04}", before // length + 1
    name += {"month": f"-{number:02}", "quarter": f"Q{number}", "half": f"H{number}"}.get(every, "")
    first, after = start + shift, start + shift + length
    return Period(
        name=name,
        first=_month(first) if first >= MINYEAR * MONTHS_A_YEAR else date.min,
        last=_month(after) - ONE_DAY if after < (MAXYEAR + 1) * MONTHS_A_YEAR else date.max,
    )


def _month(months: int) -> date:
    year, month = divmod(months, MONTHS_A_YEAR)
    return date(year, month + 1, 1)


def _of_year(found: re.Match[str], fiscal_year_starts: int) -> Period:
    _, year, letter, number = found.groups()
    every: Every = "year" if letter is None else "quarter" if letter == "Q" else "half"
    # NOTE: The fiscal year 1 would begin before the calendar does.
    fiscal = fiscal_year_starts != 1
    years = _year(year, found[0], MINYEAR + fiscal) - fiscal
    parts = MONTHS_A_YEAR // MONTHS[every]
    if letter is not None:
        _check(found[0], int(number), parts, f"a {every} from {letter}1 to {letter}{parts}")
    start = years * MONTHS_A_YEAR + (int(number or 1) - 1) * MONTHS[every]
    return _months(start, every, fiscal_year_starts)


def _relative(text: str, today: date, fiscal_year_starts: int) -> Period:
    which, _, length = text.partition("-")
    every = next(every for every in PERIODS if every == length)
    period: Period | None = period_of(today, every, fiscal_year_starts)
    if which == "last" and period is not None:
        period = previous_period(period, every, fiscal_year_starts)
    if period is None:
        raise ValueError(
            f"found {text!r}, which is before the calendar begins, expected a later day"
        )
    return period


def _days_until(today: date, text: str) -> Period:
    days = parse_span(text).days
    if not days:
        raise ValueError(f"found {text!r}, expected 1d or more")
    if days > today.toordinal():
        raise ValueError(f"found {text!r}, which begins before the calendar does, expected less")
    first = today - (days - 1) * ONE_DAY
    return Period(name=f"{first}..{today}", first=first, last=today)


def _range(text: str) -> Period:
    written = [part.strip() for part in text.split("..", 1)]
    ends: list[date | None] = []
    for part in written:
        found = re.fullmatch(DAY, part)
        if part and found is None:
            raise ValueError(f"found {part!r} in {text!r}, expected a day such as 2026-03-31")
        ends.append(_day(found[1], found[2], found[3], text) if found else None)
    first, last = ends
    if first is None and last is None:
        raise ValueError(f"found {text!r}, expected a day at one end or at both")
    if first is not None and last is not None and first > last:
        raise ValueError(
            f"found {text!r}, which ends before it begins, expected the first day first"
        )
    return Period(name="..".join(written), first=first, last=last)


def _day(year: str, month: str, day: str, text: str) -> date:
    years, months = _year(year, text), int(month)
    _check(text, months, MONTHS_A_YEAR, "a month from 01 to 12")
    month_of = period_of(date(years, months, 1), "month")
    last = month_of.last.day if month_of.last else 31
    _check(text, int(day), last, f"a day of {month_of.name} from 01 to {last}")
    return date(years, months, int(day))


def _year(digits: str, text: str, first: int = MINYEAR) -> int:
    if not first <= int(digits) <= MAXYEAR:
        raise ValueError(f"found {text!r}, expected a year from {first:04} to {MAXYEAR}")
    return int(digits)


def _check(text: str, number: int, last: int, expected: str) -> None:
    if not 1 <= number <= last:
        raise ValueError(f"found {text!r}, expected {expected}")


def _near(text: str) -> str:
    """Suggest what was meant by `Q3 2026`, `2026-Q3`, `2026/3/5` or `lastweek`."""
    found = re.fullmatch(SHUFFLED, re.sub(r"[^0-9A-Z]", "", text.upper()))
    if found and bool(found[2]) != bool(found[6]):
        letter, number = found[2] or found[6], int(found[3] or found[7])
        part = f"-W{number:02}" if letter == "W" else f"{letter}{number}"
        return f", did you mean '{found[1] or found[4] or ''}{found[5]}{part}'?"
    days = re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?", text)
    if days:
        parts = [days[1], *(f"{int(part):02}" for part in days.groups()[1:] if part)]
        return f", did you mean '{'-'.join(parts)}'?"
    return near_match(text, RELATIVE)
