"""Single responses: what became of them, and why they are in their segments."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from nps.engine.cells import Cells
from nps.engine.checking import check
from nps.engine.collect import collect_export
from nps.engine.counted import Counted
from nps.engine.export import Export
from nps.engine.labellers import Labeller
from nps.engine.placing import ask_placement
from nps.engine.questions import Questions
from nps.engine.responses import decode_response
from nps.engine.scores import LEDGER_NAMES
from nps.engine.slicing import Slicing
from nps.engine.tallying import count, labellers_of, tally_of
from nps.errors import UsageError
from nps.frozen import frozen
from nps.results.explanation_responses import WHERE, ExplainedResponse, Reason
from nps.results.explanation_words import quoted
from nps.results.tally import Tally
from nps.results.vendor import UNFINISHED
from nps.spec.configuration import Configuration

ROW = "\0row"


@frozen
class Wanted:
    """The responses that are asked for: one row, or all of one respondent.

    Attributes:
        row: From 1, over all exports.
        respondent: The cell of the respondent's column, once trimmed.
    """

    row: int | None = None
    respondent: str | None = None


def inspect(
    exports: Sequence[Export],
    configuration: Configuration,
    shown: Sequence[str],
    wanted: Wanted,
    slicing: Slicing | None = None,
) -> tuple[Tally, tuple[ExplainedResponse, ...]]:
    """Count all responses, and look closely at some.

    Raises:
        UsageError: There is no such row or respondent.
        NpsError: As `tally`.
    """
    if wanted.row is None and configuration.survey.respondent is None:
        raise UsageError(
            "--id: found no column that says who answered, name it with --respondent, "
            "declare survey.respondent, or give --row"
        )
    counting = count(exports, configuration, shown, slicing=slicing)
    check(counting)
    labellers = labellers_of(counting)
    responses: list[ExplainedResponse] = []
    before = 0
    for export, source in zip(exports, counting.sources, strict=True):
        if wanted.row is None or before < wanted.row <= before + source.rows:
            responses += _inspect_export(export, counting, labellers, wanted, before)
        before += source.rows
    if not responses and wanted.row is not None:
        rows = "1 row" if before == 1 else f"{before:,} rows"
        raise UsageError(f"--row {wanted.row}: found {rows}, expected a number from 1 to {before}")
    if not responses:
        raise UsageError(
            f"--id: found no row with it in column {configuration.survey.respondent!r}; "
            "it must be the whole cell, upper and lower case as written"
        )
    return tally_of(counting, labellers), tuple(responses)


def _inspect_export(
    export: Export,
    counting: Counted,
    labellers: Mapping[str, Labeller],
    wanted: Wanted,
    before: int,
) -> list[ExplainedResponse]:
    configuration = counting.configuration
    cells = Cells(export.frame.collect_schema(), configuration, {})
    questions = Questions(cells)
    decoded = decode_response(cells, counting.score, configuration, counting.slicing).score
    score, status = questions.ask(decoded.score), questions.ask(decoded.status)
    column = counting.score.column
    given = questions.ask_cell(column)
    condition = configuration.survey.where
    where = (
        questions.ask_rule(WHERE, condition, ("survey", "where")) if condition is not None else None
    )
    known = UNFINISHED in cells.schema
    unfinished = questions.ask(pl.col(UNFINISHED) if known else pl.lit(value=False))
    places = [ask_placement(name, questions, labellers) for name in counting.shown]
    rows = _collect(export, questions, wanted, before)
    return [
        ExplainedResponse(
            row=before + answers[ROW],
            source=export.path,
            source_row=answers[ROW],
            ledger=LEDGER_NAMES[_chosen(counting, before + answers[ROW], status(answers))],
            score=score(answers),
            given=Reason(condition=quoted(column), cell=given(answers)),
            where=where(answers) if where is not None else None,
            is_unfinished=configuration.survey.finished and bool(unfinished(answers)),
            placements=tuple(place(answers) for place in places),
        )
        for answers in rows
    ]


def _chosen(counting: Counted, row: int, status: int) -> int:
    """Give the status of a row once repeats are judged, which takes all rows."""
    return status if counting.gathered is None else counting.gathered["status"][row - 1]


def _collect(
    export: Export, questions: Questions, wanted: Wanted, before: int
) -> list[dict[str, Any]]:
    numbered = export.frame.with_row_index(ROW, offset=1)
    respondent = questions.cells.configuration.survey.respondent
    if wanted.row is not None:
        responses = questions.cells.prepare(numbered.filter(pl.col(ROW) == wanted.row - before))
    else:
        is_theirs = questions.cells.text(str(respondent)) == str(wanted.respondent).strip()
        responses = questions.cells.prepare(numbered).filter(is_theirs)
    asked = responses.select(ROW, **questions.expressions)
    (answers,) = collect_export(export.path, [asked])
    return answers.sort(ROW).to_dicts()
