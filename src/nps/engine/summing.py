"""Counted keys to the sums of segments, in every period alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from nps.engine.clustering import Clustered, cluster_first
from nps.engine.counted import Counted, Counts
from nps.engine.invites import Turnouts
from nps.engine.keys import leaves
from nps.engine.labellers import Labeller
from nps.engine.scores import SCORED
from nps.engine.segmenting import CROSS, Name, View, is_partition, kind_of, ranked, views
from nps.frozen import frozen
from nps.results.sums import ClusterSums, Sums
from nps.results.tally import PeriodTally, SegmentationTally, SegmentTally
from nps.results.turnout import Turnout
from nps.spec.segmentations import CrossSegmentation, TagSegmentation, ValueSegmentation

_ASKED = 2
"""Numbers of a turnout: invited and responded."""


@frozen
class Summed:
    """A set of scored responses, and their segments; how many of the invited they are, if asked."""

    overall: Sums
    segmentations: tuple[SegmentationTally, ...]
    turnout: Turnout | None = None


class Summing:
    """Gives what was counted to segments, which are the same in every period."""

    def __init__(self, counting: Counted, labellers: Mapping[str, Labeller]) -> None:
        self._counting = counting
        self._labellers = labellers
        configuration = counting.configuration
        self._views = {
            name: views(name, configuration, labellers) for name in dict.fromkeys(counting.shown)
        }
        self._names = dict(self._all_names())
        self._scored = (
            None
            if counting.gathered is None
            else counting.gathered.filter(pl.col("status") == SCORED)
        )

    def total(self) -> Summed:
        """All scored responses."""
        summed = self._summed(self._counting.counts, self._scored)
        turnouts = self._counting.turnouts
        if turnouts is None:
            return summed
        return replace(
            summed,
            segmentations=tuple(self._with_turnout(one, turnouts) for one in summed.segmentations),
            turnout=_turnout(turnouts.counts[()].get((), ())),
        )

    def _with_turnout(self, one: SegmentationTally, turnouts: Turnouts) -> SegmentationTally:
        """Say of each segment how many of the invited are in it, and answered."""
        lacks = one.name in turnouts.lacking
        taken, _ = ({}, ()) if lacks else take(self._views[one.name], turnouts.counts, _ASKED)
        names = self._names[one.name]
        segments = (
            replace(segment, turnout=Turnout() if lacks else _turnout(taken.get(name, ())))
            for name, segment in zip(names, one.segments, strict=True)
        )
        return replace(one, segments=tuple(segments))

    def periods(self, names: tuple[str, str]) -> Iterator[PeriodTally]:
        """The responses of each period.

        Args:
            names: What the two sides of a comparison of exports are called.

        Raises:
            UsageError: There are too many.
        """
        slots = self._counting.slots
        for slot, period in self._counting.slicing.periods(
            list(slots), names, self._counting.answered
        ):
            rows = None if self._scored is None else self._scored.filter(pl.col("slot") == slot)
            summed = self._summed(slots.get(slot, {}), rows)
            yield PeriodTally(
                period=period, overall=summed.overall, segmentations=summed.segmentations
            )

    def undated(self) -> int:
        """Scored responses in no period."""
        return self._sums_of(self._counting.slots.get(None, {}).get((), {}).get((), [])).base

    def _sums_of(self, numbers: Sequence[int]) -> Sums:
        return sums_of(numbers, self._counting)

    def _all_names(self) -> Iterator[tuple[str, list[Name]]]:
        """Segments in the order in which they are shown; of crosses those that occur."""
        segments = self._counting.configuration.segments
        for name, seen in self._views.items():
            parts = [self._labellers[leaf] for leaf in leaves(name, segments)]
            if len(parts) > 1:
                found = {
                    one
                    for view in seen
                    for key in self._counting.counts[view.grouping]
                    for one in view.label(key) or ()
                }
                yield name, ranked(list(found), parts)
            else:
                yield name, [(one,) for one in parts[0].names]

    def _summed(self, counts: Counts, rows: pl.DataFrame | None) -> Summed:
        clustered = None
        if rows is not None:
            survey = self._counting.configuration.survey
            clustered = cluster_first(rows, survey, self._views)
        overall = self._sums_of(counts.get((), {}).get((), []))
        if clustered is not None:
            overall = _with(overall, clustered.overall)
        return Summed(
            overall=overall,
            segmentations=tuple(
                self._segmentation(name, counts, overall, clustered)
                for name in self._counting.shown
            ),
        )

    def _segmentation(
        self, name: str, counts: Counts, overall: Sums, clustered: Clustered | None
    ) -> SegmentationTally:
        configuration = self._counting.configuration
        segmentation = configuration.segments[name]
        parts = list(leaves(name, configuration.segments))
        is_cross = isinstance(segmentation, CrossSegmentation)
        taken, left = take(self._views[name], counts, self._counting.width)
        clusters = clustered.segments[name] if clustered is not None else {}
        segments = []
        for one in self._names[name]:
            sums = self._sums_of(taken.get(one, []))
            rest = overall - sums
            if clustered is not None:
                # NOTE: A segment that nobody is in has no clusters, and its rest has them all.
                own, others = clusters.get(one, (_NO_CLUSTERS, clustered.overall))
                sums, rest = _with(sums, own), _with(rest, others)
            leftover = not is_cross and one[0] in self._labellers[parts[0]].leftovers
            segments.append(
                SegmentTally(
                    name=CROSS.join(one), sums=sums, rest=rest, leftover=leftover,
                    parts=one if is_cross else (),
                )
            )  # fmt: skip
        unsegmented = self._sums_of(left)
        if clustered is not None:
            own, _ = clusters.get(None, (_NO_CLUSTERS, clustered.overall))
            unsegmented = _with(unsegmented, own)
        return SegmentationTally(
            name=name,
            kind=kind_of(segmentation),
            partition=is_partition(name, configuration.segments),
            segments=tuple(segments),
            unsegmented=unsegmented,
            abridged=isinstance(
                segmentation, (ValueSegmentation, TagSegmentation, CrossSegmentation)
            ),
            parts=tuple(parts) if is_cross else (),
        )


def take(
    seen: Sequence[View], counts: Counts, width: int
) -> tuple[Mapping[Name, Sequence[int]], Sequence[int]]:
    """Add up the numbers of each segment, and those of the unsegmented.

    Args:
        seen: The views of a segmentation.
        counts: What was counted.
        width: Numbers counted of each key.
    """
    taken: defaultdict[Name, list[int]] = defaultdict(lambda: [0] * width)
    left = [0] * width
    for view in seen:
        for key, numbers in counts.get(view.grouping, {}).items():
            names = view.label(key)
            if names is None:
                continue
            for into in [taken[name] for name in names] or [left]:
                for index, number in enumerate(numbers):
                    into[index] += number
    return taken, left


def sums_of(numbers: Sequence[int], counting: Counted) -> Sums:
    """Name the numbers that were counted; none are all zero."""
    numbers = numbers or [0] * counting.width
    scores = len(counting.score.scale.scores)
    return Sums(
        counts=tuple(numbers[:scores]),
        weights=tuple(numbers[scores : 2 * scores]),
        squares=tuple(numbers[2 * scores :]),
    )


def _turnout(numbers: Sequence[int]) -> Turnout:
    invited, responded = numbers or (0, 0)
    return Turnout(invited=invited, responded=responded)


_NO_CLUSTERS = ClusterSums(clusters=0, aa=0, ab=0, bb=0)


def _with(sums: Sums, clusters: ClusterSums) -> Sums:
    return replace(sums, clusters=clusters)
