"""A change, split into what scores moved and what the mix of respondents moved."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from random import Random
from statistics import mean, stdev

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nps.results.sums import UNIT, ClusterSums, Sums
from nps.stats.groups import Groups, group_counts
from nps.stats.intervals import quantile
from nps.stats.samples import Sample, sample
from nps.stats.splits import Effect, Split, split

COUNTS = st.tuples(*[st.integers(0, 60)] * 3)
LARGE = 10**9
"""Counts so large that the adjusted ones are the counts."""
WIDTH = 2 * quantile(0.95)

Counts = tuple[float, float, float]


def groups(*counts: Counts) -> list[Groups]:
    return [Groups(detractors=down, passives=flat, promoters=up) for down, flat, up in counts]


def whole(parts: Sequence[Groups]) -> Sample:
    down, flat, up = (
        int(sum(getattr(part, name) for part in parts))
        for name in ("detractors", "passives", "promoters")
    )
    sums = Sums(counts=(down, *[0] * 6, flat, 0, up, 0))
    return sample(sums, sums, 0)


def taken_apart(before: Sequence[Groups], after: Sequence[Groups]) -> Split:
    found = split(before, after, (whole(before), whole(after)), 0.95)
    assert found is not None
    return found


def effects(found: Split) -> list[Effect]:
    parts = [effect for part in found.parts for effect in (part.scores, part.mix)]
    return [*parts, found.scores, found.mix]


# Points


def test_scores_that_rise_everywhere_with_a_worse_mix() -> None:
    found = taken_apart(groups((0, 10, 90), (90, 10, 0)), groups((0, 0, 20), (160, 20, 20)))
    # Shares .5/.5 to 1/11 and 10/11, scores +90 to +100 and -90 to -70; both overall 0, -54.5.
    assert found.scores.points == pytest.approx(10 * 13 / 44 + 20 * 31 / 44)
    assert found.mix.points == pytest.approx((95 - -80) * -9 / 22)
    assert found.scores.points + found.mix.points == pytest.approx(-600 / 11)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=6))
def test_all_parts_and_both_totals_add_up_to_the_change(pairs: list[tuple[Counts, Counts]]) -> None:
    before, after = (groups(*side) for side in zip(*pairs, strict=True))
    samples = whole(before), whole(after)
    found = split(before, after, samples, 0.95)
    if samples[0].nps is None or samples[1].nps is None:
        assert found is None
        return
    assert found is not None
    change = samples[1].nps - samples[0].nps
    assert found.scores.points + found.mix.points == pytest.approx(change, abs=1e-9)
    added = sum(part.scores.points + part.mix.points for part in found.parts)
    assert added == pytest.approx(change, abs=1e-9)
    assert sum(part.mix.points for part in found.parts) == pytest.approx(found.mix.points, abs=1e-9)


WEIGHTS = st.lists(st.integers(0, 50 * UNIT), min_size=11, max_size=11).map(tuple)


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=5))
def test_parts_add_up_under_weights_too(
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]],
) -> None:
    sides = []
    for weights in zip(*pairs, strict=True):
        segments = [
            Sums(counts=(1,) * 11, weights=one, squares=tuple(w * w for w in one))
            for one in weights
        ]
        overall = segments[0]
        for segment in segments[1:]:
            overall += segment
        parts = [sample(segment, overall, 0).groups for segment in segments]
        sides.append((parts, sample(overall, overall, 0)))
    (before, one), (after, other) = sides
    assume(one.nps is not None and other.nps is not None)

    found = split(before, after, (one, other), 0.95)

    assert found is not None
    assert one.nps is not None
    assert other.nps is not None
    added = sum(part.scores.points + part.mix.points for part in found.parts)
    assert added == pytest.approx(other.nps - one.nps, abs=1e-9)


def test_a_segment_that_is_absent_in_one_period_is_all_mix() -> None:
    before, after = groups((20, 20, 60), (0, 0, 0)), groups((20, 20, 60), (50, 30, 20))
    found = taken_apart(before, after)
    assert found.scores.points == 0
    # Half of the respondents, with -30 against (40 + 5) / 2 of all.
    expected = (-30 - 22.5) / 2
    assert found.parts[1].mix.points == pytest.approx(expected)
    assert found.parts[1].scores == Effect(points=0, interval=None)
    back = taken_apart(after, before)
    assert back.parts[1].mix.points == pytest.approx(-expected)
    assert back.parts[1].scores == Effect(points=0, interval=None)


def test_a_segment_that_is_absent_in_both_periods_moves_nothing() -> None:
    found = taken_apart(groups((20, 20, 60), (0, 0, 0)), groups((30, 20, 50), (0, 0, 0)))
    nothing = Effect(points=0, interval=None)
    assert found.parts[1].scores == found.parts[1].mix == nothing
    assert found.scores.points == pytest.approx(-20)


def test_one_segment_is_all_scores() -> None:
    found = taken_apart(groups((20, 20, 60)), groups((30, 20, 50)))
    assert found.scores.points == pytest.approx(-20)
    assert found.parts[0].scores == found.scores
    assert found.mix == Effect(points=0, interval=None)


def test_no_zero_is_negative() -> None:
    found = taken_apart(groups((20, 20, 20), (50, 0, 0)), groups((20, 20, 20), (50, 0, 0)))
    assert [str(effect.points) for effect in effects(found)] == ["0.0"] * 6


# Intervals


def points(before: Sequence[Groups], after: Sequence[Groups]) -> list[float]:
    return [effect.points for effect in effects(taken_apart(before, after))]


def standard_errors(found: Split) -> list[float]:
    return [
        (effect.interval[1] - effect.interval[0]) / WIDTH if effect.interval else 0.0
        for effect in effects(found)
    ]


def mixed(parts: Sequence[Counts], at: tuple[int, int], step: float) -> list[Counts]:
    """Move a part of all shares to one cell."""
    total = sum(map(sum, parts))
    cells = [[(1 - step) * count / total for count in part] for part in parts]
    cells[at[0]][at[1]] += step
    return [(LARGE * down, LARGE * flat, LARGE * up) for down, flat, up in cells]


def numerical_variances(
    before: Sequence[Counts], after: Sequence[Counts], bases: tuple[float, float]
) -> list[float]:
    """Variance of each effect from influences found by moving a little to every cell."""
    step, sums = 1e-6, [0.0] * (2 * len(before) + 2)
    centre = points(groups(*before), groups(*after))
    for side, (own, base) in enumerate(zip((before, after), bases, strict=True)):
        total = sum(map(sum, own))
        for segment, part in enumerate(own):
            for answer, count in enumerate(part):
                moved = groups(*mixed(own, (segment, answer), step))
                pair = (moved, groups(*after)) if side == 0 else (groups(*before), moved)
                influences = [
                    (new - old) / step for new, old in zip(points(*pair), centre, strict=True)
                ]
                for at, influence in enumerate(influences):
                    sums[at] += count / total * influence**2 / base
    return sums


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(2, 3, 5), (4, 3, 3), (1, 1, 9)], [(3, 3, 4), (8, 9, 9), (1, 5, 1)]),
        ([(2, 3, 5), (4, 3, 3), (0, 0, 0)], [(3, 3, 4), (8, 9, 9), (1, 5, 1)]),
        ([(2, 3, 5), (4, 3, 3), (7, 0, 1)], [(3, 3, 4), (0, 0, 0), (1, 5, 1)]),
        ([(2, 3, 5), (0, 0, 0)], [(3, 3, 4), (1, 0, 1)]),
    ],
)
def test_intervals_are_those_of_influences_found_by_trying(
    before: list[Counts], after: list[Counts]
) -> None:
    larger = [
        [(LARGE * down, LARGE * flat, LARGE * up) for down, flat, up in side]
        for side in (before, after)
    ]
    found = taken_apart(groups(*larger[0]), groups(*larger[1]))
    bases = LARGE * sum(map(sum, before)), LARGE * sum(map(sum, after))
    expected = [sqrt(one) for one in numerical_variances(before, after, bases)]
    assert standard_errors(found) == pytest.approx(expected, rel=1e-3, abs=1e-9)


def drawn(random: Random, chances: Sequence[Counts], base: int) -> list[Groups]:
    cells = [(segment, answer) for segment in range(len(chances)) for answer in range(3)]
    counts = [[0, 0, 0] for _ in chances]
    weights = [chance for part in chances for chance in part]
    for segment, answer in random.choices(cells, weights, k=base):
        counts[segment][answer] += 1
    return groups(*[(down, flat, up) for down, flat, up in counts])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(4, 6, 10), (10, 6, 4), (5, 5, 5)], [(4, 4, 8), (16, 12, 12), (5, 5, 5)]),
        ([(4, 6, 10), (10, 6, 4), (0, 0, 0)], [(4, 4, 8), (16, 12, 12), (5, 5, 5)]),
    ],
)
def test_intervals_cover_in_a_simulation(before: list[Counts], after: list[Counts]) -> None:
    random = Random(7)  # noqa: S311  # repeatable, not secret
    truths = points(groups(*before), groups(*after))
    runs = [
        effects(taken_apart(drawn(random, before, 200), drawn(random, after, 300)))
        for _ in range(1_000)
    ]
    for at, truth in enumerate(truths):
        found = [run[at] for run in runs]
        intervals = [one.interval for one in found if one.interval is not None]
        if not intervals:
            assert {one.points for one in found} == {0.0}
            continue
        assert len(intervals) == len(runs)
        covered = sum(low <= truth <= high for low, high in intervals) / len(intervals)
        assert covered > 0.9
        errors = sqrt(mean(((high - low) / WIDTH) ** 2 for low, high in intervals))
        assert errors == pytest.approx(stdev(one.points for one in found), rel=0.12)


def test_a_few_equal_answers_do_not_look_certain() -> None:
    before, after = groups((40, 30, 60), (0, 0, 3)), groups((40, 30, 60), (0, 0, 3))
    narrow = taken_apart(before, after).parts[1].scores.interval
    assert narrow is not None
    assert narrow[0] < -0.5 < 0.5 < narrow[1]


def test_intervals_follow_the_effective_base() -> None:
    before, after = groups((40, 30, 60), (9, 7, 3)), groups((40, 40, 40), (9, 7, 9))
    samples = whole(before), whole(after)
    plain = split(before, after, samples, 0.95)
    quarter = tuple(
        replace(one, effective=one.groups.scaled(one.groups.base / 4)) for one in samples
    )
    wide = split(before, after, (quarter[0], quarter[1]), 0.95)

    assert plain is not None
    assert wide is not None
    ratios = [
        new / old for new, old in zip(standard_errors(wide), standard_errors(plain), strict=True)
    ]
    assert ratios == pytest.approx([2] * len(ratios), rel=0.1)
    assert points(before, after) == [effect.points for effect in effects(wide)]


def test_a_period_that_is_not_tested_leaves_no_intervals() -> None:
    before, after = groups((40, 30, 60), (9, 7, 3)), groups((1, 1, 1), (0, 0, 1))
    found = taken_apart(before, after)
    assert [effect.interval for effect in effects(found)] == [None] * 6
    assert found.scores.points != 0


def test_a_period_of_one_cluster_leaves_no_intervals() -> None:
    counts = (10, *[0] * 6, 20, 0, 30, 0)
    clustered = Sums(counts=counts, clusters=ClusterSums(clusters=1, aa=400, ab=1200, bb=3600))
    one = sample(clustered, clustered, 0)
    parts = [group_counts(counts, 0)]
    found = split(parts, groups((20, 20, 20)), (one, whole(groups((20, 20, 20)))), 0.95)
    assert found is not None
    assert found.scores.interval is None
    assert found.scores.points == pytest.approx(-100 / 3)


def test_a_period_without_responses_cannot_be_split() -> None:
    nobody, somebody = groups((0, 0, 0)), groups((1, 2, 3))
    assert split(nobody, somebody, (whole(nobody), whole(somebody)), 0.95) is None
    assert split(somebody, nobody, (whole(somebody), whole(nobody)), 0.95) is None
