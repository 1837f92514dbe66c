"""Weights of responses as whole numbers, so that any order of adding them gives the same sum."""

from collections.abc import Collection

import polars as pl

from nps.engine.cells import Cells
from nps.errors import ScoreError
from nps.frozen import frozen
from nps.results.sums import UNIT
from nps.spec.scale import LOWEST_PASSIVE, LOWEST_PROMOTER

LARGEST = 1.3e10
"""Weights are cut off here, where the square still fits an Int128; the run then fails."""
WIDEST = LARGEST**2
"""Sums of squared weights beyond this do not fit an Int128, which ends at 1.7e38."""
NOISE = 1e-6
"""Part of a billionth that is no digit of the weight as written."""
PRECISION = 2.0**-50
"""Part of the weight itself that a floating-point number does not hold."""


@frozen
class Weight:
    """Expressions over the prepared cells.

    Attributes:
        units: Weight in billionths, UInt64; null where there is none that can be used. Sums of it
            need an Int128.
        rounded: Whether it has more than nine decimals.
        size: The weight itself, Float64.
    """

    units: pl.Expr
    rounded: pl.Expr
    size: pl.Expr


def weigh(cells: Cells, column: str) -> Weight:
    """Read a column of weights: numbers of 0 or more."""
    number = cells.weight(column, ("survey", "weight"))
    size = pl.when(number >= 0).then(number)
    scaled = size.clip(upper_bound=LARGEST) * UNIT
    whole = scaled.round()
    return Weight(
        units=whole.cast(pl.UInt64),
        rounded=(scaled - whole).abs() > NOISE + PRECISION * scaled,
        size=size,
    )


def check_size(largest: float, terms: int) -> None:
    """Refuse sums of squares that could be too large.

    Args:
        largest: The largest weight that is squared.
        terms: How many squares are added.

    Raises:
        ScoreError: They do not fit.
    """
    if largest * largest * terms > WIDEST:
        raise ScoreError(
            f"found weights of up to {largest:,.0f}, whose squares are too large to add up; "
            "divide all weights by the same number, such as their mean"
        )


def signed_weights(columns: Collection[str]) -> dict[str, pl.Expr]:
    """What clusters add up of each scored response: a = wy and b = w, w being 1 without weights.

    Args:
        columns: Those of the gathered responses.
    """
    weight = pl.col("weight") if "weight" in columns else pl.lit(1, pl.Int64)
    score = pl.col("score")
    answer = pl.when(score >= LOWEST_PROMOTER).then(1).when(score < LOWEST_PASSIVE).then(-1)
    return {"a": answer.otherwise(0) * weight, "b": weight}
