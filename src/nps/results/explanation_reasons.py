"""What selects each segment, in words."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import assert_never

from nps.results.explanation_words import condition_words, number_words, one_of, quoted
from nps.spec.joins import is_absent
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


def segment_words(
    segmentation: Segmentation,
    names: Sequence[str],
    leftovers: Collection[str] = (),
    cuts: Sequence[float] = (),
) -> dict[str, str]:
    """Say what selects each segment: `10 <= employees < 50`.

    Args:
        segmentation: How it is declared; a cross is told by `cross_words`.
        names: All its segments, in the order in which they are declared or found.
        leftovers: Those names that hold what others leave.
        cuts: Lowest numbers of the upper segments, where they were found in the data.
    """
    # NOTE: Leftovers come last, so what is declared begins where the names do.
    words = dict(zip(names, _declared_words(segmentation, names, cuts), strict=False))
    return words | {name: leftover_words(segmentation, name) for name in names if name in leftovers}


def cross_words(parts: Sequence[str], names: Sequence[str]) -> str:
    """`plan is free and company_size is small`, from the names of the segmentations."""
    return " and ".join(
        f"{quoted(part)} is {quoted(name)}" for part, name in zip(parts, names, strict=True)
    )


def range_words(subject: str, breaks: Sequence[float]) -> tuple[str, ...]:
    """`employees < 10`, `10 <= employees < 50`, `employees >= 50`: one more than breaks."""
    limits = [number_words(at) for at in breaks]
    between = (f"{low} <= {subject} < {high}" for low, high in pairwise(limits))
    return (f"{subject} < {limits[0]}", *between, f"{subject} >= {limits[-1]}")


def age_words(segmentation: SinceSegmentation) -> str:
    """`days since signed_up_at`, `days from signed_up_at to renewal_date`."""
    if segmentation.until is None:
        return f"days since {quoted(segmentation.since)}"
    return f"days from {quoted(segmentation.since)} to {quoted(segmentation.until)}"


def leftover_words(segmentation: Segmentation, name: str) -> str:
    """What `otherwise`, `other`, `(blank)` and those that are not in a joined file hold."""
    if is_absent(name):
        return f"the answer is {name[1:-1]}"
    match segmentation:
        case RuleSegmentation():
            return "no rule holds"
        case SinceSegmentation():
            return f"{age_words(segmentation)} unknown or negative"
        case TagSegmentation() | CrossSegmentation():
            raise TypeError("tags and crosses leave nothing to a segment of its own")
        case ValueSegmentation() | MapSegmentation() if name != BLANK:
            return f"{quoted(segmentation.column)} is any other value"
        case ValueSegmentation() | MapSegmentation():
            return f"{quoted(segmentation.column)} is missing"
        case BreakSegmentation() | QuantileSegmentation():
            return f"{quoted(segmentation.column)} is missing or no number"
        case EverySegmentation():
            return f"{quoted(segmentation.column)} is missing or no date"
        case _ as never:
            assert_never(never)


def _declared_words(
    segmentation: Segmentation, names: Sequence[str], cuts: Sequence[float]
) -> Sequence[str]:
    """One a segment, in their order."""
    match segmentation:
        case ValueSegmentation():
            return [f"{quoted(segmentation.column)} is {quoted(name)}" for name in names]
        case MapSegmentation():
            column = quoted(segmentation.column)
            return [f"{column} is {one_of(values)}" for values in segmentation.map.values()]
        case BreakSegmentation():
            return range_words(quoted(segmentation.column), segmentation.breaks)
        case QuantileSegmentation():
            column = quoted(segmentation.column)
            return range_words(column, cuts) if cuts else [f"{column} is a number"]
        case SinceSegmentation():
            return range_words(age_words(segmentation), [at.days for at in segmentation.breaks])
        case EverySegmentation():
            return [f"{quoted(segmentation.column)} in {name}" for name in names]
        case RuleSegmentation():
            return [condition_words(condition) for condition in segmentation.rules.values()]
        case TagSegmentation():
            column = quoted(segmentation.tags)
            groups = segmentation.groups or {name: (name,) for name in names}
            return [f"{column} has {one_of(tags)}" for tags in groups.values()]
        case CrossSegmentation():
            raise TypeError("a cross is told by the names of its parts")
        case _ as never:
            assert_never(never)
