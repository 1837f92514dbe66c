"""Counted keys to segments."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from nps.engine.keys import leaves
from nps.engine.labellers import Key, Labeller, fit
from nps.results.tally import SegmentationKind, SegmentationTally, SegmentTally
from nps.spec.configuration import Configuration
from nps.spec.segmentations import (
    KEYS,
    CrossSegmentation,
    RuleSegmentation,
    Segmentation,
    TagSegmentation,
    ValueSegmentation,
)

Grouping = tuple[str, ...]
"""Names of the row keys counted together."""
KeyCounts = dict[Key, list[int]]
"""Scored responses by score, lowest first, of each combination of key values."""
CROSS = " × "
NONE = "none"
"""Row key that says whether none of the overlapping rules holds."""


def key_name(name: str, part: int | str) -> str:
    """Name of a row key of a segmentation."""
    return f"{name}\0{part}"


def mask_names(name: str, width: int) -> Grouping:
    """Names of the keys that say which rules of a segmentation hold."""
    return tuple(key_name(name, f"mask {index}") for index in range(width))


def groupings(name: str, configuration: Configuration, widths: Mapping[str, int]) -> list[Grouping]:
    """The sets of row keys to count a segmentation by.

    Args:
        name: The segmentation.
        configuration: Its declaration.
        widths: How many row keys each leaf has.
    """
    segmentation = configuration.segments[name]
    if isinstance(segmentation, CrossSegmentation):
        parts = list(leaves(name, configuration.segments))
        joint = tuple(key_name(part, index) for part in parts for index in range(widths[part]))
        return [joint, *(one for part in parts for one in groupings(part, configuration, widths))]
    single: list[Grouping] = [(key_name(name, index),) for index in range(widths[name])]
    return [*single, (key_name(name, NONE),)] if is_overlap(segmentation) else single


def is_overlap(segmentation: Segmentation) -> bool:
    """Whether it is made of rules of which several may hold."""
    return isinstance(segmentation, RuleSegmentation) and segmentation.overlap


def is_partition(name: str, segmentations: Mapping[str, Segmentation]) -> bool:
    """Whether a response is in at most one segment; a cross is where all its parts are."""
    return not any(
        is_overlap(segmentations[leaf]) or isinstance(segmentations[leaf], TagSegmentation)
        for leaf in leaves(name, segmentations)
    )


def kind_of(segmentation: Segmentation) -> SegmentationKind:
    """How a segmentation was declared."""
    if is_overlap(segmentation):
        return "overlap"
    key = next(key for key in KEYS if hasattr(segmentation, key))
    kinds: dict[str, SegmentationKind] = {
        "column": "value", "map": "map", "breaks": "breaks", "quantiles": "quantiles",
        "since": "since", "every": "every", "rules": "rules", "tags": "tags", "cross": "cross",
    }  # fmt: skip
    return kinds[key]


def labeller_of(
    name: str, configuration: Configuration, counts: Mapping[Grouping, KeyCounts]
) -> Labeller:
    """Fit the labeller of a leaf to what was counted."""
    segmentation = configuration.segments[name]
    bases = (
        {}
        if is_overlap(segmentation)
        else {key: sum(scores) for key, scores in counts[key_name(name, 0),].items()}
    )
    return fit(name, segmentation, bases, configuration)


def segment(
    name: str,
    configuration: Configuration,
    counts: Mapping[Grouping, KeyCounts],
    labellers: Mapping[str, Labeller],
    scores: int,
) -> SegmentationTally:
    """Give the counts of a segmentation's keys to its segments.

    Args:
        name: The segmentation.
        configuration: Its declaration.
        counts: What was counted, by grouping.
        labellers: Those of its leaves.
        scores: How many scores the scale has.
    """
    segmentation = configuration.segments[name]
    parts = [labellers[leaf] for leaf in leaves(name, configuration.segments)]
    if is_overlap(segmentation):
        taken, unsegmented = _count_overlap(name, parts[0], counts, scores)
    else:
        grouping = groupings(
            name, configuration, {leaf: labellers[leaf].width for leaf in labellers}
        )[0]
        taken, unsegmented = _count(parts, counts[grouping], scores)
    names = (
        sorted(taken, key=_order(parts)) if len(parts) > 1 else [(one,) for one in parts[0].names]
    )
    return SegmentationTally(
        name=name,
        kind=kind_of(segmentation),
        partition=is_partition(name, configuration.segments),
        segments=tuple(
            SegmentTally(
                name=CROSS.join(one),
                counts=tuple(taken[one]),
                leftover=len(parts) == 1 and one[0] in parts[0].leftovers,
            )
            for one in names
        ),
        unsegmented=tuple(unsegmented),
        abridged=isinstance(segmentation, (ValueSegmentation, TagSegmentation, CrossSegmentation)),
    )


Taken = defaultdict[tuple[str, ...], list[int]]


def _count(parts: Sequence[Labeller], counts: KeyCounts, scores: int) -> tuple[Taken, list[int]]:
    taken: Taken = defaultdict(lambda: [0] * scores)
    unsegmented = [0] * scores
    for key, by_score in counts.items():
        names = list(names_of_key(parts, key))
        for into in [taken[name] for name in names] or [unsegmented]:
            _add(into, by_score)
    return taken, unsegmented


def _count_overlap(
    name: str, labeller: Labeller, counts: Mapping[Grouping, KeyCounts], scores: int
) -> tuple[Taken, list[int]]:
    """Eight rules at a time; those that no rule takes are counted by a key of their own."""
    taken: Taken = defaultdict(lambda: [0] * scores)
    for index in range(labeller.width):
        for (bits,), by_score in counts[key_name(name, index),].items():
            if bits:
                key = tuple(bits if at == index else 0 for at in range(labeller.width))
                for rule in labeller.label(key):
                    _add(taken[rule,], by_score)
    rest = counts[key_name(name, NONE),].get((True,), [0] * scores)
    otherwise = labeller.label((0,) * labeller.width)
    if otherwise:
        _add(taken[otherwise], rest)
        return taken, [0] * scores
    return taken, rest


def names_of_key(parts: Sequence[Labeller], key: Key) -> Iterator[tuple[str, ...]]:
    """Names of a key's segments, one name a part; none where a part has none."""
    start, labels = 0, []
    for part in parts:
        labels.append(part.label(key[start : start + part.width]))
        start += part.width
    return product(*labels)


def _order(parts: Sequence[Labeller]) -> Callable[[tuple[str, ...]], tuple[int, ...]]:
    """Rank names of a cross by the order of its parts, the first part slowest."""
    ranks = [{name: rank for rank, name in enumerate(part.names)} for part in parts]
    return lambda names: tuple(rank[name] for rank, name in zip(ranks, names, strict=True))


def _add(into: list[int], counts: Sequence[int]) -> None:
    for index, count in enumerate(counts):
        into[index] += count
