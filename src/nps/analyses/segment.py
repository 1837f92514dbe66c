"""Who is unhappy, by how much, and how sure are we?"""

from collections.abc import Callable, Sequence
from typing import Literal, assert_never

from nps.results.figures import (
    SMALL_BASE,
    Band,
    Figures,
    Interval,
    Place,
    SegmentationFigures,
    Share,
    VersusRest,
)
from nps.results.segments import SegmentResult
from nps.results.subject import Subject
from nps.results.tally import Counts, SegmentationTally, SegmentTally, Tally
from nps.spec.scale import ScaleRange, ScoreBand, single_scores
from nps.stats.groups import Groups, group_counts, mean_score
from nps.stats.intervals import Method, interval

Sort = Literal["nps", "base", "name", "impact"]
ALL = "All responses"
SMALL = 30
"""Bases below this are starred."""
QUOTED = 5
"""Score values named in a note."""
MANY = 0.02
"""Part of the answers given above which uncounted ones are a warning."""
LONGEST_QUOTED = 24
"""Longer values read like comments, which are never shown."""


def analyse(  # noqa: PLR0913  # an option each
    tally: Tally,
    *,
    survey: str | None = None,
    bands: Sequence[ScoreBand] = (),
    level: float = 0.95,
    method: Method = "score",
    sort: Sort | None = None,
    by_band: bool = False,
) -> SegmentResult:
    """Compute the total and every segment.

    Args:
        tally: What was counted.
        survey: Title of the survey.
        bands: Declared score bands, lowest first; the single scores where there are none.
        level: Coverage of the intervals, 0…1 exclusive.
        method: Kind of interval.
        sort: Order of segments; as declared by default.
        by_band: People are shown the score bands instead of the overview.
    """
    scale = ScaleRange(tally.lowest)
    total = group_counts(tally.overall, tally.lowest)
    shown = tuple(bands) or single_scores(scale)

    def figures(name: str, counts: Counts, place: Place | None) -> Figures:
        groups = group_counts(counts, tally.lowest)
        limits = interval(groups, level, method)
        base = sum(counts)
        return Figures(
            segment=name,
            base=base,
            share_of_base=_share(base, sum(tally.overall)),
            nps=groups.nps,
            interval=Interval(low=limits[0], high=limits[1], level=level, method=method)
            if limits
            else None,
            standard_error=groups.standard_error,
            promoters=_part(groups.promoters, base),
            passives=_part(groups.passives, base),
            detractors=_part(groups.detractors, base),
            share_of_promoters=_share(groups.promoters, total.promoters),
            share_of_detractors=_share(groups.detractors, total.detractors),
            mean_score=mean_score(counts, tally.lowest),
            scores=counts,
            bands=tuple(_band(band, counts, tally.lowest) for band in shown),
            place=place,
        )

    def segmentation_figures(segmentation: SegmentationTally) -> SegmentationFigures:
        placed = [
            (one, figures(one.name, one.counts, _place(one, tally.lowest, total)))
            for one in segmentation.segments
        ]
        return SegmentationFigures(
            name=segmentation.name,
            kind=segmentation.kind,
            partition=segmentation.partition,
            unsegmented=sum(segmentation.unsegmented),
            segments=_sorted([figure for _, figure in placed], sort),
            abridged=segmentation.abridged,
        )

    warnings, notes = _uncounted_notes(tally)
    return SegmentResult(
        subject=Subject(survey=survey, answered=tally.answered),
        sources=tally.sources,
        ledger=tally.ledger,
        overall=figures(ALL, tally.overall, None),
        segmentations=tuple(map(segmentation_figures, tally.segmentations)),
        warnings=warnings,
        notes=(*notes, *tally.notes),
        bands=tuple(bands),
        small=SMALL,
        by_band=by_band,
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _part(count: float, base: int) -> Share:
    return Share(count=int(count), share=_share(count, base))


def _band(band: ScoreBand, counts: Counts, lowest: int) -> Band:
    count = sum(counts[band.lowest - lowest : band.highest + 1 - lowest])
    return Band(
        name=band.name, lowest=band.lowest, highest=band.highest, part=_part(count, sum(counts))
    )


def _place(segment: SegmentTally, lowest: int, total: Groups) -> Place:
    """What a segment does to the total, against the rest and never against itself."""
    groups = group_counts(segment.counts, lowest)
    rest = Groups(
        detractors=total.detractors - groups.detractors,
        passives=total.passives - groups.passives,
        promoters=total.promoters - groups.promoters,
    )
    contribution = 0.0
    impact: float | None = 0.0
    difference: float | None = None
    if groups.nps is not None and total.nps is not None:
        contribution = groups.base / total.base * groups.nps
        impact = None if rest.nps is None else total.nps - rest.nps
        difference = None if rest.nps is None else groups.nps - rest.nps
    return Place(
        contribution=contribution,
        impact=impact,
        vs_rest=VersusRest(difference=difference),
        flags=(SMALL_BASE,) if groups.base < SMALL else (),
        leftover=segment.leftover,
    )


def _sorted(segments: list[Figures], sort: Sort | None) -> tuple[Figures, ...]:
    """Order segments; what others leave stays last, undefined figures before it."""
    if sort is None:
        return tuple(segments)
    key = _sort_key(sort)

    def rank(segment: Figures) -> tuple[bool, bool, float | str]:
        value = key(segment)
        leftover = segment.place is not None and segment.place.leftover
        return leftover, value is None, 0 if value is None else value

    return tuple(sorted(segments, key=rank))


def _sort_key(sort: Sort) -> Callable[[Figures], float | str | None]:
    """Highest first, except for names."""
    match sort:
        case "nps":
            return lambda segment: None if segment.nps is None else -segment.nps
        case "base":
            return lambda segment: -segment.base
        case "name":
            return lambda segment: segment.segment.casefold()
        case "impact":
            return lambda segment: (
                None
                if segment.place is None or segment.place.impact is None
                else -segment.place.impact
            )
        case _ as never:
            assert_never(never)


def _is_value(text: str, count: int) -> bool:
    """Whether a text reads like a score value; long ones, and words given once, may be comments."""
    return len(text) <= LONGEST_QUOTED and (count > 1 or " " not in text)


def _uncounted_values(tally: Tally) -> str:
    """Name the score values that were not counted; long ones may be comments and are not shown."""
    short = [pair for pair in tally.uncounted if _is_value(*pair)]
    quoted = [f'"{value}" x{count:,}' for value, count in short[:QUOTED]]
    left = sum(count for _, count in tally.uncounted) - sum(count for _, count in short[:QUOTED])
    if left:
        quoted.append(f"{left:,} other{'' if left == 1 else 's'}")
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def _uncounted_notes(tally: Tally) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A warning where so many answers were not counted that figures mislead, else a note."""
    ledger = tally.ledger
    uncounted = ledger.not_a_number + ledger.off_scale
    if not uncounted:
        return (), ()
    values = _uncounted_values(tally)
    given = uncounted + ledger.scored
    if uncounted < MANY * given:
        words = "was not counted as a score" if uncounted == 1 else "were not counted as scores"
        return (), (f"{values} {words}",)
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (ledger.not_a_number, "not a number"),
            (ledger.off_scale, "off the scale"),
        )
        if count
    ]
    warning = (
        f"{uncounted:,} of {given:,} answers given ({100 * uncounted / given:.0f}%) are in no "
        f"figure: {' and '.join(parts)} ({values}); "
        "if words stand for scores, declare them under survey.score.labels"
    )
    return (warning,), ()
