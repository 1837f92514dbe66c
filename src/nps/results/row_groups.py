"""Segments under the heading of their segmentation, no more of them than would be read."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from nps.results.blocks import Row, RowGroup

MOST_SHOWN = 50
"""Segments of a column's values that a page shows; machine formats have them all."""

S = TypeVar("S")


def row_group(
    title: str,
    segments: Sequence[S],
    row: Callable[[S], Row],
    *,
    base: Callable[[S], int],
    abridged: bool,
) -> RowGroup:
    """Put a row a segment under a heading.

    Args:
        title: The heading.
        segments: In the order in which they are shown.
        row: Makes the row of one.
        base: Scored responses of one.
        abridged: Only the largest may be shown, since they come from the data.
    """
    shown = largest(segments, base, abridged=abridged)
    return RowGroup(
        heading=title, rows=tuple(map(row, shown)), more=and_more(len(segments) - len(shown))
    )


def largest(segments: Sequence[S], base: Callable[[S], int], *, abridged: bool) -> Sequence[S]:
    """Give all segments, or the largest in the order they came in; of equal ones the earlier."""
    if not abridged or len(segments) <= MOST_SHOWN:
        return segments
    ranked = sorted(range(len(segments)), key=lambda index: (-base(segments[index]), index))
    return [segments[index] for index in sorted(ranked[:MOST_SHOWN])]


def and_more(left: int) -> str:
    """`and 850 more`; empty where nothing is left out."""
    return f"and {left:,} more" if left else ""


def heading(name: str, *, partition: bool, unsegmented: int | None) -> str:
    """The name, whether segments overlap, and how many responses are in none.

    Args:
        name: Of the segmentation.
        partition: A response is in at most one segment.
        unsegmented: Scored responses in no segment; None where suppressed.
    """
    said = [] if partition else ["segments overlap"]
    if unsegmented or (unsegmented is not None and not partition):
        said.append(f"{unsegmented:,} in none")
    return f"{name} ({'; '.join(said)})" if said else name
