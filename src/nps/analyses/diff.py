"""What changed, is it beyond chance, and what moved it?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from nps.analyses.changes import change_of
from nps.analyses.diff_ranking import ranked
from nps.analyses.diff_respondents import respondents_of
from nps.analyses.diff_sides import Sides, Subset, subsets
from nps.analyses.diff_split import SplitChange, split_change
from nps.analyses.false_discovery import find
from nps.analyses.figures import ALL, MIN_BASE, Figuring
from nps.analyses.uncounted import uncounted_notes
from nps.results.change import Change
from nps.results.diff import DiffResult
from nps.results.diff_figures import DiffFigures, DiffSegmentation
from nps.results.figures import INCOMPLETE
from nps.results.tally import PeriodTally, SegmentationTally, Tally
from nps.spec.periods import Period
from nps.stats.intervals import Method
from nps.stats.pairs import covariance_of_means


def analyse_diff(  # noqa: PLR0913  # an option each
    tally: Tally,
    *,
    survey: str | None = None,
    today: date | None = None,
    level: float = 0.95,
    method: Method = "score",
    min_base: int = MIN_BASE,
) -> DiffResult:
    """Compare the second of two periods with the first, in all and by segment.

    Args:
        tally: What was counted, in two periods.
        survey: Title of the survey.
        today: A second period that ends on it or later is incomplete; None where that does not
            matter.
        level: Coverage of the intervals, 0…1 exclusive; 1 less it is the share of false marks
            that is borne.
        method: Kind of interval.
        min_base: Bases below this are flagged as small.
    """
    first, second = tally.periods

    def figuring(period: PeriodTally) -> Figuring:
        return Figuring(
            overall=period.overall,
            lowest=tally.lowest,
            level=level,
            method=method,
            min_base=min_base,
        )

    last = second.period.last
    is_incomplete = today is not None and last is not None and last >= today
    sides = Sides(
        before=figuring(first),
        after=figuring(second),
        flags=(INCOMPLETE,) if is_incomplete else (),
    )
    pairs = list(zip(first.segmentations, second.segmentations, strict=True))
    divided = [subsets(one, other) for one, other in pairs]
    splits = [
        split_change(found, sides) if one.partition else None
        for (one, _), found in zip(pairs, divided, strict=True)
    ]
    overall, *changes = _changes(tally, sides, [one for found in divided for one in found])
    left = iter(changes)
    segmentations = [
        _segmentation(one, other, [sides.figures(part, next(left)) for part in found], split)
        for (one, other), found, split in zip(pairs, divided, splits, strict=True)
    ]
    respondents, respondent_notes = respondents_of(tally.pairs, sides)
    warnings, notes = uncounted_notes(tally)
    return DiffResult(
        survey=survey,
        sources=tally.sources,
        ledger=tally.ledger,
        before=first.period,
        after=second.period,
        overall=sides.all_responses(overall),
        segmentations=ranked(segmentations, first.segmentations),
        respondents=respondents,
        warnings=warnings,
        notes=(
            *([_unfinished(second.period)] if is_incomplete else []),
            *notes,
            *tally.notes,
            *_overlaps(segmentations),
            *respondent_notes,
        ),
        min_base=min_base,
        level=level,
    )


def _changes(tally: Tally, sides: Sides, found: Iterable[Subset]) -> list[Change]:
    """Test the total, and every segment; the total's change comes first.

    NOTE: The change of the total is one question, asked beforehand, and is judged by itself;
    segments are many, and judged together.
    """
    total = Subset(name=ALL, before=sides.before.overall, after=sides.after.overall)
    covariance = covariance_of_means(tally.pairs, total.before, total.after) if tally.pairs else 0.0
    whole, parts = [sides.compare(total, covariance)], [*map(sides.compare, found)]
    judged = [*find(whole, sides.level), *find(parts, sides.level)]
    return [
        change_of(test, finding, sides.level)
        for test, finding in zip([*whole, *parts], judged, strict=True)
    ]


def _segmentation(
    before: SegmentationTally,
    after: SegmentationTally,
    segments: Iterable[DiffFigures],
    split: SplitChange | None,
) -> DiffSegmentation:
    if split is not None:
        segments = (
            replace(one, split=part) for one, part in zip(segments, split.segments, strict=True)
        )
    return DiffSegmentation(
        name=before.name,
        kind=before.kind,
        partition=before.partition,
        unsegmented=(before.unsegmented.base, after.unsegmented.base),
        segments=tuple(segments),
        split=split.total if split else None,
        verdict=split.verdict if split else None,
        abridged=before.abridged or after.abridged,
    )


def _unfinished(period: Period) -> str:
    return f"{period.name} is not over: it ends on {period.last}, so its figures will still change"


def _overlaps(segmentations: Iterable[DiffSegmentation]) -> list[str]:
    """Why overlapping segmentations have no split."""
    return [
        f"{one.name}: segments overlap, so the change cannot be split into scores and respondents"
        for one in segmentations
        if not one.partition
    ]
