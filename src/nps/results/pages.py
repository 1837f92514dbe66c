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
NARROW, WIDE = Width.NARROW, Width.WIDE
Show = Callable[[Figures], Cell]
"""What a column shows of a segment."""
Shown = tuple[Column, Show]


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
    level = f"{100 * overall.interval.level:g}%" if overall.interval else ""
    columns: list[Shown] = [
        (Column(title="", kind=Kind.NAME), lambda one: one.segment),
        (Column(title="n", kind=Kind.COUNT, gap=3), lambda one: one.base),
        _share("n%", lambda one: one.share_of_base, WIDE, gap=2, rank=3),
        (Column(title="NPS", kind=Kind.NPS, gap=2), lambda one: one.nps),
        *_in_both(f"{level} range", Kind.INTERVAL, _limits, gaps=(2, 1)),
        _share("det%", lambda one: one.detractors.share, NARROW, rank=1),
        _share("pas%", lambda one: one.passives.share, NARROW, rank=1),
        _share("pro%", lambda one: one.promoters.share, NARROW, rank=1),
        *(_placed() if segmentations else ()),
        *_banded(bands or usual_bands(_scale(overall)), WIDE, first_gap=4),
        *_in_both("-det .pas +pro", Kind.GROUPS, _groups, gaps=(2, 3), rank=4),
    ]
    legend = []
    if segmentations:
        legend.append("impact  points the total would lose without the segment")
        legend.append("rest  NPS less that of all other responses")
        legend.append("ofdet  part of all detractors")
    if any(one.is_small for segmentation in segmentations for one in segmentation.segments):
        legend.append(f"*  fewer than {small}")
    return _table(columns, overall, segmentations, tuple(legend))


def breakdown(
    overall: Figures, segmentations: Sequence[SegmentationFigures], bands: Sequence[ScoreBand]
) -> tuple[Table, Table]:
    """Every segment by score band: counts, then shares in percent of the base.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        bands: Declared score bands, or the single scores.
    """
    base: Shown = (Column(title="n", kind=Kind.COUNT, gap=2), lambda one: one.base)
    named = tuple(f"{band.range}  {band.name}" for band in bands if band.name != band.range)

    def columns(title: str, parts: Iterable[Shown]) -> list[Shown]:
        return [(Column(title=title, kind=Kind.NAME), lambda one: one.segment), base, *parts]

    counts = columns("Answers", _edged(bands, Kind.COUNT, Width.ALWAYS, _counted))
    shares = columns("Percent", _banded(bands, Width.ALWAYS))
    return (
        _table(counts, overall, segmentations, ()),
        _table(shares, overall, segmentations, named),
    )


def _share(title: str, show: Show, width: Width, *, gap: int = 1, rank: int = 0) -> Shown:
    return Column(title=title, kind=Kind.SHARE, width=width, gap=gap, rank=rank), show


def _in_both(
    title: str, kind: Kind, show: Show, *, gaps: tuple[int, int], rank: int = 0
) -> tuple[Shown, Shown]:
    """One column of either layout, set apart by other gaps in each."""
    narrow, wide = gaps
    return (
        (Column(title=title, kind=kind, width=NARROW, gap=narrow, rank=rank), show),
        (Column(title=title, kind=kind, width=WIDE, gap=wide, rank=rank), show),
    )


def _placed() -> Iterable[Shown]:
    yield (
        Column(title="rest", kind=Kind.DIFFERENCE, width=WIDE, rank=1),
        lambda one: one.place.vs_rest.difference if one.place else None,
    )
    yield from _in_both(
        "impact",
        Kind.POINTS,
        lambda one: one.place.impact if one.place else None,
        gaps=(1, 2),
        rank=2,
    )
    yield _share("ofdet", lambda one: one.share_of_detractors, WIDE, rank=3)


def _limits(segment: Figures) -> Cell:
    return (segment.interval.low, segment.interval.high) if segment.interval else None


def _groups(segment: Figures) -> Cell:
    shares = (segment.detractors.share, segment.passives.share, segment.promoters.share)
    detractors, passives, promoters = shares
    if detractors is None or passives is None or promoters is None:
        return None
    return detractors, passives, promoters


def _scale(figures: Figures) -> ScaleRange:
    return ScaleRange(HIGHEST + 1 - len(figures.scores))


def _counted(band: ScoreBand) -> Callable[[Figures], int]:
    def count(segment: Figures) -> int:
        lowest = _scale(segment).lowest
        return sum(segment.scores[band.lowest - lowest : band.highest + 1 - lowest])

    return count


def _banded(bands: Sequence[ScoreBand], width: Width, first_gap: int = 2) -> Iterable[Shown]:
    def share(band: ScoreBand) -> Show:
        count = _counted(band)
        return lambda one: count(one) / one.base if one.base else None

    return _edged(bands, Kind.SHARE, width, share, first_gap)


def _edged(
    bands: Sequence[ScoreBand],
    kind: Kind,
    width: Width,
    show: Callable[[ScoreBand], Show],
    first_gap: int = 2,
) -> Iterable[Shown]:
    """A column a band, with the edges of the NPS groups between them."""
    for index, band in enumerate(bands):
        if index and band.lowest in (LOWEST_PASSIVE, LOWEST_PROMOTER):
            yield Column(title="", kind=Kind.EDGE, width=width), lambda _: None
        gap = first_gap if index == 0 else 1 if band.lowest == LOWEST_PROMOTER else 2
        yield Column(title=band.range, kind=kind, width=width, gap=gap), show(band)


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
