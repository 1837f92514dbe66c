"""Conditions to expressions of three values: true, false and unknown."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import and_, or_
from typing import assert_never

import polars as pl
from polars.exceptions import ComputeError

from nps.engine.cells import Cells
from nps.engine.conversions import Path
from nps.engine.cuts import Ordering
from nps.engine.dates import DAY_LENGTH
from nps.errors import DeclarationError, Problem
from nps.spec.conditions import Condition, Operand, Test, is_iso_moment


def is_member(condition: Condition, cells: Cells, path: Path) -> pl.Expr:
    """Whether a response meets a condition: true or false."""
    # NOTE: The one place where unknown becomes "not a member": at the root, so that
    # neither a comparison of a missing cell nor its negation holds.
    return to_expr(condition, cells, path, known=False).fill_null(value=False)


def to_expr(condition: Condition, cells: Cells, path: Path, *, known: bool = True) -> pl.Expr:
    """Compile a condition; null where it is unknown (Kleene's logic).

    Args:
        condition: What is declared.
        cells: Of the export.
        path: Its key path.
        known: Whether unknown is to be told from false. Where it is not, false may stand for it,
            for less work; not so below a `not`.
    """
    parts = [test_expr(test, cells, path, known=known) for test in condition.tests()]
    if condition.all_:
        parts += _nested(condition.all_, cells, (*path, "all"), known=known)
    if condition.any_:
        parts.append(reduce(or_, _nested(condition.any_, cells, (*path, "any"), known=known)))
    if condition.not_ is not None:
        parts.append(~to_expr(condition.not_, cells, (*path, "not")))
    return reduce(and_, parts)


def test_expr(test: Test, cells: Cells, path: Path, *, known: bool) -> pl.Expr:
    """Compile one comparison; `known` as in `to_expr`."""
    column, operands, here = test.column, test.operands, (*path, *test.path)
    match test.operator:
        case "eq" | "in":
            return is_one_of(column, operands, cells)
        case "ne" | "not_in":
            return ~is_one_of(column, operands, cells)
        case "gt" | "gte" | "lt" | "lte":
            return _ordered(column, test.operator, operands[0], cells, here)
        case "between":
            low, high = operands
            return _ordered(column, "gte", low, cells, here) & _ordered(
                column, "lte", high, cells, here
            )
        case "contains" | "starts_with" | "ends_with" | "matches":
            return _pattern(column, test.operator, operands, cells, known=known)
        case "has":
            return _has(column, operands, cells)
        case "is_null":
            there = cells.known(column)
            return ~there if operands[0] else there
        case _ as never:
            assert_never(never)


def is_one_of(column: str, operands: Sequence[Operand], cells: Cells) -> pl.Expr:
    """Equality: unquoted numbers by value, texts exactly, true and false in any case."""
    texts = [operand for operand in operands if isinstance(operand, str)]
    parts = []
    if texts:
        parts.append(cells.text_among(column, texts).is_in(texts))
        if cells.dtype(column).is_temporal():
            parts += [
                _moment_equals(column, operand, cells)
                for operand in texts
                if is_iso_moment(operand)
            ]
    booleans = [str(operand).lower() for operand in operands if isinstance(operand, bool)]
    if booleans:
        parts.append(
            cells.test(
                column, f"is {booleans}", lambda text: text.str.to_lowercase().is_in(booleans)
            )
        )
    numbers = [
        float(operand)
        for operand in operands
        if isinstance(operand, (int, float)) and not isinstance(operand, bool)
    ]
    if numbers:
        parts.append(_number_equals(column, numbers, cells))
    return reduce(or_, parts)


def pattern_problem(pattern: str) -> str | None:
    """Say what is wrong with a regular expression, or nothing."""
    try:
        pl.Series([""]).str.contains(f"(?i){pattern}")
    except ComputeError as error:
        words = str(error).split("This error occurred")[0].strip().splitlines()
        return words[-1].removeprefix("regex ").removeprefix("error: ")
    return None


def has_expr(text: pl.Expr, split: str, tags: Iterable[str]) -> pl.Expr:
    """Whether a cell of several tags holds one of these, ignoring case."""
    edge = pl.escape_regex(split.strip() or split)
    one_of = "|".join(pl.escape_regex(tag.strip()) for tag in tags)
    return text.str.contains(rf"(?i)(?:^|{edge})\s*(?:{one_of})\s*(?:{edge}|$)")


def _nested(
    conditions: Iterable[Condition], cells: Cells, path: Path, *, known: bool
) -> list[pl.Expr]:
    return [
        to_expr(condition, cells, (*path, index), known=known)
        for index, condition in enumerate(conditions)
    ]


def _number_equals(column: str, numbers: list[float], cells: Cells) -> pl.Expr:
    dtype, known = cells.dtype(column), cells.known(column)
    if dtype.is_temporal() or dtype == pl.Boolean:
        return pl.when(known).then(pl.lit(value=False))
    equal = cells.equals_one_of(cells.ordered("number", column, (), counted=False), numbers)
    # NOTE: A cell that is there and no number is known to differ; only a missing one is unknown.
    return pl.when(known).then(equal.fill_null(value=False))


def _moment_equals(column: str, operand: str, cells: Cells) -> pl.Expr:
    if len(operand) == DAY_LENGTH:
        day = cells.ordered("day", column, ())
        return cells.equals_one_of(day, [date.fromisoformat(operand)])
    return cells.equals_one_of(cells.ordered("moment", column, ()), [_naive(operand)])


def _ordered(
    column: str, operator: Ordering, operand: Operand, cells: Cells, path: Path
) -> pl.Expr:
    if not isinstance(operand, str):
        return cells.compare(cells.ordered("number", column, path), operator, float(operand))
    if len(operand) == DAY_LENGTH:
        day = cells.ordered("day", column, path)
        return cells.compare(day, operator, date.fromisoformat(operand))
    return cells.compare(cells.ordered("moment", column, path), operator, _naive(operand))


def _naive(operand: str) -> datetime:
    return datetime.fromisoformat(operand).replace(tzinfo=None)


def _pattern(
    column: str, operator: str, operands: Sequence[Operand], cells: Cells, *, known: bool
) -> pl.Expr:
    words = [str(operand) for operand in operands]
    if operator == "contains" and not known and all(map(_is_plain_word, words)):
        found = cells.search(column, words)
        if found is not None:
            return found
    return cells.test(
        column, f"{operator} {words}", lambda text: _any_pattern(text, operator, words)
    )


def _is_plain_word(word: str) -> bool:
    """Whether a word is in a text or not, trimmed or not, and never in a missing one."""
    return word.isascii() and word == word.strip() != ""


def _any_pattern(text: pl.Expr, operator: str, needles: list[str]) -> pl.Expr:
    if operator == "contains" and all(needle.isascii() for needle in needles):
        return text.str.contains_any(list(needles), ascii_case_insensitive=True)
    if operator == "matches":
        return reduce(or_, (text.str.contains(f"(?i){needle}") for needle in needles))
    one_of = "|".join(pl.escape_regex(needle) for needle in needles)
    start = r"\A" if operator == "starts_with" else ""
    end = r"\z" if operator == "ends_with" else ""
    return text.str.contains(rf"(?i){start}(?:{one_of}){end}")


def _has(column: str, operands: Sequence[Operand], cells: Cells) -> pl.Expr:
    split = cells.configuration.splits.get(column)
    if split is None:
        message = f"found has on column {column!r}, expected its split to be declared under columns"
        raise DeclarationError([Problem(path=(), message=message)])
    tags = [str(operand) for operand in operands]
    # NOTE: The split is that of the declared column, which may be read with another elsewhere.
    return cells.test(column, f"has {[split, *tags]}", lambda text: has_expr(text, split, tags))
