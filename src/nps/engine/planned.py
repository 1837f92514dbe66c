"""How inputs would be counted, as plain data for the eyes of a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nps.engine.counted import Asked
from nps.engine.cuts import form_name
from nps.engine.dims import SCORE
from nps.engine.export import Export
from nps.engine.gathering import ACCOUNT, MOMENT, RESPONDENT, needs_all
from nps.engine.inputs import ByDay, Input
from nps.engine.keys import rule_chunks
from nps.engine.needing import rows_needed
from nps.engine.planning import LARGE, MANY, MOST_CELLS, Group, Plan, make_plan
from nps.engine.rows import Rows, rows_of
from nps.engine.segmenting import CROSS, NONE, Grouping
from nps.engine.sharing import SHARED_CELLS
from nps.engine.slicing import Slicing
from nps.engine.stored import Stored
from nps.engine.tallying import ask
from nps.engine.uses import Uses, forms_of
from nps.errors import DeclarationError
from nps.results.plan import CountPlan, InputPlan, Part, PlanLimits, Role, Use
from nps.results.vendor import PREVIEW, UNFINISHED
from nps.spec.configuration import Configuration
from nps.spec.segmentations import RuleSegmentation

if TYPE_CHECKING:
    import polars as pl

LIMITS = PlanLimits(bytes=LARGE, sets=MANY, cells=MOST_CELLS, shared=SHARED_CELLS)
SCORE_FORMS = ("written", "known", "text", "score", "status")
"""What a score is read from."""
GATHERED = ("respondent", "account")
"""Keys under `survey` for which all rows are gathered."""


def plan_inputs(
    inputs: Sequence[Input],
    configuration: Configuration,
    shown: Sequence[str],
    slicing: Slicing | None = None,
) -> tuple[InputPlan, ...]:
    """Plan how each input is counted, as `tally` would count it; only a sample is read.

    Raises:
        DeclarationError: A column is named and not there, or a tally was counted otherwise.
        SourceError: The first rows of an export cannot be read.
    """
    asked = ask(inputs, configuration, shown, slicing=slicing)
    tallies = [one for one in inputs if isinstance(one, ByDay)]
    if tallies:
        problems = list(rows_needed(configuration, shown))
        if problems:
            raise DeclarationError(problems)
        for one in tallies:
            one.daily(asked)
        asked = replace(asked, slicing=Slicing(daily=True))
    return tuple(
        _stored(one) if isinstance(one, ByDay) else _planned(one, asked, number)
        for number, one in enumerate(inputs)
    )


def _stored(tally: ByDay) -> InputPlan:
    name = tally.name if isinstance(tally, Stored) else tally.headers[0].path
    return InputPlan(path=name, format="tally", way="tally")


def _planned(export: Export, asked: Asked, number: int) -> InputPlan:
    rows = rows_of(asked, export, number, {})
    survey = asked.configuration.survey
    plan = Plan(by_rows=tuple(rows.sets)) if needs_all(survey) else make_plan(rows)
    # NOTE: A plan without groups was made without a sample, or no group was worth it.
    is_planned = bool(plan.groups or plan.sampled)
    uses = Uses(rows.cells)
    _take_survey(uses, rows, asked)
    for grouping in plan.by_rows:
        uses.take(sorted(rows.forms(grouping)), by_rows=True)
    for group in plan.groups:
        for form, by_rows in _forms(group):
            uses.take([form], by_rows=by_rows)
    return InputPlan(
        path=export.path,
        format=export.format,
        way="gathered" if needs_all(survey) else "together" if is_planned else "small",
        size=export.size,
        daily=asked.slicing.daily,
        gathered=tuple(key for key in GATHERED if getattr(survey, key) is not None),
        sampled=plan.sampled,
        columns=uses.columns(export.columns),
        groups=tuple(
            CountPlan(
                parts=tuple(_parts(group.sets, asked.configuration)),
                columns=uses.sources(form for form, _ in _forms(group)),
                cells=group.cells,
                texts=group.apart.texts,
                crowd=group.apart.cells,
            )
            for group in plan.groups
        ),
        by_rows=tuple(
            CountPlan(
                parts=tuple(_parts(sets, asked.configuration)),
                columns=uses.sources(form for one in sets for form in rows.forms(one)),
                cells=plan.cells.get(sets[0]),
            )
            # NOTE: Without a sample there is nothing to be said of each.
            for sets in ([[one] for one in plan.by_rows] if is_planned else [plan.by_rows])
        ),
    )


def _take_survey(uses: Uses, rows: Rows, asked: Asked) -> None:
    """Take what is read of each row whatever the segments are."""
    cells, survey = rows.cells, asked.configuration.survey
    column = asked.score.column
    known = {form_name(form, one) for form in SCORE_FORMS for one in (column, cells.source(column))}
    uses.put(cells.source(column), Use(role="score"))
    roles: list[tuple[Role, str, pl.Expr]] = []
    if survey.answered_at is not None:
        column = survey.answered_at.column
        path = ("survey", "answered_at", "column")
        roles.append(("answered", column, cells.day(column, path)))
        if MOMENT in rows.columns:
            roles.append(("answered", column, rows.columns[MOMENT]))
    if survey.weight is not None:
        roles.append(("weight", survey.weight, cells.number(survey.weight, (), counted=False)))
    if survey.respondent is not None:
        roles.append(("respondent", survey.respondent, rows.columns[RESPONDENT]))
    if survey.account is not None:
        roles.append(("account", survey.account, rows.columns[ACCOUNT]))
    for role, column, expression in roles:
        forms = expression.meta.root_names()
        known.update(forms)
        for source in {cells.source(column)} & set(uses.sources(forms)) or uses.sources(forms):
            uses.put(source, Use(role=role))
    # NOTE: What a layout makes of its columns is no form of one.
    known |= {PREVIEW, UNFINISHED}
    others = {form for one in rows.columns.values() for form in one.meta.root_names()}
    uses.take(sorted(others - known), by_rows=True)


def _forms(group: Group) -> Iterator[tuple[str, bool]]:
    """Give the forms behind a group, and whether rules are run on rows for them."""
    for dim in group.dims:
        if dim.form != SCORE:
            yield from forms_of(dim)


def _parts(sets: Sequence[Grouping], configuration: Configuration) -> Iterator[Part]:
    """Say in the words of the configuration what is counted."""
    chunks: dict[str, list[str]] = {}
    for grouping in sets:
        if grouping and grouping[0].startswith("\0"):
            continue  # how many rows are in the file of a join
        names = dict.fromkeys(key.rpartition("\0")[0] for key in grouping)
        if len(names) != 1:
            yield Part(segmentation=CROSS.join(names))
        else:
            (name,) = names
            chunks.setdefault(name, []).extend(key.rpartition("\0")[2] for key in grouping)
    for name, found in chunks.items():
        declared = configuration.segments[name]
        if not isinstance(declared, RuleSegmentation) or not declared.overlap:
            yield Part(segmentation=name)
            continue
        sizes = {str(index): len(one) for index, one in enumerate(rule_chunks(declared))}
        if sizes.keys() | {NONE} == set(found):
            yield Part(segmentation=name)
        else:
            yield Part(
                segmentation=name,
                rules=sum(sizes[key] for key in found if key != NONE),
                of=len(declared.rules),
                rest=NONE in found,
            )
