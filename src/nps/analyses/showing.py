"""A segmentation as it is shown: its segments in order, and nothing of what is hidden."""

from collections.abc import Iterable

from nps.analyses.sorting import Sort, sort_segments
from nps.analyses.suppress import Hidden
from nps.results.figures import Figures, SegmentationFigures
from nps.results.tally import SegmentationTally


def show(
    segmentation: SegmentationTally,
    segments: Iterable[Figures],
    hidden: Hidden,
    sort: Sort | None = None,
) -> SegmentationFigures:
    """Put the figures of its segments together.

    Args:
        segmentation: What was counted.
        segments: Figures of its segments, in their order.
        hidden: What is not shown.
        sort: Order of segments; as declared where None.
    """
    is_hidden = segmentation.name in hidden.unsegmented
    return SegmentationFigures(
        name=segmentation.name,
        kind=segmentation.kind,
        partition=segmentation.partition,
        unsegmented=None if is_hidden else segmentation.unsegmented.base,
        segments=sort_segments(segments, sort),
        abridged=segmentation.abridged,
    )
