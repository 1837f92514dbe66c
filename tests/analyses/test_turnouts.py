"""Where response rates bend the total."""

from collections.abc import Sequence

import pytest

from nps.analyses.segment import analyse
from nps.results.ledger import Ledger
from nps.results.sums import Sums
from nps.results.tally import SegmentationTally, SegmentTally, Tally
from nps.results.turnout import Turnout

Part = tuple[int, int, int, int]
"""Invited, promoters, passives and detractors."""


def sums(promoters: int, passives: int, detractors: int) -> Sums:
    return Sums(counts=(detractors, *[0] * 7, passives, 0, promoters))


def bends(parts: Sequence[Part], *, partition: bool = True, strata: str = "") -> list[str]:
    total = sums(*(sum(part[at] for part in parts) for at in (1, 2, 3)))
    segments = tuple(
        SegmentTally(
            name=str(at),
            sums=sums(*given),
            rest=total - sums(*given),
            turnout=Turnout(invited=invited, responded=sum(given)),
        )
        for at, (invited, *given) in enumerate(parts)
    )
    plan = SegmentationTally(
        name="plan", kind="value", partition=partition, segments=segments, unsegmented=sums(0, 0, 0)
    )
    tally = Tally(
        lowest=0,
        sources=(),
        ledger=Ledger(read=total.base, scored=total.base),
        overall=total,
        segmentations=(plan,),
        turnout=Turnout(invited=sum(part[0] for part in parts), responded=total.base),
    )
    return [note for note in analyse(tally, strata=strata).notes if "response rates" in note]


BENT: Sequence[Part] = [(1000, 72, 24, 24), (500, 60, 60, 120)]


def test_rates_that_bend_the_total_are_said() -> None:
    # 120 answers at +40 and 240 at -25: -3 as they answered; by 2 to 1 of the invited, +18.
    assert bends(BENT) == [
        "response rates differ by plan (12% to 48%); weighted back to the invited NPS is +18, not "
        "-3: see --poststratify plan"
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [(1000, 72, 24, 24), (1000, 30, 30, 60)],  # the same rate
        [(1000, 72, 24, 24), (500, 144, 48, 48)],  # the same NPS
        [(10, 3, 0, 2), (10, 2, 0, 4)],  # few answers, chance
        [(0, 5, 0, 0), (0, 1, 1, 1)],  # nobody was invited
        [(10, 0, 0, 0), (10, 0, 0, 0)],  # nobody answered
    ],
)
def test_other_rates_are_not(parts: Sequence[Part]) -> None:
    assert bends(parts) == []


def test_what_overlaps_or_is_weighted_back_already_is_not_said() -> None:
    assert bends(BENT, partition=False) == []
    assert bends(BENT, strata="plan") == []


def test_a_rate_of_nobody_is_none() -> None:
    assert Turnout(invited=0, responded=0).rate is None
    assert Turnout().record() == {"invited": None, "responded": None, "response_rate": None}
    assert Turnout(invited=8, responded=2).rate == 0.25
