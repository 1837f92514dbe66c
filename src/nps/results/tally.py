"""What any figure needs from the rows: sums by segment, score and period."""

from datetime import date
from typing import Literal

from nps.frozen import frozen
from nps.results.ledger import Ledger
from nps.results.sums import Sums
from nps.results.turnout import Turnout
from nps.spec.periods import Period

STORED_KEY = "nps.tally"
"""What tells a file of counts from an export: a key in the metadata of its Parquet file."""
SegmentationKind = Literal[
    "value", "map", "breaks", "quantiles", "since", "every", "rules", "overlap", "tags", "cross"
]


@frozen
class SegmentTally:
    """One segment's sums.

    Attributes:
        name: The segment.
        sums: Its scored responses.
        rest: Every scored response outside it.
        leftover: It holds what others leave: `other`, `otherwise`, `(blank)`.
        parts: Of a cross, the segments of its parts that it is made of; else empty.
        turnout: Of the invited; None where none are declared.
    """

    name: str
    sums: Sums
    rest: Sums
    leftover: bool = False
    parts: tuple[str, ...] = ()
    turnout: Turnout | None = None


@frozen
class SegmentationTally:
    """One segmentation's sums.

    Attributes:
        name: The segmentation.
        kind: How it was declared.
        partition: A response is in at most one of its segments.
        segments: In the order in which they are shown.
        unsegmented: Scored responses in no segment.
        abridged: Its segments come from the data, so that a page may show only the largest.
        parts: Of a cross, the segmentations that it is made of, crosses resolved; else empty.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    segments: tuple[SegmentTally, ...]
    unsegmented: Sums
    abridged: bool = False
    parts: tuple[str, ...] = ()


@frozen
class SourceTally:
    """One export's share of the rows read."""

    path: str
    format: str
    layout: str
    rows: int


@frozen
class PeriodTally:
    """The sums of one period, or of one side of a comparison.

    Attributes:
        period: Its name and days; of a whole export, its name alone.
        overall: All its scored responses.
        segmentations: The same segmentations with the same segments, in the same order, as those
            of the tally.
    """

    period: Period
    overall: Sums
    segmentations: tuple[SegmentationTally, ...]


@frozen
class PairTally:
    """Respondents who answered in both of two periods, a and b as in `ClusterSums`.

    Attributes:
        respondents: How many answered in both.
        before: Their answers in the first period.
        after: Their answers in the second.
        aa: Σ a₁a₂ over them.
        ab: Σ a₁b₂.
        ba: Σ b₁a₂.
        bb: Σ b₁b₂.
        unknown: Scored responses of either period whose respondent is blank.
    """

    respondents: int
    before: Sums
    after: Sums
    aa: int
    ab: int
    ba: int
    bb: int
    unknown: int = 0


@frozen
class Tally:
    """Everything that analyses read; no rows are behind it any more.

    Attributes:
        lowest: Lowest score of the scale, 0 or 1; the highest is 10.
        sources: The exports, in the order given.
        ledger: Where every row went.
        overall: All scored responses.
        segmentations: In the order declared.
        answered: First and last date of the scored responses; None where dates are not declared.
        uncounted: Score values that were not counted with their counts, most frequent first;
            without those that may be a respondent's own words.
        notes: What reading and segmenting found worth saying.
        veiled_notes: The same without numbers that may be those of a segment.
        periods: By period, earliest first, empty ones between others too; or before and after.
        undated: Scored responses in no period for want of a date, where there are periods.
        pairs: Who answered both before and after; None where that was not asked, or respondents
            are not declared.
        turnout: Of all invited; None where none are declared.
    """

    lowest: int
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    overall: Sums
    segmentations: tuple[SegmentationTally, ...]
    answered: tuple[date, date] | None = None
    uncounted: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    veiled_notes: tuple[str, ...] = ()
    periods: tuple[PeriodTally, ...] = ()
    undated: int = 0
    pairs: PairTally | None = None
    turnout: Turnout | None = None
