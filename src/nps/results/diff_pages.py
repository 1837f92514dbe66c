"""Tables for people: what changed, segment by segment."""

from collections.abc import Callable, Sequence

from nps.results.blocks import FALLEN, RISEN, Cell, Column, Kind, Row, RowGroup, Table
from nps.results.columns import NARROW, WIDE, range_title
from nps.results.diff_figures import DiffFigures, DiffSegmentation, Periods
from nps.results.legends import false_discovery, starred_bases
from nps.results.row_groups import row_group

Shown = tuple[Column, Callable[[DiffFigures], Cell]]
"""A column, and what it shows of a segment."""


def changes(
    overall: DiffFigures,
    segmentations: Sequence[DiffSegmentation],
    *,
    periods: Periods,
    min_base: int,
    level: float,
) -> Table:
    """All responses and every segment: bases, NPS, the change and what moved the total.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        periods: What `was` and `now` stand for.
        min_base: Bases below this are starred.
        level: Coverage of the intervals, and 1 less the part of false discoveries.
    """
    columns: list[Shown] = [
        (Column(title="", kind=Kind.NAME), lambda one: one.segment),
        (Column(title="n was", kind=Kind.COUNT, rank=1, gap=2), lambda one: one.before.base),
        (Column(title="n now", kind=Kind.COUNT, rank=1), lambda one: one.after.base),
        (Column(title="NPS was", kind=Kind.NPS, gap=2), lambda one: one.before.nps),
        (Column(title="now", kind=Kind.NPS, width=NARROW), lambda one: one.after.nps),
        (Column(title="NPS now", kind=Kind.NPS, width=WIDE), lambda one: one.after.nps),
        (
            Column(title="change", kind=Kind.DIFFERENCE, marked=True),
            lambda one: one.change.difference,
        ),
        (Column(title=range_title(level), kind=Kind.LIMITS, rank=2), _limits),
        (Column(title="p", kind=Kind.P, width=WIDE), lambda one: one.change.p_adjusted),
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
    groups += [
        row_group(_heading(one), one.segments, row, base=_base, abridged=one.abridged)
        for one in segmentations
    ]
    legend = [
        f"n, NPS  was {periods.before}, now {periods.after}",
        f"{RISEN} {FALLEN}  risen/fallen beyond chance ({false_discovery(level)})",
        "p  of segments: adjusted for all that were tested",
    ]
    if is_split:
        legend.append("scores  points of the total's change that come from the segment's scores")
        legend.append("mix  points of it that come from the segment's share of the answers")
    if any(one.is_small for segmentation in segmentations for one in segmentation.segments):
        legend.append(f"{starred_bases(min_base)} in a period")
    return Table(
        columns=tuple(column for column, _ in columns), groups=tuple(groups), legend=tuple(legend)
    )


def _limits(one: DiffFigures) -> Cell:
    return one.change.limits.pair if one.change.limits else None


def _base(one: DiffFigures) -> int:
    return (one.before.base or 0) + (one.after.base or 0)


def _heading(segmentation: DiffSegmentation) -> str:
    before, after = segmentation.unsegmented
    if segmentation.partition:
        return segmentation.name
    return f"{segmentation.name} (segments overlap; {before:,} in none before, {after:,} after)"
