"""The smallest change that a base can show, and the responses that it takes."""

from dataclasses import replace
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stats.rows import Row, sums_of

from nps.results.sums import Sums
from nps.stats.comparisons import LEAST_BASE, compare
from nps.stats.power import responses_needed, smallest_change
from nps.stats.samples import Sample, sample

COUNT = st.integers(0, 3_000)
LEVEL = 0.95
POWER = 0.8


def taken(detractors: int, passives: int, promoters: int) -> Sample:
    sums = Sums(counts=(detractors, *[0] * 6, passives, 0, promoters, 0))
    return sample(sums, sums, 0)


SAMPLES = st.builds(taken, COUNT, COUNT, COUNT).filter(lambda found: found.base >= LEAST_BASE)


def test_smallest_change_by_hand() -> None:
    # 1.959964 + 0.841621 = 2.801585; v' = 101.5/203 = 0.5 of n' = 203.
    found = smallest_change(taken(50, 100, 50), LEVEL, POWER)
    assert found == pytest.approx(100 * 2.801585 * sqrt(2 * 0.5 / 203), abs=1e-4)


def test_responses_needed_by_hand() -> None:
    # 2 x 0.5 x (2.801585 / 0.05)^2 = 3139.6 adjusted counts, 3 of which are none.
    assert responses_needed(taken(50, 100, 50), 5, LEVEL, POWER) == 3_137


@given(SAMPLES, st.floats(0.8, 0.999), st.floats(0.5, 0.99))
def test_the_smallest_change_needs_the_base_that_is_there(
    found: Sample, level: float, power: float
) -> None:
    change = smallest_change(found, level, power)
    if change is not None:
        assert 0 < change <= 200
        assert responses_needed(found, change, level, power) == found.base


@given(SAMPLES, st.floats(0.1, 100))
def test_a_larger_change_needs_no_more_responses(found: Sample, change: float) -> None:
    needed = responses_needed(found, change, LEVEL, POWER)
    larger = responses_needed(found, 2 * change, LEVEL, POWER)
    assert needed is not None
    assert larger is not None
    assert LEAST_BASE <= larger <= needed


@given(SAMPLES)
def test_more_power_and_a_higher_level_ask_for_more(found: Sample) -> None:
    least = smallest_change(found, LEVEL, POWER)
    if least is not None:
        for level, power in ((LEVEL, 0.9), (0.99, POWER)):
            more = smallest_change(found, level, power)
            assert more is None or more > least


@pytest.mark.parametrize("base", [200, 1_000])
def test_the_smallest_change_is_shown_as_often_as_said(base: int) -> None:
    random = Random(base)  # noqa: S311  # repeatable, not secret
    change = smallest_change(taken(base * 3 // 10, base * 3 // 10, base * 4 // 10), LEVEL, POWER)
    assert change is not None
    step = change / 400

    def wave(shift: float) -> Sample:
        shares = (0.3 - shift, 0.3, 0.4 + shift)
        drawn = random.choices((0, 1, 2), shares, k=base)
        return taken(*(drawn.count(answer) for answer in range(3)))

    runs = 1_000
    ps = [compare(wave(step), wave(-step), LEVEL).p for _ in range(runs)]
    shown = sum(p is not None and p < 1 - LEVEL for p in ps) / runs
    assert shown == pytest.approx(POWER, abs=0.05)


def test_clusters_ask_for_more_responses_in_proportion_to_their_design_effect() -> None:
    answers = [
        Row(score=score, cluster=f"{at}{score}")
        for at in range(20)
        for score in (0, 3, 7, 9, 10)
        for _ in range(4)
    ]
    clustered, single = sums_of(answers, clustered=True), sums_of(answers)
    wide, narrow = sample(clustered, clustered, 0), sample(single, single, 0)
    assert wide.effective is not None
    effect = wide.base / wide.effective.base
    assert effect == pytest.approx(4, rel=0.05)

    needed = responses_needed(wide, 5, LEVEL, POWER)
    alone = responses_needed(narrow, 5, LEVEL, POWER)
    assert needed is not None
    assert alone is not None
    assert needed / alone == pytest.approx(effect, rel=0.05)
    smallest = smallest_change(wide, LEVEL, POWER)
    assert smallest is not None
    assert smallest > (smallest_change(narrow, LEVEL, POWER) or 0)
    assert responses_needed(wide, smallest, LEVEL, POWER) == wide.base


@pytest.mark.parametrize("base", range(LEAST_BASE))
def test_a_base_that_is_not_tested_shows_no_change(base: int) -> None:
    assert smallest_change(taken(base, 0, 0), LEVEL, POWER) is None


def test_a_base_that_would_need_more_than_200_points_shows_no_change() -> None:
    tiny = taken(3, 0, 3)
    assert smallest_change(tiny, LEVEL, POWER) is not None
    assert smallest_change(tiny, 0.9999, 0.9999) is None


def test_a_few_responses_are_enough_to_plan_with() -> None:
    needed = responses_needed(taken(1, 0, 1), 5, LEVEL, POWER)
    assert needed is not None
    assert needed > 1_000


def test_nothing_can_be_planned_from_nobody_or_one_cluster() -> None:
    assert responses_needed(taken(0, 0, 0), 5, LEVEL, POWER) is None
    answers = [Row(score=score, cluster="a") for score in (0, 9, 10, 7, 3, 10)]
    whole = sums_of([*answers, Row(score=9, cluster="b")], clustered=True)
    found = sample(sums_of(answers, clustered=True), whole, 0)
    assert smallest_change(found, LEVEL, POWER) is None
    assert responses_needed(found, 5, LEVEL, POWER) is None
    assert responses_needed(replace(found, effective=None), 5, LEVEL, POWER) is None


def test_a_change_that_any_base_shows_needs_the_least_that_is_tested() -> None:
    assert responses_needed(taken(0, 0, 100), 200, LEVEL, POWER) == LEAST_BASE
