"""Cells as text, whatever their type."""

import polars as pl
from polars.selectors import by_name

LARGEST_EXACT = 2.0**53
"""Whole numbers beyond this are not told apart by a floating-point number."""


def written(column: str) -> pl.Expr:
    """The cells of a column, whose name is taken literally: `*` and `^a$` are no patterns."""
    return by_name(column).as_expr()


def number_text(number: pl.Expr) -> pl.Expr:
    """Numbers as a person writes them: 3, not 3.0."""
    whole = (number == number.floor()) & (number.abs() < LARGEST_EXACT)
    return (
        pl.when(whole)
        .then(number.cast(pl.Int64, strict=False).cast(pl.String))
        .otherwise(number.cast(pl.String))
    )


def source_text(column: str, dtype: pl.DataType, split: str) -> pl.Expr | None:
    """Cells of a column of an export as trimmed text; None where they are no single values.

    Args:
        column: Its name.
        dtype: Its type.
        split: What stands between the tags of a list.
    """
    cells = written(column)
    match dtype:
        case pl.Null():
            return pl.lit(None, pl.String)
        case pl.Float32() | pl.Float64():
            return number_text(pl.when(cells.is_not_nan()).then(cells).cast(pl.Float64))
        case pl.Datetime():
            return cells.dt.to_string("%Y-%m-%d %H:%M:%S")
        case pl.List():
            return cells.cast(pl.List(pl.String)).list.join(split)
        case pl.String() | pl.Categorical() | pl.Enum():
            return cells.cast(pl.String).str.strip_chars()
        case pl.Duration():
            return cells.dt.to_string("iso")
        case pl.Struct() | pl.Binary() | pl.Array() | pl.Object():
            return None
        case _:
            return cells.cast(pl.String)
