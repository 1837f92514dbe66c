"""The rows as Parquet, typed."""

from io import BytesIO

import polars as pl

from nps.render.flattening import Scalar
from nps.render.rows import flat_rows
from nps.render.style import Style
from nps.results.result import Result

_TEXT_COLUMNS = frozenset(
    {"segmentation", "segment", "rule", "holds", "condition", "cell", "value", "reason"}
    | {"from", "to", "role", "flags"}
)
_TEXT_FIELDS = frozenset({"period", "verdict", "policy", "method", "position"})
_TRUTH_FIELDS = frozenset({"significant", "incomplete"})
"""What holds texts, or true and false, and may be null in every row; dates are ISO texts."""


def render(result: Result, style: Style) -> bytes:  # noqa: ARG001 - one signature for all formats
    """Write the rows; the same rows give the same bytes."""
    rows = flat_rows(result.record())
    columns = rows[0] if rows else ()
    figures = pl.DataFrame([_series(column, [row[column] for row in rows]) for column in columns])
    buffer = BytesIO()
    figures.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _series(column: str, cells: list[Scalar]) -> pl.Series:
    kinds = {type(cell) for cell in cells} - {type(None)}
    return pl.Series(column, cells, dtype=_dtype(column, kinds))


def _dtype(column: str, kinds: set[type]) -> type[pl.DataType]:
    """Choose a column's type; one that is undefined in every row goes by the field's name."""
    if not kinds:
        field = column.rpartition(".")[2]
        if field in _TEXT_FIELDS or column in _TEXT_COLUMNS:
            return pl.String
        return pl.Boolean if field in _TRUTH_FIELDS else pl.Float64
    if str in kinds:
        return pl.String
    if kinds == {bool}:
        return pl.Boolean
    return pl.Int64 if kinds == {int} else pl.Float64
