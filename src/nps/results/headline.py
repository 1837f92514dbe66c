"""The sentences that stand above the table."""

from collections.abc import Sequence

from nps.results.blocks import Figure, Kind, Sentence
from nps.results.figures import Figures, SegmentationFigures
from nps.spec.scale import HIGHEST

GAINING = (6, 8)
"""Scores one answer below the next better group."""
LOSING = (7, 9)
"""Scores one answer above the next worse group."""


def sentences(
    overall: Figures, segmentations: Sequence[SegmentationFigures]
) -> tuple[Sentence, ...]:
    """What the figures come to: the total, what lifts it and costs it most, what is near."""
    if (reason := absence(overall)) is not None:
        return (reason,)
    return (_total(overall), *_turnout(overall), *_extremes(overall, segmentations), _near(overall))


def absence(overall: Figures) -> Sentence | None:
    """Why there is no NPS of all responses; None where there is one."""
    if overall.is_suppressed:
        return ("Too few answers to show any figure.",)
    if not overall.base:
        return ("No scored answers, so there is no NPS.",)
    if overall.nps is None:
        return (*answers(overall.base), ", all of weight 0, so there is no NPS.")
    return None


def answers(base: int | None) -> Sentence:
    """`3,412 answers`."""
    return Figure(kind=Kind.COUNT, value=base), " answer" if base == 1 else " answers"


def _total(overall: Figures) -> Sentence:
    limits = overall.interval
    return (
        "NPS ", Figure(kind=Kind.NPS, value=overall.nps),
        *((" (", Figure(kind=Kind.INTERVAL, value=limits.limits), ")") if limits else ()),
        ", ", *answers(overall.base), ", weighted." if overall.weighting else ".",
    )  # fmt: skip


def _turnout(overall: Figures) -> list[Sentence]:
    """How many of the invited answered."""
    turnout = overall.turnout
    if turnout is None or turnout.rate is None:
        return []
    return [(
        Figure(kind=Kind.COUNT, value=turnout.responded), " of ",
        Figure(kind=Kind.COUNT, value=turnout.invited), " invited answered: ",
        Figure(kind=Kind.SHARE, value=turnout.rate), "%.",
    )]  # fmt: skip


def _extremes(overall: Figures, segmentations: Sequence[SegmentationFigures]) -> list[Sentence]:
    """The segments that lift and cost the total most; those of a small base say too little."""
    impacts = [
        (segment.place.impact, segment)
        for segmentation in segmentations
        for segment in segmentation.segments
        if segment.place is not None
        and segment.place.impact is not None
        and not segment.place.leftover
        and not segment.is_small
    ]
    if not impacts:
        return []
    lift, best = max(impacts, key=lambda pair: pair[0])
    cost, worst = min(impacts, key=lambda pair: pair[0])
    found: list[Sentence] = []
    if lift > 0 and overall.nps is not None:
        without = overall.nps - lift
        found.append((
            f"{_named(best)} ", Figure(kind=Kind.NPS, value=best.nps),
            " lifts the total most (", Figure(kind=Kind.POINTS, value=lift),
            "): without it, ", Figure(kind=Kind.NPS, value=without), ".",
        ))  # fmt: skip
    if cost < 0:
        found.append((
            f"{_named(worst)} ", Figure(kind=Kind.NPS, value=worst.nps),
            " costs most (", Figure(kind=Kind.POINTS, value=cost), "): ",
            "by weight " if worst.weighting else "",
            Figure(kind=Kind.SHARE, value=worst.share_of_base), "% of answers, ",
            Figure(kind=Kind.SHARE, value=worst.share_of_detractors), "% of all detractors.",
        ))  # fmt: skip
    return found


def _named(segment: Figures) -> str:
    """The name, behind its mark where it has one."""
    return f"{segment.mark} {segment.segment}" if segment.mark else segment.segment


def _near(overall: Figures) -> Sentence:
    by_score = overall.weighting.scores if overall.weighting else overall.scores
    lowest, total = HIGHEST + 1 - len(by_score), sum(by_score)

    def share(scores: tuple[int, ...]) -> Figure:
        near = sum(by_score[score - lowest] for score in scores)
        return Figure(kind=Kind.SHARE, value=near / total)

    return (
        "One answer from gaining: ", share(GAINING), "% (6s, 8s). From losing: ",
        share(LOSING), "% (7s, 9s).",
    )  # fmt: skip
