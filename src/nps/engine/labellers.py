"""Keys to segments: which segments a counted key belongs to, and the order they are shown in."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import ceil
from typing import Any, assert_never

from nps.engine.keys import UNMATCHED, rule_chunks
from nps.engine.labels import (
    age_labels,
    and_words,
    break_labels,
    merged_name,
    number_words,
)
from nps.frozen import frozen
from nps.spec.configuration import Configuration
from nps.spec.periods import Every, period_of
from nps.spec.segmentations import (
    BLANK,
    BreakSegmentation,
    CrossSegmentation,
    EverySegmentation,
    MapSegmentation,
    QuantileSegmentation,
    RuleSegmentation,
    Segmentation,
    SinceSegmentation,
    TagSegmentation,
    ValueSegmentation,
)

Key = tuple[Any, ...]
"""Values of the row keys: a text, number, date, index or bits, None where the cell is missing."""
DEFAULT_OTHER = "Other"


@frozen
class Labeller:
    """Names the segments of a key.

    Attributes:
        label: The segments of a key; none where it is unsegmented.
        names: All segments, in the order in which they are shown.
        leftovers: Names that hold what others leave.
        width: How many keys `label` reads.
        notes: What fitting to the data found worth saying.
        freeze: Upper segments' lowest numbers, where they were found in the data.
    """

    label: Callable[[Key], tuple[str, ...]]
    names: tuple[str, ...]
    leftovers: frozenset[str] = frozenset((BLANK,))
    width: int = 1
    notes: tuple[str, ...] = ()
    freeze: tuple[float, ...] = ()


def fit(
    name: str, segmentation: Segmentation, bases: Mapping[Key, int], configuration: Configuration
) -> Labeller:
    """Make the labeller of a segmentation that is no cross.

    Args:
        name: The segmentation.
        segmentation: Its declaration.
        bases: Scored responses by key; unused by overlapping rules, whose names are declared.
        configuration: Where the split of a tag column and the fiscal year may be declared.
    """
    match segmentation:
        case ValueSegmentation():
            return _fit_values(name, segmentation, bases)
        case MapSegmentation():
            return _indexed(tuple(segmentation.map), bases, segmentation.other)
        case BreakSegmentation():
            return _indexed(segmentation.labels or break_labels(segmentation.breaks), bases)
        case QuantileSegmentation():
            return _fit_quantiles(name, segmentation.quantiles, bases)
        case SinceSegmentation():
            return _indexed(segmentation.labels or age_labels(segmentation.breaks), bases)
        case EverySegmentation():
            return _fit_periods(segmentation.every, configuration.survey.fiscal_year_starts, bases)
        case RuleSegmentation() if segmentation.overlap:
            return _fit_overlap(segmentation)
        case RuleSegmentation():
            return _indexed(tuple(segmentation.rules), bases, segmentation.otherwise)
        case TagSegmentation():
            return _fit_tags(segmentation, bases, configuration)
        case CrossSegmentation():
            raise TypeError("a cross is labelled by its parts")
        case _ as never:
            assert_never(never)


def with_absent(labeller: Labeller, name: str, *, shown: bool) -> Labeller:
    """Give the responses that are not in the file of a join a segment of their own.

    Args:
        labeller: Of those that are.
        name: Of the segment.
        shown: There are such responses.
    """

    def label(key: Key) -> tuple[str, ...]:
        *own, is_matched = key
        return labeller.label(tuple(own)) if is_matched else (name,)

    # NOTE: A cell may read like the name; two segments of one name would not be told apart.
    others = tuple(one for one in labeller.names if one != name)
    return replace(
        labeller,
        label=label,
        names=(*others, name) if shown or len(others) < len(labeller.names) else others,
        leftovers=labeller.leftovers | {name},
        width=labeller.width + 1,
    )


def _blank(bases: Mapping[Key, int]) -> tuple[str, ...]:
    return (BLANK,) if (None,) in bases or (BLANK,) in bases else ()


def _indexed(
    labels: tuple[str, ...], bases: Mapping[Key, int], unmatched: str | None = None
) -> Labeller:
    rest = () if unmatched is None else (unmatched,)

    def label(key: Key) -> tuple[str, ...]:
        (index,) = key
        if index is None:
            return (BLANK,)
        return rest if index == UNMATCHED else (labels[index],)

    return Labeller(
        label=label, names=(*labels, *rest, *_blank(bases)), leftovers=frozenset((BLANK, *rest))
    )


def _fit_values(name: str, segmentation: ValueSegmentation, bases: Mapping[Key, int]) -> Labeller:
    # NOTE: A cell may read `(blank)`; two segments of one name would not be told apart.
    ranked = sorted(
        (value for (value,) in bases if value not in (None, BLANK)),
        key=lambda value: (-bases[value,], value),
    )
    notes = (f"{name}: cells that read {BLANK} are counted with the missing ones",)
    pooled = notes if (BLANK,) in bases else ()
    if segmentation.top is None:
        return Labeller(
            label=lambda key: (BLANK if key[0] is None else key[0],),
            names=(*ranked, *_blank(bases)),
            notes=pooled,
        )
    top = dict.fromkeys(ranked[: segmentation.top])
    other = segmentation.other or DEFAULT_OTHER
    if other in top:
        other = f"{other} (rest)"
    rest = len(ranked) > len(top) or segmentation.other is not None

    def label(key: Key) -> tuple[str, ...]:
        (value,) = key
        if value in (None, BLANK):
            return (BLANK,)
        return (value if value in top else other,)

    return Labeller(
        label=label,
        names=(*top, *([other] if rest else []), *_blank(bases)),
        leftovers=frozenset((BLANK, other)),
        notes=pooled,
    )


def _fit_periods(every: Every, fiscal_year_starts: int, bases: Mapping[Key, int]) -> Labeller:
    def name(day: date | None) -> str:
        return BLANK if day is None else period_of(day, every, fiscal_year_starts).name

    days = sorted(day for (day,) in bases if day is not None)
    return Labeller(label=lambda key: (name(key[0]),), names=(*map(name, days), *_blank(bases)))


def _fit_quantiles(name: str, quantiles: int, bases: Mapping[Key, int]) -> Labeller:
    """Cut at inverse-CDF edges: the smallest value with at least k/q of the base at or below."""
    values = sorted(value for (value,) in bases if value is not None)
    total = sum(bases[value,] for value in values)
    wanted = [ceil(total * part / quantiles) for part in range(1, quantiles)]
    edges: list[float] = []
    below = 0
    for value in values:
        below += bases[value,]
        edges += [value] * (sum(at <= below for at in wanted) - len(edges))
    # NOTE: Equal values stay together, so edges that fall on one value merge, and an edge on the
    # largest value cuts nothing off.
    cuts = sorted(set(edges) - set(values[-1:]))
    parts = [[part for part, edge in enumerate([*edges, float("inf")]) if _piece(edge, cuts) == at]
             for at in range(len(cuts) + 1)]  # fmt: skip
    names = tuple(merged_name(part[0], part[-1], quantiles) for part in parts) if values else ()
    notes = []
    if cuts:
        words = and_words([number_words(cut) for cut in cuts])
        notes.append(f"{name}: cut at {words}, each the highest value of the part below it")
    if len(cuts) < quantiles - 1 and values:
        notes.append(
            f"{name}: {quantiles} parts were asked for, equal values leave {len(cuts) + 1}"
        )

    def label(key: Key) -> tuple[str, ...]:
        (value,) = key
        if value is None:
            return (BLANK,)
        # NOTE: Without a scored number there are no parts; only a response that is not scored asks.
        return (names[_piece(value, cuts)],) if names else ()

    return Labeller(
        label=label,
        names=(*names, *_blank(bases)),
        notes=tuple(notes),
        freeze=tuple(high for low, high in pairwise(values) if low in cuts),
    )


def _piece(value: float, cuts: Sequence[float]) -> int:
    """Index of the part of a value: each cut belongs to the part below it."""
    return sum(value > cut for cut in cuts)


def _fit_overlap(segmentation: RuleSegmentation) -> Labeller:
    rules = tuple(segmentation.rules)
    rest = () if segmentation.otherwise is None else (segmentation.otherwise,)
    chunks = rule_chunks(segmentation)

    def label(key: Key) -> tuple[str, ...]:
        met = sorted(
            index
            for mask, chunk in zip(key, chunks, strict=True)
            for bit, index in enumerate(chunk)
            if mask >> bit & 1
        )
        return tuple(rules[index] for index in met) or rest

    return Labeller(
        label=label,
        names=(*rules, *rest),
        leftovers=frozenset(rest),
        width=len(chunks),
    )


def _tags(cell: str | None, split: str) -> Iterable[str]:
    return filter(None, (tag.strip() for tag in (cell or "").split(split)))


def _fit_tags(
    segmentation: TagSegmentation, bases: Mapping[Key, int], configuration: Configuration
) -> Labeller:
    """Tags ignore case; each is shown as it is most often written."""
    split = segmentation.split or configuration.splits[segmentation.tags]
    segments: dict[str, tuple[str, ...]] = {}
    if segmentation.groups is not None:
        members = defaultdict(list)
        for group, tags in segmentation.groups.items():
            for tag in tags:
                members[tag.strip().casefold()].append(group)
        segments = {tag: tuple(groups) for tag, groups in members.items()}
        names = tuple(segmentation.groups)
    else:
        written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        totals: Counter[str] = Counter()
        for (cell,), base in bases.items():
            tags_of_cell = {tag.casefold(): tag for tag in _tags(cell, split)}
            totals.update(dict.fromkeys(tags_of_cell, base))
            for fold, tag in tags_of_cell.items():
                written[fold][tag] += base
        spelling = {
            fold: min(forms, key=lambda form: (-forms[form], form))
            for fold, forms in written.items()
        }
        segments = {fold: (form,) for fold, form in spelling.items()}
        names = tuple(
            spelling[fold]
            for fold in sorted(totals, key=lambda fold: (-totals[fold], spelling[fold]))
        )

    def label(key: Key) -> tuple[str, ...]:
        found = (segments.get(tag.casefold(), ()) for tag in _tags(key[0], split))
        return tuple(dict.fromkeys(name for names in found for name in names))

    return Labeller(label=label, names=names, leftovers=frozenset())
