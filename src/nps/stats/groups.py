"""The NPS groups behind a base, and what follows from them without an error margin."""

from collections.abc import Sequence
from math import sqrt

from nps.frozen import frozen
from nps.spec.scale import LOWEST_PASSIVE, LOWEST_PROMOTER

POINTS = 100
"""NPS points a whole share."""


@frozen
class Groups:
    """Detractors, passives and promoters of one base.

    Attributes:
        detractors: Count, 0 or more.
        passives: Count, 0 or more.
        promoters: Count, 0 or more.
    """

    detractors: float
    passives: float
    promoters: float

    @property
    def base(self) -> float:
        """All three together, n."""
        return self.detractors + self.passives + self.promoters

    @property
    def mean(self) -> float:
        """Promoter share less detractor share, m, −1…1; the base must not be 0."""
        return (self.promoters - self.detractors) / self.base

    @property
    def variance(self) -> float:
        """Variance of +1, 0, −1 over the base, v = p + d − m²."""
        return max(0.0, (self.promoters + self.detractors) / self.base - self.mean**2)

    @property
    def nps(self) -> float | None:
        """Net Promoter Score, −100…100; None at base 0 (Reichheld 2003)."""
        return POINTS * self.mean if self.base else None

    @property
    def standard_error(self) -> float | None:
        """√(v/n) in NPS points; None at base 0."""
        return POINTS * sqrt(self.variance / self.base) if self.base else None

    def __add__(self, other: "Groups") -> "Groups":
        """Both put together."""
        return Groups(
            detractors=self.detractors + other.detractors,
            passives=self.passives + other.passives,
            promoters=self.promoters + other.promoters,
        )

    def scaled(self, base: float) -> "Groups":
        """The same shares over another base; the base must not be 0."""
        ratio = base / self.base
        return Groups(
            detractors=self.detractors * ratio,
            passives=self.passives * ratio,
            promoters=self.promoters * ratio,
        )


def grouped(counts: Sequence[int], lowest: int) -> tuple[int, int, int]:
    """Add counts by score, lowest score of the scale first, to detractors, passives, promoters."""
    passive, promoter = LOWEST_PASSIVE - lowest, LOWEST_PROMOTER - lowest
    return sum(counts[:passive]), sum(counts[passive:promoter]), sum(counts[promoter:])


def group_counts(counts: Sequence[int], lowest: int) -> Groups:
    """Put counts by score, lowest score of the scale first, into the NPS groups."""
    detractors, passives, promoters = grouped(counts, lowest)
    return Groups(detractors=detractors, passives=passives, promoters=promoters)


def mean_score(counts: Sequence[int], lowest: int) -> float | None:
    """Mean of the scores themselves, on their scale; None at base 0."""
    base = sum(counts)
    total = sum(score * count for score, count in enumerate(counts, start=lowest))
    return total / base if base else None
