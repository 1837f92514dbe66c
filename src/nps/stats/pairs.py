"""Respondents who answered in both of two periods."""

from nps.results.sums import Sums
from nps.results.tally import PairTally


def covariance_of_means(pairs: PairTally, before: Sums, after: Sums) -> float:
    """Covariance of the two periods' means m that comes from those who answered in both.

    Linearised: (Σa₁a₂ − Σa₁b₂·Σb₁a₂/Σb₁b₂)/(W₁W₂), W₁ and W₂ all weight of either period.
    Without weights, and with one answer each a period, it is cov·n₁₂/(n₁n₂), cov over the n₁₂
    respondents; the variance of a change is less by twice that.

    Args:
        pairs: Those who answered in both.
        before: All scored responses of the first period.
        after: All scored responses of the second.

    Returns:
        In squares of m, −1…1; 0 where nobody answered in both.
    """
    first, second = sum(before.weights or before.counts), sum(after.weights or after.counts)
    if not pairs.bb:
        return 0.0
    return (pairs.aa * pairs.bb - pairs.ab * pairs.ba) / (pairs.bb * first * second)
