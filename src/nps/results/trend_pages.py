"""Tables for people: every segment in the latest period, then period by period."""

from collections.abc import Sequence

from nps.results.blocks import Column, Kind, Row, RowGroup, Table, Width
from nps.results.change import FALLEN, RISEN
from nps.results.segment_table import MOST_SHOWN
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
    small: int,
    level: float,
    tests: int,
) -> Table:
    """All responses and every segment in the latest period, and how they came there.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        small: Bases below this are starred.
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
    for segmentation in segmentations:
        shown, left = _largest(segmentation)
        rows.append(
            RowGroup(
                heading=_heading(segmentation),
                rows=tuple(map(row, shown)),
                more=f"and {left:,} more" if left else "",
            )
        )
    legend = [_marks(level)] if tests else []
    if overall.is_weighted:
        legend.append("eff n  answers that would tell as much unweighted")
    if any(one.starred for group in rows for one in group.rows):
        legend.append(_star(small))
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
    small: int,
    level: float,
) -> Table:
    """All responses, then every segment, with a row a period.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        every: Length of a period.
        small: Bases below this are starred.
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
        shown, left = _largest(segmentation)
        name = segmentation.name
        more = f"and {left:,} more segments of {name}" if left else ""
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
        legend=(_star(small),) if starred and not explained else (),
    )


def _marks(level: float) -> str:
    rate = f"{100 * (1 - level):g}%"
    words = "up/down on the period before beyond chance"
    return f"{RISEN} {FALLEN}  {words} ({rate} false discovery, whole run)"


def _star(small: int) -> str:
    return f"*  fewer than {small:,}"


def _largest(segmentation: TrendSegmentation) -> tuple[tuple[Series, ...], int]:
    """All segments, or the largest of a column with more values than would be read.

    Returns:
        Those shown, in order, and how many are left.
    """
    segments = segmentation.segments
    if not segmentation.abridged or len(segments) <= MOST_SHOWN:
        return segments, 0
    largest = sorted(range(len(segments)), key=lambda index: (-segments[index].base, index))
    shown = tuple(segments[index] for index in sorted(largest[:MOST_SHOWN]))
    return shown, len(segments) - len(shown)


def _heading(segmentation: TrendSegmentation) -> str:
    """The name, whether segments overlap, and how many of the latest period are in none."""
    said = [] if segmentation.partition else ["segments overlap"]
    if segmentation.unsegmented or not segmentation.partition:
        said.append(f"{segmentation.unsegmented:,} in none")
    return f"{segmentation.name} ({'; '.join(said)})" if said else segmentation.name
