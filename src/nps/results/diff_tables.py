"""Tables for people: what the change of the total is made of."""

from collections.abc import Sequence

from nps.results.blocks import Cell, Column, Kind, Row, RowGroup, Table
from nps.results.columns import range_title
from nps.results.diff_figures import DiffFigures, DiffSegmentation
from nps.results.diff_parts import Part, Split
from nps.results.diff_ranking import ranking, titles
from nps.results.diff_respondents import Answers, Respondents
from nps.results.row_groups import and_more

MOST_RANKED = 10
"""Segments that the ranking shows; machine formats have them all."""


def cost_table(segmentations: Sequence[DiffSegmentation], level: float) -> Table | None:
    """Each partition in all, then the segments that cost most; None without partitions.

    Args:
        segmentations: The segmentations.
        level: Coverage of the intervals.
    """
    totals = tuple(
        Row(cells=_split_cells(one.name, one.split))
        for one in segmentations
        if one.split is not None
    )
    if not totals:
        return None
    ranked = ranking(segmentations)
    rows = tuple(
        Row(cells=_split_cells(title, one.split))
        for title, (_, one) in list(zip(titles(ranked), ranked, strict=True))[:MOST_RANKED]
        if one.split is not None
    )
    return Table(
        columns=(
            Column(title="What it cost", kind=Kind.NAME),
            Column(title="points", kind=Kind.POINTS, gap=2),
            *_part_columns("scores", level),
            *_part_columns("mix", level),
        ),
        groups=(
            RowGroup(heading="All segments together", rows=totals),
            RowGroup(
                heading="Each segment, costliest first",
                rows=rows,
                more=and_more(len(ranked) - len(rows)),
            ),
        ),
        legend=(
            "points  of the change of all responses: - cost, + gained",
            "scores  those that come from the segment's scores",
            "mix  those that come from its share of the answers",
        ),
    )


def score_table(overall: DiffFigures) -> Table:
    """Each score's answers and shares before and after.

    Args:
        overall: All responses.
    """
    before, after = overall.before.scores, overall.after.scores
    rows = tuple(
        Row(cells=(name, was, now, old, new, _step(old, new)))
        for (name, old, new), was, now in zip(overall.histogram, before, after, strict=True)
    )
    return Table(
        columns=(
            Column(title="Score", kind=Kind.NAME),
            Column(title="n was", kind=Kind.COUNT, gap=2),
            Column(title="n now", kind=Kind.COUNT),
            Column(title="% was", kind=Kind.SHARE, gap=2),
            Column(title="% now", kind=Kind.SHARE),
            Column(title="change", kind=Kind.POINTS),
        ),
        groups=(RowGroup(heading=None, rows=rows[::-1]),),
        legend=(
            "change  percentage points",
            *(
                ("net moves  above: the fewest steps that turn one distribution into the other",)
                if overall.moves
                else ()
            ),
        ),
    )


def respondent_table(respondents: Respondents) -> Table:
    """Stayers, joiners and leavers: their answers, and their parts of the change."""

    def row(name: str, before: Answers | None, after: Answers | None, points: float) -> Row:
        sides = (before, after)
        bases = (side.base if side else None for side in sides)
        scores = (side.nps if side else None for side in sides)
        return Row(cells=(name, *bases, *scores, points))

    one = respondents
    return Table(
        columns=(
            Column(title="Who answered", kind=Kind.NAME),
            Column(title="n was", kind=Kind.COUNT, gap=2),
            Column(title="n now", kind=Kind.COUNT),
            # NOTE: Not of kind NPS, which says n/a where there is nobody to ask for.
            Column(title="NPS was", kind=Kind.DIFFERENCE, gap=2),
            Column(title="NPS now", kind=Kind.DIFFERENCE),
            Column(title="points", kind=Kind.POINTS, gap=2),
        ),
        groups=(
            RowGroup(
                heading=None,
                rows=(
                    row("stayers", one.stayers_before, one.stayers_after, one.stayers_points),
                    row("joiners", None, one.joiners, one.joiners_points),
                    row("leavers", one.leavers, None, one.leavers_points),
                ),
            ),
        ),
        legend=(
            "stayers  answered both times, joiners after only, leavers before only",
            "points  of the change of all responses, to which the three add up",
        ),
    )


def _step(before: float | None, after: float | None) -> Cell:
    """Change of a share, in percentage points."""
    return None if before is None or after is None else 100 * (after - before)


def _split_cells(name: str, split: Split) -> tuple[Cell, ...]:
    cost = split.scores.points + split.mix.points
    return (name, cost, *_part_cells(split.scores), *_part_cells(split.mix))


def _part_cells(part: Part) -> tuple[Cell, Cell]:
    return part.points, part.limits.pair if part.limits else None


def _part_columns(title: str, level: float) -> tuple[Column, Column]:
    return (
        Column(title=title, kind=Kind.POINTS, gap=2),
        Column(title=range_title(level), kind=Kind.LIMITS, rank=1),
    )
