"""What a cell of the score column is: a score, blank, off the scale, or no number."""

from collections.abc import Iterable

import polars as pl

from nps.engine.cells import Cells
from nps.engine.score_text import score_number
from nps.engine.texts import number_text, written
from nps.errors import ScoreError
from nps.frozen import frozen
from nps.spec.survey import Score

NUMBER = r"^[-+−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$"
BLANKS = ("na", "n/a", "null", "-")

SCORED, FILTERED_OUT, BLANK, NOT_A_NUMBER, OFF_SCALE, BAD_WEIGHT, REPEAT, PREVIEWED = range(8)
LEDGER_NAMES = (
    "scored", "filtered_out", "blank", "not_a_number", "off_scale", "bad_weight", "repeats_dropped",
    "previews",
)  # fmt: skip
"""Part of the ledger for each status."""


@frozen
class DecodedScore:
    """Expressions over the prepared cells.

    Attributes:
        score: The score, UInt8; null where there is none on the scale.
        status: BLANK, NOT_A_NUMBER, OFF_SCALE or SCORED, UInt8.
        cell: What stands there; a number, where that is the type of the column.
    """

    score: pl.Expr
    status: pl.Expr
    cell: pl.Expr


def decode(cells: Cells, score: Score) -> DecodedScore:
    """Decode the score column."""
    dtype = cells.dtype(score.column)
    if (dtype.is_integer() or dtype.is_float()) and not score.labels:
        return _decode_number(cells, score, dtype)
    text = cells.loose_text(score.column)
    number = cells.staged("score", score.column, score_number(text, score), 4)
    # NOTE: Patterns are tried on the cells only that are no number already.
    other = pl.when(number.is_null()).then(text)
    blank = ~cells.known(score.column) | other.str.to_lowercase().is_in(BLANKS)
    on_scale = number.is_between(score.scale.lowest, score.scale.scores[-1])
    status = (
        pl.when(on_scale)
        .then(SCORED)
        .when(blank)
        .then(BLANK)
        .when(number.is_not_null() | other.str.contains(NUMBER))
        .then(OFF_SCALE)
        .otherwise(NOT_A_NUMBER)
        .cast(pl.UInt8)
    )
    return DecodedScore(
        score=pl.when(on_scale).then(number),
        status=cells.staged("status", score.column, status, 5),
        cell=text,
    )


def cell_text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """What stands in a cell of the score column, as text."""
    return number_text(cell.cast(pl.Float64)) if dtype.is_float() else cell.cast(pl.String)


def _decode_number(cells: Cells, score: Score, dtype: pl.DataType) -> DecodedScore:
    """A column of numbers needs no text."""
    number, known = written(score.column), cells.known(score.column)
    on_scale = known & number.is_between(score.scale.lowest, score.scale.scores[-1])
    off_scale = pl.lit(OFF_SCALE)
    if dtype.is_float():
        on_scale &= number == number.floor()
        off_scale = pl.when(number.is_infinite()).then(NOT_A_NUMBER).otherwise(OFF_SCALE)
    status = pl.when(on_scale).then(SCORED).when(~known).then(BLANK).otherwise(off_scale)
    return DecodedScore(
        score=cells.staged(
            "score", score.column, pl.when(on_scale).then(number).cast(pl.UInt8, strict=False), 5
        ),
        status=cells.staged("status", score.column, status.cast(pl.UInt8), 5),
        cell=number,
    )


def no_rows(paths: Iterable[str]) -> ScoreError:
    """The failure of exports that hold no responses at all."""
    return ScoreError(f"{', '.join(paths)}: found a header and no data rows, expected responses")
