"""What a segmentation needs of each row: a few small keys to count by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import assert_never

import polars as pl

from nps.engine.cells import Cells, Path
from nps.engine.conditions import is_member, is_one_of
from nps.spec.periods import CALENDAR_ONLY, Every
from nps.spec.segmentations import (
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

MASK_BITS = 8
"""Overlapping rules counted together: at most 2^8 combinations a grouping, however many rules."""
RULE_BITS = 63
"""Rules in one key of `rule_masks`: the bits of an Int64 but for its sign."""
UNMATCHED = 65535
"""Key of a row that no rule or map takes."""

TRUNCATE = {"week": "1w", "month": "1mo", "quarter": "3mo", "half": "6mo", "year": "1y"}


def row_keys(segmentation: Segmentation, cells: Cells, path: Path) -> list[pl.Expr]:
    """Compile the keys of a segmentation that is no cross.

    Returns:
        One key, except for overlapping rules: a key of bits for every eight rules.
        A null key is a missing cell.
    """
    match segmentation:
        case ValueSegmentation():
            return [cells.text(segmentation.column)]
        case MapSegmentation():
            known = cells.text(segmentation.column).is_not_null()
            return [pl.when(known).then(_mapped(segmentation, cells))]
        case BreakSegmentation():
            number = cells.number(segmentation.column, (*path, "column"))
            return [_cut(number, segmentation.breaks)]
        case QuantileSegmentation():
            return [cells.number(segmentation.column, (*path, "column"))]
        case SinceSegmentation():
            days = cells.days_since(segmentation.since, segmentation.until, path)
            # NOTE: A date after the answer is a mistake in the data, not an age.
            age = pl.when(days >= 0).then(days)
            return [_cut(age, [span.days for span in segmentation.breaks])]
        case EverySegmentation():
            day = cells.day(segmentation.column, (*path, "column"))
            starts = cells.configuration.survey.fiscal_year_starts
            return [first_day(day, segmentation.every, starts)]
        case RuleSegmentation():
            members = _members(segmentation, cells, path)
            if segmentation.overlap:
                return _masks(members, MASK_BITS, pl.UInt8)
            return [_first(members)]
        case TagSegmentation():
            return [cells.text(segmentation.tags)]
        case CrossSegmentation():
            raise TypeError("a cross has the keys of its parts")
        case _ as never:
            assert_never(never)


def first_day(day: pl.Expr, every: Every, fiscal_year_starts: int = 1) -> pl.Expr:
    """First day of the period that a day is in, as `nps.spec.periods.period_of` gives it."""
    if fiscal_year_starts == 1 or every in CALENDAR_ONLY:
        return day.dt.truncate(TRUNCATE[every])
    months = fiscal_year_starts - 1
    # NOTE: Only the month matters between the shifts; a 31st that becomes a 28th is no harm.
    first = (
        day.dt.offset_by(f"-{months}mo").dt.truncate(TRUNCATE[every]).dt.offset_by(f"{months}mo")
    )
    return first.clip(lower_bound=pl.lit(date.min))


def rule_masks(segmentation: RuleSegmentation, cells: Cells, path: Path) -> list[pl.Expr]:
    """Keys of bits that say which rules each row meets, whoever takes it, 63 rules a key."""
    return _masks(_members(segmentation, cells, path), RULE_BITS, pl.Int64)


def leaves(name: str, segmentations: Mapping[str, Segmentation]) -> Iterable[str]:
    """Names of the segmentations behind a name: its own, or those of a cross's parts."""
    segmentation = segmentations[name]
    if isinstance(segmentation, CrossSegmentation):
        for part in segmentation.cross:
            yield from leaves(part, segmentations)
    else:
        yield name


def _mapped(segmentation: MapSegmentation, cells: Cells) -> pl.Expr:
    """Index of the segment of a value."""
    column, segments = segmentation.column, list(segmentation.map.values())
    indexes = {value: index for index, values in enumerate(segments) for value in values}
    if cells.dtype(column).is_temporal() or not all(isinstance(value, str) for value in indexes):
        members = (is_one_of(column, values, cells) for values in segments)
        return _first([member.fill_null(value=False) for member in members])
    # NOTE: Texts are looked up at once; a frozen segmentation may list thousands of them.
    return cells.text(column).replace_strict(
        list(indexes), list(indexes.values()), default=UNMATCHED, return_dtype=pl.UInt16
    )


def _members(segmentation: RuleSegmentation, cells: Cells, path: Path) -> list[pl.Expr]:
    return [
        is_member(condition, cells, (*path, "rules", name))
        for name, condition in segmentation.rules.items()
    ]


def _cut(number: pl.Expr, breaks: Sequence[float]) -> pl.Expr:
    """Count the breaks at or below a number: left-closed."""
    above = pl.sum_horizontal((number >= at).cast(pl.UInt16) for at in breaks)
    return pl.when(number.is_not_null()).then(above.cast(pl.UInt16))


def _first(members: Sequence[pl.Expr]) -> pl.Expr:
    """Index of the first that holds."""
    first = pl.lit(UNMATCHED, pl.UInt16)
    for index in reversed(range(len(members))):
        first = pl.when(members[index]).then(pl.lit(index, pl.UInt16)).otherwise(first)
    return first


def _masks(
    members: Sequence[pl.Expr], bits: int, dtype: type[pl.UInt8 | pl.Int64]
) -> list[pl.Expr]:
    """Bits of so many members a key, the first in the lowest bit."""
    return [
        pl.sum_horizontal(
            member.cast(dtype) * pl.lit(1 << bit, dtype)
            for bit, member in enumerate(members[start : start + bits])
        ).cast(dtype)
        for start in range(0, len(members), bits)
    ]
