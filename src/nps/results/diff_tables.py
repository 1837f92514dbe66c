"""Tables for people: what the change of the total is made of."""

from collections.abc import Sequence

from nps.results.blocks import Cell, Column, Kind, Row, RowGroup, Table
from nps.results.diff_figures import DiffFigures, DiffSegmentation
from nps.results.diff_headline import costs, titles
from nps.results.diff_parts import Part, Split
from nps.results.diff_respondents import Answers, Respondents

MOST_RANKED = 10
"""Segments that the ranking shows; machine formats have them all."""
_NOBODY = Answers(base=0, nps=None)


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
    ranked = costs(segmentations)
    rows = tuple(
        Row(cells=_split_cells(title, one.split))
        for title, (_, one) in list(zip(titles(ranked), ranked, strict=True))[:MOST_RANKED]
        if one.split is not None
    )
    left = len(ranked) - len(rows)
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
                more=f"and {left:,} more" if left else "",
            ),
        ),
        legend=(
            "points  of the change of all responses: - cost, + gained",
            "scores  by other scores",
            "mix  by other respondents",
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
            Column(title="now", kind=Kind.COUNT),
            Column(title="% was", kind=Kind.SHARE, gap=2),
            Column(title="now", kind=Kind.SHARE),
            Column(title="change", kind=Kind.POINTS),
        ),
        groups=(RowGroup(heading=None, rows=rows[::-1]),),
        legend=("moved  by the fewest steps that turn one distribution into the other",)
        if overall.moves
        else (),
    )


def respondent_table(respondents: Respondents) -> Table:
    """Stayers, joiners and leavers: their answers, and their parts of the change."""

    def row(name: str, before: Answers, after: Answers, points: float) -> Row:
        was = None if before is _NOBODY else before.base
        now = None if after is _NOBODY else after.base
        return Row(cells=(name, was, now, before.nps, after.nps, points))

    one = respondents
    return Table(
        columns=(
            Column(title="Who answered", kind=Kind.NAME),
            Column(title="n was", kind=Kind.COUNT, gap=2),
            Column(title="now", kind=Kind.COUNT),
            # NOTE: Not of kind NPS, which says n/a where there is nobody to ask for.
            Column(title="NPS was", kind=Kind.DIFFERENCE, gap=2),
            Column(title="now", kind=Kind.DIFFERENCE),
            Column(title="points", kind=Kind.POINTS, gap=2),
        ),
        groups=(
            RowGroup(
                heading=None,
                rows=(
                    row("stayers", one.stayers_before, one.stayers_after, one.stayers_points),
                    row("joiners", _NOBODY, one.joiners, one.joiners_points),
                    row("leavers", one.leavers, _NOBODY, one.leavers_points),
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
        Column(title=f"{100 * level:g}% range", kind=Kind.LIMITS, rank=1),
    )
