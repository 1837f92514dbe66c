"""What any figure needs from the rows: counts by segment and score."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from nps.results.ledger import Ledger

SegmentationKind = Literal[
    "value", "map", "breaks", "quantiles", "since", "every", "rules", "overlap", "tags", "cross"
]
Counts = tuple[int, ...]
"""Responses by score, lowest score of the scale first."""


@dataclass(frozen=True, kw_only=True)
class SegmentTally:
    """One segment's counts.

    Attributes:
        name: The segment.
        counts: Scored responses by score.
        leftover: It holds what others leave: `other`, `otherwise`, `(blank)`.
    """

    name: str
    counts: Counts
    leftover: bool = False


@dataclass(frozen=True, kw_only=True)
class SegmentationTally:
    """One segmentation's counts.

    Attributes:
        name: The segmentation.
        kind: How it was declared.
        partition: A response is in at most one of its segments.
        segments: In the order in which they are shown.
        unsegmented: Responses in no segment, by score.
        abridged: Its segments come from the data, so that a page may show only the largest.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    segments: tuple[SegmentTally, ...]
    unsegmented: Counts
    abridged: bool = False


@dataclass(frozen=True, kw_only=True)
class SourceTally:
    """One export's share of the rows read."""

    path: str
    format: str
    layout: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Everything that analyses read; no rows are behind it any more.

    Attributes:
        lowest: Lowest score of the scale, 0 or 1; the highest is 10.
        sources: The exports, in the order given.
        ledger: Where every row went.
        overall: Scored responses by score.
        segmentations: In the order declared.
        answered: First and last date of the scored responses; None where dates are not declared.
        uncounted: Score values that were not counted with their counts, most frequent first.
        notes: What reading and segmenting found worth saying.
    """

    lowest: int
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    overall: Counts
    segmentations: tuple[SegmentationTally, ...]
    answered: tuple[date, date] | None = None
    uncounted: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
