"""Breaks at round numbers, near the quartiles of what is there."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import partial
from itertools import count, pairwise, product
from typing import TypeVar

QUARTILES = (0.25, 0.5, 0.75)
NEAR = 0.1
"""How far from its quartile a break may be, as a share of the numbers."""
LEAST_PART = 0.08
"""A part that holds less is nearly empty."""
LARGEST = 1e12
FINEST = 1e-6
"""Beyond these, round numbers are no longer short to read."""
FAIR_PART = 0.15
"""A part that holds less is a reason to choose other breaks."""
LESS_ROUND = 0.07
"""How much nearer a number of the next rank must be to be chosen, as a share of the numbers."""
RANKS = 3
ROUND = ((Decimal(1),), (Decimal("0.5"),), (Decimal("0.2"), Decimal("0.25")))
"""Multiples of these times a power of ten are round, the rounder first."""

B = TypeVar("B")
Cut = tuple[float, float]
"""A break lies above the first and at or below the second."""
Choice = tuple[float, int | float]
"""What a break costs in roundness and nearness, and the break."""


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
    choices = [found for share in QUARTILES if (found := _choices(points, share, whole=whole))]

    def price(chosen: Sequence[Choice]) -> float:
        parts = _parts(sorted({at for _, at in chosen}), partial(_below, points))
        return sum(price for price, _ in chosen) + max(FAIR_PART - min(parts), 0)

    best = min(product(*choices), key=price)
    return without_small_parts(sorted({at for _, at in best}), partial(_below, points))


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


def _choices(points: Sequence[float], share: float, *, whole: bool) -> list[Choice]:
    """Find breaks for a quartile, round and near; none where one number crowds it."""
    for cut in _cuts(points, share, whole=whole):
        found = [
            (LESS_ROUND * rank + abs(below - share), at)
            for rank, at in _round_numbers(cut, _point(points, share), whole=whole)
            if LEAST_PART <= (below := _below(points, at)) <= 1 - LEAST_PART
        ]
        if found:
            return found
    return []


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


def _round_numbers(cut: Cut, near: float, *, whole: bool) -> Iterator[tuple[int, int | float]]:
    """Give the roundest numbers of a cut and those of the next ranks, each nearest to a number."""
    low, high, middle = (Decimal(repr(float(value))) for value in (*cut, near))
    largest = max(abs(low), abs(high)).adjusted() + 1
    rank = 0
    for power, parts in ((power, parts) for power in count(largest, -1) for parts in ROUND):
        steps = (part.scaleb(power) for part in parts)
        numbers = [
            min(max(_steps(middle, step, ROUND_HALF_EVEN), lowest), highest) * step
            for step in steps
            if not whole or step == step.to_integral_value()
            for lowest, highest in ((_steps(low, step) + 1, _steps(high, step)),)
            if lowest <= highest
        ]
        for number in numbers:
            yield rank, int(number) if number == number.to_integral_value() else float(number)
        rank += 1 if numbers or rank else 0
        if rank == RANKS:
            return


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
        parts = _parts(kept, below)
        smallest = min(range(len(parts)), key=parts.__getitem__)
        if parts[smallest] >= LEAST_PART:
            break
        del kept[min(smallest, len(kept) - 1)]
    return tuple(kept)


def _parts(breaks: Sequence[B], below: Callable[[B], float]) -> list[float]:
    """Shares of the parts, lowest first."""
    return [high - low for low, high in pairwise([0.0, *map(below, breaks), 1.0])]
