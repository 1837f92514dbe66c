"""Counted keys to names of segments."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from nps.engine.keys import join_of, key_width, leaves
from nps.engine.labellers import Key, Labeller, fit, with_absent
from nps.frozen import frozen
from nps.results.tally import SegmentationKind
from nps.spec.configuration import Configuration
from nps.spec.segmentations import (
    KEYS,
    CrossSegmentation,
    RuleSegmentation,
    Segmentation,
    TagSegmentation,
)

Grouping = tuple[str, ...]
"""Names of the row keys counted together."""
KeyCounts = dict[Key, list[int]]
"""Of each combination of key values: scored responses by score, lowest first; under weights then
Σw and Σw² by score."""
Name = tuple[str, ...]
"""Of a segment: one name, or those of the parts of a cross."""
CROSS = " × "
NONE = "none"
"""Row key that says whether none of the overlapping rules holds."""


def join_key(place: int) -> str:
    """Name of the row key that says whether a row is in the file of a join."""
    return f"\0join {place}"


def key_name(name: str, part: int | str) -> str:
    """Name of a row key of a segmentation."""
    return f"{name}\0{part}"


def mask_names(name: str, width: int) -> Grouping:
    """Names of the keys that say which rules of a segmentation hold."""
    return tuple(key_name(name, f"mask {index}") for index in range(width))


def groupings(name: str, configuration: Configuration) -> list[Grouping]:
    """The sets of row keys to count a segmentation by; of a cross first those of all its parts."""
    segmentation = configuration.segments[name]
    if isinstance(segmentation, CrossSegmentation):
        parts = list(leaves(name, configuration.segments))
        joint = tuple(key for part in parts for key in key_names(part, configuration))
        return [joint, *(one for part in parts for one in groupings(part, configuration))]
    names = key_names(name, configuration)
    if is_overlap(segmentation):
        return [*((key,) for key in names), (key_name(name, NONE),)]
    return [names]


def key_names(name: str, configuration: Configuration) -> Grouping:
    """Names of the row keys of a segmentation that is no cross."""
    width = key_width(configuration.segments[name], configuration)
    return tuple(key_name(name, index) for index in range(width))


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
    name: str, configuration: Configuration, counts: Mapping[Grouping, KeyCounts], scores: int
) -> Labeller:
    """Fit the labeller of a leaf to what was counted.

    Args:
        name: The leaf.
        configuration: Its declaration.
        counts: What was counted, by grouping.
        scores: How many scores the scale has.
    """
    segmentation = configuration.segments[name]
    if is_overlap(segmentation):
        return fit(name, segmentation, {}, configuration)
    bases = {
        key: sum(sums[:scores]) for key, sums in counts[key_names(name, configuration)].items()
    }
    join = join_of(segmentation, configuration)
    if join is None:
        return fit(name, segmentation, bases, configuration)
    matched = {(key,): base for (key, is_matched), base in bases.items() if is_matched}
    labeller = fit(name, segmentation, matched, configuration)
    return with_absent(labeller, configuration.absent_names[join], shown=len(matched) < len(bases))


@frozen
class View:
    """One set of keys, and the segments of a response by its keys.

    Attributes:
        grouping: The keys.
        label: Names of the segments; none where a response is unsegmented, and None where its
            keys do not tell, since another view of the same segmentation has it.
    """

    grouping: Grouping
    label: Callable[[Key], Sequence[Name] | None]


def views(name: str, configuration: Configuration, labellers: Mapping[str, Labeller]) -> list[View]:
    """Give the views of a segmentation: one, but for overlapping rules, eight at a time.

    Args:
        name: The segmentation.
        configuration: Its declaration.
        labellers: Those of its leaves.
    """
    parts = [labellers[leaf] for leaf in leaves(name, configuration.segments)]
    if is_overlap(configuration.segments[name]):
        return _overlap_views(name, parts[0])
    (grouping, *_) = groupings(name, configuration)
    return [View(grouping=grouping, label=lambda key: list(names_of_key(parts, key)))]


def _overlap_views(name: str, labeller: Labeller) -> list[View]:
    """Those that no rule takes are told by a key of their own."""

    def masked(index: int) -> View:
        def label(key: Key) -> list[Name] | None:
            if not key[0]:
                return None
            whole = tuple(key[0] if at == index else 0 for at in range(labeller.width))
            return [(rule,) for rule in labeller.label(whole)]

        return View(grouping=(key_name(name, index),), label=label)

    otherwise = [(rest,) for rest in labeller.label((0,) * labeller.width)]
    none = View(grouping=(key_name(name, NONE),), label=lambda key: otherwise if key[0] else None)
    return [*map(masked, range(labeller.width)), none]


def names_of_key(parts: Sequence[Labeller], key: Key) -> Iterator[Name]:
    """Names of a key's segments, one name a part; none where a part has none."""
    start, labels = 0, []
    for part in parts:
        labels.append(part.label(key[start : start + part.width]))
        start += part.width
    return product(*labels)


def ranked(names: Sequence[Name], parts: Sequence[Labeller]) -> list[Name]:
    """Order names of a cross by the order of its parts, the first part slowest."""
    ranks = [{name: rank for rank, name in enumerate(part.names)} for part in parts]
    return sorted(
        names, key=lambda name: [rank[one] for rank, one in zip(ranks, name, strict=True)]
    )
