"""Tables for people: every segment in the latest period, then period by period."""

from collections.abc import Sequence

from nps.results.blocks import FALLEN, RISEN, Column, Kind, Row, RowGroup, Table, Width
from nps.results.legends import EFFECTIVE_BASE, false_discovery, starred_bases
from nps.results.row_groups import and_more, heading, largest, row_group
from nps.results.trend_columns import (
    change_columns,
    curve_columns,
    figure_columns,
    group_columns,
)
from nps.results.trend_figures import Series, TrendSegmentation
from nps.spec.periods import Every


def latest(
    overall: Series,
    segmentations: Sequence[TrendSegmentation],
    *,
    min_base: int,
    level: float,
    tests: int,
) -> Table:
    """All responses and every segment in the latest period, and how they came there.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        min_base: Bases below this are starred.
        level: Coverage of the intervals, and 1 less the part of false discoveries.
        tests: Changes that were tested.
    """
    columns = [
        *figure_columns(level, weighted=overall.is_weighted),
        *(change_columns(level) if tests or overall.periods[1:] else ()),
    ]
    curves = list(curve_columns(overall))

    def row(one: Series) -> Row:
        cells = (
            one.segment,
            *(show(one.latest) for _, show in columns),
            *(curve(one) for _, curve in curves),
        )
        return Row(cells=cells, starred=one.latest.figures.is_small, mark=one.latest.mark)

    rows = [RowGroup(heading=None, rows=(row(overall),))]
    rows += [
        row_group(
            heading(one.name, partition=one.partition, unsegmented=one.unsegmented),
            one.segments,
            row,
            base=_base,
            abridged=one.abridged,
        )
        for one in segmentations
    ]
    legend = [_marks(level)] if tests else []
    legend += [f"{column.title}  NPS by period, on one scale for all rows" for column, _ in curves]
    if overall.is_weighted:
        legend.append(EFFECTIVE_BASE)
    if any(one.starred for group in rows for one in group.rows):
        legend.append(starred_bases(min_base))
    return Table(
        columns=(
            Column(title=overall.latest.title, kind=Kind.NAME),
            *(column for column, _ in columns),
            *(column for column, _ in curves),
        ),
        groups=tuple(rows),
        legend=tuple(legend),
    )


def period_by_period(
    overall: Series,
    segmentations: Sequence[TrendSegmentation],
    *,
    every: Every,
    min_base: int,
    level: float,
) -> Table:
    """All responses, then every segment, with a row a period.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        every: Length of a period.
        min_base: Bases below this are starred.
        level: Coverage of the intervals.
    """
    columns = [
        *figure_columns(level, weighted=overall.is_weighted),
        *change_columns(level, Width.WIDE),
        *group_columns(),
    ]

    def group(heading: str, series: Series, more: str = "") -> RowGroup:
        rows = (
            Row(
                cells=(one.title, *(show(one) for _, show in columns)),
                starred=one.figures.is_small,
                mark=one.mark,
            )
            for one in series.periods
        )
        return RowGroup(heading=heading, rows=tuple(rows), more=more)

    groups = [group(overall.segment, overall)]
    for segmentation in segmentations:
        shown = largest(segmentation.segments, _base, abridged=segmentation.abridged)
        more, name = and_more(len(segmentation.segments) - len(shown)), segmentation.name
        more = f"{more} segments of {name}" if more else ""
        groups += [
            group(f"{name}: {one.segment}", one, more if one is shown[-1] else "") for one in shown
        ]
    starred = any(one.starred for group in groups for one in group.rows)
    explained = any(group.rows[-1].starred for group in groups)
    title = f"by {'half-year' if every == 'half' else every}"
    return Table(
        columns=(Column(title=title, kind=Kind.NAME), *(column for column, _ in columns)),
        groups=tuple(groups),
        # NOTE: The table of the latest period stands above, and explains the stars it shows.
        legend=(starred_bases(min_base),) if starred and not explained else (),
    )


def _marks(level: float) -> str:
    words = "up/down on the period before beyond chance"
    return f"{RISEN} {FALLEN}  {words} ({false_discovery(level)})"


def _base(series: Series) -> int:
    return series.base
