"""What every segment selects, and which rules compete for the same responses."""

from nps.frozen import frozen
from nps.results.blocks import Column, Document, Figure, Kind, Row, RowGroup, Table
from nps.results.explanation import Setting
from nps.results.result import Record
from nps.results.row_groups import row_group
from nps.results.tally import SegmentationKind

MOST_OVERLAPS = 3
"""Other rules that a page names beside a rule; machine formats have them all."""


@frozen
class Overlap:
    """Another rule of the same segmentation.

    Attributes:
        name: The rule.
        count: Scored responses that meet both, above 0.
    """

    name: str
    count: int


@frozen
class SegmentSelection:
    """What one segment selects.

    Attributes:
        segment: Its name.
        selects: The condition in words.
        matched: Scored responses that meet it, whoever takes them.
        taken: Scored responses that are in the segment.
        overlaps: Other rules that the matched meet too, the most frequent first.
        leftover: It holds what others leave: `other`, `otherwise`, `(blank)`.
    """

    segment: str
    selects: str
    matched: int
    taken: int
    overlaps: tuple[Overlap, ...] = ()
    leftover: bool = False

    def record(self) -> Record:
        """Words and counts."""
        return {
            "segment": self.segment,
            "selects": self.selects,
            "matched": self.matched,
            "taken": self.taken,
            "leftover": self.leftover,
            "overlaps": [{"name": one.name, "count": one.count} for one in self.overlaps],
        }


@frozen
class SegmentationSelection:
    """What the segments of one segmentation select.

    Attributes:
        name: Its name.
        kind: How it was declared.
        partition: A response is in at most one segment.
        unsegmented: Scored responses in no segment.
        segments: In the order in which they are shown.
        abridged: Its segments come from the data, so that a page may show only the largest.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    unsegmented: int
    segments: tuple[SegmentSelection, ...]
    abridged: bool = False

    @property
    def heading(self) -> str:
        """The name, how segments relate, and how many responses none of them covers."""
        ways = {"rules": "first match wins"} if self.partition else {}
        parts = [ways.get(self.kind, "" if self.partition else "segments overlap")]
        if self.unsegmented or not self.partition:
            parts.append(f"{self.unsegmented:,} in none")
        said = "; ".join(filter(None, parts))
        return f"{self.name} ({said})" if said else self.name

    def record(self) -> Record:
        """The segmentation and its segments."""
        return {
            "name": self.name,
            "kind": self.kind,
            "partition": self.partition,
            "unsegmented": self.unsegmented,
            "segments": [segment.record() for segment in self.segments],
        }


@frozen
class SelectionResult:
    """What `nps explain` says of segmentations.

    Attributes:
        setting: What is explained.
        base: Scored responses.
        segmentations: In the order in which they are shown.
    """

    setting: Setting
    base: int
    segmentations: tuple[SegmentationSelection, ...]

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            **self.setting.record(),
            "overall": {"segment": "All responses", "matched": self.base, "taken": self.base},
            "segmentations": [segmentation.record() for segmentation in self.segmentations],
            "notes": [*self.setting.notes],
        }

    def document(self) -> Document:
        """A table of all segments, for people."""
        base = Figure(kind=Kind.COUNT, value=self.base)
        answers = " scored response." if self.base == 1 else " scored responses."
        if not self.segmentations:
            headline = self.setting.headline(
                (base, answers),
                ("No segmentation is declared; name a configuration with -c, or use --by.",),
            )
            return (headline, *self.setting.small_print())
        headline = self.setting.headline(("What each segment selects, of ", base, answers))
        return (headline, self._table(), *self.setting.small_print())

    def _table(self) -> Table:
        several = any(one.overlaps for part in self.segmentations for one in part.segments)
        columns = [
            Column(title="", kind=Kind.NAME),
            Column(title="matched", kind=Kind.COUNT),
            Column(title="taken", kind=Kind.COUNT),
            Column(title="selects", kind=Kind.NAME, gap=2),
            *([Column(title="also met", kind=Kind.NAME, gap=2)] if several else []),
        ]
        legend = [
            "matched  scored responses that meet the condition, whoever takes them",
            "taken  those that are in the segment",
            "also met  other rules that the matched meet too",
        ]
        return Table(
            columns=tuple(columns),
            groups=tuple(_group(one, len(columns)) for one in self.segmentations),
            legend=tuple(legend if several else legend[:2]),
        )


def _group(segmentation: SegmentationSelection, width: int) -> RowGroup:
    def row(one: SegmentSelection) -> Row:
        return Row(cells=(one.segment, one.matched, one.taken, one.selects, _also(one))[:width])

    return row_group(
        segmentation.heading,
        segmentation.segments,
        row,
        base=lambda one: one.taken,
        abridged=segmentation.abridged,
    )


def _also(segment: SegmentSelection) -> str:
    """`At risk 30, Loyal 12 and 2 more`."""
    named = ", ".join(f"{one.name} {one.count:,}" for one in segment.overlaps[:MOST_OVERLAPS])
    left = len(segment.overlaps) - MOST_OVERLAPS
    return f"{named} and {left} more" if left > 0 else named
