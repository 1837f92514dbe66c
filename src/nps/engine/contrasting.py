"""Two segments against each other, without the responses that are in both."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from nps.engine.checking import check
from nps.engine.clustering import cluster_first
from nps.engine.collect import interruptible
from nps.engine.counted import Counted
from nps.engine.disagreeing import FIRST, SECOND, disagreements
from nps.engine.export import Export
from nps.engine.keys import rule_chunks
from nps.engine.scores import SCORED
from nps.engine.segmenting import (
    NONE,
    Grouping,
    Name,
    View,
    groupings,
    is_overlap,
    key_name,
    views,
)
from nps.engine.slicing import Slicing
from nps.engine.summing import sums_of, take
from nps.engine.tallying import count, labellers_of, tally_of
from nps.errors import UsageError, near_match
from nps.results.contrast import Contrast
from nps.results.tally import SegmentationTally
from nps.spec.configuration import Configuration
from nps.spec.segmentations import RuleSegmentation

SHARED = 5
"""Answers of a segment that an error may name."""
MOST_NAMED = 6
"""Segments named where one is not there."""
BOTH: Name = ("both",)


@interruptible
def contrast(
    exports: Sequence[Export],
    configuration: Configuration,
    pair: Sequence[tuple[str, str]],
    slicing: Slicing,
) -> Contrast:
    """Count two segments, each a segmentation and a name.

    Args:
        exports: What to read.
        configuration: What is declared, both segmentations among it.
        pair: The segments.
        slicing: What is asked of the dates.

    Raises:
        UsageError: There is no such segment.
        NpsError: As `tally`.
    """
    shown = list(dict.fromkeys(segmentation for segmentation, _ in pair))
    parts = [_grouping(segmentation, name, configuration) for segmentation, name in pair]
    joint = tuple(dict.fromkeys([*parts[0], *parts[1]]))
    counting = count(exports, configuration, shown, slicing=slicing, joint=joint)
    check(counting)
    labellers = labellers_of(counting)
    tally = tally_of(counting, labellers)
    deciding = []
    for (segmentation, name), part in zip(pair, parts, strict=True):
        one = next(one for one in tally.segmentations if one.name == segmentation)
        wanted = _wanted(one, name)
        view = next(
            view for view in views(segmentation, configuration, labellers) if view.grouping == part
        )
        deciding.append((view, wanted, [joint.index(key) for key in part]))

    def label(key: tuple[object, ...]) -> list[Name]:
        first, second = (
            wanted in (view.label(tuple(key[at] for at in places)) or ())
            for view, wanted, places in deciding
        )
        return [BOTH if first and second else FIRST if first else SECOND] if first or second else []

    whole = View(grouping=joint, label=label)
    taken, _ = take([whole], counting.counts, counting.width)
    sums = [sums_of(taken.get(side, ()), counting) for side in (FIRST, SECOND, BOTH)]
    scored = _scored(counting)
    if scored is not None:
        clustered = cluster_first(scored, configuration.survey, {"": [whole]})
        if clustered is not None:
            found = clustered.segments[""]
            sums = [
                replace(one, clusters=found[side][0]) if side in found else one
                for one, side in zip(sums, (FIRST, SECOND, BOTH), strict=True)
            ]
    accounts, disagreeing = disagreements(scored, whole)
    return Contrast(
        tally=tally, segments=(pair[0], pair[1]), sums=(sums[0], sums[1]), both=sums[2].base,
        accounts=accounts, disagreeing=disagreeing,
    )  # fmt: skip


def _grouping(segmentation: str, name: str, configuration: Configuration) -> Grouping:
    """The row keys that decide whether a response is in a segment."""
    declared = configuration.segments[segmentation]
    if isinstance(declared, RuleSegmentation) and is_overlap(declared):
        rules = list(declared.rules)
        part = next(
            (
                index
                for index, chunk in enumerate(rule_chunks(declared))
                if name in rules and rules.index(name) in chunk
            ),
            NONE,
        )
        return (key_name(segmentation, part),)
    return groupings(segmentation, configuration)[0]


def _wanted(segmentation: SegmentationTally, name: str) -> Name:
    for segment in segmentation.segments:
        if segment.name == name:
            return segment.parts or (segment.name,)
    # NOTE: A value of few answers may be somebody's name or address, which no error may show.
    names = [one.name for one in segmentation.segments if one.sums.base >= SHARED]
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    listed = f"; there are {', '.join(names[:MOST_NAMED])}{more}" if names else ""
    near = near_match(name, names) or listed
    raise UsageError(f"--compare: {segmentation.name!r} has no segment {name!r}{near}")


def _scored(counting: Counted) -> pl.DataFrame | None:
    if counting.gathered is None:
        return None
    return counting.gathered.filter(pl.col("status") == SCORED)
