"""The sentences that stand above what changed."""

from collections.abc import Sequence

from nps.results.blocks import Figure, Kind, Sentence
from nps.results.diff_figures import UNSEGMENTED, DiffFigures, DiffSegmentation
from nps.results.diff_ranking import ranking, titles

MOST_VERDICTS = 3
"""Partitions whose verdicts are read, besides the one with the greatest mix."""
MOST_MOVES = 3
"""Moves between scores that are read."""
VISIBLE = 0.5
"""What rounds to one: of NPS points, or of a hundred answers."""


def sentences(
    overall: DiffFigures, segmentations: Sequence[DiffSegmentation]
) -> tuple[Sentence, ...]:
    """What changed, whether beyond chance, what moved it, who cost most, which scores moved.

    Args:
        overall: All responses.
        segmentations: The segmentations.
    """
    if overall.change.difference is None:
        return (_undefined(overall),)
    return (
        _change(overall),
        *_verdicts(segmentations),
        *_costliest(segmentations),
        *_moves(overall),
    )


def _undefined(overall: DiffFigures) -> Sentence:
    """Why there is no change."""
    sides = (("before", overall.before), ("after", overall.after))
    if not any(side.base for _, side in sides):
        return ("No scored answers in either period, so there is no NPS.",)
    words: list[str | Figure] = []
    for when, side in sides:
        words += [", " if words else "NPS ", Figure(kind=Kind.NPS, value=side.nps), f" {when}"]
        if side.nps is None:
            words.append(f" ({'all weights are 0' if side.base else 'no scored answers'})")
    return (*words, ": no change to speak of.")


def _change(overall: DiffFigures) -> Sentence:
    change, before, after = overall.change, overall.before.nps, overall.after.nps
    difference = change.difference or 0.0
    limits: Sentence = (
        (" (", Figure(kind=Kind.LIMITS, value=change.limits.pair), ")") if change.limits else ()
    )
    chance = _chance(overall)
    if not change.significant and abs(difference) < VISIBLE:
        return ("NPS ", Figure(kind=Kind.NPS, value=after), ", as before", *limits, chance)
    went = ("rose" if difference > 0 else "fell") if change.significant else "went"
    # NOTE: One decimal, as the parts of it have: +47 to +32 may be 14.5 points.
    return (
        f"NPS {went} from ", Figure(kind=Kind.NPS, value=before),
        " to ", Figure(kind=Kind.NPS, value=after),
        ", by ", Figure(kind=Kind.FACTOR, value=abs(difference)), " points", *limits, chance,
    )  # fmt: skip


def _chance(overall: DiffFigures) -> str:
    """Whether the change is beyond chance."""
    limits = overall.change.limits
    if overall.change.significant is None or limits is None:
        return ": too few answers to tell it from chance."
    if overall.change.significant:
        return ": beyond chance."
    return ": within chance."


def _verdicts(segmentations: Sequence[DiffSegmentation]) -> list[Sentence]:
    """The verdicts of the first partitions, and of the one where most is mix."""
    split = [one for one in segmentations if one.split is not None and one.verdict is not None]
    shown = split[:MOST_VERDICTS]
    shown += sorted(split[MOST_VERDICTS:], key=_mix, reverse=True)[:1]
    return [(f"{one.name}: {one.verdict}.",) for one in shown]


def _mix(segmentation: DiffSegmentation) -> float:
    return abs(segmentation.split.mix.points) if segmentation.split else 0.0


def _costliest(segmentations: Sequence[DiffSegmentation]) -> list[Sentence]:
    """The segment that cost most; what others leave is nothing to act on."""
    ranked = ranking(segmentations)
    for title, (_, segment) in zip(titles(ranked), ranked, strict=True):
        if segment.leftover or segment.segment == UNSEGMENTED:
            continue
        if segment.split is None or segment.cost is None or segment.cost >= 0:
            break
        return [(
            f"{title} cost most: ",
            Figure(kind=Kind.POINTS, value=segment.cost), " points (scores ",
            Figure(kind=Kind.POINTS, value=segment.split.scores.points), ", mix ",
            Figure(kind=Kind.POINTS, value=segment.split.mix.points),
            "), within chance." if segment.split.is_chance else ").",
        )]  # fmt: skip
    return []


def _moves(overall: DiffFigures) -> list[Sentence]:
    """The largest moves between scores that one in a hundred answers made."""
    seen = [move for move in overall.moves if 100 * move.share >= VISIBLE][:MOST_MOVES]
    if not seen:
        return []
    words: list[str | Figure] = ["Net, of 100 answers, "]
    for index, move in enumerate(seen):
        words += [
            ", " if index else "",
            Figure(kind=Kind.SHARE, value=move.share),
            f"{'' if index else ' moved'} from {move.start} to {move.end}",
        ]
    return [(*words, ".")]
