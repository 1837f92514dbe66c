"""Periods of the calendar: the days of each, their names, and what is typed for them."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.spec.periods import (
    PERIODS,
    RELATIVE,
    Every,
    Period,
    next_period,
    parse_period,
    period_of,
    periods_between,
    previous_period,
)

TODAY = date(2026, 9, 30)
ONE_DAY = timedelta(days=1)
EVERY = st.sampled_from(PERIODS)
STARTS = st.integers(1, 12)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
SOME_DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))


def named(name: str, first: str | None, last: str | None) -> Period:
    return Period(
        name=name,
        first=None if first is None else date.fromisoformat(first),
        last=None if last is None else date.fromisoformat(last),
    )


@pytest.mark.parametrize(
    ("day", "every", "starts", "period"),
    [
        ("2026-03-31", "month", 1, ("2026-03", "2026-03-01", "2026-03-31")),
        ("2026-03-31", "month", 4, ("2026-03", "2026-03-01", "2026-03-31")),
        ("2024-02-05", "month", 1, ("2024-02", "2024-02-01", "2024-02-29")),
        ("2026-03-31", "quarter", 1, ("2026Q1", "2026-01-01", "2026-03-31")),
        ("2026-12-31", "quarter", 1, ("2026Q4", "2026-10-01", "2026-12-31")),
        ("2026-06-30", "half", 1, ("2026H1", "2026-01-01", "2026-06-30")),
        ("2026-07-01", "half", 1, ("2026H2", "2026-07-01", "2026-12-31")),
        ("2026-07-01", "year", 1, ("2026", "2026-01-01", "2026-12-31")),
        ("2026-03-31", "quarter", 4, ("FY2026Q4", "2026-01-01", "2026-03-31")),
        ("2026-04-01", "quarter", 4, ("FY2027Q1", "2026-04-01", "2026-06-30")),
        ("2026-09-30", "half", 4, ("FY2027H1", "2026-04-01", "2026-09-30")),
        ("2026-10-01", "half", 4, ("FY2027H2", "2026-10-01", "2027-03-31")),
        ("2027-03-31", "year", 4, ("FY2027", "2026-04-01", "2027-03-31")),
        ("2025-12-31", "quarter", 2, ("FY2026Q4", "2025-11-01", "2026-01-31")),
        ("2026-11-30", "year", 12, ("FY2026", "2025-12-01", "2026-11-30")),
        ("2026-02-01", "week", 1, ("2026-W05", "2026-01-26", "2026-02-01")),
        ("2021-01-03", "week", 4, ("2020-W53", "2020-12-28", "2021-01-03")),
        ("2025-12-29", "week", 1, ("2026-W01", "2025-12-29", "2026-01-04")),
        ("0987-03-31", "quarter", 1, ("0987Q1", "0987-01-01", "0987-03-31")),
    ],
)
def test_period_of_a_day(day: str, every: Every, starts: int, period: tuple[str, str, str]) -> None:
    assert period_of(date.fromisoformat(day), every, starts) == named(*period)


@given(DAYS, EVERY, STARTS)
def test_a_period_is_that_of_each_of_its_days_and_of_no_other(
    day: date, every: Every, starts: int
) -> None:
    period = period_of(day, every, starts)
    assert period.first is not None
    assert period.last is not None
    assert period.first <= day <= period.last
    assert period_of(period.first, every, starts) == period
    assert period_of(period.last, every, starts) == period
    assert period_of(period.first - ONE_DAY, every, starts) != period
    assert period_of(period.last + ONE_DAY, every, starts) != period


@given(DAYS, EVERY, STARTS)
def test_the_one_after_and_the_one_before_touch_it(day: date, every: Every, starts: int) -> None:
    period = period_of(day, every, starts)
    after = next_period(period, every, starts)
    before = previous_period(period, every, starts)
    assert after is not None
    assert before is not None
    assert (before.last, after.first) == (
        period.first and period.first - ONE_DAY,
        period.last and period.last + ONE_DAY,
    )
    assert previous_period(after, every, starts) == period == next_period(before, every, starts)


@given(SOME_DAYS, SOME_DAYS, EVERY, STARTS)
def test_periods_between_two_days_follow_each_other_from_one_to_the_other(
    one: date, other: date, every: Every, starts: int
) -> None:
    first, last = sorted((one, other))
    periods = list(periods_between(first, last, every, starts))
    days = [
        period.first + number * ONE_DAY
        for period in periods
        if period.first is not None and period.last is not None
        for number in range((period.last - period.first).days + 1)
    ]
    assert periods[0] == period_of(first, every, starts)
    assert periods[-1] == period_of(last, every, starts)
    assert days == [days[0] + number * ONE_DAY for number in range(len(days))]
    assert len({period.name for period in periods}) == len(periods)


def test_no_period_lies_between_days_in_the_wrong_order() -> None:
    assert list(periods_between(date(2026, 3, 2), date(2026, 3, 1), "year")) == []


@pytest.mark.parametrize("every", PERIODS)
@pytest.mark.parametrize("starts", [1, 4, 12])
def test_at_the_ends_of_the_calendar_a_period_is_what_is_left_of_it(
    every: Every, starts: int
) -> None:
    begin, end = period_of(date.min, every, starts), period_of(date.max, every, starts)
    assert (begin.first, end.last) == (date.min, date.max)
    assert previous_period(begin, every, starts) is None
    assert next_period(end, every, starts) is None
    assert list(periods_between(date.max, date.max, every, starts)) == [end]


def test_a_period_without_an_end_has_none_after_it() -> None:
    assert next_period(Period(name="later", first=TODAY), "month") is None
    assert previous_period(Period(name="earlier", last=TODAY), "month") is None


@given(DAYS, EVERY, STARTS)
def test_a_name_reads_back_as_its_period(day: date, every: Every, starts: int) -> None:
    period = period_of(day, every, starts)
    assert parse_period(period.name, TODAY, starts) == period
    assert parse_period(f" {period.name.lower()} ", TODAY, starts) == period


@given(DAYS, STARTS, st.sampled_from(["quarter", "half", "year"]))
def test_fy_may_be_left_out_and_may_be_said_of_calendar_years(
    day: date, starts: int, every: Every
) -> None:
    name = period_of(day, every, starts).name
    other = name.removeprefix("FY") if starts != 1 else f"FY{name}"
    assert parse_period(other, TODAY, starts) == period_of(day, every, starts)


@pytest.mark.parametrize(
    ("text", "starts", "period"),
    [
        ("last-week", 1, named("2026-W39", "2026-09-21", "2026-09-27")),
        ("this-week", 1, named("2026-W40", "2026-09-28", "2026-10-04")),
        ("last-month", 4, named("2026-08", "2026-08-01", "2026-08-31")),
        ("this-month", 1, named("2026-09", "2026-09-01", "2026-09-30")),
        ("last-quarter", 1, named("2026Q2", "2026-04-01", "2026-06-30")),
        ("Last-Quarter", 4, named("FY2027Q1", "2026-04-01", "2026-06-30")),
        ("this-quarter", 1, named("2026Q3", "2026-07-01", "2026-09-30")),
        ("last-half", 1, named("2026H1", "2026-01-01", "2026-06-30")),
        ("this-half", 4, named("FY2027H1", "2026-04-01", "2026-09-30")),
        ("last-year", 1, named("2025", "2025-01-01", "2025-12-31")),
        ("THIS-YEAR", 10, named("FY2026", "2025-10-01", "2026-09-30")),
        ("1d", 1, named("2026-09-30..2026-09-30", "2026-09-30", "2026-09-30")),
        ("28d", 1, named("2026-09-03..2026-09-30", "2026-09-03", "2026-09-30")),
        ("4W", 4, named("2026-09-03..2026-09-30", "2026-09-03", "2026-09-30")),
        ("3mo", 1, named("2026-07-03..2026-09-30", "2026-07-03", "2026-09-30")),
        ("1y", 1, named("2025-10-01..2026-09-30", "2025-10-01", "2026-09-30")),
        ("2026-03-05", 1, named("2026-03-05", "2026-03-05", "2026-03-05")),
        (
            "2026-01-01..2026-03-31",
            1,
            named("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31"),
        ),
        ("2024-02-29 .. 2024-02-29", 1, named("2024-02-29..2024-02-29", *2 * ["2024-02-29"])),
        ("2026-01-01..", 4, named("2026-01-01..", "2026-01-01", None)),
        ("..2026-03-31", 1, named("..2026-03-31", None, "2026-03-31")),
    ],
)
def test_a_period_may_be_typed_as(text: str, starts: int, period: Period) -> None:
    assert parse_period(text, TODAY, starts) == period
    assert parse_period(period.name, TODAY, starts) == period


@given(SOME_DAYS, st.sampled_from(RELATIVE), STARTS)
def test_the_last_period_is_over_and_this_one_is_not(today: date, text: str, starts: int) -> None:
    period = parse_period(text, today, starts)
    assert period.first is not None
    assert period.last is not None
    if text.startswith("last"):
        assert period.last < today
        assert parse_period(text.replace("last", "this"), today, starts).first == (
            period.last + ONE_DAY
        )
    else:
        assert period.first <= today <= period.last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0000", "a year from 0001 to 9999"),
        ("10000", "a year from 0001 to 9999"),
        ("0000-01", "a year from 0001 to 9999"),
        ("10000-W01", "a year from 0001 to 9999"),
        ("2026Q0", "a quarter from Q1 to Q4"),
        ("fy2026q5", "a quarter from Q1 to Q4"),
        ("2026H3", "a half from H1 to H2"),
        ("2026-13", "a month from 01 to 12"),
        ("2026-00-01", "a month from 01 to 12"),
        ("2026-02-30", "a day of 2026-02 from 01 to 28"),
        ("2024-02-30", "a day of 2024-02 from 01 to 29"),
        ("2026-W54", "a week of 2026 from W01 to W53"),
        ("2025-W53", "a week of 2025 from W01 to W52"),
        ("2025-W00", "a week of 2025 from W01 to W52"),
        ("0d", "1d or more"),
        ("999999y", "which begins before the calendar does, expected less"),
        ("9999999d", "a duration such as 30d, 2w, 6mo or 1y"),
        ("..", "a day at one end or at both"),
        ("2026-03-31..2026-03-30", "which ends before it begins, expected the first day first"),
        ("2026Q1..2026Q2", "'2026Q1' in '2026Q1..2026Q2', expected a day such as 2026-03-31"),
        ("2026-01-01..2026-02-30", "a day of 2026-02 from 01 to 28"),
        ("2026-01-01...2026-02-01", "expected a day such as 2026-03-31"),
        ("", "expected a period such as 2026Q3, 2026H1, 2026, 2026-03, 2026-W05, FY2027Q1, la"),
        ("FY2026-03", "expected a period such as"),
        ("soon", "expected a period such as"),
        ("Q3 2026", "did you mean '2026Q3'?"),
        ("2026-q3", "did you mean '2026Q3'?"),
        ("H1/FY2026", "did you mean 'FY2026H1'?"),
        ("2026W5", "did you mean '2026-W05'?"),
        ("2026/3", "did you mean '2026-03'?"),
        ("2026/3/5", "did you mean '2026-03-05'?"),
        ("lastweek", "did you mean 'last-week'?"),
        ("last quater", "did you mean 'last-quarter'?"),
    ],
)
def test_what_is_no_period_is_said_with_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=r"^found '") as raised:
        parse_period(text, TODAY)
    assert expected in str(raised.value)
    assert text.upper() in str(raised.value).upper()


def test_the_first_fiscal_year_begins_before_the_calendar() -> None:
    with pytest.raises(ValueError, match="expected a year from 0002 to 9999"):
        parse_period("FY0001Q4", TODAY, 4)
    with pytest.raises(ValueError, match="which is before the calendar begins"):
        parse_period("last-year", date.min)


@given(st.text(max_size=12) | st.from_regex(r"\A(FY)?[0-9]{1,5}([-QHW][0-9WQ-]{0,5})?\Z"), STARTS)
def test_whatever_is_typed_is_a_period_or_a_clear_error(text: str, starts: int) -> None:
    try:
        period = parse_period(text, TODAY, starts)
    except ValueError as error:
        words = str(error)
    else:
        words = ""
        assert (period.first or date.min) <= (period.last or date.max)
    assert words == "" or re.match(r"found ['\"].*, expected ", words)
