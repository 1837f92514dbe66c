"""The number that a cell of the score column says, words beside it or not."""

import polars as pl

from nps.spec.survey import Score

SCORE = (
    r"(?s)^0*([0-9]{1,2})(?:\.0+)?"
    r"(?:\s+[-–—]\s+[^\d\s].*|\s*[=:]\s*[^\d\s].*|\s*\(\s*[^\d\s)][^)]*\))?$"
)
"""A whole number, alone or followed by words that do not begin with a digit."""


def score_number(text: pl.Expr, score: Score) -> pl.Expr:
    """The score in a trimmed cell, UInt8, on the scale or off it; null where there is none."""
    # NOTE: Nearly all cells are bare digits, and only the others are held to the pattern.
    bare = pl.when(~text.str.starts_with("+")).then(text).cast(pl.UInt8, strict=False)
    worded = pl.when(bare.is_null()).then(text).str.extract(SCORE).cast(pl.UInt8, strict=False)
    number = pl.coalesce(bare, worded)
    if not score.labels:
        return number
    label = text.replace_strict(
        list(score.labels), list(score.labels.values()), default=None, return_dtype=pl.UInt8
    )
    return pl.coalesce(label, number)
