"""How one distribution of scores turns into another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.stats.flows import Move, moves

COUNTS = st.lists(st.integers(0, 10**12), min_size=11, max_size=11)


def scores(**counts: int) -> list[int]:
    return [counts.get(f"s{score}", 0) for score in range(11)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (scores(s9=10), scores(s9=5, s8=5), [(9, 8, 0.5)]),
        (scores(s6=4, s9=6), scores(s2=3, s6=1, s9=6), [(6, 2, 0.3)]),
        # Nobody overtakes: from 9 to 8 and from 8 to 7 rather than from 9 to 7.
        (scores(s8=5, s9=5), scores(s7=5, s8=5), [(8, 7, 0.5), (9, 8, 0.5)]),
        (scores(s0=1, s10=3), scores(s0=10, s10=30), []),
        (scores(s0=1), scores(s10=7), [(0, 10, 1.0)]),
        (scores(s3=2, s7=1), scores(s4=1, s5=1, s7=1), [(3, 4, 1 / 3), (3, 5, 1 / 3)]),
        (scores(), scores(s9=1), []),
        (scores(s9=1), scores(), []),
    ],
)
def test_moves(before: list[int], after: list[int], expected: list[tuple[int, int, float]]) -> None:
    found = [(move.from_score, move.to_score, move.share) for move in moves(before, after, 0)]
    assert found == expected


def test_the_largest_comes_first() -> None:
    found = moves(scores(s0=1, s6=4, s9=5), scores(s1=1, s2=4, s8=5), 0)
    assert [(move.from_score, move.to_score) for move in found] == [(9, 8), (6, 2), (0, 1)]


def test_scores_are_those_of_the_scale() -> None:
    assert moves([1, *[0] * 9], [*[0] * 9, 1], 1) == (Move(from_score=1, to_score=10, share=1),)


@given(COUNTS.filter(any), COUNTS.filter(any))
def test_moves_turn_one_distribution_into_the_other(before: list[int], after: list[int]) -> None:
    shares = [count / sum(before) for count in before]
    found = moves(before, after, 0)
    for move in found:
        assert move.from_score != move.to_score
        assert 0 < move.share <= 1
        shares[move.from_score] -= move.share
        shares[move.to_score] += move.share
    assert shares == pytest.approx([count / sum(after) for count in after], abs=1e-9)


@given(COUNTS.filter(any), COUNTS.filter(any))
def test_nothing_moves_further_than_it_must(before: list[int], after: list[int]) -> None:
    first, second = sum(before), sum(after)
    distance, gap = 0.0, 0
    for one, other in zip(before, after, strict=True):
        gap += one * second - other * first
        distance += abs(gap) / (first * second)
    found = moves(before, after, 0)
    assert sum(
        move.share * abs(move.from_score - move.to_score) for move in found
    ) == pytest.approx(distance, abs=1e-9)


@given(COUNTS, COUNTS)
def test_nobody_overtakes(before: list[int], after: list[int]) -> None:
    found = moves(before, after, 0)
    ordered = sorted((move.from_score, move.to_score) for move in found)
    assert [to for _, to in ordered] == sorted(move.to_score for move in found)
