"""Dates and numbers as people write them, decided from whole columns."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.engine.slicing import Slicing
from nps.engine.written_dates import written_day, written_moment
from nps.engine.written_numbers import written_number
from nps.errors import DeclarationError
from nps.results.tally import Tally
from nps.spec.written import Order

Count = Callable[..., Tally]
DATES = [
    ("3/1/2026 4:05:06 PM", "2026-03-01T16:05:06"),
    ("3/1/2026 12:05 AM", "2026-03-01T00:05:00"),
    ("03.01.2026 14:05", "2026-03-01T14:05:00"),
    ("3-1-26", "2026-03-01T00:00:00"),
    ("3/1/69", "1969-03-01T00:00:00"),
    ("2026/03/01 4:15:22 PM GMT+4", "2026-03-01T16:15:22"),
    ("03/01/2026 02:15\u202fPM", "2026-03-01T14:15:00"),
    ("Friday, 9 October 2020", "2020-10-09T00:00:00"),
    ("9 Oct 2020", "2020-10-09T00:00:00"),
    ("09-Oct-20", "2020-10-09T00:00:00"),
    ("October 9th, 2020", "2020-10-09T00:00:00"),
    ("Oct 9, 2020 3:04 PM", "2020-10-09T15:04:00"),
    ("Sept. 3, 2020 at 5:06 p.m. EST", "2020-09-03T17:06:00"),
    ("20260331", "2026-03-31T00:00:00"),
    ("44197", "2021-01-01T00:00:00"),
    ("44197.520833333333", "2021-01-01T12:30:00"),
    ("1609459200", "2021-01-01T00:00:00"),
    ("1609459200000", "2021-01-01T00:00:00"),
    ("3/1/2026 25:00", "2026-03-01T00:00:00"),
    ("13/13/2026", None),
    ("2/30/2026", None),
    ("12:30", None),
    ("42", None),
    ("soon", None),
    ("", None),
]
NUMBERS = [
    ("1.234,56", 1234.56),
    ("3,5", 3.5),
    ("1,234.50", 1234.5),
    ("1 234,50", 1234.5),
    ("1\u00a0234\u202f567", 1234567),
    ("1'234.50", 1234.5),
    ("€ 1.234,50", 1234.5),
    ("$99", 99),
    ("US$ 1,000.00", 1000),
    ("99 kr", 99),
    ("usd 12", 12),
    ("12,5 %", 12.5),
    ("(12)", -12),
    ("-$1,234.0", -1234),
    ("−5", -5),
    ("0,123", 0.123),
    ("1234,567", 1234.567),
    ("1,234,567", 1234567),
    ("1e3", 1000),
    ("1.2.3", None),
    ("12.05.2026", None),
    ("10-50", None),
    ("12 GPU", None),
    ("n/a", None),
    ("", None),
]
PATTERNS: list[tuple[str, Order]] = [
    ("%d/%m/%Y", "day-first"),
    ("%d.%m.%Y %H:%M:%S", "day-first"),
    ("%m-%d-%Y", "month-first"),
    ("%m/%d/%Y %I:%M:%S %p", "month-first"),
    ("%Y/%m/%d", "year-first"),
    ("%Y%m%d", "year-first"),
    ("%A, %d %B %Y", "year-first"),
    ("%b %d, %Y %I:%M %p", "year-first"),
    ("%d-%b-%Y", "year-first"),
]


@pytest.mark.parametrize(("cell", "expected"), DATES)
def test_cells_that_are_dates(cell: str, expected: str | None) -> None:
    cells = pl.DataFrame({"cell": [cell]})

    row = cells.select(
        written_moment(pl.col("cell"), "month-first").alias("moment"),
        written_day(pl.col("cell"), "month-first").alias("day"),
    ).row(0)

    moment = None if expected is None else datetime.fromisoformat(expected)
    assert row == (moment, None if moment is None else moment.date())


@pytest.mark.parametrize(("cell", "expected"), NUMBERS)
def test_cells_that_are_numbers(cell: str, expected: float | None) -> None:
    cells = pl.DataFrame({"cell": [cell]})

    row = cells.select(
        written_number(pl.col("cell"), ",").alias("comma"),
        written_number(pl.col("cell"), ".").alias("dot"),
    ).row(0)

    assert row == (expected, expected)


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(PATTERNS))
def test_a_date_written_in_a_convention_comes_back(day: date, how: tuple[str, Order]) -> None:
    pattern, order = how
    cells = pl.DataFrame({"cell": [day.strftime(pattern)]})

    assert cells.select(written_day(pl.col("cell"), order)).item() == day


@given(st.integers(-(10**12), 10**12), st.sampled_from([",", "."]))
def test_a_number_written_in_a_convention_comes_back(cents: int, decimal: Any) -> None:  # noqa: ANN401
    text = f"{cents / 100:,.2f}"
    written = text if decimal == "." else text.translate(str.maketrans(",.", ".,"))
    cells = pl.DataFrame({"cell": [f"{written} €"]})

    assert cells.select(written_number(pl.col("cell"), decimal)).item() == cents / 100


@pytest.mark.parametrize(
    ("cells", "months", "note"),
    [
        (
            ["13/02/2026", "01/02/2026"],
            ["2026-02"],
            "day/month/year: 1 cell has a first part over 12",
        ),
        (
            ["2/13/2026", "02/01/2026"],
            ["2026-02"],
            "month/day/year: 1 cell has a second part over 12",
        ),
        (["01.02.2026", "02.02.2026"], ["2026-02"], "day.month.year, since dots part its dates"),
        (["44197", "44198.5"], ["2021-01"], "days of a spreadsheet: 2 cells have them"),
        (["1609459200"], ["2021-01"], "unix seconds, in UTC: 1 cell has them"),
        (["1609459200000"], ["2021-01"], "unix milliseconds, in UTC: 1 cell has them"),
        (["2021-01-05", "44197"], ["2021-01"], "days of a spreadsheet: 1 cell has them"),
        (["Friday, 9 October 2020"], ["2020-10"], ""),
        (["03/03/2026"], ["2026-03"], ""),
    ],
)
def test_columns_decide_how_their_dates_are_read(
    counted: Count, cells: list[str], months: list[str], note: str
) -> None:
    rows = "score,at\n" + "".join(f'9,"{cell}"\n' for cell in cells)

    tally = counted(rows, answered_at="at", slicing=Slicing(every="month"))

    assert [period.period.name for period in tally.periods] == months
    assert tally.undated == 0
    assert tally.notes == ((f"column 'at' was read as {note}",) if note else ())


@pytest.mark.parametrize(
    ("cells", "base", "note"),
    [
        (["3,5", "1.234"], 1, "with commas before decimals: 1 cell tells so"),
        (["3.5", "1,234"], 1, "with commas between thousands: 1 cell tells so"),
        (["$5", "5000"], 1, "without the signs of currencies and percent that 1 cell has"),
    ],
)
def test_columns_decide_how_their_numbers_are_read(
    counted: Count, cells: list[str], base: int, note: str
) -> None:
    rows = "score,mrr\n" + "".join(f'9,"{cell}"\n' for cell in cells)

    tally = counted(rows, segments={"mrr": {"column": "mrr", "breaks": [1000]}})

    assert [segment.sums.base for segment in tally.segmentations[0].segments] == [1, base]
    assert tally.notes == (f"column 'mrr' was read {note}",)


def test_all_exports_decide_together(counted: Count) -> None:
    tally = counted(
        "score,at\n9,01/02/2026\n",
        "score,at\n9,13/02/2026\n",
        answered_at="at",
        slicing=Slicing(every="month"),
    )

    assert [period.period.name for period in tally.periods] == ["2026-02"]


@pytest.mark.parametrize(
    ("numbers", "months"),
    [
        ([44197.5, 44230.0], ["2021-01", "2021-02"]),
        ([1609459200, 1612137600], ["2021-01", "2021-02"]),
    ],
)
def test_numbers_of_typed_exports_may_be_dates(
    counted: Count, numbers: list[float], months: list[str]
) -> None:
    frame = pl.DataFrame({"score": [9, 8], "at": numbers})

    tally = counted(frame, answered_at="at", slicing=Slicing(every="month"))

    assert [period.period.name for period in tally.periods] == months


def test_weights_may_have_decimal_commas(counted: Count) -> None:
    tally = counted('score,w\n9,"1,5"\n3,"0,5"\n', weight="w")

    assert tally.ledger.scored == 2
    assert tally.notes == ("column 'w' was read with commas before decimals: 2 cells tell so",)


@pytest.mark.parametrize(
    ("cells", "segment", "message"),
    [
        (
            ["03/04/2026", "05/06/2026"],
            {"every": "month"},
            "found 2 cells of column 'x' such as 03/04",
        ),
        (
            ["13/04/2026", "05/16/2026"],
            {"every": "month"},
            "found 1 cell .* first part over 12 and 1 ",
        ),
        (["1,234", "900"], {"breaks": [1000]}, "found 1 cell of column 'x' such as 1,234"),
        (["1,5", "2.5", "1,234"], {"breaks": [1000]}, "decimal comma and 1 with a decimal dot"),
    ],
)
def test_columns_that_may_be_read_in_two_ways_are_refused(
    counted: Count, cells: list[str], segment: Mapping[str, Any], message: str
) -> None:
    rows = "score,x\n" + "".join(f'9,"{cell}"\n' for cell in cells)

    with pytest.raises(DeclarationError, match=message):
        counted(rows, segments={"x": {"column": "x", **segment}})
