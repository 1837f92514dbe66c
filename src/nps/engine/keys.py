"""What a segmentation needs of each row: a few small keys to count by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import assert_never

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conditions import is_member, is_one_of
from nps.engine.conversions import Path
from nps.spec.configuration import Configuration
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
MOST_APART = 16
"""Up to so many sets of columns, rules over different columns are counted apart."""
RULE_BITS = 63
"""Rules in one key of `rule_masks`: the bits of an Int64 but for its sign."""
UNMATCHED = 65535
"""Key of a row that no rule or map takes."""

TRUNCATE = {"week": "1w", "month": "1mo", "quarter": "3mo", "half": "6mo", "year": "1y"}


def row_keys(segmentation: Segmentation, cells: Cells, path: Path) -> list[pl.Expr]:
    """Compile the keys of a segmentation that is no cross.

    Returns:
        One key, except for overlapping rules: a key of bits for each of `rule_chunks`.
        A null key is a missing cell. Of a joined column, one more key: whether the row is in
        the file.
    """
    keys = _own_keys(segmentation, cells, path)
    join = join_of(segmentation, cells.configuration)
    return keys if join is None else [*keys, cells.matched(join)]


def join_of(segmentation: Segmentation, configuration: Configuration) -> int | None:
    """The place of the join whose rows a segmentation depends on; None where it is on no one."""
    # NOTE: To rules, the cells of an unmatched row are missing, as others are.
    keys = ("column", "since", "until", "tags")
    return configuration.join_of(getattr(segmentation, key, None) for key in keys)


def _own_keys(segmentation: Segmentation, cells: Cells, path: Path) -> list[pl.Expr]:
    match segmentation:
        case ValueSegmentation():
            return [cells.text(segmentation.column)]
        case MapSegmentation():
            known = cells.known(segmentation.column)
            return [pl.when(known).then(_mapped(segmentation, cells))]
        case BreakSegmentation():
            number = cells.ordered("number", segmentation.column, (*path, "column"))
            return [_cut(cells, number, segmentation.breaks)]
        case QuantileSegmentation():
            return [cells.number(segmentation.column, (*path, "column"))]
        case SinceSegmentation():
            days = cells.ordered_days(segmentation.since, segmentation.until, path)
            age = _cut(cells, days, [span.days for span in segmentation.breaks])
            # NOTE: A date after the answer is a mistake in the data, not an age.
            return [pl.when(cells.compare(days, "gte", 0.0)).then(age)]
        case EverySegmentation():
            day = cells.day(segmentation.column, (*path, "column"))
            starts = cells.configuration.survey.fiscal_year_starts
            return [first_day(day, segmentation.every, starts)]
        case RuleSegmentation():
            members = _members(segmentation, cells, path)
            if segmentation.overlap:
                return [_mask([members[at] for at in chunk]) for chunk in rule_chunks(segmentation)]
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
    members = _members(segmentation, cells, path)
    return [
        _mask(members[start : start + RULE_BITS], pl.Int64)
        for start in range(0, len(members), RULE_BITS)
    ]


def rule_chunks(segmentation: RuleSegmentation) -> list[list[int]]:
    """Put overlapping rules together that are counted together, those over the same columns first.

    Returns:
        Their indexes, in each chunk those of at most eight.
    """
    by_columns = defaultdict(list)
    for index, condition in enumerate(segmentation.rules.values()):
        columns = tuple(sorted({test.column for _, test in condition.every_test()}))
        by_columns[columns].append(index)
    chunks, rest = [], []
    for _, indexes in sorted(by_columns.items()):
        whole = len(indexes) - len(indexes) % MASK_BITS
        chunks += _chunked(indexes[:whole])
        rest += [indexes[whole:]] if indexes[whole:] else []
    if len(rest) > MOST_APART:
        rest = _chunked([index for indexes in rest for index in indexes])
    return [*chunks, *rest]


def key_width(segmentation: Segmentation, configuration: Configuration) -> int:
    """How many keys `row_keys` gives for a segmentation that is no cross."""
    if isinstance(segmentation, RuleSegmentation) and segmentation.overlap:
        return len(rule_chunks(segmentation))
    return 1 if join_of(segmentation, configuration) is None else 2


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
    texts = [value for value in indexes if isinstance(value, str)]
    return cells.text_among(column, texts).replace_strict(
        list(indexes), list(indexes.values()), default=UNMATCHED, return_dtype=pl.UInt16
    )


def _members(segmentation: RuleSegmentation, cells: Cells, path: Path) -> list[pl.Expr]:
    return [
        is_member(condition, cells, (*path, "rules", name))
        for name, condition in segmentation.rules.items()
    ]


def _cut(cells: Cells, number: str, breaks: Sequence[float]) -> pl.Expr:
    """Count the breaks at or below a number: left-closed."""
    above = pl.sum_horizontal(
        cells.compare(number, "gte", float(at)).cast(pl.UInt16) for at in breaks
    )
    return pl.when(pl.col(number).is_not_null()).then(above.cast(pl.UInt16))


def _first(members: Sequence[pl.Expr]) -> pl.Expr:
    """Index of the first that holds."""
    first = pl.lit(UNMATCHED, pl.UInt16)
    for index in reversed(range(len(members))):
        first = pl.when(members[index]).then(pl.lit(index, pl.UInt16)).otherwise(first)
    return first


def _mask(members: Sequence[pl.Expr], dtype: type[pl.UInt8 | pl.Int64] = pl.UInt8) -> pl.Expr:
    """A bit a member, the first in the lowest."""
    return pl.sum_horizontal(
        member.cast(dtype) * pl.lit(1 << bit, dtype) for bit, member in enumerate(members)
    ).cast(dtype)


def _chunked(indexes: Sequence[int]) -> list[list[int]]:
    return [list(indexes[start : start + MASK_BITS]) for start in range(0, len(indexes), MASK_BITS)]
