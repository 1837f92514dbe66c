"""Accounts whose people disagree."""

import polars as pl

from nps.engine.collect import collect
from nps.engine.gathering import ACCOUNT
from nps.engine.segmenting import Name, View
from nps.engine.weighing import signed_weights
from nps.results.contrast import AccountAnswers

FIRST: Name = ("first",)
SECOND: Name = ("second",)


def disagreements(
    scored: pl.DataFrame | None, sides: View
) -> tuple[int | None, tuple[AccountAnswers, ...]]:
    """Count the accounts with answers on either side; give those where the two disagree.

    They disagree where the NPS of one is above 0 and that of the other is not, or below.

    Args:
        scored: Scored responses with their keys; None where they are not gathered.
        sides: Gives FIRST or SECOND for the responses of either side.

    Returns:
        None and nothing where accounts are not declared; those furthest apart first.
    """
    if scored is None or ACCOUNT not in scored.columns:
        return None, ()
    keys = scored.select(sides.grouping).unique(maintain_order=True)
    labels = [next(iter(sides.label(key) or [("",)]))[0] for key in keys.iter_rows()]
    sided = keys.lazy().with_columns(side=pl.Series(labels, dtype=pl.String))
    rows = (
        scored.lazy()
        .filter(pl.col(ACCOUNT).is_not_null())
        .with_columns(**signed_weights(scored.columns))
        .join(sided, on=sides.grouping, nulls_equal=True)
        .group_by(ACCOUNT, "side")
        .agg(pl.len().alias("n"), pl.col("a", "b").sum())
    )
    first, second = (rows.filter(pl.col("side") == side) for (side,) in (FIRST, SECOND))
    joined = first.join(second, on=ACCOUNT, suffix="2")
    (met,) = collect([joined.select(ACCOUNT, "n", "n2", "a", "b", "a2", "b2")])
    found = [
        AccountAnswers(account=account, bases=(n, n2), means=(a / b, a2 / b2))
        for account, n, n2, a, b, a2, b2 in met.iter_rows()
        if b and b2 and _sign(a) != _sign(a2)
    ]
    found.sort(key=lambda one: (-abs(one.means[0] - one.means[1]), -sum(one.bases), one.account))
    return met.height, tuple(found)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
