"""One segment of a partition in two periods, and the influence of its responses."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from nps.frozen import frozen
from nps.stats.groups import Groups
from nps.stats.influences import Cell
from nps.stats.intervals import adjust

SIGNS = (-1, 1)
"""A response of the period before counts against the change."""


@frozen
class Side:
    """A segment in one period.

    Attributes:
        share: Of the period, s.
        mean: m; of the other period where it is absent in this one, 0 where in both.
        variance: v of its adjusted counts, so that a few equal answers do not look certain.
        pull: What its m̄ gains where its m gains 1: ½, or 1 where it is absent in the other.
        rest: Share, m and v of all others in the period; None where there are none.
    """

    share: float
    mean: float
    variance: float
    pull: float
    rest: tuple[float, float, float] | None


@frozen
class Shift:
    """A segment before and after.

    Attributes:
        sides: Before and after.
        middle: M̄, the mean of both overall m.
    """

    sides: tuple[Side, Side]
    middle: float

    @property
    def share(self) -> float:
        """Its mean share, s̄."""
        return (self.sides[0].share + self.sides[1].share) / 2

    @property
    def gained_share(self) -> float:
        """Δs."""
        return self.sides[1].share - self.sides[0].share

    @property
    def gained_mean(self) -> float:
        """Δm; 0 where it is absent in a period."""
        return self.sides[1].mean - self.sides[0].mean

    @property
    def lead(self) -> float:
        """m̄ − M̄, by how much it is better than all."""
        return (self.sides[0].mean + self.sides[1].mean) / 2 - self.middle

    @property
    def scores(self) -> float:
        """What its scores moved, s̄Δm."""
        return self.share * self.gained_mean

    @property
    def mix(self) -> float:
        """What its respondents moved, Δs(m̄ − M̄)."""
        return self.gained_share * self.lead

    def scores_cells(self, at: int) -> list[Cell]:
        """Influence on s̄Δm of a response in it, before (0) or after (1)."""
        side = self.sides[at]
        if not (self.sides[0].share and self.sides[1].share):
            return []
        return [
            Cell(
                share=side.share,
                variance=side.variance,
                offset=self.gained_mean / 2,
                slope=SIGNS[at] * self.share / side.share,
            )
        ]

    def mix_cells(self, at: int) -> list[Cell]:
        """Influence on ΣΔs(m̄ − M̄) over all segments, of a response in it."""
        side = self.sides[at]
        if not side.share:
            return []
        return [
            Cell(
                share=side.share,
                variance=side.variance,
                offset=SIGNS[at] * self.lead,
                slope=self.gained_share * side.pull / side.share,
            )
        ]

    def own_mix_cells(self, at: int) -> list[Cell]:
        """Influence on its own Δs(m̄ − M̄), of a response in it and of one outside.

        Both move M̄, by ½(y − M).
        """
        side, moved = self.sides[at], self.gained_share / 2
        cells = [
            Cell(
                share=cell.share,
                variance=cell.variance,
                offset=cell.offset - moved * side.mean,
                slope=cell.slope - moved,
            )
            for cell in self.mix_cells(at)
        ]
        if side.rest is not None:
            share, mean, variance = side.rest
            cells.append(Cell(share=share, variance=variance, offset=-moved * mean, slope=-moved))
        return cells


def shifts(
    before: Sequence[Groups], after: Sequence[Groups], sizes: tuple[float, float]
) -> list[Shift]:
    """Put the segments of two periods side by side.

    Args:
        before: All segments of the first period; some of them must not be empty.
        after: The same segments of the second period, in the same order.
        sizes: The effective base of either period.
    """
    wholes = reduce(add, before), reduce(add, after)
    middle = (wholes[0].mean + wholes[1].mean) / 2
    return [
        Shift(
            sides=(_side(one, other, wholes[0], sizes[0]), _side(other, one, wholes[1], sizes[1])),
            middle=middle,
        )
        for one, other in zip(before, after, strict=True)
    ]


def _side(own: Groups, other: Groups, whole: Groups, size: float) -> Side:
    known = own if own.base else other
    rest = Groups(
        detractors=whole.detractors - own.detractors,
        passives=whole.passives - own.passives,
        promoters=whole.promoters - own.promoters,
    )
    ratio = size / whole.base
    return Side(
        share=own.base / whole.base,
        mean=known.mean if known.base else 0.0,
        variance=_variance(own, ratio),
        pull=0.5 if other.base else 1.0,
        rest=(rest.base / whole.base, rest.mean, _variance(rest, ratio)) if rest.base > 0 else None,
    )


def _variance(groups: Groups, ratio: float) -> float:
    return adjust(groups.scaled(groups.base * ratio)).variance if groups.base else 0.0
