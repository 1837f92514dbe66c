"""Which answers a run is about by their dates, and the periods that it compares."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from nps.engine.slicing import Slicing
from nps.errors import DeclarationError, ScoreError, UsageError
from nps.results.tally import Tally
from nps.spec.periods import PERIODS, Every, Period, parse_period

Count = Callable[..., Tally]
TODAY = date(2026, 10, 1)
EXPORT = (
    "score,at,plan\n"
    "9,2026-01-05,a\n3,2026-02-28,b\n8,2026-03-31T23:59:59Z,a\n10,,c\n7,2026-09-30,a\n,2026-12-24,a\n"
)
"""Answers of January, February, March and September, one without a date, and none of December."""


def window(text: str) -> Slicing:
    return Slicing(window=parse_period(text, TODAY))


def between(before: str, after: str) -> Slicing:
    return Slicing(between=(parse_period(before, TODAY), parse_period(after, TODAY)))


def scores(tally: Tally) -> list[int]:
    return [score for score, count in enumerate(tally.overall.counts) for _ in range(count)]


def bases(tally: Tally) -> dict[str, int]:
    return {one.period.name: one.overall.base for one in tally.periods}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2026Q1", [3, 8, 9]),
        ("2026-02", [3]),
        ("2026-03-31", [8]),
        ("2026-03-31..", [7, 8]),
        ("..2026-01-05", [9]),
        ("2026-01-06..2026-02-28", [3]),
        ("2026", [3, 7, 8, 9]),
        ("2d", [7]),
        ("last-month", [7]),
        ("2026-04", []),
    ],
)
def test_rows_outside_the_period_are_filtered_out(
    counted: Count, text: str, kept: list[int]
) -> None:
    tally = counted(EXPORT, answered_at="at", slicing=window(text))

    assert scores(tally) == kept
    ledger = tally.ledger
    assert ledger.read == 6 == ledger.filtered_out + ledger.blank + len(kept)
    assert ledger.blank == (text in {"2026", "2026-03-31.."})
    assert tally.periods == ()
    assert tally.undated == 0


def test_the_days_of_the_answers_are_those_that_count(counted: Count) -> None:
    assert counted(EXPORT, answered_at="at").answered == (date(2026, 1, 5), date(2026, 9, 30))
    within = counted(EXPORT, answered_at="at", slicing=window("2026Q1"))
    assert within.answered == (date(2026, 1, 5), date(2026, 3, 31))
    assert counted(EXPORT, answered_at="at", slicing=window("2026-04")).answered is None
    assert counted(EXPORT).answered is None


def test_where_and_the_period_hold_together(counted: Count) -> None:
    tally = counted(EXPORT, answered_at="at", where={"plan": "a"}, slicing=window("2026Q1"))

    assert scores(tally) == [8, 9]
    assert tally.ledger.filtered_out == 4


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (
            "month",
            {
                "2026-01": 1, "2026-02": 1, "2026-03": 1, "2026-04": 0, "2026-05": 0,
                "2026-06": 0, "2026-07": 0, "2026-08": 0, "2026-09": 1,
            },
        ),
        ("quarter", {"2026Q1": 3, "2026Q2": 0, "2026Q3": 1}),
        ("half", {"2026H1": 3, "2026H2": 1}),
        ("year", {"2026": 4}),
    ],
)  # fmt: skip
def test_empty_periods_between_others_are_shown(
    counted: Count, every: Every, expected: dict[str, int]
) -> None:
    tally = counted(EXPORT, answered_at="at", slicing=Slicing(every=every))

    assert bases(tally) == expected
    assert tally.undated == 1
    assert scores(tally) == [3, 7, 8, 9, 10]


def test_weeks_run_from_monday_to_sunday(counted: Count) -> None:
    rows = "score,at\n9,2026-01-04\n8,2026-01-05\n7,2026-01-11\n6,2026-01-12\n"

    tally = counted(rows, answered_at="at", slicing=Slicing(every="week"))

    assert bases(tally) == {"2026-W01": 1, "2026-W02": 2, "2026-W03": 1}


@pytest.mark.parametrize("every", PERIODS)
@pytest.mark.parametrize("starts", [1, 2, 4, 12])
def test_every_period_has_the_answers_of_its_days(
    counted: Count, every: Every, starts: int
) -> None:
    days = [date(2025, month, day) for month in range(1, 13) for day in (1, 15, 28)]
    frame = pl.DataFrame({"score": [9] * len(days), "at": days})

    tally = counted(
        frame,
        answered_at="at",
        fiscal_year_starts=starts,
        slicing=Slicing(every=every, fiscal_year_starts=starts),
    )

    for one in tally.periods:
        assert one.period.first is not None
        assert one.period.last is not None
        expected = sum(one.period.first <= day <= one.period.last for day in days)
        assert one.overall.counts[9] == expected
    assert sum(bases(tally).values()) == len(days)


def test_fiscal_periods_are_named_by_the_year_in_which_the_fiscal_year_ends(
    counted: Count,
) -> None:
    slicing = Slicing(every="quarter", fiscal_year_starts=4)

    tally = counted(EXPORT, answered_at="at", fiscal_year_starts=4, slicing=slicing)

    assert bases(tally) == {"FY2026Q4": 3, "FY2027Q1": 0, "FY2027Q2": 1}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (1, ["2026-08", "2026-09"]),
        (3, ["2026-06", "2026-07", "2026-08", "2026-09"]),
        (8, [f"2026-0{month}" for month in range(1, 10)]),
        (99, [f"2026-0{month}" for month in range(1, 10)]),
    ],
)
def test_the_last_periods_come_with_the_one_before_them(
    counted: Count, last: int, expected: list[str]
) -> None:
    tally = counted(EXPORT, answered_at="at", slicing=Slicing(every="month", last=last))

    assert list(bases(tally)) == expected


def test_periods_within_a_window(counted: Count) -> None:
    slicing = Slicing(every="month", window=parse_period("2026H1", TODAY))

    assert bases(counted(EXPORT, answered_at="at", slicing=slicing)) == {
        "2026-01": 1, "2026-02": 1, "2026-03": 1
    }  # fmt: skip


def test_without_dated_answers_there_are_no_periods(counted: Count) -> None:
    slicing = Slicing(every="month")

    undated = counted("score,at\n9,\n8,\n", answered_at="at", slicing=slicing)
    assert (undated.periods, undated.undated, undated.overall.base) == ((), 2, 2)
    nobody = counted(EXPORT, answered_at="at", slicing=slicing, where={"plan": "z"})
    assert (nobody.periods, nobody.undated, nobody.overall.base) == ((), 0, 0)


def test_segments_are_the_same_in_every_period(counted: Count) -> None:
    segments = {"plan": {"column": "plan", "top": 1}, "both": {"cross": ["plan", "high"]}, "high": {
        "rules": {"High": {"score": {"gte": 8}}}
    }}  # fmt: skip

    tally = counted(EXPORT, answered_at="at", segments=segments, slicing=Slicing(every="quarter"))

    names = [[one.name for one in each.segments] for each in tally.segmentations]
    assert names == [["a", "Other"], ["a × High", "Other × High"], ["High"]]
    for period in tally.periods:
        assert [[one.name for one in each.segments] for each in period.segmentations] == names
        for each in period.segmentations:
            parts = [one.sums for one in each.segments]
            assert sum(parts, start=each.unsegmented) == period.overall
            assert all(one.sums + one.rest == period.overall for one in each.segments)
    first = tally.periods[0].segmentations
    assert [one.sums.base for one in first[0].segments] == [2, 1]
    assert first[2].unsegmented.counts[3] == 1


def test_before_and_after(counted: Count) -> None:
    tally = counted(
        EXPORT, answered_at="at", segments={"plan": "plan"}, slicing=between("2026Q1", "2026Q3")
    )

    assert bases(tally) == {"2026Q1": 3, "2026Q3": 1}
    assert scores(tally) == [3, 7, 8, 9]
    assert (tally.ledger.filtered_out, tally.ledger.blank) == (2, 0)
    sides = [
        {one.name: one.sums.base for one in period.segmentations[0].segments}
        for period in tally.periods
    ]
    assert sides == [{"a": 2, "b": 1}, {"a": 1, "b": 0}]
    assert tally.undated == 0


def test_a_period_without_answers_between_others_is_empty(counted: Count) -> None:
    tally = counted(EXPORT, answered_at="at", slicing=between("2026Q2", "2026Q3"))

    assert bases(tally) == {"2026Q2": 0, "2026Q3": 1}


def test_two_exports_are_two_sides(counted: Count) -> None:
    late = "plan,score\na,1\na,2\n"

    tally = counted(EXPORT, late, segments={"plan": "plan"}, slicing=Slicing(sides=1))

    assert [one.overall.base for one in tally.periods] == [5, 2]
    assert [one.period for one in tally.periods] == [
        Period(name=source.path) for source in tally.sources
    ]
    assert [one.sums.base for one in tally.periods[1].segmentations[0].segments] == [2, 0, 0]
    assert sum((one.overall for one in tally.periods[1:]), start=tally.periods[0].overall) == (
        tally.overall
    )


def test_one_side_may_be_several_exports(counted: Count) -> None:
    one = "score\n9\n"

    tally = counted(one, one, one, slicing=Slicing(sides=2))

    assert [side.overall.base for side in tally.periods] == [2, 1]
    names = [source.path for source in tally.sources]
    assert [side.period.name for side in tally.periods] == [f"{names[0]} + {names[1]}", names[2]]


def test_a_side_may_have_no_score_but_not_no_rows(counted: Count) -> None:
    tally = counted("score\n9\n", "score,x\n,1\n", slicing=Slicing(sides=1))

    assert [side.overall.base for side in tally.periods] == [1, 0]
    with pytest.raises(ScoreError, match="found a header and no data rows"):
        counted("score\n9\n", "score\n", slicing=Slicing(sides=1))


@pytest.mark.parametrize(
    ("slicing", "words"),
    [
        (window("2025Q4"), "period 2025Q4 (2025-10-01 to 2025-12-31)"),
        (window("2027"), "period 2027 (2027-01-01 to 2027-12-31)"),
        (window("2025-12-31"), "period 2025-12-31"),
        (window("2027-01-01.."), "period 2027-01-01.."),
        (window("2024-01-01..2024-02-01"), "period 2024-01-01..2024-02-01"),
        (between("2025", "2026"), "period 2025 (2025-01-01 to 2025-12-31)"),
        (between("2026Q1", "2027Q1"), "period 2027Q1 (2027-01-01 to 2027-03-31)"),
    ],
    ids=str,
)
def test_a_period_that_is_not_in_the_data_is_refused(
    counted: Count, slicing: Slicing, words: str
) -> None:
    with pytest.raises(UsageError) as failure:
        counted(EXPORT, answered_at="at", slicing=slicing)

    assert str(failure.value) == (
        f"{words}: found no answer of that time; the answers run from 2026-01-05 to 2026-09-30"
    )


def test_a_period_of_answers_without_dates_is_refused(counted: Count) -> None:
    with pytest.raises(UsageError, match=r"^period 2026Q1 .*: found no answer with a date$"):
        counted("score,at\n9,\n", answered_at="at", slicing=window("2026Q1"))


def test_too_many_periods_are_refused(counted: Count) -> None:
    rows = "score,at\n9,0202-01-05\n3,2026-02-05\n"

    with pytest.raises(UsageError) as failure:
        counted(rows, answered_at="at", slicing=Slicing(every="week"))

    assert str(failure.value) == (
        "found answers from 0202-01-05 to 2026-02-05, more than 1,000 periods of a week; a date "
        "may be wrong: choose the days with --period, the last periods with --last, or longer "
        "ones with --every"
    )
    last = counted(rows, answered_at="at", slicing=Slicing(every="week", last=2))
    assert bases(last) == {"2026-W04": 0, "2026-W05": 0, "2026-W06": 1}
    within = Slicing(every="week", window=parse_period("2026", TODAY))
    assert bases(counted(rows, answered_at="at", slicing=within)) == {"2026-W06": 1}


def test_a_thousand_periods_are_shown(counted: Count) -> None:
    rows = "score,at\n9,1026-05-05\n3,2025-02-05\n"

    tally = counted(rows, answered_at="at", slicing=Slicing(every="year"))

    assert len(tally.periods) == 1000
    assert sum(one.overall.base for one in tally.periods) == 2


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([date(2026, 1, 31), date(2026, 2, 1), None], {"2026-01": 1, "2026-02": 1}),
        (
            pl.Series([datetime(2026, 1, 31, 23, 59), None, None], dtype=pl.Datetime("ns")),  # noqa: DTZ001  # as written
            {"2026-01": 1},
        ),
        (
            pl.Series(
                [datetime(2026, 1, 31, 23, 59), datetime(2026, 1, 31, 22, 59), None],  # noqa: DTZ001
            ).dt.replace_time_zone("America/New_York"),
            {"2026-01": 2},
        ),
    ],
    ids=["dates", "moments", "moments of a zone, as written there"],
)
def test_typed_dates(counted: Count, cells: Any, expected: dict[str, int]) -> None:  # noqa: ANN401
    frame = pl.DataFrame({"score": [9, 8, 7], "at": cells})

    tally = counted(frame, answered_at="at", slicing=Slicing(every="month"))

    assert bases(tally) == expected
    assert tally.undated == 3 - sum(expected.values())
    assert tally.notes == ()


def test_numbers_are_no_dates(counted: Count) -> None:
    frame = pl.DataFrame({"score": [9], "at": [20260131]})

    with pytest.raises(DeclarationError, match="found numbers in column 'at', expected dates"):
        counted(frame, answered_at="at", slicing=Slicing(every="month"))
