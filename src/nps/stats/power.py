"""How small a change a base can show, and how many responses it takes to show one.

Two waves of the same size and spread are tested two-sided, with adjusted-Wald counts on each side
(Rocks 2016). A change of (z₁ + z₂)·√(2v′/n′), z₁ the normal quantile of the level, (1 + level)/2,
and z₂ that of the power, is shown with that power (any textbook; Cohen 1988, chapter 2).
"""

from math import ceil, sqrt
from statistics import NormalDist

from nps.stats.comparisons import LEAST_BASE, is_testable
from nps.stats.groups import POINTS
from nps.stats.intervals import adjust, quantile
from nps.stats.samples import Sample

LARGEST_CHANGE = 200
"""From all detractors to all promoters, in NPS points."""
NOISE = 1e-9
"""What rounding adds to a whole number of responses."""


def smallest_change(sample: Sample, level: float, power: float) -> float | None:
    """Give the smallest change between two waves of this base that a test is likely to show.

    Args:
        sample: One wave.
        level: Of the test, 0…1 exclusive.
        power: How likely, 0.5…1 exclusive.

    Returns:
        NPS points, 0…200; None where no test would be made, or no change is large enough.
    """
    if sample.effective is None or not is_testable(sample):
        return None
    adjusted = adjust(sample.effective)
    change = POINTS * _reach(level, power) * sqrt(2 * adjusted.variance / adjusted.base)
    return change if change <= LARGEST_CHANGE else None


def responses_needed(sample: Sample, change: float, level: float, power: float) -> int | None:
    """Give the responses that each of two waves needs for a test to be likely to show a change.

    The spread is that of the sample, and so is what weights and clusters cost: the design effect,
    base over effective base. At the smallest change that a base can show, this is that base.

    Args:
        sample: One wave.
        change: NPS points, above 0.
        level: Of the test, 0…1 exclusive.
        power: How likely, 0.5…1 exclusive.

    Returns:
        At least as many as are tested; None where spread or design effect are unknown.
    """
    if sample.effective is None or sample.standard_error is None:
        return None
    adjusted = adjust(sample.effective)
    pseudo = adjusted.base - sample.effective.base
    size = 2 * adjusted.variance * (POINTS * _reach(level, power) / change) ** 2 - pseudo
    needed = size * sample.base / sample.effective.base
    return max(LEAST_BASE, ceil(needed * (1 - NOISE)))


def _reach(level: float, power: float) -> float:
    return quantile(level) + NormalDist().inv_cdf(power)
