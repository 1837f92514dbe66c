"""Segmentations with what the data decided written out: cut points, values, tags."""

from collections.abc import Iterator, Mapping, Sequence

from nps.engine.checking import check
from nps.engine.export import Export
from nps.engine.labellers import Labeller
from nps.engine.nearest import MOST_VALUES
from nps.engine.segmenting import KeyCounts, key_names
from nps.engine.slicing import Slicing
from nps.engine.tallying import count, labellers_of
from nps.results.explanation_counts import Frozen
from nps.spec.configuration import Configuration
from nps.spec.joins import is_absent
from nps.spec.segmentations import (
    BLANK,
    BreakSegmentation,
    CrossSegmentation,
    MapSegmentation,
    QuantileSegmentation,
    Segmentation,
    TagSegmentation,
    ValueSegmentation,
)

LARGEST_EXACT = 2**53


def freeze(
    exports: Sequence[Export],
    configuration: Configuration,
    shown: Sequence[str],
    slicing: Slicing | None = None,
) -> Frozen:
    """Write out the segmentations shown, and those that crosses are made of.

    Raises:
        NpsError: As `tally`.
    """
    counting = count(exports, configuration, shown, slicing=slicing)
    check(counting)
    labellers = labellers_of(counting)
    frozen: dict[str, Segmentation] = {}
    kept = {}
    for name in dict.fromkeys([*shown, *_parts(shown, configuration.segments)]):
        segmentation = configuration.segments[name]
        if isinstance(segmentation, CrossSegmentation):
            frozen[name] = segmentation
            continue
        values = counting.counts.get(key_names(name, configuration), {})
        try:
            frozen[name] = _frozen(segmentation, labellers[name], values)
        except _Unfrozen as reason:
            frozen[name] = segmentation
            kept[name] = str(reason)
    return Frozen(segments=frozen, kept=kept)


class _Unfrozen(Exception):  # noqa: N818  # a reason, which never leaves this module
    """Why a segmentation stays as declared, in words."""


def _parts(names: Sequence[str], segmentations: Mapping[str, Segmentation]) -> Iterator[str]:
    """Everything that crosses are made of, through other crosses too."""
    for name in names:
        segmentation = segmentations[name]
        if isinstance(segmentation, CrossSegmentation):
            yield from segmentation.cross
            yield from _parts(segmentation.cross, segmentations)


def _frozen(segmentation: Segmentation, labeller: Labeller, values: KeyCounts) -> Segmentation:
    match segmentation:
        case ValueSegmentation():
            return _listed(segmentation, labeller, values)
        case QuantileSegmentation():
            if not labeller.freeze:
                raise _Unfrozen("equal values leave nothing to cut")
            names = labeller.names[: len(labeller.freeze) + 1]
            breaks = tuple(map(_exact, labeller.freeze))
            return BreakSegmentation(column=segmentation.column, breaks=breaks, labels=names)
        case TagSegmentation() if segmentation.groups is None:
            tags = [name for name in labeller.names if name not in labeller.leftovers]
            _refuse_amount(tags)
            groups = {tag: (tag,) for tag in tags}
            return TagSegmentation(tags=segmentation.tags, split=segmentation.split, groups=groups)
        case _:
            return segmentation


def _listed(
    segmentation: ValueSegmentation, labeller: Labeller, values: KeyCounts
) -> MapSegmentation:
    """A segment a value; the values of `other` are not listed, so that new ones join it."""
    if any(key[0] == BLANK for key in values):
        raise _Unfrozen(f"a value reads {BLANK}, as missing cells do")
    listed = [name for name in labeller.names if name not in labeller.leftovers]
    _refuse_amount(listed)
    if not all(map(str.strip, listed)):
        # NOTE: Polars and Python do not agree on which control characters are blanks.
        raise _Unfrozen("a value is made of control characters only")
    others = [
        name
        for name in labeller.names
        if name in labeller.leftovers and name != BLANK and not is_absent(name)
    ]
    return MapSegmentation(
        column=segmentation.column,
        map={name: (name,) for name in listed},
        other=others[0] if others else None,
    )


def _refuse_amount(names: Sequence[str]) -> None:
    if not names:
        raise _Unfrozen("there are no values to list")
    if len(names) > MOST_VALUES:
        raise _Unfrozen(f"there are more than {MOST_VALUES:,} values to list")


def _exact(number: float) -> float:
    """A whole number without its point, where both are exact."""
    return int(number) if number.is_integer() and abs(number) < LARGEST_EXACT else number
