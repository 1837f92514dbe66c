"""Segments that do not differ are not marked more often than the level allows."""

from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from math import comb
from random import Random

import pytest

from nps.results.sums import Sums
from nps.stats.comparisons import adjusted_p, compare
from nps.stats.samples import Sample, sample

LEVEL = 0.95
SEGMENTS = 20
TABLES = 2_000
MOST = 0.055

Counts = tuple[int, int, int]
Shares = tuple[float, float, float]


@cache
def taken(counts: Counts) -> Sample:
    detractors, passives, promoters = counts
    sums = Sums(counts=(detractors, *[0] * 6, passives, 0, promoters, 0))
    return sample(sums, sums, 0)


def draws(base: int, shares: Shares, number: int) -> list[Counts]:
    """Draw from the multinomial distribution: detractors, passives, promoters."""
    outcomes = [
        (down, flat, base - down - flat)
        for down in range(base + 1)
        for flat in range(base - down + 1)
    ]
    chances = accumulate(
        comb(base, down) * comb(base - down, flat)
        * shares[0] ** down * shares[1] ** flat * shares[2] ** up
        for down, flat, up in outcomes
    )  # fmt: skip
    cuts = list(chances)
    random = Random(f"{base} {shares}")  # noqa: S311  # repeatable, not secret
    return [outcomes[bisect(cuts, random.random() * cuts[-1])] for _ in range(number)]


def ps_against_the_rest(segments: Sequence[Counts]) -> list[float]:
    """Test every segment of a table against all others."""
    whole = [sum(column) for column in zip(*segments, strict=True)]
    known: dict[Counts, float] = {}
    for own in segments:
        if own not in known:
            rest = (whole[0] - own[0], whole[1] - own[1], whole[2] - own[2])
            p = compare(taken(own), taken(rest), LEVEL).p
            assert p is not None
            known[own] = p
    return [known[own] for own in segments]


@pytest.mark.parametrize("base", [8, 20, 50, 200])
@pytest.mark.parametrize(
    ("promoters", "passives", "detractors"),
    [
        (0.5, 0.3, 0.2),
        (0.34, 0.33, 0.33),
        (0.6, 0.3, 0.1),
        (0.2, 0.3, 0.5),
        (0.8, 0.15, 0.05),
    ],
)
def test_few_tables_of_equal_segments_have_a_mark(
    base: int, promoters: float, passives: float, detractors: float
) -> None:
    shares = detractors, passives, promoters
    drawn = draws(base, shares, SEGMENTS * TABLES)
    marked = 0
    for at in range(0, len(drawn), SEGMENTS):
        adjusted = adjusted_p(ps_against_the_rest(drawn[at : at + SEGMENTS]))
        marked += min(adjusted) < 1 - LEVEL
    assert marked <= MOST * TABLES


def test_segments_that_differ_are_marked() -> None:
    alike = draws(200, (0.2, 0.3, 0.5), SEGMENTS - 1)
    adjusted = adjusted_p(ps_against_the_rest([*alike, (90, 60, 50)]))
    assert adjusted[-1] < 1 - LEVEL
    assert min(adjusted[:-1]) >= 1 - LEVEL


@pytest.mark.parametrize("answer", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
@pytest.mark.parametrize("rest", [(500, 0, 0), (0, 0, 500), (100, 150, 250), (0, 500, 0)])
def test_a_single_respondent_is_never_significant(answer: Counts, rest: Counts) -> None:
    assert compare(taken(answer), taken(rest), LEVEL).p is None
