"""Intervals of a Net Promoter Score."""

from collections.abc import Callable
from functools import cache
from math import inf, sqrt
from statistics import NormalDist
from typing import Literal

from nps.stats.groups import POINTS, Groups

Method = Literal["score", "adjusted-wald", "wald"]
METHODS: tuple[Method, ...] = ("score", "adjusted-wald", "wald")
PSEUDO_EXTREME = 0.75
PSEUDO_PASSIVE = 1.5
"""Pseudo-counts of the adjusted Wald interval: ¾ detractor, 1½ passives, ¾ promoter."""


@cache
def quantile(level: float) -> float:
    """The z with `level` of a standard normal distribution within ±z."""
    return NormalDist().inv_cdf((1 + level) / 2)


def interval(groups: Groups, level: float, method: Method) -> tuple[float, float] | None:
    """Limits in NPS points, −100…100; None at base 0.

    Args:
        groups: The base.
        level: Coverage, 0…1 exclusive.
        method: `score` (Tango 1998), `adjusted-wald` (Rocks 2016) or `wald`.
    """
    if not groups.base:
        return None
    limits: dict[Method, Callable[[Groups, float], tuple[float, float]]] = {
        "score": score_limits,
        "adjusted-wald": adjusted_wald_limits,
        "wald": wald_limits,
    }
    low, high = limits[method](groups, quantile(level))
    return max(-1.0, low) * POINTS, min(1.0, high) * POINTS


def wald_limits(groups: Groups, z: float) -> tuple[float, float]:
    """Limits m ± z√(v/n), not clamped, −1…1; too narrow at small bases."""
    reach = z * sqrt(groups.variance / groups.base)
    return groups.mean - reach, groups.mean + reach


def adjust(groups: Groups) -> Groups:
    """Add the pseudo-counts of Rocks 2016; n grows by 3."""
    return Groups(
        detractors=groups.detractors + PSEUDO_EXTREME,
        passives=groups.passives + PSEUDO_PASSIVE,
        promoters=groups.promoters + PSEUDO_EXTREME,
    )


def adjusted_wald_limits(groups: Groups, z: float) -> tuple[float, float]:
    """Wald limits of the adjusted counts (Rocks 2016), not clamped."""
    return wald_limits(adjust(groups), z)


def score_limits(groups: Groups, z: float) -> tuple[float, float]:
    """Limits of the score test for a difference of paired proportions.

    Tango 1998 (Statistics in Medicine 17), used for NPS by Rocks 2016.
    The limits solve |P − D − nδ| = z·√(n(2q + δ(1 − δ))) for δ, where q is the
    maximum-likelihood estimate of the share of detractors, were δ the true difference.
    They stay inside ±1 and are never equal.
    """
    n, down, up = groups.base, groups.detractors, groups.promoters

    def statistic(delta: float) -> float:
        a = 2 * n
        b = -down - up + (2 * n - up + down) * delta
        c = -down * delta * (1 - delta)
        q = (sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
        spread = n * (2 * q + delta * (1 - delta))
        distance = up - down - n * delta
        if spread <= 0:
            return 0.0 if distance == 0 else inf if distance > 0 else -inf
        return distance / sqrt(spread)

    low = -1.0 if down == n else _crossing(statistic, z, -1.0, groups.mean)
    high = 1.0 if up == n else _crossing(statistic, -z, groups.mean, 1.0)
    return low, high


def _crossing(statistic: Callable[[float], float], at: float, low: float, high: float) -> float:
    """Halve until neighbouring floats are left; `statistic` falls from `low` to `high`."""
    while low < (middle := (low + high) / 2) < high:
        if statistic(middle) > at:
            low = middle
        else:
            high = middle
    return (low + high) / 2
