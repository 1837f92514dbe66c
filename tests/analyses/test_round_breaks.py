"""Breaks at round numbers."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.analyses.round_breaks import LEAST_PART, quantile_points, round_breaks

POINTS = st.lists(
    st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9).map(lambda number: round(number, 3)),
    min_size=1,
    max_size=200,
).map(sorted)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (range(101), (25, 50, 75)),
        ([number * 10 for number in range(101)], (250, 500, 750)),
        ([number / 100 for number in range(101)], (0.25, 0.5, 0.75)),
        ([1.15**number for number in range(101)], (100, 2000, 100_000)),
        ([*[0] * 60, *range(1, 41)], (1, 20)),
        ([*[0] * 90, *range(1, 11)], (1,)),
        ([*range(10), *[10] * 90], (10,)),
        ([*range(1950, 2006)], (1960, 1980, 1990)),
        ([7] * 50, ()),
        ([*[0] * 99, 1], ()),
        ([], ()),
        ([1e20, 2e20, 3e20], ()),
    ],
)
def test_breaks_are_round_and_near_the_quartiles(
    points: list[float], expected: tuple[float, ...]
) -> None:
    assert round_breaks(points) == expected


@given(POINTS)
def test_no_part_is_nearly_empty(points: list[float]) -> None:
    breaks = round_breaks(points)

    edges = [float("-inf"), *breaks, float("inf")]
    parts = [sum(low <= point < high for point in points) for low, high in pairwise(edges)]
    assert list(breaks) == sorted(set(breaks))
    assert not breaks or min(parts) >= LEAST_PART * len(points) * (1 - 1e-9)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=300))
def test_points_are_the_sorted_numbers_at_equal_steps(numbers: list[int]) -> None:
    weights = sorted(Counter(map(float, numbers)).items())

    assert quantile_points(weights, len(numbers) - 1 or 1) == tuple(
        sorted(map(float, numbers)) if len(numbers) > 1 else [numbers[0]] * 2
    )
