"""Which of many tests found something, once that there were many is allowed for."""

from collections.abc import Sequence

from nps.frozen import frozen
from nps.stats.comparisons import Comparison, adjusted_p


@frozen
class Finding:
    """What a test comes to among all of the run.

    Attributes:
        p_adjusted: Its probability adjusted for all tests, 0…1; None where none was made.
        significant: Beyond chance at the level; None as above.
    """

    p_adjusted: float | None = None
    significant: bool | None = None


def find(comparisons: Sequence[Comparison], level: float) -> list[Finding]:
    """Judge all tests of a run together (Benjamini and Hochberg 1995), in their order.

    Pooled over the run: were each segmentation judged by itself, nine blocks of equal segments
    would show a false mark in 37% of runs.

    Args:
        comparisons: All of the run; those without a test count for nothing.
        level: 1 less the share of false findings that is borne, 0…1 exclusive.
    """
    adjusted = iter(adjusted_p([one.p for one in comparisons if one.p is not None]))
    findings = []
    for one in comparisons:
        p = None if one.p is None else next(adjusted)
        findings.append(Finding(p_adjusted=p, significant=None if p is None else p < 1 - level))
    return findings
