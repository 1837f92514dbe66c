"""Tests of one sample against another."""

from itertools import pairwise
from math import inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stats.rows import Row, sums_of

from nps.results.sums import Sums
from nps.stats.comparisons import (
    LEAST_BASE,
    Comparison,
    Estimate,
    adjusted_estimate,
    adjusted_p,
    compare,
    pooled_estimate,
    two_sided_p,
)
from nps.stats.samples import Sample, sample

COUNT = st.integers(0, 2_000)
LEVEL = st.floats(0.5, 0.999)


def taken(detractors: int, passives: int, promoters: int) -> Sample:
    sums = Sums(counts=(detractors, *[0] * 6, passives, 0, promoters, 0))
    return sample(sums, sums, 0)


SAMPLES = st.builds(taken, COUNT, COUNT, COUNT)
TESTED = SAMPLES.filter(lambda found: found.base >= LEAST_BASE)


def test_z_is_the_smaller_of_two_and_the_interval_their_hull() -> None:
    first, second = taken(20, 30, 50), taken(30, 40, 30)
    estimates = [make(first.groups, second.groups) for make in (adjusted_estimate, pooled_estimate)]
    # By hand: the adjusted one as R has it; 0.3/√(0.6275·0.02) of the pooled.
    assert [one.z for one in estimates] == pytest.approx([2.69123639617643, 2.67793], abs=1e-4)

    found = compare(first, second, 0.95)

    assert found.difference == pytest.approx(30)
    assert found.z == min(one.z for one in estimates)
    assert found.p == two_sided_p(min(one.z for one in estimates))
    lows, highs = zip(*(one.limits(0.95) for one in estimates), strict=True)
    assert found.interval == pytest.approx((100 * min(lows), 100 * max(highs)))


@given(TESTED, TESTED, LEVEL)
def test_the_interval_leaves_out_0_where_the_difference_is_significant(
    first: Sample, second: Sample, level: float
) -> None:
    found = compare(first, second, level)
    assert found.interval is not None
    assert found.p is not None
    assert (found.p < 1 - level) == (not found.interval[0] <= 0 <= found.interval[1])


@given(TESTED, TESTED)
def test_the_interval_holds_the_difference(first: Sample, second: Sample) -> None:
    found = compare(first, second, 0.95)
    assert found.difference is not None
    assert found.interval is not None
    assert found.interval[0] - 1e-9 <= found.difference <= found.interval[1] + 1e-9
    assert -200 <= found.interval[0] <= found.interval[1] <= 200


@given(TESTED, TESTED)
def test_the_other_way_round_is_the_opposite(first: Sample, second: Sample) -> None:
    one, other = compare(first, second, 0.95), compare(second, first, 0.95)
    assert one.interval is not None
    assert other.interval is not None
    assert one.p == pytest.approx(other.p)
    assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]), abs=1e-9)


@pytest.mark.parametrize("base", range(1, LEAST_BASE))
def test_there_is_no_test_below_the_least_base(base: int) -> None:
    found = compare(taken(base, 0, 0), taken(0, 0, 1_000), 0.95)
    assert found == Comparison(difference=-200)
    assert compare(taken(0, 0, 1_000), taken(base, 0, 0), 0.95) == Comparison(difference=200)


def test_there_is_one_from_the_least_base_on() -> None:
    assert compare(taken(LEAST_BASE, 0, 0), taken(0, 0, 1_000), 0.95).p is not None


def test_without_a_score_there_is_no_difference() -> None:
    assert compare(taken(0, 0, 0), taken(0, 0, 10), 0.95) == Comparison(difference=None)
    assert compare(taken(0, 0, 10), taken(0, 0, 0), 0.95) == Comparison(difference=None)


def test_samples_that_do_not_vary_do_not_differ() -> None:
    found = compare(taken(0, 0, 10), taken(0, 0, 20), 0.95)
    assert (found.difference, found.z) == (0, 0)
    assert found.p is not None
    assert found.p > 0.5


def test_a_segment_of_one_cluster_is_never_tested() -> None:
    part = [Row(score=0, cluster="a")] * 50
    rest = [Row(score=10, cluster=str(at)) for at in range(500)]
    whole = sums_of(part + rest, clustered=True)
    one = sample(sums_of(part, clustered=True), whole, 0)
    other = sample(sums_of(rest, clustered=True), whole, 0)
    assert compare(one, other, 0.95) == Comparison(difference=-200)
    assert compare(other, one, 0.95) == Comparison(difference=200)


@pytest.mark.parametrize(("clusters", "tested"), [(LEAST_BASE - 1, False), (LEAST_BASE, True)])
def test_a_segment_of_few_clusters_is_not_tested(*, clusters: int, tested: bool) -> None:
    part = [Row(score=score, cluster=str(at)) for at in range(clusters) for score in (3, 9, 10)]
    rest = [Row(score=at % 11, cluster=f"rest {at % 50}") for at in range(500)]
    whole = sums_of(part + rest, clustered=True)
    found = compare(
        sample(sums_of(part, clustered=True), whole, 0),
        sample(sums_of(rest, clustered=True), whole, 0),
        0.95,
    )
    assert (found.p is not None) == tested


def test_a_whole_of_one_cluster_is_never_tested() -> None:
    whole = sums_of([Row(score=at % 11, cluster="a") for at in range(20)], clustered=True)
    part = sums_of([Row(score=9, cluster="a")] * 9, clustered=True)
    found = compare(sample(part, whole, 0), sample(whole, whole, 0), 0.95)
    assert found.difference is not None
    assert found.p is None


# Of the same respondents


def test_covariance_narrows_the_interval_and_raises_z() -> None:
    first, second = taken(30, 40, 30), taken(25, 35, 40)
    alone, paired = compare(second, first, 0.95), compare(second, first, 0.95, covariance=0.003)
    assert alone.z is not None
    assert paired.z is not None
    assert paired.z > alone.z > 0
    assert alone.interval is not None
    assert paired.interval is not None
    assert alone.interval[0] < paired.interval[0] < paired.interval[1] < alone.interval[1]
    assert paired.difference == alone.difference


def test_covariance_is_taken_twice_from_the_variance() -> None:
    first, second = taken(30, 40, 30).groups, taken(25, 35, 40).groups
    estimate = pooled_estimate(second, first)
    assert estimate.less(0.003).variance == pytest.approx(estimate.variance - 0.006)
    assert estimate.less(0.003).difference == estimate.difference


def test_a_covariance_beyond_one_variance_leaves_the_word_to_the_other() -> None:
    first, second = taken(40, 20, 40), taken(37, 20, 43)
    adjusted, pooled = (
        make(second.groups, first.groups) for make in (adjusted_estimate, pooled_estimate)
    )
    assert adjusted.variance < pooled.variance
    covariance = (adjusted.variance + pooled.variance) / 4

    found = compare(second, first, 0.95, covariance=covariance)

    assert found.z == pooled.less(covariance).z
    assert found.p is not None
    assert 0 < found.p < 1


def test_a_covariance_beyond_both_variances_leaves_no_test() -> None:
    found = compare(taken(37, 20, 43), taken(40, 20, 40), 0.95, covariance=1)
    assert found.difference == pytest.approx(6)
    assert (found.interval, found.z, found.p) == (None, None, None)


def test_z_without_variance() -> None:
    assert Estimate(difference=0, variance=0).z == 0
    assert Estimate(difference=0.1, variance=0).z == inf
    assert Estimate(difference=-0.1, variance=0).z == -inf


# Many tests

PS = st.lists(st.floats(0, 1), max_size=40)


@given(PS)
def test_adjusted_ps_are_no_smaller_and_in_the_same_order(ps: list[float]) -> None:
    adjusted = adjusted_p(ps)
    assert all(p <= q <= 1 for p, q in zip(ps, adjusted, strict=True))
    ordered = [q for _, q in sorted(zip(ps, adjusted, strict=True))]
    assert all(one <= other for one, other in pairwise(ordered))


@given(PS.filter(bool))
def test_the_largest_p_stays_and_a_single_one_too(ps: list[float]) -> None:
    assert max(adjusted_p(ps)) == max(ps)
    assert adjusted_p(ps[:1]) == ps[:1]


@given(PS, st.randoms(use_true_random=False))
def test_adjusting_takes_no_notice_of_the_order(ps: list[float], random: Random) -> None:
    places = list(range(len(ps)))
    random.shuffle(places)
    adjusted = adjusted_p(ps)
    assert adjusted_p([ps[at] for at in places]) == [adjusted[at] for at in places]
