"""The segments of all partitions by what they cost the total."""

from collections.abc import Sequence

from nps.results.diff_figures import DiffFigures, DiffSegmentation


def ranking(
    segmentations: Sequence[DiffSegmentation],
) -> list[tuple[DiffSegmentation, DiffFigures]]:
    """Give the ranked segments with their segmentations, the one that cost most first."""
    ranked = [
        (segment.rank, segmentation, segment)
        for segmentation in segmentations
        for segment in segmentation.segments
        if segment.rank is not None
    ]
    ranked.sort(key=lambda one: one[0])
    return [(segmentation, segment) for _, segmentation, segment in ranked]


def titles(ranked: Sequence[tuple[DiffSegmentation, DiffFigures]]) -> list[str]:
    """Give their names, each with its segmentation where there is more than one."""
    if len({segmentation.name for segmentation, _ in ranked}) == 1:
        return [segment.segment for _, segment in ranked]
    return [f"{segment.segment} ({segmentation.name})" for segmentation, segment in ranked]
