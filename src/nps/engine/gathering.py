"""All responses at once: which of several answers counts, and who speaks for an account."""

from collections.abc import Sequence

import polars as pl

from nps.engine.collect import collect
from nps.engine.scores import REPEAT, SCORED
from nps.results.sums import UNIT
from nps.spec.survey import RoleRollUp, Survey

RESPONDENT, ACCOUNT, MOMENT, ROLE, BUCKET = (
    "respondent", "account", "moment", "role", "bucket",
)  # fmt: skip
"""Columns of the gathered responses, beside those that are counted."""


def needs_all(survey: Survey) -> bool:
    """Whether figures depend on more than one row at a time."""
    return survey.respondent is not None or survey.account is not None


def choose(responses: pl.DataFrame, survey: Survey) -> pl.DataFrame:
    """Set aside the scored answers that another one of the same respondent or account stands for.

    Repeats are judged first, then who speaks for an account; both within a period, where
    responses are counted by period. A missing respondent is never a repeat, a missing account
    speaks for itself, a missing date is the oldest, and ties go to the last row.

    Args:
        responses: In the order of the rows.
        survey: What is declared.

    Returns:
        The same rows with other statuses; where each account weighs 1, with other weights.
    """
    slot = ["slot"] if "slot" in responses.columns else []
    if survey.repeats != "all":
        bucket = [BUCKET] if survey.repeats == "latest-per-period" else []
        responses = _keep_latest(responses, [RESPONDENT, *bucket, *slot])
    match survey.roll_up:
        case "respondents":
            pass
        case "latest":
            responses = _keep_latest(responses, [ACCOUNT, *slot])
        case "mean":
            responses = _weigh_equally(responses, [ACCOUNT, *slot])
        case RoleRollUp():
            responses = _keep_highest(responses, [ACCOUNT, *slot])
    return responses


def role_rank(role: pl.Expr, roles: Sequence[str]) -> pl.Expr:
    """Rank a role, the highest 0; roles that are not listed, and missing ones, come last."""
    return role.replace_strict(
        list(roles), list(range(len(roles))), default=len(roles), return_dtype=pl.UInt32
    )


def _keep_latest(responses: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    numbered = responses.with_row_index("\0row")
    latest = (
        numbered.lazy()
        .filter(pl.col("status") == SCORED, pl.col(keys[0]).is_not_null())
        .sort(MOMENT, nulls_last=False, maintain_order=True)
        .unique(keys, keep="last", maintain_order=True)
        .select("\0row", latest=True)
    )
    judged = numbered.lazy().join(latest, on="\0row", how="left", maintain_order="left")
    repeat = (
        (pl.col("status") == SCORED) & pl.col(keys[0]).is_not_null() & pl.col("latest").is_null()
    )
    return _set_aside(judged, repeat, responses.columns)


def _keep_highest(responses: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    rank = pl.when(pl.col("status") == SCORED).then(pl.col(ROLE))
    lower = (
        (pl.col("status") == SCORED)
        & pl.col(keys[0]).is_not_null()
        & (pl.col(ROLE) > rank.min().over(keys))
    )
    return _set_aside(responses.lazy(), lower, responses.columns)


def _set_aside(judged: pl.LazyFrame, repeat: pl.Expr, columns: Sequence[str]) -> pl.DataFrame:
    status = pl.when(repeat).then(pl.lit(REPEAT, pl.UInt8)).otherwise("status").alias("status")
    (responses,) = collect([judged.with_columns(status).select(columns)])
    return responses


def _weigh_equally(responses: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Divide the weight of each answer by that of its account's answers together."""
    scored = pl.col("status") == SCORED
    weight = pl.col("weight") if "weight" in responses.columns else pl.lit(UNIT, pl.Int128)
    weight = pl.when(scored).then(weight)
    # NOTE: Whole numbers up to one division, so that the order of the rows changes nothing.
    total = pl.when(pl.col(keys[0]).is_null()).then(weight).otherwise(weight.sum().over(keys))
    part = weight.cast(pl.Float64) / total.cast(pl.Float64) * UNIT
    units = pl.when(total > 0).then(part.round()).otherwise(0).cast(pl.Int128)
    weighed = responses.lazy().with_columns(weight=pl.when(scored).then(units))
    return collect([weighed])[0]
