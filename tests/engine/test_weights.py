"""Weights: which can be used, and what they add up to."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from nps.errors import DeclarationError, ScoreError
from nps.results.sums import UNIT, Sums
from nps.results.tally import Tally
from nps.stats.samples import sample

Count = Callable[..., Tally]


def csv(*rows: str) -> str:
    return "\n".join(("score,weight", *rows)) + "\n"


def used(sums: Sums) -> dict[int, tuple[int, int, int]]:
    """Count, Σw and Σw² of each score that was given."""
    found = zip(sums.counts, sums.weights, sums.squares, strict=True)
    return {score: one for score, one in enumerate(found) if one[0]}


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("1", UNIT),
        (" 2.5 ", 2_500_000_000),
        ("0.3", 300_000_000),
        ("0.000000001", 1),
        ("123456.789", 123_456_789_000_000),
        ("1e3", 1_000 * UNIT),
        ("+1", UNIT),
        ("0", 0),
        ("-0", 0),
        ("", None),
        ("   ", None),
        ("-1", None),
        ("-0.5", None),
        ("heavy", None),
        ("1_000", None),
        ("0x10", None),
        ("NaN", None),
        ("inf", None),
        ("-inf", None),
        ("1e400", None),
    ],
)
def test_a_weight_is_a_number_of_0_or_more(counted: Count, cell: str, units: int | None) -> None:
    tally = counted(csv(f"9,{cell}", "1,1"), weight="weight")

    assert tally.ledger.bad_weight == (units is None)
    assert used(tally.overall).get(9) == (None if units is None else (1, units, units**2))
    assert tally.ledger.read == 2
    assert not any("decimals" in note for note in tally.notes)


@pytest.mark.parametrize(
    ("weights", "units"),
    [
        ([0.25, 2.0, float("nan"), None], {8: 250_000_000, 9: 2 * UNIT}),
        ([float("inf"), -1.0, 3.0, 0.0], {10: 3 * UNIT, 1: 0}),
        (pl.Series([1, 2, None, 4], dtype=pl.UInt8), {8: UNIT, 9: 2 * UNIT, 1: 4 * UNIT}),
        (
            [Decimal("1.123456789"), Decimal(0), Decimal(-1), None],
            {8: 1_123_456_789, 9: 0},
        ),
        (pl.Series([0.1, 0.2, None, None], dtype=pl.Float32), {8: 100_000_001, 9: 200_000_003}),
    ],
    ids=["floats", "infinite", "whole", "decimal", "single precision"],
)
def test_typed_weights_keep_their_type(counted: Count, weights: Any, units: Any) -> None:  # noqa: ANN401
    frame = pl.DataFrame({"score": [8, 9, 10, 1], "weight": weights})

    tally = counted(frame, weight="weight")

    assert used(tally.overall) == {score: (1, unit, unit**2) for score, unit in units.items()}
    assert tally.ledger.bad_weight == 4 - len(units)


@pytest.mark.parametrize(
    ("weights", "failure", "message"),
    [
        (
            [date(2026, 1, 1)] * 2,
            DeclarationError,
            "survey.weight: found type Date in column 'weight', expected numbers",
        ),
        ([True, False], ScoreError, "column 'weight' holds no weight that can be used"),
    ],
)
def test_typed_cells_that_are_no_numbers_are_no_weights(
    counted: Count, weights: list[object], failure: type[Exception], message: str
) -> None:
    with pytest.raises(failure, match=message):
        counted(pl.DataFrame({"score": [8, 9], "weight": weights}), weight="weight")


def test_a_weight_is_bad_only_where_the_row_is_otherwise_scored(counted: Count) -> None:
    export = (
        "score,weight,status\n"
        "9,x,done\n9,,done\n9,-1,done\n"
        "9,x,open\n9,x,\n"
        ",x,done\nNA,x,done\n"
        "ten,x,done\n"
        "11,x,done\n7.5,x,done\n"
        "9,1,done\n"
    )

    ledger = counted(export, weight="weight", where={"status": "done"}).ledger

    assert ledger.record() == {
        "read": 11, "previews": 0, "filtered_out": 2, "blank": 2, "not_a_number": 1,
        "off_scale": 2, "bad_weight": 3, "repeats_dropped": 0, "scored": 1,
    }  # fmt: skip


def test_a_text_that_means_missing_is_no_weight(counted: Count) -> None:
    frame = pl.DataFrame({"score": [8, 9], "weight": [1, 999]})

    tally = counted(frame, csv("3,999", "4,2"), weight="weight", missing=["999"])

    assert used(tally.overall) == {8: (1, UNIT, UNIT**2), 4: (1, 2 * UNIT, 4 * UNIT**2)}
    assert tally.ledger.bad_weight == 2


def test_an_export_without_the_column_has_no_weights(counted: Count) -> None:
    tally = counted("score\n9\n", csv("1,1"), weight="weight")

    assert tally.ledger.bad_weight == tally.ledger.scored == 1
    assert [note.rpartition("/")[2] for note in tally.notes] == [
        "a.csv: has no column 'weight'; its rows are blank there"
    ]


def test_answers_of_weight_0_are_counted(counted: Count) -> None:
    tally = counted(csv("9,0", "9,0", "1,2"), weight="weight")

    assert tally.overall.base == tally.ledger.scored == 3
    assert used(tally.overall) == {9: (2, 0, 0), 1: (1, 2 * UNIT, 4 * UNIT**2)}


@pytest.mark.parametrize("rows", [("9,0", "1,0.0"), ("9,0", ",5", "ten,5", "1,-3")])
def test_weights_of_0_only_are_refused(counted: Count, rows: tuple[str, ...]) -> None:
    with pytest.raises(ScoreError) as failure:
        counted(csv(*rows), weight="weight")

    scored = sum(row.endswith(("0", "0.0")) for row in rows)
    assert str(failure.value) == (
        f"column 'weight' holds weights of 0 only, for {scored} scored "
        f"{'answers' if scored > 1 else 'answer'}, expected numbers of 0 or more, some of them "
        "above 0; name another column with --weight"
    )


def test_a_column_without_weights_is_refused_and_its_cells_are_not_shown(counted: Count) -> None:
    with pytest.raises(ScoreError) as failure:
        counted(csv("9,s3cret", "1,", "2,-4", ",1"), weight="weight")

    assert str(failure.value) == (
        "column 'weight' holds no weight that can be used: 3 scored answers have one that is "
        "blank, negative or a text, expected numbers of 0 or more, some of them above 0; name "
        "another column with --weight"
    )


def test_a_where_that_nobody_meets_is_a_result_under_weights_too(counted: Count) -> None:
    tally = counted(csv("9,0", "1,x"), weight="weight", where={"score": "3"})

    assert (tally.overall.base, tally.ledger.filtered_out) == (0, 2)
    assert tally.overall.weights == tally.overall.squares == (0,) * 11


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        (
            ["9,0.1234567891"],
            ["1 weight has more than nine decimals and was rounded to nine"],
        ),
        (
            ["9,0.1234567891", "8,1e-12", "7,100.00000000049"],
            ["3 weights have more than nine decimals and were rounded to nine"],
        ),
        (["9,0.1", "8,0.7", "7,1234567.123456789", "6,0.333333333"], []),
        ([",0.1234567891", "ten,0.1234567891", "9,1"], []),
    ],
)
def test_more_than_nine_decimals_are_rounded_and_said(
    counted: Count, rows: list[str], notes: list[str]
) -> None:
    tally = counted(csv(*rows, "1,1"), weight="weight")

    assert list(tally.notes) == notes


def test_weights_are_rounded_to_the_nearest_billionth(counted: Count) -> None:
    tally = counted(csv("9,0.1234567894", "8,0.1234567896", "7,1e-12"), weight="weight")

    assert [used(tally.overall)[score][1] for score in (9, 8, 7)] == [123_456_789, 123_456_790, 0]


@pytest.mark.parametrize("weight", ["1.3e10", "12000000000", "1e10"])
def test_one_large_weight_is_exact(counted: Count, weight: str) -> None:
    units = int(float(weight)) * UNIT

    assert used(counted(csv(f"9,{weight}"), weight="weight").overall) == {9: (1, units, units**2)}


@pytest.mark.parametrize(
    "rows", [("9,1.31e10",), ("9,1e300", "1,1"), ("9,1e10", "8,1e10"), ("9,1e9",) * 170]
)
def test_weights_whose_squares_do_not_add_up_are_refused(
    counted: Count, rows: tuple[str, ...]
) -> None:
    with pytest.raises(ScoreError, match="whose squares are too large to add up; divide all"):
        counted(csv(*rows), weight="weight")


def test_large_weights_of_rows_that_do_not_count_do_no_harm(counted: Count) -> None:
    tally = counted(csv("9,1", ",1e300", "ten,1e300"), weight="weight")

    assert used(tally.overall) == {9: (1, UNIT, UNIT**2)}


def test_sums_that_no_float_holds_are_exact(counted: Count) -> None:
    rows = ["9,123456.789012345", "9,0.000000001", "9,98765.4321"]
    units = [123_456_789_012_345, 1, 98_765_432_100_000]

    tally = counted(csv(*rows * 500), weight="weight")

    total, squares = 500 * sum(units), 500 * sum(unit * unit for unit in units)
    assert used(tally.overall) == {9: (1500, total, squares)}
    assert float(squares) != squares


def test_constant_weights_give_the_unweighted_figures(counted: Count) -> None:
    rows = [f"{score},2.5" for score in (0, 3, 6, 7, 8, 8, 9, 9, 10, 10, 10)]
    weighted = counted(csv(*rows), weight="weight").overall
    plain = counted(csv(*rows)).overall

    assert weighted.weights == tuple(count * 2_500_000_000 for count in plain.counts)
    one, other = sample(weighted, weighted, 0), sample(plain, plain, 0)
    assert (one.nps, one.standard_error) == (other.nps, other.standard_error)
    assert (one.effective_base, one.design_effect) == (11, 1)


def test_segments_their_rest_and_the_unsegmented_are_weighted(counted: Count) -> None:
    export = "score,weight,plan\n9,1,a\n3,2,a\n8,4,b\n10,8,c\n"
    plan = {"column": "plan", "map": {"A": ["a"], "B": ["b"]}}

    (segmentation,) = counted(export, weight="weight", segments={"plan": plan}).segmentations

    first, second = segmentation.segments
    eight, four, two, one = (units * UNIT for units in (8, 4, 2, 1))
    assert used(first.sums) == {9: (1, one, one**2), 3: (1, two, two**2)}
    assert used(first.rest) == {8: (1, four, four**2), 10: (1, eight, eight**2)}
    assert used(second.sums) == {8: (1, four, four**2)}
    assert used(segmentation.unsegmented) == {10: (1, eight, eight**2)}


def test_the_score_may_be_the_weight(counted: Count) -> None:
    labelled = {"column": "score", "labels": {"Agree": 10, "Disagree": 1}}

    tally = counted("score\nAgree\nDisagree\n3\n", score=labelled, weight="score")

    assert used(tally.overall) == {
        score: (1, score * UNIT, (score * UNIT) ** 2) for score in (10, 1, 3)
    }
