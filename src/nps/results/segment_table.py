"""Rows of a table: all responses, then every segment under its segmentation."""

from collections.abc import Sequence

from nps.results.blocks import Row, RowGroup, Table
from nps.results.columns import Shown
from nps.results.figures import Figures, SegmentationFigures

MOST_SHOWN = 50
"""Segments of a column's values that a page shows; machine formats have them all."""


def segment_table(
    columns: Sequence[Shown],
    overall: Figures,
    segmentations: Sequence[SegmentationFigures],
    legend: Sequence[str] = (),
) -> Table:
    """Put figures into rows.

    Args:
        columns: What is shown of each; the first is the name.
        overall: All responses.
        segmentations: The segmentations.
        legend: What explains headings and signs.
    """
    groups = [RowGroup(heading=None, rows=(_row(overall, columns),))]
    for segmentation in segmentations:
        shown = _shown(segmentation)
        left = len(segmentation.segments) - len(shown)
        groups.append(
            RowGroup(
                heading=heading(segmentation),
                rows=tuple(_row(segment, columns) for segment in shown),
                more=f"and {left:,} more" if left else "",
            )
        )
    return Table(
        columns=tuple(column for column, _ in columns), groups=tuple(groups), legend=tuple(legend)
    )


def heading(segmentation: SegmentationFigures) -> str:
    """The name, whether segments overlap, and how many responses are in none."""
    said = [] if segmentation.partition else ["segments overlap"]
    in_none = segmentation.unsegmented
    if in_none or (in_none is not None and not segmentation.partition):
        said.append(f"{in_none:,} in none")
    return f"{segmentation.name} ({'; '.join(said)})" if said else segmentation.name


def _row(segment: Figures, columns: Sequence[Shown]) -> Row:
    cells = tuple(show(segment) for _, show in columns)
    return Row(cells=cells, starred=segment.is_small, mark=segment.mark)


def _shown(segmentation: SegmentationFigures) -> tuple[Figures, ...]:
    """All segments, or the largest of a column with more values than would be read."""
    segments = segmentation.segments
    if not segmentation.abridged or len(segments) <= MOST_SHOWN:
        return segments
    largest = sorted(range(len(segments)), key=lambda index: (-(segments[index].base or 0), index))
    return tuple(segments[index] for index in sorted(largest[:MOST_SHOWN]))
