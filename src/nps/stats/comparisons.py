"""Whether two samples differ beyond chance."""

from collections.abc import Sequence
from math import copysign, erfc, inf, isinf, sqrt

from nps.frozen import frozen
from nps.stats.groups import POINTS, Groups
from nps.stats.intervals import adjust, quantile
from nps.stats.samples import Sample

LEAST_BASE = 5
"""No test where either side has fewer responses, or fewer clusters of them."""


@frozen
class Comparison:
    """A difference between two samples.

    Attributes:
        difference: NPS of the first less that of the second, in points; None where undefined.
        interval: Limits of it in points, −200…200; None where no test was made, as are the others.
        z: Standard normal test value.
        p: Two-sided probability, 0…1.
    """

    difference: float | None
    interval: tuple[float, float] | None = None
    z: float | None = None
    p: float | None = None


@frozen
class Estimate:
    """A difference of two means m, one less the other, by one formula.

    Attributes:
        difference: −2…2.
        variance: Of it.
    """

    difference: float
    variance: float

    @property
    def z(self) -> float:
        """Standard normal test value; infinite where there is a difference and no variance."""
        if not self.difference:
            return 0.0
        if not self.variance:
            return copysign(inf, self.difference)
        return self.difference / sqrt(self.variance)

    def limits(self, level: float) -> tuple[float, float]:
        """Limits of the difference, not clamped."""
        reach = quantile(level) * sqrt(self.variance)
        return self.difference - reach, self.difference + reach

    def less(self, covariance: float) -> "Estimate":
        """The same where the means have this covariance."""
        return Estimate(
            difference=self.difference, variance=max(0.0, self.variance - 2 * covariance)
        )


def compare(first: Sample, second: Sample, level: float, covariance: float = 0) -> Comparison:
    """Test one sample against another, which shares no response with it.

    z is the smaller in size of two, adjusted and pooled. The interval is the hull of both
    intervals, so that it leaves 0 out exactly where both tests do.

    Args:
        first: One sample.
        second: The other.
        level: Coverage of the interval, 0…1 exclusive.
        covariance: Of the two means m, where the same respondents are in both.
    """
    if first.nps is None or second.nps is None:
        return Comparison(difference=None)
    difference = first.nps - second.nps
    one, other = first.effective, second.effective
    if not is_testable(first) or not is_testable(second) or one is None or other is None:
        return Comparison(difference=difference)
    estimates = (adjusted_estimate(one, other), pooled_estimate(one, other))
    # NOTE: Where most answer alike twice, the covariance may exceed one variance, whose z is then
    # infinite and leaves the word to the other.
    paired = [estimate.less(covariance) for estimate in estimates]
    z = min((estimate.z for estimate in paired), key=abs)
    if isinf(z):
        return Comparison(difference=difference)
    lows, highs = zip(*(estimate.limits(level) for estimate in paired), strict=True)
    limits = max(-2.0, min(lows)) * POINTS, min(2.0, max(highs)) * POINTS
    return Comparison(difference=difference, interval=limits, z=z, p=two_sided_p(z))


def is_testable(sample: Sample) -> bool:
    """Whether a sample is large enough to be tested: responses, and clusters where there are."""
    # NOTE: The variance between two or three clusters is next to unknown: of tables with 20 equal
    # segments of such, most would have a mark.
    return min(sample.base, sample.independent) >= LEAST_BASE and sample.effective is not None


def adjusted_estimate(one: Groups, other: Groups) -> Estimate:
    """m′₁ − m′₂ with v′₁/n′₁ + v′₂/n′₂: adjusted-Wald counts on each side (Rocks 2016)."""
    these, those = adjust(one), adjust(other)
    return Estimate(
        difference=these.mean - those.mean,
        variance=these.variance / these.base + those.variance / those.base,
    )


def pooled_estimate(one: Groups, other: Groups) -> Estimate:
    """m₁ − m₂ with v(1/n₁ + 1/n₂), v of both put together, as if they did not differ."""
    return Estimate(
        difference=one.mean - other.mean,
        variance=(one + other).variance * (1 / one.base + 1 / other.base),
    )


def two_sided_p(z: float) -> float:
    """Probability of a standard normal value at least as far from 0, erfc(|z|/√2)."""
    return erfc(abs(z) / sqrt(2))


def adjusted_p(ps: Sequence[float]) -> list[float]:
    """Adjust probabilities, in their order, for testing all (Benjamini and Hochberg 1995)."""
    order = sorted(range(len(ps)), key=lambda index: ps[index], reverse=True)
    adjusted = [0.0] * len(ps)
    least = 1.0
    for rank, index in enumerate(order):
        least = min(least, ps[index] * (len(ps) / (len(ps) - rank)))
        adjusted[index] = least
    return adjusted
