"""Is a segment really different from everybody else, and what does it do to the total?"""

from collections.abc import Sequence

from nps.analyses.false_discovery import Finding, find
from nps.analyses.figures import Figuring
from nps.results.place import Place, VersusRest
from nps.results.tally import SegmentTally
from nps.stats.comparisons import Comparison, compare
from nps.stats.samples import Sample


def places(segments: Sequence[SegmentTally], figuring: Figuring) -> list[Place]:
    """Test each segment against the rest, and say what it does to the total, in their order.

    Args:
        segments: All of the run, of all segmentations: the tests are judged together.
        figuring: What they are a part of, and the level.
    """
    pairs = [(figuring.sample(one.sums), figuring.sample(one.rest)) for one in segments]
    tests = [compare(part, rest, figuring.level) for part, rest in pairs]
    findings = find(tests, figuring.level)
    return [
        Place(
            contribution=_contribution(part, figuring.total),
            impact=_impact(part, rest, figuring.total),
            vs_rest=_versus(test, finding),
            leftover=segment.leftover,
        )
        for segment, (part, rest), test, finding in zip(
            segments, pairs, tests, findings, strict=True
        )
    ]


def _contribution(part: Sample, total: Sample) -> float:
    """Share × NPS, which adds up to the overall NPS; 0 where nothing weighs."""
    return 0.0 if part.nps is None else part.groups.base / total.groups.base * part.nps


def _impact(part: Sample, rest: Sample, total: Sample) -> float | None:
    """Overall NPS less that of the rest; 0 where nothing weighs, None where nothing else does."""
    if part.nps is None:
        return 0.0
    return None if total.nps is None or rest.nps is None else total.nps - rest.nps


def _versus(test: Comparison, finding: Finding) -> VersusRest:
    return VersusRest(
        difference=test.difference,
        z=test.z,
        p=test.p,
        p_adjusted=finding.p_adjusted,
        significant=finding.significant,
    )
