"""A tested difference between two periods, as a change."""

from nps.analyses.false_discovery import Finding
from nps.results.change import Change, Limits
from nps.stats.comparisons import Comparison


def change_of(test: Comparison, finding: Finding, level: float) -> Change:
    """Put a test together with what came of it among all tests of the run.

    Args:
        test: Of the later period against the earlier.
        finding: What it came to; empty where it was not judged with others.
        level: Coverage of its interval, 0…1 exclusive.
    """
    return Change(
        difference=test.difference,
        limits=limits_of(test.interval, level),
        z=test.z,
        p=test.p,
        p_adjusted=finding.p_adjusted,
        significant=finding.significant,
    )


def limits_of(interval: tuple[float, float] | None, level: float) -> Limits | None:
    """Name the limits of an interval, where there is one."""
    return Limits(low=interval[0], high=interval[1], level=level) if interval else None
