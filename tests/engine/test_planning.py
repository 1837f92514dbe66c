"""However rows are counted, the same comes out."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from tests.engine import test_cases
from tests.engine.plans import (
    FORCED,
    PLAIN,
    SETTINGS,
    SLICINGS,
    declarations,
    export,
    frames,
    outcome,
    planned,
)

from nps.engine.planning import Plan, make_plan
from nps.engine.rows import Rows, rows_of
from nps.engine.slicing import Slicing
from nps.engine.tallying import ask
from nps.results.tally import Tally
from nps.spec.configuration import Configuration

ROWS = 400
FRAME = pl.DataFrame(
    {
        "score": [at % 11 for at in range(ROWS)],
        "plan": [("Free", "Team", "Pro")[at % 3] for at in range(ROWS)],
        "country": [("DE", "FR", "AT", "CH")[at % 4] for at in range(ROWS)],
        "id": [f"C{at}" for at in range(ROWS)],
        "mrr": [at * 7 % 1000 for at in range(ROWS)],
    }
)


def rows(segments: Mapping[str, Any], size: int = 10**9, frame: pl.DataFrame = FRAME) -> Rows:
    configuration = Configuration.model_validate(
        {"survey": {"score": "score"}, "segments": segments}
    )
    one = export(frame, size=size)
    asked = ask([one], configuration, tuple(configuration.segments))
    return rows_of(asked, one, 0, {})


def groups(plan: Plan) -> list[set[str]]:
    """Names of the segmentations of each group."""
    return [
        {key.partition("\0")[0] for grouping in group.sets for key in grouping}
        for group in plan.groups
    ]


@settings(deadline=None, max_examples=60)
@given(frames(), declarations(), SETTINGS, SLICINGS)
def test_a_plan_changes_nothing(
    exports: list[pl.DataFrame],
    declared: dict[str, Any],
    limits: Mapping[str, int],
    slicing: Slicing | None,
) -> None:
    assert outcome(exports, declared, limits, slicing) == outcome(exports, declared, PLAIN, slicing)


@pytest.mark.parametrize("limits", FORCED, ids=str)
def test_conditions_select_the_same_rows(limits: Mapping[str, int]) -> None:
    for case in test_cases.cases("conditions"):
        with planned(limits):
            test_cases.test_condition_selects_rows(case.values[0])


@pytest.mark.parametrize("limits", FORCED, ids=str)
def test_segmentations_give_the_same_segments(limits: Mapping[str, int]) -> None:
    for case in test_cases.cases("segments"):
        with planned(limits):
            test_cases.test_segmentation_gives_segments(case.values[0])


NAMES = (
    "score", "len", "slot", "sum", "squares", "self", "exprs", "weight", "status", "day", "valid",
    "*", "^a$", "a b", "none", "polars", "cells", "(blank)", "é",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_column_may_have_any_name(name: str) -> None:
    cells = pl.Series(name, ["5", "9", None, "c"] * 3)
    frame = pl.DataFrame(
        {
            "grade": [str(at % 11) for at in range(12)],
            "w": [str(1 + at / 10) for at in range(12)],
            "at": [f"2026-0{1 + at % 3}-11" for at in range(12)],
        }
    ).with_columns(cells)
    declared = {
        "survey": {"score": "grade", "weight": "w", "answered_at": "at"},
        "segments": {
            "value": name,
            "map": {"column": name, "map": {"A": ["5"]}},
            "rules": {"rules": {"x": {name: 9}, "y": {name: {"contains": "c"}}}},
        },
    }
    slicing = Slicing(every="month")
    plain = outcome([frame], declared, PLAIN, slicing)
    assert isinstance(plain, Tally)
    assert plain.segmentations[0].segments[0].sums.base == 3
    for limits in FORCED:
        assert outcome([frame], declared, limits, slicing) == plain


def test_the_score_may_be_a_segmentation() -> None:
    declared = {"survey": {"score": "score"}, "segments": {"score": "score", "plan": "plan"}}
    plain = outcome([FRAME], declared, PLAIN)
    assert isinstance(plain, Tally)
    assert [len(one.segments) for one in plain.segmentations] == [11, 3]
    assert all(outcome([FRAME], declared, limits) == plain for limits in FORCED)


def test_small_exports_are_counted_as_they_are() -> None:
    small = rows({"plan": "plan"}, size=3_999_999)
    assert make_plan(small) == Plan(by_rows=tuple(small.sets))
    assert make_plan(rows({"plan": "plan"}, size=4_000_000)).by_rows == ()


def test_what_is_cut_at_few_edges_shares_a_group() -> None:
    plan = make_plan(
        rows(
            {
                "plan": "plan",
                "spend": {"column": "mrr", "breaks": [100, 500]},
                "rules": {"rules": {"Big": {"mrr": {"gt": 900}, "plan": "Pro"}}},
            }
        )
    )
    (group,) = plan.groups
    assert groups(plan) == [{"plan", "spend", "rules"}]
    assert () in group.sets
    assert plan.by_rows == ()
    assert plan.sampled == ROWS
    # Three plans, and four parts of mrr.
    assert group.cells == 12


def test_two_texts_are_not_put_into_one_key() -> None:
    plan = make_plan(rows({"plan": "plan", "country": "country"}))
    assert groups(plan) == [{"country"}, {"plan"}]
    first, second = plan.groups
    assert (first.apart.texts, second.apart.texts) == (False, True)
    assert (first.apart.cells, second.apart.cells) == (0, 0)


def test_a_cross_of_two_texts_is_one_key() -> None:
    plan = make_plan(
        rows({"plan": "plan", "country": "country", "both": {"cross": ["plan", "country"]}})
    )
    assert groups(plan) == [{"plan", "country"}]
    assert plan.groups[0].cells == 12


def test_many_cells_are_not_shared() -> None:
    frame = FRAME.with_columns(mrr=pl.col("mrr") % 100)
    segments = {"spend": {"column": "mrr", "quantiles": 4}, "plan": "plan"}
    assert groups(make_plan(rows(segments, frame=frame))) == [{"spend", "plan"}]
    with planned({"SHARED_CELLS": 299}):
        plan = make_plan(rows(segments, frame=frame))
    assert groups(plan) == [{"spend"}, {"plan"}]
    assert [group.cells for group in plan.groups] == [100, 3]
    assert not plan.groups[1].apart.texts
    assert plan.groups[1].apart.cells >= 300


def test_as_many_cells_as_rows_are_counted_one_by_one() -> None:
    with planned({"MOST_CELLS": 300}):
        plan = make_plan(rows({"id": "id", "plan": "plan"}))
    assert plan.by_rows == (("id\0000",),)
    assert groups(plan) == [{"plan"}]
    # Every value is seen once, so that there may be many more.
    assert plan.cells["id\0000",] > ROWS


def test_cells_are_told_by_period() -> None:
    configuration = Configuration.model_validate(
        {"survey": {"score": "score", "answered_at": "at"}, "segments": {"plan": "plan"}}
    )
    one = export(
        FRAME.with_columns(at=pl.Series([f"2026-0{1 + at % 5}-01" for at in range(ROWS)])),
        size=10**9,
    )
    cells = []
    for slicing in (Slicing(), Slicing(every="month")):
        asked = ask([one], configuration, ("plan",), slicing=slicing)
        cells.append(make_plan(rows_of(asked, one, 0, {})).groups[0].cells)
    assert cells == [3, 15]
