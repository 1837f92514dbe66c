"""Tallies of two waves of a survey, from rows in plain lists."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.stats.rows import Row, sums_of

from nps.results.ledger import Ledger
from nps.results.sums import UNIT, Sums
from nps.results.tally import (
    PairTally,
    PeriodTally,
    SegmentationTally,
    SegmentTally,
    SourceTally,
    Tally,
)
from nps.spec.periods import Period

LEFTOVERS = ("Other", "(blank)")
Q2 = Period(name="2026Q2", first=date(2026, 4, 1), last=date(2026, 6, 30))
Q3 = Period(name="2026Q3", first=date(2026, 7, 1), last=date(2026, 9, 30))


def rows(detractors: int = 0, passives: int = 0, promoters: int = 0, **cells: str) -> list[Row]:
    """Responses of 6, 7 and 9; cells by segmentation, `a;b` where segments overlap."""
    scores = [6] * detractors + [7] * passives + [9] * promoters
    return [Row(score=score, cells=cells) for score in scores]


def waves(  # noqa: PLR0913  # all that a tally may hold
    before: Sequence[Row],
    after: Sequence[Row],
    by: Sequence[str] = (),
    *,
    overlapping: Sequence[str] = (),
    crosses: Mapping[str, tuple[str, ...]] | None = None,
    declared: Sequence[str] = (),
    periods: tuple[Period, Period] = (Q2, Q3),
    weighted: bool = False,
    paired: bool = False,
    **rest: Any,  # noqa: ANN401  # fields of the tally
) -> Tally:
    """Tally two waves.

    Args:
        before: The first.
        after: The second.
        by: Segmentations; a blank cell is in none of their segments.
        overlapping: Those whose cells hold several segments.
        crosses: The parts of those that are crosses.
        declared: Segments of each that are there whoever is in them.
        periods: What the waves are called.
        weighted: Weights count.
        paired: The cluster of a row says who answered.
        **rest: Fields of the tally.
    """
    base = len(before) + len(after)

    def sums(held: Sequence[Row]) -> Sums:
        return sums_of(held, weighted=weighted)

    def inside(row: Row, name: str) -> list[str]:
        cell = row.cells.get(name, "")
        return list(filter(None, cell.split(";") if name in overlapping else [cell]))

    def segmentation(held: Sequence[Row], name: str) -> SegmentationTally:
        found = (one for row in (*before, *after) for one in inside(row, name))
        names = dict.fromkeys([*found, *declared])
        return SegmentationTally(
            name=name,
            kind="cross" if crosses and name in crosses else "value",
            partition=name not in overlapping,
            segments=tuple(
                SegmentTally(
                    name=segment,
                    sums=sums([row for row in held if segment in inside(row, name)]),
                    rest=sums([row for row in held if segment not in inside(row, name)]),
                    leftover=segment in LEFTOVERS,
                )
                for segment in names
            ),
            unsegmented=sums([row for row in held if not inside(row, name)]),
            parts=(crosses or {}).get(name, ()),
        )

    def wave(held: Sequence[Row], period: Period) -> PeriodTally:
        return PeriodTally(
            period=period,
            overall=sums(held),
            segmentations=tuple(segmentation(held, name) for name in by),
        )

    everyone = [*before, *after]
    fields: dict[str, Any] = {
        "sources": (SourceTally(path="data/a.csv", format="csv", layout="plain", rows=base),),
        "ledger": Ledger(read=base, scored=base),
        "pairs": pairs_of(before, after, weighted=weighted) if paired else None,
        **rest,
    }
    return Tally(
        lowest=0,
        overall=sums(everyone),
        segmentations=tuple(segmentation(everyone, name) for name in by),
        periods=(wave(before, periods[0]), wave(after, periods[1])),
        **fields,
    )


def pairs_of(before: Sequence[Row], after: Sequence[Row], *, weighted: bool = False) -> PairTally:
    """Those who answered in both waves, by the cluster; a blank one is nobody known."""
    moments: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    both = {row.cluster for row in before} & {row.cluster for row in after} - {""}
    for at, held in ((0, before), (2, after)):
        for row in held:
            if row.cluster in both:
                unit = int(row.weight * UNIT) if weighted else 1
                moments[row.cluster][at] += unit * ((row.score > 8) - (row.score < 7))
                moments[row.cluster][at + 1] += unit
    found = list(moments.values())
    return PairTally(
        respondents=len(both),
        before=sums_of([row for row in before if row.cluster in both], weighted=weighted),
        after=sums_of([row for row in after if row.cluster in both], weighted=weighted),
        aa=sum(one[0] * one[2] for one in found),
        ab=sum(one[0] * one[3] for one in found),
        ba=sum(one[1] * one[2] for one in found),
        bb=sum(one[1] * one[3] for one in found),
        unknown=sum(not row.cluster for row in (*before, *after)),
    )
