"""The same responses in two periods, side by side."""

from dataclasses import replace

from nps.analyses.figures import ALL, Figuring
from nps.frozen import frozen
from nps.results.change import Change
from nps.results.diff_figures import UNSEGMENTED, DiffFigures
from nps.results.diff_parts import Move
from nps.results.sums import Sums
from nps.results.tally import SegmentationTally, SegmentTally
from nps.stats.comparisons import Comparison, compare
from nps.stats.flows import moves


@frozen
class Subset:
    """A set of responses in both periods.

    Attributes:
        name: The segment.
        before: Its responses in the first period.
        after: Its responses in the second.
        leftover: It holds what others leave.
    """

    name: str
    before: Sums
    after: Sums
    leftover: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it holds nobody in either period."""
        return not self.before.base and not self.after.base


def subsets(before: SegmentationTally, after: SegmentationTally) -> tuple[Subset, ...]:
    """The segments of a segmentation; of a partition also the unsegmented, if there are any."""

    def subset(one: SegmentTally, other: SegmentTally) -> Subset:
        return Subset(
            name=one.name,
            before=one.sums,
            after=other.sums,
            leftover=one.leftover or other.leftover,
        )

    found = tuple(map(subset, before.segments, after.segments))
    outside = Subset(
        name=UNSEGMENTED, before=before.unsegmented, after=after.unsegmented, leftover=True
    )
    return found if outside.is_empty or not before.partition else (*found, outside)


@frozen
class Sides:
    """Both periods, each as a whole.

    Attributes:
        before: All of the first.
        after: All of the second.
        flags: Of the second, besides those of small bases.
    """

    before: Figuring
    after: Figuring
    flags: tuple[str, ...] = ()

    @property
    def level(self) -> float:
        """Coverage of the intervals, 0…1."""
        return self.before.level

    def compare(self, one: Subset, covariance: float = 0) -> Comparison:
        """Test a set's change; the covariance is that of those who answered both times."""
        before, after = self.before.sample(one.before), self.after.sample(one.after)
        return compare(after, before, self.level, covariance)

    def all_responses(self, change: Change) -> DiffFigures:
        """Figures of all responses of both periods."""
        return DiffFigures(
            segment=ALL,
            before=self.before.all_responses(),
            after=replace(self.after.all_responses(), flags=self.flags),
            change=change,
            moves=self._moves(self.before.overall, self.after.overall),
            placed=False,
        )

    def figures(self, one: Subset, change: Change) -> DiffFigures:
        """Figures of a set in both periods."""
        return DiffFigures(
            segment=one.name,
            before=self.before.figures(one.name, one.before),
            after=self.after.figures(one.name, one.after, flags=self.flags),
            change=change,
            leftover=one.leftover,
        )

    def _moves(self, before: Sums, after: Sums) -> tuple[Move, ...]:
        found = moves(
            before.weights or before.counts, after.weights or after.counts, self.before.lowest
        )
        return tuple(Move(start=one.from_score, end=one.to_score, share=one.share) for one in found)
