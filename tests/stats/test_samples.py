"""Shares, variance and effective counts of a set of responses."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stats.rows import Row, sums_of

from nps.results.sums import Sums
from nps.stats.groups import Groups, group_counts
from nps.stats.intervals import interval
from nps.stats.samples import Sample, sample

CLUSTERS = st.sampled_from("abcdefgh")
ROWS = st.lists(
    st.builds(
        Row,
        score=st.integers(0, 10),
        weight=st.decimals(0, 1000, places=9, allow_nan=False),
        cluster=CLUSTERS,
    ),
    min_size=1,
    max_size=40,
)


def rows(*scores: int, weight: str = "1", cluster: str = "") -> list[Row]:
    return [Row(score=score, weight=Decimal(weight), cluster=cluster) for score in scores]


def alone(found: list[Row], *, weighted: bool = False, clustered: bool = False) -> Sample:
    sums = sums_of(found, weighted=weighted, clustered=clustered)
    return sample(sums, sums, 0)


def linearised(part: list[Row], whole: list[Row]) -> float:
    """Variance of m by the book: clusters of a domain, in plain floating point."""
    weights = [float(row.weight) for row in part]
    ys = [(row.score > 8) - (row.score < 7) for row in part]
    total = sum(weights)
    mean = sum(w * y for w, y in zip(weights, ys, strict=True)) / total
    sums: dict[str, float] = {row.cluster: 0 for row in whole}
    for row, w, y in zip(part, weights, ys, strict=True):
        sums[row.cluster] += w * (y - mean) / total
    return len(sums) / (len(sums) - 1) * sum(u * u for u in sums.values())


# Weights


@pytest.mark.parametrize("weight", ["1", "2.5", "0.000000001", "123456.789"])
def test_weights_that_are_all_the_same_change_nothing(weight: str) -> None:
    answers = rows(0, 3, 7, 9, 10, 10, 8, weight=weight)
    counted, weighted = alone(answers), alone(answers, weighted=True)

    assert weighted.nps == pytest.approx(counted.nps)
    assert weighted.standard_error == counted.standard_error
    assert weighted.mean_score == counted.mean_score
    assert weighted.effective is not None
    assert weighted.effective.base == pytest.approx(7)
    assert weighted.effective_base == 7
    assert weighted.design_effect == 1


def test_without_weights_nothing_is_said_of_them() -> None:
    found = alone(rows(0, 9, 10))
    assert (found.weights, found.effective_base, found.design_effect) == ((), None, None)
    assert found.effective == found.groups == Groups(detractors=1, passives=0, promoters=2)


def test_where_all_weights_are_zero_there_are_no_figures() -> None:
    found = alone(rows(0, 9, 10, weight="0"), weighted=True)
    assert found.base == 3
    assert (found.nps, found.standard_error, found.mean_score) == (None, None, None)
    assert (found.effective, found.effective_base, found.design_effect) == (None, None, None)


def test_a_segment_whose_weights_are_zero_has_no_figures() -> None:
    nothing, others = rows(0, 9, weight="0"), rows(9, 10, 3)
    part = sums_of(nothing, weighted=True)
    found = sample(part, sums_of(nothing + others, weighted=True), 0)
    assert (found.base, found.nps, found.effective) == (2, None, None)


def test_a_weight_of_zero_counts_as_a_response_without_a_say() -> None:
    found = alone(rows(9, 9, 3) + rows(0, weight="0"), weighted=True)
    assert found.base == 4
    assert found.nps == pytest.approx(100 / 3)
    assert found.effective_base == pytest.approx(3)


def test_one_response_varies_from_nothing_and_tells_as_much_as_one() -> None:
    whole = sums_of(rows(9, weight="2") + rows(3, 4, 10, weight="5"), weighted=True)
    found = sample(sums_of(rows(9, weight="2"), weighted=True), whole, 0)
    assert found.standard_error == 0
    assert found.effective is not None
    assert found.effective.base == 1
    assert found.independent == 1


def test_a_weight_that_dwarfs_all_others_tells_as_much_as_one_response() -> None:
    answers = rows(9, weight="1000000000") + rows(0, 0, 0, 0, 0, weight="0.000000001")
    found = alone(answers, weighted=True)
    assert found.effective is not None
    assert found.effective.base == pytest.approx(1)
    limits = interval(found.effective, 0.95, "score")
    assert limits is not None
    assert limits[0] < 0


def test_where_nobody_differs_the_effective_base_is_that_of_kish() -> None:
    whole = sums_of(rows(9, 10, weight="2") + rows(3, weight="5"), weighted=True)
    answers = rows(9, weight="1") + rows(10, weight="3")
    found = sample(sums_of(answers, weighted=True), whole, 0)
    assert found.standard_error == 0
    assert found.effective is not None
    assert found.effective.base == pytest.approx(16 / 10)


# Clusters


def test_a_cluster_that_answers_alike_tells_as_much_as_one_response() -> None:
    answers = [
        row
        for at, score in enumerate([9, 0, 7, 10, 3, 9])
        for row in rows(score, score, score, cluster=str(at))
    ]
    found = alone(answers, clustered=True)
    one_each = alone(rows(9, 0, 7, 10, 3, 9))

    assert found.independent == 6
    assert found.effective is not None
    # C/(C - 1): a little less than one response a cluster.
    assert found.effective.base == pytest.approx(6 * 5 / 6)
    assert found.nps == pytest.approx(one_each.nps)


def test_clusters_that_hide_all_differences_tell_no_more_than_their_responses() -> None:
    answers = [row for at in "abcd" for row in rows(9, 0, cluster=at)]
    found = alone(answers, clustered=True)
    assert found.standard_error == 0
    assert found.effective is not None
    assert found.effective.base == 8


def test_a_segment_within_one_cluster_has_no_standard_error_and_an_effective_base_of_1() -> None:
    part = rows(9, 10, 3, 10, 9, 9, cluster="a")
    whole = part + rows(3, cluster="b") + rows(10, cluster="c")
    found = sample(sums_of(part, clustered=True), sums_of(whole, clustered=True), 0)

    assert found.base == 6
    assert found.nps is not None
    assert found.standard_error is None
    assert found.effective is not None
    assert found.effective.base == pytest.approx(1)
    assert found.independent == 1


def test_a_cluster_without_weight_does_not_make_two_of_one() -> None:
    part = rows(9, 10, 3, cluster="a") + rows(9, cluster="b", weight="0")
    whole = part + rows(3, cluster="c")
    sums = sums_of(part, weighted=True, clustered=True)
    found = sample(sums, sums_of(whole, weighted=True, clustered=True), 0)
    assert (found.independent, found.standard_error) == (1, None)


def test_one_cluster_in_all_leaves_the_variance_unknown() -> None:
    found = alone(rows(9, 3, 10, 8, 9, cluster="a"), clustered=True)
    assert found.nps == 40
    assert (found.standard_error, found.effective) == (None, None)


def test_without_its_clusters_a_part_of_a_clustered_whole_has_no_variance() -> None:
    whole = sums_of(rows(9, 3, cluster="a") + rows(10, 8, cluster="b"), clustered=True)
    found = sample(replace(whole, clusters=None), whole, 0)
    assert found.nps == 25
    assert (found.standard_error, found.effective) == (None, None)


def test_an_empty_segment_of_a_clustered_run_has_no_figures() -> None:
    whole = sums_of(rows(9, cluster="a") + rows(3, cluster="b"), clustered=True)
    found = sample(sums_of([], clustered=True), whole, 0)
    assert (found.base, found.nps, found.standard_error, found.effective) == (0, None, None, None)


# Any


@given(ROWS, st.data())
def test_variance_is_that_of_the_book(whole: list[Row], data: st.DataObject) -> None:
    part = [row for row in whole if data.draw(st.booleans())]
    found = sample(
        sums_of(part, weighted=True, clustered=True),
        sums_of(whole, weighted=True, clustered=True),
        0,
    )
    holders = {row.cluster for row in part if row.weight}
    if len(holders) < 2:
        assert found.standard_error is None
    else:
        assert found.standard_error is not None
        expected = 100 * linearised(part, whole) ** 0.5
        assert found.standard_error == pytest.approx(expected, rel=1e-6, abs=1e-4)


@given(answers=ROWS, weighted=st.booleans(), clustered=st.booleans())
def test_effective_counts_have_the_same_shares_and_no_larger_base(
    *, answers: list[Row], weighted: bool, clustered: bool
) -> None:
    found = alone(answers, weighted=weighted, clustered=clustered)
    if found.effective is not None:
        assert found.effective.nps == pytest.approx(found.nps, abs=1e-9)
        assert 0 < found.effective.base <= found.base * (1 + 1e-12)
        assert interval(found.effective, 0.95, "score") is not None


@given(answers=ROWS, weighted=st.booleans(), random=st.randoms(use_true_random=False))
def test_the_order_of_responses_changes_nothing(
    *, answers: list[Row], weighted: bool, random: Random
) -> None:
    shuffled = list(answers)
    random.shuffle(shuffled)
    found = alone(answers, weighted=weighted, clustered=True)
    assert found == alone(shuffled, weighted=weighted, clustered=True)


@given(parts=st.lists(ROWS, min_size=1, max_size=4), weighted=st.booleans())
def test_adding_the_sums_of_any_division_gives_the_sums_of_all(
    *, parts: list[list[Row]], weighted: bool
) -> None:
    whole = sums_of([row for part in parts for row in part], weighted=weighted)
    added = sums_of(parts[0], weighted=weighted)
    for part in parts[1:]:
        added += sums_of(part, weighted=weighted)

    assert added == whole
    assert sample(added, added, 0) == sample(whole, whole, 0)
    assert whole - sums_of(parts[0], weighted=weighted) == sums_of(
        [row for part in parts[1:] for row in part], weighted=weighted
    )


def test_a_scale_from_1_has_the_same_groups() -> None:
    sums = Sums(counts=(1, 0, 0, 0, 0, 2, 3, 4, 5, 6))
    found = sample(sums, sums, 1)
    assert found.groups == group_counts(sums.counts, 1)
    assert found.groups == Groups(detractors=3, passives=7, promoters=11)
