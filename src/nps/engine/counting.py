"""Rows of exports to counts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from nps.engine.collapsing import collapsed
from nps.engine.collect import collect_export
from nps.engine.counted import Answers, Asked, Counted
from nps.engine.export import Export
from nps.engine.facts import Facts
from nps.engine.gathering import choose
from nps.engine.looking import settle
from nps.engine.planning import Plan, make_plan
from nps.engine.rows import Rows, rows_of
from nps.engine.scores import SCORED, cell_text
from nps.engine.segmenting import Grouping
from nps.engine.units import units
from nps.results.tally import SourceTally

if TYPE_CHECKING:
    from nps.engine.conversions import Conversion


def count_settled(asked: Asked, exports: Sequence[Export]) -> Counted:
    """Count some exports, columns read as they are written.

    Raises:
        DeclarationError: A column may be read in two ways.
    """
    facts = Facts()
    counted = count_exports(asked, exports)
    found = settle(exports, asked.configuration, counted.conversions.values(), facts)
    if found:
        columns = {**asked.configuration.columns, **found}
        configuration = asked.configuration.model_copy(update={"columns": columns})
        counted = count_exports(replace(asked, configuration=configuration, written=found), exports)
    counted.facts.add(facts)
    return counted


def count_exports(asked: Asked, exports: Sequence[Export]) -> Counted:
    """Count some exports, each in one pass."""
    counted = Counted(asked=asked)
    gathered = []
    for number, export in enumerate(exports):
        conversions: dict[tuple[str, str], Conversion] = {}
        rows = rows_of(asked, export, number, conversions)
        if asked.needs_all:
            responses, read, converted, uncounted = _gather(asked, rows)
            gathered.append(responses)
        else:
            answers, converted, uncounted = _count(asked, rows, make_plan(rows))
            read = int(answers.statuses["len"].sum())
            counted.take(answers)
        rows.cells.counts.take(converted)
        source = SourceTally(
            path=export.path, format=export.format, layout=export.layout, rows=read
        )
        counted.take_source(source, conversions.values())
        counted.take_uncounted(uncounted)
    if gathered:
        counted.gathered = _chosen(asked, gathered)
        if asked.invites is not None:
            from nps.engine.inviting import look_up  # noqa: PLC0415  # seldom needed

            pending = [
                one.column for one in counted.conversions.values() if one.converted < one.cells
            ]
            counted.turnouts, counted.gathered = look_up(
                asked, asked.invites, counted.gathered, pending
            )
        counted.take(_count_gathered(asked, rows, counted.gathered))
        if counted.turnouts is not None:
            counted.take_empty(counted.turnouts)
    return counted


def _count(asked: Asked, rows: Rows, plan: Plan) -> tuple[Answers, Sequence[int], pl.DataFrame]:
    """Count the rows of one export, its conversions, and its texts that are no scores."""
    names = dict.fromkeys(name for grouping in plan.by_rows for name in grouping)
    keys = {name: rows.keys[name] for name in names}
    answers: list[list[pl.DataFrame]] = []
    for unit in units(rows.export):
        responses = plan.with_keys(replace(rows, frame=unit), keys)
        sums = [_sums(asked, responses, [*grouping, "score"]) for grouping in plan.by_rows]
        sums += [_sums(asked, responses, group.keys) for group in plan.groups]
        conversions = [responses.select(_conversions(rows))] if rows.cells.counts.columns() else []
        queries = [_outcomes(asked, responses), _rejected(asked, responses), *sums, *conversions]
        answers.append(collect_export(rows.export.path, queries))
    outcomes, texts, *frames = (pl.concat(frames) for frames in zip(*answers, strict=True))
    converted = frames.pop().sum().row(0) if conversions else ()
    split = len(plan.by_rows)
    found = dict(zip(plan.by_rows, frames[:split], strict=True))
    if len(answers) > 1:
        found = {one: _added(frame, _slot(asked), one) for one, frame in found.items()}
    found |= collapsed(frames[split:], plan.groups, rows.keys, _slot(asked))
    # NOTE: In the order in which they were asked for, so that the same bytes come out.
    counts = {grouping: found[grouping] for grouping in rows.sets}
    answered = Answers(statuses=_statuses(asked, outcomes), counts=counts)
    return answered, converted, _texts(asked, rows, texts)


def _added(frame: pl.DataFrame, slot: Sequence[str], grouping: Grouping) -> pl.DataFrame:
    """Add up the counts of several units."""
    return frame.group_by(*slot, *grouping, "score").sum()


def _gather(asked: Asked, rows: Rows) -> tuple[pl.DataFrame, int, Sequence[int], pl.DataFrame]:
    """Read all responses of one export; count them, its conversions, and what is no score.

    Conversions and texts are counted here, since their types differ by export.
    """
    (responses,) = collect_export(rows.export.path, [rows.with_columns(rows.keys)])
    counting = rows.cells.counts.columns()
    converted = responses.select(_conversions(rows)).row(0) if counting else ()
    (texts,) = collect_export(rows.export.path, [_rejected(asked, responses.lazy())])
    changed = [pl.lit(None, pl.String).alias("uncounted")]
    if "weight" in rows.columns:
        changed.append(pl.col("weight").cast(pl.Int128))
    kept = responses.drop(counting).with_columns(changed)
    return kept, responses.height, converted, _texts(asked, rows, texts)


def _chosen(asked: Asked, gathered: Sequence[pl.DataFrame]) -> pl.DataFrame:
    chosen = choose(pl.concat(gathered), asked.configuration.survey)
    scored = pl.col("status") == SCORED
    names = [name for name in ("score", "weight") if name in chosen.columns]
    return chosen.with_columns(pl.when(scored).then(name).alias(name) for name in names)


def _count_gathered(asked: Asked, rows: Rows, gathered: pl.DataFrame) -> Answers:
    responses = gathered.lazy()
    sums = [_sums(asked, responses, [*grouping, "score"]) for grouping in rows.sets]
    outcomes, *counts = collect_export(rows.export.path, [_outcomes(asked, responses), *sums])
    return Answers(
        statuses=_statuses(asked, outcomes), counts=dict(zip(rows.sets, counts, strict=True))
    )


def _conversions(rows: Rows) -> list[pl.Expr]:
    return [pl.col(name).sum() for name in rows.cells.counts.columns()]


def _slot(asked: Asked) -> list[str]:
    return ["slot"] if asked.slicing.is_sliced else []


def _outcomes(asked: Asked, responses: pl.LazyFrame) -> pl.LazyFrame:
    """Rows by what became of them, and whether their score is valid."""
    day = pl.col("day")
    summary = [pl.len(), day.min().alias("first"), day.max().alias("last")]
    if asked.configuration.survey.weight is not None:
        size = pl.col("size")
        summary += [
            pl.col("rounded").sum(), size.eq(0).sum().alias("weightless"), size.max(),
        ]  # fmt: skip
    # NOTE: One small key costs less than two.
    outcome = pl.col("status") * 2 + pl.col("valid").cast(pl.UInt8)
    responses = responses.with_columns(outcome=outcome)
    return responses.group_by(*_slot(asked), "outcome").agg(summary)


def _rejected(asked: Asked, responses: pl.LazyFrame) -> pl.LazyFrame:
    """Rows by what is no score."""
    # NOTE: A filter of rows would be pushed into the scan, which would then be read once more.
    names = [*_slot(asked), "uncounted", "status"]
    kept = pl.struct(names).filter(pl.col("uncounted").is_not_null())
    return responses.select(kept=kept).unnest("kept").group_by(names).agg(pl.len())


def _statuses(asked: Asked, outcomes: pl.DataFrame) -> pl.DataFrame:
    """Put together what differs by whether the score is valid, or by unit, only."""
    valid = pl.col("outcome") % 2 == 1
    named = outcomes.with_columns(status=pl.col("outcome") // 2)
    return named.group_by(*_slot(asked), "status").agg(
        pl.col("len").sum(),
        pl.col("len").filter(valid).sum().alias("valid"),
        pl.col("first").filter(valid).min(),
        pl.col("last").filter(valid).max(),
        pl.col([name for name in ("rounded", "weightless") if name in outcomes.columns]).sum(),
        pl.col([name for name in ("size",) if name in outcomes.columns]).max(),
    )


def _texts(asked: Asked, rows: Rows, texts: pl.DataFrame) -> pl.DataFrame:
    dtype = rows.cells.dtype(asked.score.column)
    return texts.with_columns(cell_text(pl.col("uncounted"), dtype))


def _sums(asked: Asked, responses: pl.LazyFrame, keys: Sequence[str]) -> pl.LazyFrame:
    sums = [pl.len()]
    if asked.is_weighted:
        weight = pl.col("weight").cast(pl.Int128)
        sums += [weight.sum().alias("sum"), (weight * weight).sum().alias("squares")]
    return responses.group_by(*_slot(asked), *keys).agg(sums)
