"""Rows of a table: all responses, then every segment under its segmentation."""

from collections.abc import Sequence

from nps.results.blocks import Row, RowGroup, Table
from nps.results.columns import Shown
from nps.results.figures import Figures, SegmentationFigures
from nps.results.row_groups import heading, row_group


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

    def row(segment: Figures) -> Row:
        cells = tuple(show(segment) for _, show in columns)
        return Row(cells=cells, starred=segment.is_small, mark=segment.mark)

    groups = (
        row_group(
            heading(one.name, partition=one.partition, unsegmented=one.unsegmented),
            one.segments,
            row,
            base=lambda segment: segment.base or 0,
            abridged=one.abridged,
        )
        for one in segmentations
    )
    return Table(
        columns=tuple(column for column, _ in columns),
        groups=(RowGroup(heading=None, rows=(row(overall),)), *groups),
        legend=tuple(legend),
    )
