"""Did scores move the total, or who answered?"""

from collections.abc import Sequence

from nps.analyses.changes import limits_of
from nps.analyses.diff_sides import Sides, Subset
from nps.analyses.verdict import verdict
from nps.frozen import frozen
from nps.results.diff_parts import Part, Split
from nps.stats import splits


@frozen
class SplitChange:
    """The change of the total on a partition, by what moved it.

    Attributes:
        total: In all.
        segments: By segment, in their order.
        verdict: In words.
    """

    total: Split
    segments: tuple[Split, ...]
    verdict: str


def split_change(segments: Sequence[Subset], sides: Sides) -> SplitChange | None:
    """Split the change of the total; None where either period has no NPS.

    Args:
        segments: Of a partition, the unsegmented as one more.
        sides: Both periods.
    """
    before = [sides.before.sample(one.before).groups for one in segments]
    after = [sides.after.sample(one.after).groups for one in segments]
    found = splits.split(before, after, (sides.before.total, sides.after.total), sides.level)
    if found is None:
        return None

    def part(effect: splits.Effect) -> Part:
        return Part(points=effect.points, limits=limits_of(effect.interval, sides.level))

    scores, mix = part(found.scores), part(found.mix)
    pairs = [(one.nps, other.nps) for one, other in zip(before, after, strict=True)]
    steps = [new - old for old, new in pairs if old is not None and new is not None]
    absent = sum((old is None) is not (new is None) for old, new in pairs)
    return SplitChange(
        total=Split(scores=scores, mix=mix),
        segments=tuple(Split(scores=part(one.scores), mix=part(one.mix)) for one in found.parts),
        verdict=verdict(steps, absent, scores, mix),
    )
