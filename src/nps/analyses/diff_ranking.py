"""Which segments cost the total most?"""

from collections.abc import Sequence
from dataclasses import replace

from nps.results.diff_figures import DiffSegmentation
from nps.results.tally import SegmentationTally


def ranked(
    segmentations: Sequence[DiffSegmentation], tallies: Sequence[SegmentationTally]
) -> tuple[DiffSegmentation, ...]:
    """Rank the segments of all partitions together by what they cost, most first.

    A cross is left out beside its parts, whose losses it would tell again; so are segments that
    held nobody in either period. Ties stay in the order shown.

    Args:
        segmentations: With the split of each partition.
        tallies: The same segmentations, in the same order.
    """
    shown = {tally.name for tally in tallies}
    costs = [
        (segment.cost, at, place)
        for at, (segmentation, tally) in enumerate(zip(segmentations, tallies, strict=True))
        if not shown.intersection(tally.parts)
        for place, segment in enumerate(segmentation.segments)
        if segment.cost is not None and (segment.before.base or segment.after.base)
    ]
    ranks = {(at, place): rank for rank, (_, at, place) in enumerate(sorted(costs), 1)}
    return tuple(
        replace(
            segmentation,
            segments=tuple(
                replace(segment, rank=ranks.get((at, place)))
                for place, segment in enumerate(segmentation.segments)
            ),
        )
        for at, segmentation in enumerate(segmentations)
    )
