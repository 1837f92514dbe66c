"""Respondents who answer more than once: which of their answers counts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from nps.engine.collect import collect
from nps.engine.inspecting import Wanted, inspect
from nps.engine.slicing import Slicing
from nps.results.tally import Tally
from nps.sources.exports import open_exports
from nps.spec.configuration import Configuration
from nps.spec.periods import Every, parse_period

Count = Callable[..., Tally]
DATED = {"respondent": "id", "answered_at": "at"}
LATEST = {**DATED, "repeats": "latest"}


def csv(*rows: str, header: str = "score,id,at") -> str:
    return "\n".join((header, *rows)) + "\n"


def scores(tally: Tally) -> list[int]:
    """Every score that counts, lowest first."""
    return [score for score, count in enumerate(tally.overall.counts) for _ in range(count)]


def test_all_answers_count_unless_it_is_declared_otherwise(counted: Count) -> None:
    tally = counted(csv("9,ann,2026-01-01", "1,ann,2026-02-01", "5,bob,"), **DATED)

    assert scores(tally) == [1, 5, 9]
    assert tally.ledger.repeats_dropped == 0
    assert tally.notes == ("1 of 2 respondents answered more than once",)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["9,ann,2026-01-01", "1,ann,2026-02-01"], [1]),
        (["1,ann,2026-02-01", "9,ann,2026-01-01"], [1]),
        (["9,ann,2026-01-01", "1,bob,2026-02-01"], [1, 9]),
        (["9,,2026-01-01", "1,,2026-02-01", "2,  ,2026-02-01"], [1, 2, 9]),
        (["9,ann,", "1,ann,0001-01-01"], [1]),
        (["1,ann,0001-01-01", "9,ann,"], [1]),
        (["9,ann,2026-01-01", "1,ann,long ago"], [9]),
        (["9,ann,", "1,ann,", "2,ann,", "3,bob,2026-01-01"], [2, 3]),
        (["9,ann,2026-01-01", "1,ann,2026-01-01"], [1]),
        (["9,ann,2026-01-01 12:00", "1,ann,2026-01-01"], [9]),
        (["9,ann,2026-01-01T12:00:01Z", "1,ann,2026-01-01T12:00"], [9]),
        (["9,ann,2026-01-01 24:00", "1,ann,2025-12-31 23:59"], [9]),
        (["9,ann,2026-01-01", "1,Ann,2026-02-01", "2, ann ,2026-01-02"], [1, 2]),
        (["9,1,2026-01-01", "1,01,2026-02-01", "2,1.0,2026-03-01"], [1, 2, 9]),
    ],
    ids=[
        "the later row", "the earlier row", "two respondents", "a missing respondent is no repeat",
        "a missing date is the oldest", "in any order", "a date that is none is missing",
        "ties go to the last row, undated", "ties go to the last row", "times of day",
        "written in any ISO way", "a time of day that there is none",
        "respondents are told apart as written", "and are no numbers",
    ],
)  # fmt: skip
def test_the_latest_answer_counts(counted: Count, rows: Sequence[str], kept: list[int]) -> None:
    tally = counted(csv(*rows), **LATEST)

    assert scores(tally) == kept
    assert tally.ledger.scored == len(kept)
    assert tally.ledger.repeats_dropped == len(rows) - len(kept)
    assert "repeats: the latest answer of each respondent counts" in tally.notes


def test_without_dates_the_last_row_counts(counted: Count) -> None:
    tally = counted(csv("9,ann,", "1,bob,", "2,ann,"), respondent="id", repeats="latest")

    assert scores(tally) == [1, 2]


def test_only_what_would_count_otherwise_is_a_repeat(counted: Count) -> None:
    export = (
        "score,id,at,weight,status\n"
        "9,ann,2026-01-01,1,done\n"
        ",ann,2026-02-01,1,done\n"
        "ten,ann,2026-02-01,1,done\n"
        "11,ann,2026-02-01,1,done\n"
        "2,ann,2026-02-01,-1,done\n"
        "3,ann,2026-02-01,1,open\n"
        "4,ann,2025-12-31,1,done\n"
    )

    tally = counted(export, **LATEST, weight="weight", where={"status": "done"})

    assert scores(tally) == [9]
    assert tally.ledger.record() == {
        "read": 7, "previews": 0, "filtered_out": 1, "blank": 1, "not_a_number": 1, "off_scale": 1,
        "bad_weight": 1, "repeats_dropped": 1, "scored": 1,
    }  # fmt: skip
    assert list(tally.ledger.record()) == [
        "read", "previews", "filtered_out", "blank", "not_a_number", "off_scale", "bad_weight",
        "repeats_dropped", "scored",
    ]  # fmt: skip


def test_repeats_are_judged_over_all_exports(counted: Count) -> None:
    first = csv("9,1,2026-03-01", "8,2,2026-01-01", "7,3,2026-01-01")
    second = pl.DataFrame(
        {"at": [date(2026, 2, 1), date(2026, 2, 1), None], "id": [1, 2, None], "score": [1, 2, 3]}
    )
    third = pl.DataFrame({"id": [3.0, float("nan")], "score": [4.0, 5.0]})

    tally = counted(first, second, third, **LATEST)

    assert scores(tally) == [2, 3, 5, 7, 9]
    assert tally.ledger.repeats_dropped == 3


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_typed_dates_keep_their_time_of_day(counted: Count, unit: pl._typing.TimeUnit) -> None:
    at = pl.Series(
        [datetime(2026, 1, 1, 10), datetime(2026, 1, 1, 9), None], dtype=pl.Datetime(unit)  # noqa: DTZ001  # as written
    )  # fmt: skip
    frame = pl.DataFrame({"score": [9, 1, 2], "id": ["ann"] * 3, "at": at})

    assert scores(counted(frame, **LATEST)) == [9]


@pytest.mark.parametrize(
    ("period", "kept"), [("month", [1, 3, 5, 9]), ("quarter", [1, 5, 9]), ("year", [5, 9])]
)
def test_the_latest_answer_of_each_period_counts(
    counted: Count, period: Every, kept: list[int]
) -> None:
    rows = csv(
        "9,ann,2026-04-30", "3,ann,2026-02-28", "1,ann,2026-03-31", "5,bob,2026-01-01", "4,bob,"
    )
    # NOTE: Answers without a date are in a period of their own.
    tally = counted(rows, **DATED, repeats="latest-per-period", period=period)

    assert scores(tally) == sorted([*kept, 4])
    assert f"repeats: the latest answer of each respondent in each {period} counts" in tally.notes


def test_periods_of_repeats_are_those_of_the_fiscal_year(counted: Count) -> None:
    rows = csv("9,ann,2026-01-31", "8,ann,2026-02-01", "7,ann,2026-04-30", "6,ann,2026-05-01")

    tally = counted(
        rows, **DATED, repeats="latest-per-period", period="quarter", fiscal_year_starts=2
    )

    assert scores(tally) == [6, 7, 9]


def test_repeats_are_judged_within_each_calendar_period(counted: Count) -> None:
    rows = csv("9,ann,2026-01-05", "8,ann,2026-01-06", "1,ann,2026-02-05", "2,ann,", "3,ann,")

    tally = counted(rows, **LATEST, slicing=Slicing(every="month"))

    assert scores(tally) == [1, 3, 8]
    assert [period.overall.base for period in tally.periods] == [1, 1]
    assert tally.undated == 1


def test_repeats_are_judged_within_before_and_after(counted: Count) -> None:
    rows = csv("9,ann,2026-01-05", "8,ann,2026-03-06", "5,ann,2026-04-05", "1,ann,2026-07-05")
    today = date(2026, 12, 31)
    between = (parse_period("2026Q1", today), parse_period("2026Q3", today))

    tally = counted(rows, **LATEST, slicing=Slicing(between=between))

    assert scores(tally) == [1, 8]
    assert (tally.ledger.filtered_out, tally.ledger.repeats_dropped) == (1, 1)


def test_repeats_are_judged_within_the_exports_of_each_side(counted: Count) -> None:
    before = csv("9,ann,2026-05-01", "8,ann,2026-01-01", "7,bob,2026-01-01")
    after = csv("1,ann,2026-02-01")

    tally = counted(before, after, **LATEST, slicing=Slicing(sides=1))

    assert [scores_of.overall.base for scores_of in tally.periods] == [2, 1]
    assert scores(tally) == [1, 7, 9]


def test_answers_outside_the_period_are_no_repeats(counted: Count) -> None:
    rows = csv("9,ann,2026-01-05", "8,ann,2026-04-06")
    window = parse_period("2026Q1", date(2026, 12, 31))

    tally = counted(rows, **LATEST, slicing=Slicing(window=window))

    assert scores(tally) == [9]
    assert (tally.ledger.filtered_out, tally.ledger.repeats_dropped) == (1, 0)


def test_a_where_that_nobody_meets_has_no_repeats(counted: Count) -> None:
    tally = counted(csv("9,ann,2026-01-01", "8,ann,"), **LATEST, where={"id": "eve"})

    assert tally.ledger.filtered_out == tally.ledger.read == 2
    assert not any("more than once" in note for note in tally.notes)


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_rows_keep_their_order_in_large_exports(tmp_path: Path, format_: str) -> None:
    rows = 60_000
    frame = pl.DataFrame(
        {
            "id": [str(row % 7) for row in range(rows)],
            "score": [9 if row >= rows - 7 else 0 for row in range(rows)],
            "pad": ["x" * 300] * rows,
        }
    )
    names = [str(tmp_path / f"{name}.{format_}") for name in "ab"]
    for name in names:
        if format_ == "csv":
            frame.write_csv(name)
        else:
            frame.write_parquet(name, row_group_size=500)
    configuration = Configuration.model_validate(
        {"survey": {"score": "score", "respondent": "id", "repeats": "latest"}}
    )

    with open_exports(names, collect=collect) as exports:
        tally, (last,) = inspect(exports, configuration, (), Wanted(row=2 * rows))
        _, (before,) = inspect(exports, configuration, (), Wanted(row=rows))

    assert scores(tally) == [9] * 7
    assert (last.ledger, before.ledger) == ("scored", "repeats_dropped")
    assert (last.source_row, before.source) == (rows, names[0])
