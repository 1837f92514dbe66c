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
    if not overall.base or overall.interval is None:
        return (("No scored answers, so there is no NPS.",),)
    answers = "answer" if overall.base == 1 else "answers"
    total: Sentence = (
        "NPS ", Figure(kind=Kind.NPS, value=overall.nps),
        " (", Figure(kind=Kind.INTERVAL, value=(overall.interval.low, overall.interval.high)),
        "), ", Figure(kind=Kind.COUNT, value=overall.base), f" {answers}.",
    )  # fmt: skip
    return (total, *_extremes(overall, segmentations), _near(overall))


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
            f"{best.segment} ", Figure(kind=Kind.NPS, value=best.nps),
            " lifts the total most (", Figure(kind=Kind.POINTS, value=lift),
            "): without it, ", Figure(kind=Kind.NPS, value=without), ".",
        ))  # fmt: skip
    if cost < 0:
        found.append((
            f"{worst.segment} ", Figure(kind=Kind.NPS, value=worst.nps),
            " costs most (", Figure(kind=Kind.POINTS, value=cost), "): ",
            Figure(kind=Kind.SHARE, value=worst.share_of_base), "% of answers, ",
            Figure(kind=Kind.SHARE, value=worst.share_of_detractors), "% of all detractors.",
        ))  # fmt: skip
    return found


def _near(overall: Figures) -> Sentence:
    lowest = HIGHEST + 1 - len(overall.scores)

    def share(scores: tuple[int, ...]) -> Figure:
        count = sum(overall.scores[score - lowest] for score in scores)
        return Figure(kind=Kind.SHARE, value=count / overall.base)

    return (
        "One answer from gaining: ", share(GAINING), "% (6s, 8s). From losing: ",
        share(LOSING), "% (7s, 9s).",
    )  # fmt: skip
