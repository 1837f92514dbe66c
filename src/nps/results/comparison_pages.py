"""Two segments against each other, for people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nps.results.blocks import Column, Figure, Kind, Row, RowGroup, Sentence, Table
from nps.results.columns import (
    Shown,
    base_column,
    effective_base_column,
    groups,
    in_both,
    limits,
    name_column,
    range_title,
)
from nps.results.contrasted import Contrasted, Disagreement
from nps.results.figures import Figures, SegmentationFigures
from nps.results.legends import starred_bases
from nps.results.row_groups import and_more
from nps.results.segment_table import segment_table

MOST_ACCOUNTS = 20
"""Accounts that a page shows; machine formats have them all."""


def difference_sentence(
    names: tuple[str, str], sides: Sequence[SegmentationFigures], found: Contrasted
) -> Sentence:
    """Both NPS, and whether they differ beyond chance."""
    first, second = (side.segments[0] for side in sides)
    return (
        f"{names[0]} ", Figure(kind=Kind.NPS, value=first.nps),
        f", {names[1]} ", Figure(kind=Kind.NPS, value=second.nps),
        *_difference(found), ".",
    )  # fmt: skip


def _difference(found: Contrasted) -> Sentence:
    if found.difference is None:
        return ()
    apart: Sentence = (": ", Figure(kind=Kind.DIFFERENCE, value=found.difference), " points")
    if found.interval is None:
        return apart
    chance = "beyond chance" if found.significant else "within chance"
    return (
        *apart, " (", Figure(kind=Kind.LIMITS, value=found.interval.limits),
        ", p ", Figure(kind=Kind.P, value=found.p), f"): {chance}",
    )  # fmt: skip


def untested_sentence(found: Contrasted) -> Iterator[Sentence]:
    """Why there is a difference and no test of it."""
    if found.difference is not None and found.p is None:
        yield ("Not tested: one of them has fewer than five answers, accounts or respondents.",)


def accounts_sentence(accounts: int | None, apart: Sequence[Disagreement]) -> Iterator[Sentence]:
    """How many accounts answered in both, and disagree."""
    if accounts == 0:
        yield ("No account has answers in both.",)
    elif accounts is not None:
        words = " account has" if accounts == 1 else " accounts have"
        yield (
            Figure(kind=Kind.COUNT, value=accounts), f"{words} answers in both; in ",
            Figure(kind=Kind.COUNT, value=len(apart)), " the two disagree.",
        )  # fmt: skip


def sides_table(
    overall: Figures, sides: Sequence[SegmentationFigures], *, level: float, min_base: int
) -> Table:
    """All responses and both segments."""
    columns: list[Shown] = [name_column(), base_column()]
    if overall.weighting:
        columns.append(effective_base_column())
    columns += [
        (Column(title="NPS", kind=Kind.NPS, gap=2), lambda one: one.nps),
        *in_both(range_title(level), Kind.INTERVAL, limits, gaps=(2, 2)),
        (Column(title="det%", kind=Kind.SHARE), lambda one: one.detractors.share),
        (Column(title="pas%", kind=Kind.SHARE), lambda one: one.passives.share),
        (Column(title="pro%", kind=Kind.SHARE), lambda one: one.promoters.share),
        *in_both("-det .pas +pro", Kind.GROUPS, groups, gaps=(2, 3), rank=1),
    ]
    small = any(side.segments[0].is_small for side in sides)
    legend = [starred_bases(min_base)] if small else []
    first, second = sides
    if first.name == second.name:
        sides = (replace(first, segments=first.segments + second.segments),)
    return segment_table(columns, overall, sides, legend)


def accounts_table(names: tuple[str, str], apart: Sequence[Disagreement]) -> Table:
    """The accounts in which the two disagree, those furthest apart first."""
    shown = apart[:MOST_ACCOUNTS]
    left = len(apart) - len(shown)
    rows = tuple(
        Row(
            cells=(
                one.account, one.bases[0], one.nps[0], one.bases[1], one.nps[1],
                one.nps[0] - one.nps[1],
            )
        )
        for one in shown
    )  # fmt: skip
    return Table(
        columns=(
            Column(title="Accounts that disagree", kind=Kind.NAME),
            Column(title="n", kind=Kind.COUNT, gap=3),
            Column(title=names[0], kind=Kind.NPS, gap=2),
            Column(title="n", kind=Kind.COUNT, gap=3),
            Column(title=names[1], kind=Kind.NPS, gap=2),
            Column(title="gap", kind=Kind.DIFFERENCE, gap=2),
        ),
        groups=(RowGroup(heading=None, rows=rows, more=and_more(left)),),
        legend=(
            "disagree  one NPS is above 0, or below it, and the other is not",
            "gap  points, the first NPS less the second",
        ),
    )
