"""Conditions to expressions of three values: true, false and unknown."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import and_, ge, gt, le, lt, or_
from typing import assert_never

import polars as pl
from polars.exceptions import ComputeError

from nps.engine.cells import DAY_LENGTH, Cells, Path
from nps.errors import DeclarationError, Problem
from nps.spec.conditions import Condition, Operand, Test, is_iso_moment

COMPARE: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
}


def is_member(condition: Condition, cells: Cells, path: Path) -> pl.Expr:
    """Whether a response meets a condition: true or false."""
    # NOTE: The one place where unknown becomes "not a member": at the root, so that
    # neither a comparison of a missing cell nor its negation holds.
    return to_expr(condition, cells, path).fill_null(value=False)


def to_expr(condition: Condition, cells: Cells, path: Path) -> pl.Expr:
    """Compile a condition; null where it is unknown (Kleene's logic)."""
    parts = [test_expr(test, cells, path) for test in condition.tests()]
    if condition.all_:
        parts += _nested(condition.all_, cells, (*path, "all"))
    if condition.any_:
        parts.append(reduce(or_, _nested(condition.any_, cells, (*path, "any"))))
    if condition.not_ is not None:
        parts.append(~to_expr(condition.not_, cells, (*path, "not")))
    return reduce(and_, parts)


def test_expr(test: Test, cells: Cells, path: Path) -> pl.Expr:
    """Compile one comparison."""
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
            return _any_pattern(cells.text(column), test.operator, operands)
        case "has":
            return _has(column, operands, cells)
        case "is_null":
            missing = cells.text(column).is_null()
            return missing if operands[0] else ~missing
        case _ as never:
            assert_never(never)


def is_one_of(column: str, operands: Sequence[Operand], cells: Cells) -> pl.Expr:
    """Equality: unquoted numbers by value, texts exactly, true and false in any case."""
    text = cells.text(column)
    texts = [operand for operand in operands if isinstance(operand, str)]
    parts = []
    if texts:
        parts.append(text.is_in(texts))
        if cells.dtype(column).is_temporal():
            parts += [
                _moment_equals(column, operand, cells)
                for operand in texts
                if is_iso_moment(operand)
            ]
    booleans = [str(operand).lower() for operand in operands if isinstance(operand, bool)]
    if booleans:
        parts.append(text.str.to_lowercase().is_in(booleans))
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


def _nested(conditions: Iterable[Condition], cells: Cells, path: Path) -> list[pl.Expr]:
    return [to_expr(condition, cells, (*path, index)) for index, condition in enumerate(conditions)]


def _number_equals(column: str, numbers: list[float], cells: Cells) -> pl.Expr:
    dtype = cells.dtype(column)
    if dtype.is_temporal() or dtype == pl.Boolean:
        return pl.when(cells.text(column).is_not_null()).then(pl.lit(value=False))
    equal = cells.number(column, (), counted=False).is_in(numbers)
    # NOTE: A cell that is there and no number is known to differ; only a missing one is unknown.
    return pl.when(cells.text(column).is_not_null()).then(equal.fill_null(value=False))


def _moment_equals(column: str, operand: str, cells: Cells) -> pl.Expr:
    if len(operand) == DAY_LENGTH:
        return cells.day(column, ()) == pl.lit(date.fromisoformat(operand))
    return cells.moment(column, ()) == pl.lit(_naive(operand))


def _ordered(column: str, operator: str, operand: Operand, cells: Cells, path: Path) -> pl.Expr:
    compare = COMPARE[operator]
    if isinstance(operand, str):
        if len(operand) == DAY_LENGTH:
            return compare(cells.day(column, path), pl.lit(date.fromisoformat(operand)))
        return compare(cells.moment(column, path), pl.lit(_naive(operand)))
    return compare(cells.number(column, path), pl.lit(float(operand)))


def _naive(operand: str) -> datetime:
    return datetime.fromisoformat(operand).replace(tzinfo=None)


def _any_pattern(text: pl.Expr, operator: str, operands: Sequence[Operand]) -> pl.Expr:
    needles = [str(operand) for operand in operands]
    if operator == "contains" and all(needle.isascii() for needle in needles):
        return text.str.contains_any(needles, ascii_case_insensitive=True)
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
    return has_expr(cells.text(column), split, map(str, operands))
