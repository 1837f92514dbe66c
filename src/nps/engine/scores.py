"""What a cell of the score column is: a score, blank, off the scale, or no number."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from nps.engine.cells import Cells
from nps.engine.score_text import score_number
from nps.errors import ScoreError
from nps.spec.survey import Score

NUMBER = r"^[-+−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$"
BLANKS = ("na", "n/a", "null", "-")

SCORED, FILTERED_OUT, BLANK, NOT_A_NUMBER, OFF_SCALE, BAD_WEIGHT, REPEAT = range(7)
LEDGER_NAMES = (
    "scored", "filtered_out", "blank", "not_a_number", "off_scale", "bad_weight", "repeats_dropped",
)  # fmt: skip
"""Part of the ledger for each status."""


@dataclass(frozen=True, kw_only=True)
class DecodedScore:
    """Expressions over the prepared cells.

    Attributes:
        score: The score, UInt8; null where there is none on the scale.
        status: BLANK, NOT_A_NUMBER, OFF_SCALE or SCORED, UInt8.
        text: The cell as text, null where blank.
    """

    score: pl.Expr
    status: pl.Expr
    text: pl.Expr


def decode(cells: Cells, score: Score) -> DecodedScore:
    """Decode the score column."""
    text = cells.text(score.column)
    number = score_number(text, score)
    blank = text.is_null() | text.str.to_lowercase().is_in(BLANKS)
    on_scale = number.is_between(score.scale.lowest, score.scale.scores[-1])
    status = (
        pl.when(on_scale)
        .then(SCORED)
        .when(blank)
        .then(BLANK)
        .when(number.is_not_null() | text.str.contains(NUMBER))
        .then(OFF_SCALE)
        .otherwise(NOT_A_NUMBER)
        .cast(pl.UInt8)
    )
    return DecodedScore(score=pl.when(on_scale).then(number), status=status, text=text)


def no_rows(paths: Iterable[str]) -> ScoreError:
    """The failure of exports that hold no responses at all."""
    return ScoreError(f"{', '.join(paths)}: found a header and no data rows, expected responses")
