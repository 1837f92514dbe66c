"""What changed in one set of responses between two periods."""

from collections.abc import Mapping

from nps.frozen import frozen
from nps.results.change import Change
from nps.results.diff_parts import Move, Split
from nps.results.figures import SMALL_BASE, Figures
from nps.results.result import Plain, Record
from nps.results.tally import SegmentationKind

UNSEGMENTED = "(unsegmented)"
"""Name of the responses in no segment, where parts must add up."""
_OF_THE_RUN = frozenset({"segment", "bands", "share_of_promoters", "share_of_detractors", "flags"})


@frozen
class Periods:
    """Names of the two periods."""

    before: str
    after: str


@frozen
class DiffFigures:
    """One segment, or all responses, in two periods.

    Attributes:
        segment: Its name.
        before: Its figures in the first period.
        after: Its figures in the second.
        change: Of its NPS.
        moves: Of answers between scores, largest first; of all responses only.
        split: What it did to the change of the total; None overall and on overlapping
            segmentations.
        rank: Place among the segments of all partitions by what they cost, 1 costs most; None
            where it is not ranked.
        placed: It is a segment, not all responses.
        leftover: It holds what others leave, which is nothing to act on.
    """

    segment: str
    before: Figures
    after: Figures
    change: Change
    moves: tuple[Move, ...] = ()
    split: Split | None = None
    rank: int | None = None
    placed: bool = True
    leftover: bool = False

    @property
    def cost(self) -> float | None:
        """NPS points that it added to the change of the total; below 0 where it cost some."""
        return None if self.split is None else self.split.scores.points + self.split.mix.points

    @property
    def flags(self) -> tuple[str, ...]:
        """Those of either period."""
        return tuple(dict.fromkeys((*self.before.flags, *self.after.flags)))

    @property
    def is_small(self) -> bool:
        """Whether a base is too small to lean on."""
        return SMALL_BASE in self.flags

    @property
    def histogram(self) -> tuple[tuple[str, float | None, float | None], ...]:
        """Each score with its shares before and after, lowest first."""
        return tuple(
            (before.name, before.part.share, after.part.share)
            for before, after in zip(self.before.bands, self.after.bands, strict=True)
        )

    def record(self, periods: Periods) -> Record:
        """All figures by name; those of segments where it is one."""
        record: Record = {
            "segment": self.segment,
            "before": _side(periods.before, self.before.record()),
            "after": _side(periods.after, self.after.record()),
            "change": self.change.record(),
            "histogram": [
                {
                    "name": name,
                    "before": before,
                    "after": after,
                    "change": None if before is None or after is None else after - before,
                }
                for name, before, after in self.histogram
            ],
        }
        if not self.placed:
            record["moves"] = [move.record() for move in self.moves]
        else:
            record |= {
                "scores_moved": self.split.scores.record() if self.split else None,
                "respondents_moved": self.split.mix.record() if self.split else None,
                "cost": self.cost,
                "rank": self.rank,
            }
        if self.placed or self.flags:
            record["flags"] = list(self.flags)
        return record


def _side(period: str, figures: Mapping[str, Plain]) -> Record:
    """The figures of one period, without what says nothing about a change."""
    kept = {key: value for key, value in figures.items() if key not in _OF_THE_RUN}
    return {"period": period, **kept}


@frozen
class DiffSegmentation:
    """One segmentation in two periods.

    Attributes:
        name: Its name.
        kind: How it was declared.
        partition: A response is in at most one segment.
        unsegmented: Scored responses in no segment, before and after.
        segments: In the order in which they are shown; on partitions with the unsegmented last,
            where there are any.
        split: Of the change of the total; None on overlapping segmentations, and where a period
            is empty.
        verdict: What the split comes to, in words; None as above.
        abridged: Its segments come from the data, so that a page may show only the largest.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    unsegmented: tuple[int, int]
    segments: tuple[DiffFigures, ...]
    split: Split | None = None
    verdict: str | None = None
    abridged: bool = False

    def record(self, periods: Periods) -> Record:
        """The segmentation and its segments."""
        before, after = self.unsegmented
        return {
            "name": self.name,
            "kind": self.kind,
            "partition": self.partition,
            "split": self.split.record() if self.split else None,
            "verdict": self.verdict,
            "unsegmented": {"before": before, "after": after},
            "segments": [segment.record(periods) for segment in self.segments],
        }
