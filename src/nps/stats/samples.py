"""Scored responses as a sample: shares, variance, and the counts that intervals and tests use."""

from math import sqrt

from nps.frozen import frozen
from nps.results.sums import UNIT, Sums
from nps.stats.groups import POINTS, Groups, grouped, mean_score


@frozen
class Sample:
    """A set of scored responses, as far as figures need it.

    Attributes:
        base: Scored responses, n.
        groups: Their weights by NPS group, or their counts where nothing is weighted.
        effective: Counts of the same shares that carry as much information; a fractional base,
            above 0 and at most n. None where the variance is undefined: nothing has weight, or
            all scored responses are of one cluster.
        standard_error: In NPS points; None where undefined, also within a single cluster.
        mean_score: On the scale of the score, weighted; None where nothing has weight.
        weights: Σw by score; empty where nothing is weighted.
        effective_base: (Σw)²/Σw² (Kish 1965); None where nothing is or has weight.
        design_effect: n·Σw²/(Σw)² (Kish 1965); None as above.
        independent: Clusters, or responses where each is its own; 1 where one has all the weight.
    """

    base: int
    groups: Groups
    effective: Groups | None
    standard_error: float | None
    mean_score: float | None
    weights: tuple[float, ...] = ()
    effective_base: float | None = None
    design_effect: float | None = None
    independent: int

    @property
    def nps(self) -> float | None:
        """Net Promoter Score, −100…100; None where nothing has weight."""
        return self.groups.nps


def sample(sums: Sums, overall: Sums, lowest: int) -> Sample:
    """Take a set of responses as a sample.

    Without clusters, and with weights that are all the same, the variance is v/n. Otherwise it
    is linearised over the whole, as for a domain (R survey, `svyby`; Binder 1983):
    N/(N − 1)·Σu², or with clusters C/(C − 1)·Σ(cluster sums of u)², u = w(y − m)/Σw.
    Counts for intervals and tests are the shares × min(effective base, v / variance).

    Args:
        sums: The set.
        overall: All scored responses that it is a part of, which give N and C.
        lowest: Lowest score of the scale, 0 or 1.
    """
    weights = sums.weights or sums.counts
    detractors, passives, promoters = grouped(weights, lowest)
    unit = UNIT if sums.weights else 1
    groups = Groups(
        detractors=detractors / unit, passives=passives / unit, promoters=promoters / unit
    )
    total = sum(weights)
    kish = total * total / sum(sums.squares) if sums.weights and total else None
    variance = _variance(sums, overall, lowest) if total else None
    effective = None
    if variance is not None:
        effective = groups.scaled(_effective_base(sums, overall, lowest, variance))
    if sums.clusters is not None and _is_alone(sums):
        # NOTE: One cluster does not vary from itself: 0 would claim certainty.
        variance = None
    return Sample(
        base=sums.base,
        groups=groups,
        effective=effective,
        standard_error=None if variance is None else POINTS * sqrt(variance),
        mean_score=mean_score(weights, lowest),
        weights=tuple(weight / UNIT for weight in sums.weights),
        effective_base=kish,
        design_effect=sums.base / kish if kish else None,
        independent=_independent(sums),
    )


def _effective_base(sums: Sums, overall: Sums, lowest: int, variance: float) -> float:
    if _is_alone(sums):
        # NOTE: One cluster tells as much as one response, and so does one that has all the weight.
        return 1
    total = sum(sums.weights or sums.counts)
    most = total * total / sum(sums.squares) if _is_weighted(overall) else sums.base
    if variance == 0 or (overall.clusters is None and not _is_weighted(overall)):
        return most
    # NOTE: From whole numbers, for v does not cancel to 0 where one weight dwarfs the others.
    detractors, _, promoters = grouped(sums.weights or sums.counts, lowest)
    spread = total * (promoters + detractors) - (promoters - detractors) ** 2
    return min(most, spread / (total * total) / variance)


def _is_weighted(overall: Sums) -> bool:
    """Whether weights differ: (Σw)² = n·Σw² only where all are the same (Cauchy-Schwarz)."""
    total = sum(overall.weights)
    return total * total != overall.base * sum(overall.squares)


def _is_alone(sums: Sums) -> bool:
    """Whether one cluster, or response where each is its own, has all the weight."""
    weights = sums.weights or sums.counts
    squares = sum(sums.squares) if sums.weights else sums.base
    if sums.clusters is not None:
        squares = sums.clusters.bb
    return sum(weights) ** 2 == squares


def _independent(sums: Sums) -> int:
    if sums.base and _is_alone(sums):
        return 1
    return sums.clusters.clusters if sums.clusters is not None else sums.base


def _variance(sums: Sums, overall: Sums, lowest: int) -> float | None:
    """Variance of m, in exact whole numbers up to one division; None where undefined."""
    down, flat, up = grouped(sums.weights or sums.counts, lowest)
    total, net = down + flat + up, up - down
    if overall.clusters is not None or sums.clusters is not None:
        if sums.clusters is None or overall.clusters is None or overall.clusters.clusters == 1:
            return None
        clusters, moments = overall.clusters.clusters, sums.clusters
        spread = total * total * moments.aa - 2 * net * total * moments.ab + net * net * moments.bb
        return clusters * spread / ((clusters - 1) * total**4)
    if not _is_weighted(overall):
        return (total * (up + down) - net * net) / (total * total * sums.base)
    down2, flat2, up2 = grouped(sums.squares, lowest)
    spread = up2 * (total - net) ** 2 + flat2 * net**2 + down2 * (total + net) ** 2
    return overall.base * spread / ((overall.base - 1) * total**4)
