"""Breaks at round numbers, near the quartiles of what is there."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import TypeVar

QUARTILES = (0.25, 0.5, 0.75)
NEAR = 0.1
"""How far from its quartile a break may be, as a share of the numbers."""
LEAST_PART = 0.08
"""A part that holds less is nearly empty."""
LARGEST = 1e12
FINEST = 1e-6
"""Beyond these, round numbers are no longer short to read."""
ROUND = ((Decimal(1),), (Decimal("0.5"),), (Decimal("0.2"), Decimal("0.25")))
"""Multiples of these times a power of ten are round, the rounder first."""

B = TypeVar("B")
Cut = tuple[float, float]
"""A break lies above the first and at or below the second."""


def round_breaks(points: Sequence[float]) -> tuple[int | float, ...]:
    """Choose up to three breaks, ascending, so that no part is nearly empty.

    There is only one where a single number makes up most of the points,
    and none where that leaves nothing to part.

    Args:
        points: Finite numbers, sorted, each standing for equally many responses.
    """
    spread = points[-1] - points[0] if points else 0.0
    if spread < FINEST or max(abs(points[0]), abs(points[-1])) > LARGEST:
        return ()
    whole = all(float(point).is_integer() for point in points)
    found = {_near_quartile(points, share, whole=whole) for share in QUARTILES} - {None}
    return without_small_parts(
        sorted(at for at in found if at is not None), lambda at: _below(points, at)
    )


def quantile_points(weights: Sequence[tuple[float, int]], steps: int) -> tuple[float, ...]:
    """Numbers at equal steps through numbers that occur several times each.

    Args:
        weights: Numbers and how often they occur, sorted, at least one more than never.
        steps: How many more points than one.
    """
    total = sum(weight for _, weight in weights)
    numbers = iter(weights)
    number, passed = next(numbers)[0], 0
    upto = weights[0][1]
    points = []
    for step in range(steps + 1):
        passed = step * (total - 1) // steps
        while passed >= upto:
            number, weight = next(numbers)
            upto += weight
        points.append(number)
    return tuple(points)


def _near_quartile(points: Sequence[float], share: float, *, whole: bool) -> int | float | None:
    """Find the break of a quartile; none where one number crowds it."""
    near = _point(points, share)
    for above, upto in _cuts(points, share, whole=whole):
        at = _roundest(above, upto, near, whole=whole)
        if LEAST_PART <= _below(points, at) <= 1 - LEAST_PART:
            return at
    return None


def _cuts(points: Sequence[float], share: float, *, whole: bool) -> list[Cut]:
    """Where a break may lie: about the quartile, else above or below what crowds it."""
    low, high = _point(points, share - NEAR), _point(points, share + NEAR)
    if low < high:
        return [(low, high)]
    above = next((point for point in points if point > high), None)
    below = next((point for point in reversed(points) if point < low), None)
    if whole and not high and above is not None:
        above = 1  # none, or at least one
    up = [] if above is None else [(high, above)]
    down = [] if below is None else [(below, low)]
    return [*up, *down]


def _point(points: Sequence[float], share: float) -> float:
    return points[round(share * (len(points) - 1))]


def _below(points: Sequence[float], at: float) -> float:
    return bisect_left(points, at) / len(points)


def _roundest(above: float, upto: float, near: float, *, whole: bool) -> int | float:
    """The roundest number of a cut; of several, the nearest to the quartile."""
    low, high, middle = (Decimal(repr(float(value))) for value in (above, upto, near))
    power = max(abs(low), abs(high)).adjusted() + 1
    while True:
        for parts in ROUND:
            steps = [part.scaleb(power) for part in parts]
            found = [
                min(max(_steps(middle, step, ROUND_HALF_EVEN), lowest), highest) * step
                for step in steps
                if not whole or step == step.to_integral_value()
                for lowest in (_steps(low, step) + 1,)
                for highest in (_steps(high, step),)
                if lowest <= highest
            ]
            if found:
                best = min(found, key=lambda number: abs(number - middle))
                return int(best) if best == best.to_integral_value() else float(best)
        power -= 1


def _steps(value: Decimal, step: Decimal, rounding: str = ROUND_FLOOR) -> Decimal:
    return (value / step).to_integral_value(rounding)


def without_small_parts(breaks: Sequence[B], below: Callable[[B], float]) -> tuple[B, ...]:
    """Leave out breaks until every part holds enough.

    Args:
        breaks: Ascending.
        below: Share of the numbers below a break, 0…1.
    """
    kept = list(breaks)
    while kept:
        shares = [0.0, *map(below, kept), 1.0]
        parts = [high - low for low, high in pairwise(shares)]
        smallest = min(range(len(parts)), key=parts.__getitem__)
        if parts[smallest] >= LEAST_PART:
            break
        del kept[min(smallest, len(kept) - 1)]
    return tuple(kept)
