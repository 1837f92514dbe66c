"""Tables for people: what changed, segment by segment."""

from collections.abc import Callable, Sequence

from nps.results.blocks import Cell, Column, Kind, Row, RowGroup, Table, Width
from nps.results.diff_figures import DiffFigures, DiffSegmentation, Periods
from nps.results.segment_table import MOST_SHOWN

Shown = tuple[Column, Callable[[DiffFigures], Cell]]
"""A column, and what it shows of a segment."""


def changes(
    overall: DiffFigures,
    segmentations: Sequence[DiffSegmentation],
    *,
    periods: Periods,
    small: int,
    level: float,
) -> Table:
    """All responses and every segment: bases, NPS, the change and what moved the total.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        periods: What `was` and `now` stand for.
        small: Bases below this are starred.
        level: Coverage of the intervals, and 1 less the part of false discoveries.
    """
    columns: list[Shown] = [
        (Column(title="", kind=Kind.NAME), lambda one: one.segment),
        (Column(title="n was", kind=Kind.COUNT, rank=1, gap=2), lambda one: one.before.base),
        (Column(title="now", kind=Kind.COUNT, rank=1), lambda one: one.after.base),
        (Column(title="NPS was", kind=Kind.NPS, gap=2), lambda one: one.before.nps),
        (Column(title="now", kind=Kind.NPS), lambda one: one.after.nps),
        (
            Column(title="change", kind=Kind.DIFFERENCE, marked=True),
            lambda one: one.change.difference,
        ),
        (Column(title=f"{100 * level:g}% range", kind=Kind.LIMITS, rank=2), _limits),
        (Column(title="p", kind=Kind.P, width=Width.WIDE), lambda one: one.change.p_adjusted),
    ]
    is_split = any(one.split for one in segmentations)
    if is_split:
        columns += [
            (
                Column(title="scores", kind=Kind.POINTS, rank=3, gap=2),
                lambda one: one.split.scores.points if one.split else None,
            ),
            (
                Column(title="mix", kind=Kind.POINTS, rank=3),
                lambda one: one.split.mix.points if one.split else None,
            ),
        ]

    def row(one: DiffFigures) -> Row:
        return Row(
            cells=tuple(show(one) for _, show in columns),
            starred=one.is_small,
            mark=one.change.mark,
        )

    groups = [RowGroup(heading=None, rows=(row(overall),))]
    for segmentation in segmentations:
        shown = _shown(segmentation)
        left = len(segmentation.segments) - len(shown)
        groups.append(
            RowGroup(
                heading=_heading(segmentation),
                rows=tuple(map(row, shown)),
                more=f"and {left:,} more" if left else "",
            )
        )
    legend = [
        f"n, NPS  was {periods.before}, now {periods.after}",
        f"▲ ▼  risen/fallen beyond chance ({100 * (1 - level):.2g}% false discovery, whole run)",
        "p  adjusted for all changes tested",
    ]
    if is_split:
        legend.append("scores  points that the total gained by changed scores")
        legend.append("mix  points that it gained by other respondents")
    if any(one.is_small for segmentation in segmentations for one in segmentation.segments):
        legend.append(f"*  fewer than {small} in a period")
    return Table(
        columns=tuple(column for column, _ in columns), groups=tuple(groups), legend=tuple(legend)
    )


def _limits(one: DiffFigures) -> Cell:
    return one.change.limits.pair if one.change.limits else None


def _shown(segmentation: DiffSegmentation) -> tuple[DiffFigures, ...]:
    """All segments, or the largest of a column with more values than would be read."""
    segments = segmentation.segments
    if not segmentation.abridged or len(segments) <= MOST_SHOWN:
        return segments

    def by_base(index: int) -> tuple[int, int]:
        one = segments[index]
        return -(one.before.base or 0) - (one.after.base or 0), index

    largest = sorted(range(len(segments)), key=by_base)[:MOST_SHOWN]
    return tuple(segments[index] for index in sorted(largest))


def _heading(segmentation: DiffSegmentation) -> str:
    before, after = segmentation.unsegmented
    if segmentation.partition:
        return segmentation.name
    return f"{segmentation.name} (segments overlap; {before:,} in none before, {after:,} after)"
