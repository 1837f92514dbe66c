"""Is one segment really different from another?"""

from nps.analyses.figures import MIN_BASE, Figuring
from nps.analyses.uncounted import uncounted_notes
from nps.results.comparison import ComparisonResult
from nps.results.contrast import Contrast
from nps.results.contrasted import Contrasted, Disagreement
from nps.results.figures import SegmentationFigures
from nps.results.interval import Interval
from nps.results.subject import Subject
from nps.stats.comparisons import compare as test
from nps.stats.groups import POINTS
from nps.stats.intervals import Method

METHOD = "hull"
"""Of the interval of a difference: of the two that its test rests on."""


def compare(
    contrast: Contrast,
    *,
    survey: str | None = None,
    level: float = 0.95,
    method: Method = "score",
    min_base: int = MIN_BASE,
) -> ComparisonResult:
    """Test two segments against each other, without the responses that are in both.

    Args:
        contrast: What was counted.
        survey: Title of the survey.
        level: Coverage of the intervals, 0…1 exclusive.
        method: Kind of interval of each segment's NPS.
        min_base: Bases below this are flagged as small.
    """
    tally = contrast.tally
    figuring = Figuring(
        overall=tally.overall, lowest=tally.lowest, level=level, method=method, min_base=min_base
    )
    one, other = (figuring.sample(sums) for sums in contrast.sums)
    found = test(one, other, level)
    limits = found.interval
    kinds = {segmentation.name: segmentation for segmentation in tally.segmentations}
    first, second = (
        SegmentationFigures(
            name=segmentation,
            kind=kinds[segmentation].kind,
            partition=kinds[segmentation].partition,
            unsegmented=kinds[segmentation].unsegmented.base,
            segments=(figuring.figures(name, sums),),
        )
        for (segmentation, name), sums in zip(contrast.segments, contrast.sums, strict=True)
    )
    warnings, notes = uncounted_notes(tally)
    overlap = [
        f"{contrast.both:,} answers are in both segments and left out of either"
        if contrast.both > 1
        else "1 answer is in both segments and left out of either"
    ]
    return ComparisonResult(
        subject=Subject(survey=survey, answered=tally.answered),
        sources=tally.sources,
        ledger=tally.ledger,
        overall=figuring.all_responses(),
        sides=(first, second),
        contrasted=Contrasted(
            difference=found.difference,
            interval=Interval(low=limits[0], high=limits[1], level=level, method=METHOD)
            if limits
            else None,
            z=found.z,
            p=found.p,
            significant=None if found.p is None else found.p < 1 - level,
        ),
        both=contrast.both,
        accounts=contrast.accounts,
        disagreements=tuple(
            Disagreement(
                account=one.account,
                bases=one.bases,
                nps=(POINTS * one.means[0], POINTS * one.means[1]),
            )
            for one in contrast.disagreeing
        ),
        warnings=warnings,
        notes=(*notes, *tally.notes, *(overlap if contrast.both else [])),
        level=level,
        min_base=min_base,
    )
