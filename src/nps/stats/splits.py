"""How much of a change comes from scores, and how much from who answered.

Kitagawa 1955 (Journal of the American Statistical Association 50), with the means of both periods
as the standard, so that nothing is left over. Of a segment with share s and mean m:
scores moved s̄Δm, respondents moved Δs(m̄ − M̄), where M̄ is the mean of both overall m.
"""

from collections.abc import Callable, Sequence
from math import sqrt

from nps.frozen import frozen
from nps.stats.comparisons import is_testable
from nps.stats.groups import POINTS, Groups
from nps.stats.influences import Cell, variance_of_influence
from nps.stats.intervals import quantile
from nps.stats.samples import Sample
from nps.stats.shifts import Shift, shifts


@frozen
class Effect:
    """A part of a change.

    Attributes:
        points: NPS points, −200…200.
        interval: Limits of it, by linearisation, not clamped. None where a period is too small to
            be tested, and where nothing varies: the scores of a segment that is absent in one.
    """

    points: float
    interval: tuple[float, float] | None


@frozen
class Part:
    """What one segment adds to a change.

    Attributes:
        scores: By scoring otherwise; 0 where it is absent in a period.
        mix: By being a larger or smaller part of the respondents.
    """

    scores: Effect
    mix: Effect


@frozen
class Split:
    """A change, taken apart: the parts add up to it, and so do both totals.

    Attributes:
        parts: By segment.
        scores: Over all segments.
        mix: Over all segments.
    """

    parts: tuple[Part, ...]
    scores: Effect
    mix: Effect


def split(
    before: Sequence[Groups], after: Sequence[Groups], whole: tuple[Sample, Sample], level: float
) -> Split | None:
    """Take the change of an NPS apart along a partition.

    Args:
        before: The segments of the first period, the unsegmented as one more.
        after: The same segments of the second period, in the same order.
        whole: All scored responses of either period, which are those of its segments.
        level: Coverage of the intervals, 0…1 exclusive.

    Returns:
        None where a period has no NPS.
    """
    if whole[0].nps is None or whole[1].nps is None:
        return None
    sizes = _effective_base(whole[0]), _effective_base(whole[1])
    of = shifts(before, after, sizes)

    def effect(moved: float, cells: tuple[list[Cell], list[Cell]]) -> Effect:
        interval = None
        if all(map(is_testable, whole)):
            interval = _interval(moved, cells, sizes, level)
        # NOTE: No negative zero, which would be written as such.
        return Effect(points=POINTS * moved + 0.0, interval=interval)

    def total(moved: Callable[[Shift], float], cells: Callable[[Shift, int], list[Cell]]) -> Effect:
        before, after = ([cell for one in of for cell in cells(one, at)] for at in (0, 1))
        return effect(sum(map(moved, of)), (before, after))

    return Split(
        parts=tuple(
            Part(
                scores=effect(one.scores, (one.scores_cells(0), one.scores_cells(1))),
                mix=effect(one.mix, (one.own_mix_cells(0), one.own_mix_cells(1))),
            )
            for one in of
        ),
        scores=total(lambda one: one.scores, Shift.scores_cells),
        mix=total(lambda one: one.mix, Shift.mix_cells),
    )


def _effective_base(sample: Sample) -> float:
    return sample.effective.base if sample.effective is not None else 1.0


def _interval(
    moved: float,
    cells: tuple[list[Cell], list[Cell]],
    sizes: tuple[float, float],
    level: float,
) -> tuple[float, float] | None:
    variance = sum(
        variance_of_influence(found) / size for found, size in zip(cells, sizes, strict=True)
    )
    if not variance:
        return None
    reach = quantile(level) * sqrt(variance)
    return POINTS * (moved - reach), POINTS * (moved + reach)
