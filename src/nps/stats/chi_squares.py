"""Whether shares differ between groups beyond chance."""

from collections.abc import Sequence
from math import erfc, exp, lgamma, log, sqrt


def shares_p(parts: Sequence[tuple[int, int]]) -> float | None:
    """Test whether one share holds for all groups: Pearson's chi-square of a 2 by k table.

    Args:
        parts: Of each group, how many there are, and how many of them have what is counted.

    Returns:
        The probability of shares at least as different, 0…1; None where there is nothing to test:
        fewer than two groups, or all or nobody of them have it.
    """
    parts = [(number, having) for number, having in parts if number]
    total, having = sum(number for number, _ in parts), sum(has for _, has in parts)
    if len(parts) < 2 or not 0 < having < total:  # noqa: PLR2004  # groups to compare
        return None
    share = having / total
    variance = share * (1 - share)
    statistic = sum((has - number * share) ** 2 / (number * variance) for number, has in parts)
    return chi_square_p(statistic, len(parts) - 1)


def chi_square_p(statistic: float, freedom: int) -> float:
    """Probability of a chi-square value at least as large.

    Q(a, x) of half the degrees of freedom a and half the statistic x, by
    Q(a + 1, x) = Q(a, x) + xᵃ e⁻ˣ / Γ(a + 1) from Q(½, x) = erfc(√x) or Q(1, x) = e⁻ˣ
    (Abramowitz and Stegun 6.5.21, 26.4).

    Args:
        statistic: 0 or more.
        freedom: Degrees of freedom, 1 or more.
    """
    x = statistic / 2
    if not x:
        return 1.0
    a, p = (0.5, erfc(sqrt(x))) if freedom % 2 else (1.0, exp(-x))
    while a < freedom / 2:
        p += exp(a * log(x) - x - lgamma(a + 1))
        a += 1
    return min(p, 1.0)
