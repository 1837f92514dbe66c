"""A row as a response: its score, its weight, and the part of the ledger that it is counted in."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conditions import is_member
from nps.engine.gathering import ACCOUNT, BUCKET, MOMENT, RESPONDENT, ROLE, needs_all, role_rank
from nps.engine.keys import first_day
from nps.engine.scores import (
    BAD_WEIGHT,
    FILTERED_OUT,
    NOT_A_NUMBER,
    OFF_SCALE,
    PREVIEWED,
    SCORED,
    DecodedScore,
    decode,
)
from nps.engine.slicing import Slicing
from nps.engine.weighing import Weight, weigh
from nps.frozen import frozen
from nps.results.vendor import PREVIEW, UNFINISHED
from nps.spec.configuration import Configuration
from nps.spec.survey import RoleRollUp, Score, Survey


@frozen
class DecodedResponse:
    """Expressions over the prepared cells.

    Attributes:
        score: The score and its status.
        weight: None where nothing is weighted.
        day: Date of the answer; null where it is not declared.
        rejected: Whether there is something else than a score, in a row within `where`,
            whatever its date.
    """

    score: DecodedScore
    rejected: pl.Expr
    weight: Weight | None
    day: pl.Expr


def decode_response(
    cells: Cells, score: Score, configuration: Configuration, slicing: Slicing | None = None
) -> DecodedResponse:
    """Decode the score, and tell rows outside `where` and the period, and bad weights."""
    survey = configuration.survey
    decoded = decode(cells, score)
    status, day = decoded.status, pl.lit(None, pl.Date)
    weight = weigh(cells, survey.weight) if survey.weight is not None else None
    if survey.answered_at is not None:
        day = cells.day(survey.answered_at.column, ("survey", "answered_at", "column"))
    if weight is not None:
        bad = (status == SCORED) & weight.units.is_null()
        status = pl.when(bad).then(pl.lit(BAD_WEIGHT, pl.UInt8)).otherwise(status)
    inside = [] if survey.where is None else [is_member(survey.where, cells, ("survey", "where"))]
    if survey.finished and UNFINISHED in cells.schema:
        inside.append(~pl.col(UNFINISHED).fill_null(value=False))
    rejected = pl.all_horizontal(decoded.status.is_in([NOT_A_NUMBER, OFF_SCALE]), *inside)
    within = slicing.inside(day) if slicing is not None else None
    if within is not None:
        inside.append(within)
    if inside:
        outside = pl.lit(FILTERED_OUT, pl.UInt8)
        status = pl.when(pl.all_horizontal(inside)).then(status).otherwise(outside)
    if PREVIEW in cells.schema:
        preview = pl.col(PREVIEW).fill_null(value=False)
        status = pl.when(preview).then(pl.lit(PREVIEWED, pl.UInt8)).otherwise(status)
        rejected &= ~preview
        decoded = replace(decoded, score=pl.when(~preview).then(decoded.score))
    return DecodedResponse(
        score=replace(decoded, status=status), rejected=rejected, weight=weight, day=day
    )


def response_columns(
    cells: Cells, score: Score, configuration: Configuration, slicing: Slicing, export: int
) -> Mapping[str, pl.Expr]:
    """What is counted of each row, beside its keys.

    Args:
        cells: Of the export.
        score: The score column.
        configuration: What is declared.
        slicing: What is asked of the dates.
        export: Number of the export, from 0.
    """
    decoded = decode_response(cells, score, configuration, slicing)
    status, weight = decoded.score.status, decoded.weight
    scored = status == SCORED
    columns = {
        "score": pl.when(scored).then(decoded.score.score),
        "status": status,
        "valid": decoded.score.score.is_not_null(),
        "uncounted": pl.when(decoded.rejected).then(decoded.score.cell),
        "day": decoded.day,
    }
    if weight is not None:
        columns["weight"] = pl.when(scored).then(weight.units)
        columns["size"] = pl.when(scored).then(weight.size)
        columns["rounded"] = scored & weight.rounded
    slot = slicing.slot(decoded.day, export)
    if slot is not None:
        columns["slot"] = slot
    if needs_all(configuration.survey):
        columns |= _identities(cells, configuration.survey, decoded.day)
    return columns


def _identities(cells: Cells, survey: Survey, day: pl.Expr) -> dict[str, pl.Expr]:
    """Who answered, when, and for whom."""
    columns: dict[str, pl.Expr] = {}
    if survey.respondent is not None:
        columns[RESPONDENT] = cells.text(survey.respondent)
    if survey.account is not None:
        columns[ACCOUNT] = cells.text(survey.account)
    if survey.repeats != "all" or survey.roll_up == "latest":
        path = ("survey", "answered_at", "column")
        columns[MOMENT] = (
            cells.moment(survey.answered_at.column, path)
            if survey.answered_at is not None
            else pl.lit(None, pl.Datetime("us"))
        )
    if isinstance(survey.roll_up, RoleRollUp):
        columns[ROLE] = role_rank(cells.text(survey.roll_up.column), survey.roll_up.roles)
    if survey.repeats == "latest-per-period" and survey.period is not None:
        columns[BUCKET] = first_day(day, survey.period, survey.fiscal_year_starts)
    return columns
