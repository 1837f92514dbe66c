"""The overview of all segments, for people."""

from collections.abc import Iterable, Iterator, Sequence

from nps.results.band_columns import band_columns
from nps.results.blocks import ABOVE, BELOW, Cell, Column, Kind, Table, Width
from nps.results.columns import (
    NARROW,
    WIDE,
    Shown,
    base_column,
    design_effect_column,
    effective_base_column,
    groups,
    in_both,
    limits,
    name_column,
    nps,
    range_title,
    share_column,
)
from nps.results.figures import Figures, SegmentationFigures
from nps.results.legends import EFFECTIVE_BASE, false_discovery, starred_bases
from nps.results.segment_table import segment_table
from nps.spec.scale import ScoreBand


def overview(
    overall: Figures,
    segmentations: Sequence[SegmentationFigures],
    bands: Sequence[ScoreBand],
    *,
    level: float,
    min_base: int,
) -> Table:
    """All responses and every segment: base, NPS, interval, groups, what it does to the total.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        bands: Score bands.
        level: Coverage of the intervals; 1 less it is the share of false marks that is borne.
        min_base: Bases below this are starred.
    """
    segments = [one for part in segmentations for one in part.segments]
    tested = any(one.place and one.place.vs_rest.p is not None for one in segments)
    held = [
        one for one in (overall, *segments) if one.benchmark and one.benchmark.target is not None
    ]
    columns: list[Shown] = [
        name_column(),
        base_column(),
        *(_turnout() if overall.turnout else ()),
        *((effective_base_column(), design_effect_column(WIDE)) if overall.weighting else ()),
        share_column("n%", lambda one: one.share_of_base, WIDE, gap=2, rank=3),
        *in_both("NPS", Kind.NPS, nps, gaps=(2, 2), marked=NARROW if tested else None),
        *in_both(range_title(level), Kind.INTERVAL, limits, gaps=(1 if tested else 2, 1)),
        *(_benchmark() if held else ()),
        share_column("det%", lambda one: one.detractors.share, NARROW, rank=1),
        share_column("pas%", lambda one: one.passives.share, NARROW, rank=1),
        share_column("pro%", lambda one: one.promoters.share, NARROW, rank=1),
        *(_placed(tested=tested) if segmentations else ()),
        *band_columns(bands, WIDE, first_gap=4, rank=5),
        *in_both("-det .pas +pro", Kind.GROUPS, groups, gaps=(2, 3), rank=4),
    ]
    legend = [
        *([_marks(level)] if tested else ()),
        *(_turnout_meanings() if overall.turnout else ()),
        *(_meanings() if segmentations else ()),
        *(_weighting_meanings() if overall.weighting else ()),
        *(_benchmark_meanings() if held else ()),
        *([starred_bases(min_base)] if any(one.is_small for one in segments) else ()),
    ]
    return segment_table(columns, overall, segmentations, legend)


def _marks(level: float) -> str:
    return f"{ABOVE} {BELOW}   above/below all others beyond chance ({false_discovery(level)})"


def _turnout() -> Iterator[Shown]:
    yield (
        Column(title="inv", kind=Kind.COUNT, rank=2, gap=2),
        lambda one: one.turnout.invited if one.turnout else None,
    )
    yield share_column("resp%", lambda one: one.turnout.rate if one.turnout else None, Width.ALWAYS)


def _turnout_meanings() -> Iterable[str]:
    yield "inv  invited"
    yield "resp%  percent of the invited who answered"


def _placed(*, tested: bool) -> Iterator[Shown]:
    yield (
        Column(title="rest", kind=Kind.DIFFERENCE, width=WIDE, rank=1, marked=tested),
        lambda one: one.place.vs_rest.difference if one.place else None,
    )
    yield from in_both("impact", Kind.POINTS, _impact, gaps=(1, 1 if tested else 2), rank=2)
    yield share_column("ofdet", lambda one: one.share_of_detractors, WIDE, rank=3)


def _impact(segment: Figures) -> Cell:
    return segment.place.impact if segment.place else None


def _meanings() -> Iterable[str]:
    yield "impact  points the total would lose without the segment"
    yield "rest  NPS less that of all other responses"
    yield "ofdet  percent of all detractors"


def _weighting_meanings() -> Iterable[str]:
    yield EFFECTIVE_BASE
    yield "deff  design effect, n / eff n"
    yield "n%  weighted, as all shares are"


def _benchmark() -> Iterator[Shown]:
    yield (
        Column(title="goal", kind=Kind.DIFFERENCE),
        lambda one: one.benchmark.target if one.benchmark else None,
    )
    yield (
        Column(title="gap", kind=Kind.DIFFERENCE),
        lambda one: one.benchmark.gap if one.benchmark else None,
    )
    yield (
        Column(title="range is", kind=Kind.NAME),
        lambda one: (one.benchmark.position or "") if one.benchmark else "",
    )


def _benchmark_meanings() -> Iterable[str]:
    yield "goal  the benchmark"
    yield "gap  points above or below it"
    yield "range is  wholly above or below the goal, or astride it"
