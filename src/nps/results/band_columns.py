"""Score bands as columns of tables."""

from collections.abc import Callable, Iterable, Sequence

from nps.results.blocks import Cell, Column, Kind, Table, Width
from nps.results.columns import Show, Shown, base_column, name_column
from nps.results.figures import Figures, SegmentationFigures
from nps.results.segment_table import segment_table
from nps.spec.scale import HIGHEST, LOWEST_PASSIVE, LOWEST_PROMOTER, ScoreBand


def breakdown(
    overall: Figures, segmentations: Sequence[SegmentationFigures], bands: Sequence[ScoreBand]
) -> tuple[Table, Table]:
    """Every segment by score band: counts, then shares in percent of the base.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        bands: Declared score bands, or the single scores.
    """
    named = [f"{band.range}  {band.name}" for band in bands if band.name != band.range]

    def columns(title: str, parts: Iterable[Shown]) -> list[Shown]:
        return [name_column(title), base_column(gap=2), *parts]

    counts = columns("Answers", _edged(bands, Kind.COUNT, Width.ALWAYS, _counted))
    shares = columns("Percent", band_columns(bands, Width.ALWAYS))
    return (
        segment_table(counts, overall, segmentations),
        segment_table(shares, overall, segmentations, named),
    )


def band_columns(
    bands: Sequence[ScoreBand], width: Width, *, first_gap: int = 2, rank: int = 0
) -> Iterable[Shown]:
    """A column a band with its share, and the edges of the NPS groups between them."""
    return _edged(bands, Kind.SHARE, width, _shared, first_gap, rank)


def _edged(  # noqa: PLR0913, PLR0917  # what two kinds of columns differ in
    bands: Sequence[ScoreBand],
    kind: Kind,
    width: Width,
    show: Callable[[ScoreBand], Show],
    first_gap: int = 2,
    rank: int = 0,
) -> Iterable[Shown]:
    for index, band in enumerate(bands):
        if index and band.lowest in (LOWEST_PASSIVE, LOWEST_PROMOTER):
            yield Column(title="", kind=Kind.EDGE, width=width, rank=rank), lambda _: None
        gap = first_gap if index == 0 else 1 if band.lowest == LOWEST_PROMOTER else 2
        yield Column(title=band.range, kind=kind, width=width, gap=gap, rank=rank), show(band)


def _counted(band: ScoreBand) -> Show:
    def count(segment: Figures) -> Cell:
        return None if segment.is_suppressed else sum(_within(band, segment.scores))

    return count


def _shared(band: ScoreBand) -> Show:
    def share(segment: Figures) -> Cell:
        weights = segment.weighting.scores if segment.weighting else segment.scores
        total = sum(weights)
        return sum(_within(band, weights)) / total if total else None

    return share


def _within(band: ScoreBand, by_score: Sequence[float]) -> Sequence[float]:
    lowest = HIGHEST + 1 - len(by_score)
    return by_score[band.lowest - lowest : band.highest + 1 - lowest]
