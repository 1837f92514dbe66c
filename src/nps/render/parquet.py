"""The rows as Parquet, typed."""

from io import BytesIO

import polars as pl

from nps.render.rows import Scalar, flat_rows
from nps.render.style import Style
from nps.results.result import Result

_WORDS = frozenset(
    {"segmentation", "segment", "rule", "holds", "condition", "cell", "verdict", "value", "reason"}
)
"""Columns of text, which may be null in every row."""


def render(result: Result, style: Style) -> bytes:  # noqa: ARG001 - one signature for all formats
    """Write the rows; the same rows give the same bytes."""
    rows = flat_rows(result.record())
    figures = pl.DataFrame([_series(column, [row[column] for row in rows]) for column in rows[0]])
    buffer = BytesIO()
    figures.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _series(column: str, cells: list[Scalar]) -> pl.Series:
    kinds = {type(cell) for cell in cells} - {type(None)}
    return pl.Series(column, cells, dtype=_dtype(column, kinds))


def _dtype(column: str, kinds: set[type]) -> type[pl.DataType]:
    """Choose a column's type; one that is undefined in every row is a figure."""
    if str in kinds or column in _WORDS:
        return pl.String
    if kinds == {bool}:
        return pl.Boolean
    if kinds == {int}:
        return pl.Int64
    return pl.Float64
