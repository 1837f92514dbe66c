"""Tables for people: the overview of segments, and their score bands."""

from collections.abc import Callable, Iterable, Sequence

from nps.results.blocks import Cell, Column, Kind, Row, RowGroup, Table, Width
from nps.results.figures import Figures, SegmentationFigures
from nps.spec.scale import (
    HIGHEST,
    LOWEST_PASSIVE,
    LOWEST_PROMOTER,
    ScaleRange,
    ScoreBand,
    usual_bands,
)

MOST_SHOWN = 50
"""Segments of a column's values that a page shows; machine formats have them all."""
Shown = tuple[Column, Callable[[Figures], Cell]]
"""A column, and what it shows of a segment."""


def overview(
    overall: Figures,
    segmentations: Sequence[SegmentationFigures],
    bands: Sequence[ScoreBand],
    small: int,
) -> Table:
    """All responses and every segment: base, NPS, interval, groups, what it does to the total.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        bands: Declared score bands; the usual ones where there are none.
        small: Bases below this are starred.
    """
    level = overall.interval.level if overall.interval else None
    segmented = bool(segmentations)
    columns: list[Shown] = [
        (Column(title="", kind=Kind.NAME), lambda segment: segment.segment),
        (Column(title="n", kind=Kind.COUNT), lambda segment: segment.base),
        (
            Column(title="n%", kind=Kind.SHARE, width=Width.WIDE, rank=3),
            lambda segment: segment.share_of_base,
        ),
        (Column(title="NPS", kind=Kind.NPS), lambda segment: segment.nps),
        (
            Column(title=f"{_percent(level)} range", kind=Kind.INTERVAL),
            lambda segment: (segment.interval.low, segment.interval.high)
            if segment.interval
            else None,
        ),
        *_placed(segmented),
        *_banded(bands or usual_bands(_scale(overall)), Width.WIDE),
        (Column(title="-det .pas +pro", kind=Kind.GROUPS, rank=4), _groups),
    ]
    legend = []
    if segmented:
        legend.append("impact  points the total would lose without the segment")
    if any(segment.is_small for one in segmentations for segment in one.segments):
        legend.append(f"*  fewer than {small}")
    return _table(columns, overall, segmentations, ("   ".join(legend),) if legend else ())


def breakdown(
    overall: Figures, segmentations: Sequence[SegmentationFigures], bands: Sequence[ScoreBand]
) -> tuple[Table, Table]:
    """Every segment by score band: shares in percent of the base, then counts.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        bands: Declared score bands, or the single scores.
    """
    first: list[Shown] = [
        (Column(title="", kind=Kind.NAME), lambda segment: segment.segment),
        (Column(title="n", kind=Kind.COUNT), lambda segment: segment.base),
    ]
    named = [band for band in bands if band.name != band.range]
    legend = ("   ".join(f"{band.range}  {band.name}" for band in named),) if named else ()
    shares = _table([*first, *_banded(bands, Width.ALWAYS)], overall, segmentations, ())
    counts = _table([*first, *_banded_counts(bands)], overall, segmentations, legend)
    return shares, counts


def _percent(level: float | None) -> str:
    return f"{100 * level:g}%" if level is not None else ""


def _scale(figures: Figures) -> ScaleRange:
    return ScaleRange(HIGHEST + 1 - len(figures.scores))


def _placed(segmented: bool) -> list[Shown]:  # noqa: FBT001  # one of two layouts
    if not segmented:
        return _group_shares()
    return [
        (
            Column(title="rest", kind=Kind.NPS, width=Width.WIDE, rank=1),
            lambda segment: segment.place.vs_rest.difference if segment.place else None,
        ),
        *_group_shares(),
        (
            Column(title="impact", kind=Kind.POINTS, rank=2),
            lambda segment: segment.place.impact if segment.place else None,
        ),
        (
            Column(title="ofdet", kind=Kind.SHARE, width=Width.WIDE, rank=3),
            lambda segment: segment.share_of_detractors,
        ),
    ]


def _group_shares() -> list[Shown]:
    narrow = Width.NARROW
    return [
        (
            Column(title="det%", kind=Kind.SHARE, width=narrow, rank=1),
            lambda segment: segment.detractors.share,
        ),
        (
            Column(title="pas%", kind=Kind.SHARE, width=narrow, rank=1),
            lambda segment: segment.passives.share,
        ),
        (
            Column(title="pro%", kind=Kind.SHARE, width=narrow, rank=1),
            lambda segment: segment.promoters.share,
        ),
    ]


def _groups(segment: Figures) -> Cell:
    shares = (segment.detractors.share, segment.passives.share, segment.promoters.share)
    detractors, passives, promoters = shares
    if detractors is None or passives is None or promoters is None:
        return None
    return detractors, passives, promoters


def _count(segment: Figures, band: ScoreBand) -> int:
    lowest = HIGHEST + 1 - len(segment.scores)
    return sum(segment.scores[band.lowest - lowest : band.highest + 1 - lowest])


def _banded(bands: Sequence[ScoreBand], width: Width) -> Iterable[Shown]:
    def share(band: ScoreBand) -> Callable[[Figures], Cell]:
        return lambda segment: _count(segment, band) / segment.base if segment.base else None

    return _edged(bands, Kind.SHARE, width, share)


def _banded_counts(bands: Sequence[ScoreBand]) -> Iterable[Shown]:
    def count(band: ScoreBand) -> Callable[[Figures], Cell]:
        return lambda segment: _count(segment, band)

    return _edged(bands, Kind.COUNT, Width.ALWAYS, count)


def _edged(
    bands: Sequence[ScoreBand],
    kind: Kind,
    width: Width,
    value: Callable[[ScoreBand], Callable[[Figures], Cell]],
) -> Iterable[Shown]:
    """A column a band, with the edges of the NPS groups between them."""
    for index, band in enumerate(bands):
        if index and band.lowest in (LOWEST_PASSIVE, LOWEST_PROMOTER):
            yield Column(title="|", kind=Kind.EDGE, width=width), lambda _: None
        yield Column(title=band.range, kind=kind, width=width), value(band)


def _table(
    columns: Sequence[Shown],
    overall: Figures,
    segmentations: Sequence[SegmentationFigures],
    legend: tuple[str, ...],
) -> Table:
    def row(segment: Figures) -> Row:
        return Row(cells=tuple(show(segment) for _, show in columns), starred=segment.is_small)

    groups = [RowGroup(heading=None, rows=(row(overall),))]
    for segmentation in segmentations:
        shown = _shown(segmentation)
        left = len(segmentation.segments) - len(shown)
        groups.append(
            RowGroup(
                heading=_heading(segmentation),
                rows=tuple(row(segment) for segment in shown),
                more=f"and {left:,} more" if left else "",
            )
        )
    return Table(
        columns=tuple(column for column, _ in columns), groups=tuple(groups), legend=legend
    )


def _shown(segmentation: SegmentationFigures) -> tuple[Figures, ...]:
    """All segments, or the largest of a column with more values than would be read."""
    segments = segmentation.segments
    if not segmentation.abridged or len(segments) <= MOST_SHOWN:
        return segments
    largest = sorted(range(len(segments)), key=lambda index: (-segments[index].base, index))
    return tuple(segments[index] for index in sorted(largest[:MOST_SHOWN]))


def _heading(segmentation: SegmentationFigures) -> str:
    in_none = f"{segmentation.unsegmented:,} in none"
    if not segmentation.partition:
        return f"{segmentation.name} (segments overlap; {in_none})"
    return f"{segmentation.name} ({in_none})" if segmentation.unsegmented else segmentation.name
