"""Where response rates differ so much that the total would be another one."""

from collections.abc import Iterator, Sequence

from nps.frozen import frozen
from nps.results.figures import Figures, SegmentationFigures
from nps.results.turnout import Turnout
from nps.stats.chi_squares import shares_p
from nps.stats.comparisons import adjusted_p

LEAST_BEND = 1.0
"""NPS points; a smaller difference would not be seen."""


@frozen
class Bend:
    """What the total would be if all segments had answered alike.

    Attributes:
        name: The segmentation.
        rates: Lowest and highest response rate, 0…1.
        nps: Of the segments together, as they answered.
        reweighted: Of the same, each with its share of the invited.
        p: Probability of rates at least as different by chance; None where there is no test.
    """

    name: str
    rates: tuple[float, float]
    nps: float
    reweighted: float
    p: float | None


def bend_notes(
    overall: Figures, segmentations: Sequence[SegmentationFigures], level: float, strata: str = ""
) -> Iterator[str]:
    """Say where rates bend the total: by a point or more, beyond chance or a standard error.

    The tests of a run are judged together (Benjamini and Hochberg 1995).

    Args:
        overall: All responses.
        segmentations: Those shown; what overlaps or is suppressed has no bend.
        level: 1 less it is the share of false findings that is borne.
        strata: The segmentation that answers are weighted back by already.
    """
    bends = [bend for bend in map(_bend, segmentations) if bend is not None]
    adjusted = iter(adjusted_p([one.p for one in bends if one.p is not None]))
    for one in bends:
        differs = one.p is not None and next(adjusted) < 1 - level
        gap = abs(one.reweighted - one.nps)
        is_beyond = overall.standard_error is not None and gap > overall.standard_error
        if gap >= LEAST_BEND and (differs or is_beyond) and one.name != strata:
            low, high = (f"{100 * rate:.0f}%" for rate in one.rates)
            yield (
                f"response rates differ by {one.name} ({low} to {high}); weighted back to the "
                f"invited NPS is {_points(one.reweighted)}, not {_points(one.nps)}: see "
                f"--poststratify {one.name}"
            )


def _bend(segmentation: SegmentationFigures) -> Bend | None:
    """Reweight the segments that were invited and answered."""
    segments = segmentation.segments
    if not segmentation.partition or any(one.is_suppressed for one in segments):
        return None
    asked = [turnout for one in segments if (turnout := one.turnout) and turnout.invited]
    both = [
        (one.turnout.invited, one.share_of_base, one.nps)
        for one in segments
        if one.turnout and one.turnout.invited and one.share_of_base and one.nps is not None
    ]
    if not both:
        return None
    rates = [turnout.rate or 0.0 for turnout in asked]
    invited = sum(number for number, _, _ in both)
    share = sum(part for _, part, _ in both)
    return Bend(
        name=segmentation.name,
        rates=(min(rates), max(rates)),
        nps=sum(part * nps for _, part, nps in both) / share,
        reweighted=sum(number * nps for number, _, nps in both) / invited,
        p=shares_p([_numbers(turnout) for turnout in asked]),
    )


def _numbers(turnout: Turnout) -> tuple[int, int]:
    return turnout.invited or 0, turnout.responded or 0


def _points(nps: float) -> str:
    """`+31`, `0`, `-4`."""
    rounded = round(nps)
    return f"{rounded:+d}" if rounded else "0"
