"""The covariance of two periods that the same respondents answered in."""

from collections import defaultdict
from decimal import Decimal
from random import Random
from statistics import fmean

import pytest
from tests.stats.rows import Row, sums_of

from nps.results.sums import UNIT
from nps.results.tally import PairTally
from nps.stats.comparisons import pooled_estimate
from nps.stats.groups import group_counts
from nps.stats.pairs import covariance_of_means


def group(score: int) -> int:
    return (score > 8) - (score < 7)


def pairs_of(before: list[Row], after: list[Row], *, weighted: bool = False) -> PairTally:
    """Who answered in both, by plain loops; `cluster` names the respondent."""
    sums = []
    for rows in (before, after):
        own: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            unit = int(row.weight * UNIT) if weighted else 1
            own[row.cluster][0] += unit * group(row.score)
            own[row.cluster][1] += unit
        sums.append(own)
    first, second = sums
    both = sorted(first.keys() & second.keys())

    def added(one: int, other: int) -> int:
        return sum(first[name][one] * second[name][other] for name in both)

    return PairTally(
        respondents=len(both),
        before=sums_of([row for row in before if row.cluster in both], weighted=weighted),
        after=sums_of([row for row in after if row.cluster in both], weighted=weighted),
        aa=added(0, 0),
        ab=added(0, 1),
        ba=added(1, 0),
        bb=added(1, 1),
    )


def answers(**scores: int) -> list[Row]:
    return [Row(score=score, cluster=name) for name, score in scores.items()]


BEFORE = answers(a=0, b=9, c=7, d=10, e=3, left=9, gone=2)
AFTER = answers(a=3, b=10, c=9, d=7, e=7, new=9)


def test_without_weights_it_is_the_covariance_by_the_overlap() -> None:
    names = "abcde"
    first = [group(row.score) for row in BEFORE if row.cluster in names]
    second = [group(row.score) for row in AFTER if row.cluster in names]
    products = [one * other for one, other in zip(first, second, strict=True)]
    covariance = fmean(products) - fmean(first) * fmean(second)

    found = covariance_of_means(pairs_of(BEFORE, AFTER), sums_of(BEFORE), sums_of(AFTER))

    assert covariance != 0
    assert found == pytest.approx(covariance * 5 / (7 * 6))


def test_who_answers_alike_twice_leaves_no_variance_in_the_difference() -> None:
    tallied, sums = pairs_of(BEFORE, BEFORE), sums_of(BEFORE)
    groups = group_counts(sums.counts, 0)
    covariance = covariance_of_means(tallied, sums, sums)
    assert covariance == pytest.approx(groups.variance / groups.base)
    assert pooled_estimate(groups, groups).less(covariance).variance == pytest.approx(0)


@pytest.mark.parametrize("weight", ["3", "0.25"])
def test_weights_that_are_all_the_same_change_nothing(weight: str) -> None:
    before, after = (
        [Row(score=row.score, cluster=row.cluster, weight=Decimal(weight)) for row in rows]
        for rows in (BEFORE, AFTER)
    )
    weighted = covariance_of_means(
        pairs_of(before, after, weighted=True),
        sums_of(before, weighted=True),
        sums_of(after, weighted=True),
    )
    plain = covariance_of_means(pairs_of(BEFORE, AFTER), sums_of(BEFORE), sums_of(AFTER))
    assert weighted == pytest.approx(plain)


def test_nobody_and_a_single_respondent_leave_none() -> None:
    new = answers(x=9, y=3)
    assert covariance_of_means(pairs_of(BEFORE, new), sums_of(BEFORE), sums_of(new)) == 0
    one = answers(a=9, y=3)
    assert covariance_of_means(pairs_of(BEFORE, one), sums_of(BEFORE), sums_of(one)) == 0


def test_it_estimates_the_covariance_of_the_respondents_it_is_drawn_from() -> None:
    random = Random(3)  # noqa: S311  # repeatable, not secret
    scores, runs = [0, 3, 7, 9, 10], 1_000
    found = []
    for _ in range(runs):
        first = [random.choice(scores) for _ in range(60)]
        again = [one if random.random() < 0.6 else random.choice(scores) for one in first]
        before = [Row(score=one, cluster=str(at)) for at, one in enumerate(first[:45])]
        after = [Row(score=one, cluster=str(at)) for at, one in enumerate(again) if at >= 15]
        found.append(covariance_of_means(pairs_of(before, after), sums_of(before), sums_of(after)))
    # v = 0.8, and 0.6 answer alike; 30 of 45 and 45 are in both.
    assert fmean(found) == pytest.approx(0.6 * 0.8 * 30 / 45**2, rel=0.06)
