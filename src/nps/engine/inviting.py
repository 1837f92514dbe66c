"""Answers looked up among the invited: who answered, of which segments, and for whom."""

from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

import polars as pl

from nps.engine.cells import Cells
from nps.engine.collect import collect, collect_export
from nps.engine.conventions import convention_notes
from nps.engine.counted import Asked
from nps.engine.export import every_name
from nps.engine.facts import Facts
from nps.engine.invite_notes import Note, lacking_note, match_notes, unconverted_notes, why_lacking
from nps.engine.invites import INVITEE, Invites, Turnouts
from nps.engine.keys import leaves, row_keys
from nps.engine.looking import settle
from nps.engine.naming import named_columns
from nps.engine.nested import NESTED
from nps.engine.scores import SCORED
from nps.engine.segmenting import NONE, Grouping, groupings, is_overlap, key_name
from nps.errors import DeclarationError, Problem, near_match
from nps.spec.configuration import Configuration, DaysSince
from nps.spec.invited import Invited
from nps.spec.segmentations import QuantileSegmentation, SinceSegmentation
from nps.spec.survey import Survey

if TYPE_CHECKING:
    from nps.engine.conversions import Conversion

ANSWERED = "\0answered"
Counts = dict[Grouping, dict[tuple[object, ...], list[int]]]


def invited_problems(invites: Invites, declared: Invited, columns: set[str]) -> Iterator[Problem]:
    """Find key columns that are not there.

    Args:
        invites: The list.
        declared: What it is said to be.
        columns: Of all exports together, made ones included.
    """
    schema = invites.export.frame.collect_schema()
    there = [
        name
        for name in every_name(invites.export)
        if not isinstance(schema.get(name), (*NESTED, pl.List))
    ]
    sides = (
        (declared.on.response, columns, frozenset[str](), "the export"),
        (declared.on.invited, there, invites.export.duplicates, invites.name),
    )
    for column, known, duplicates, place in sides:
        if column in duplicates:
            message = f"found column {column!r} more than once in {place}, expected it once"
            yield Problem(path=("invited", "on"), message=message)
        elif column not in known:
            message = f"found no column {column!r} in {place}{near_match(column, known)}"
            yield Problem(path=("invited", "on"), message=message)


def look_up(
    asked: Asked, invites: Invites, gathered: pl.DataFrame, pending: Collection[str] = ()
) -> tuple[Turnouts, pl.DataFrame]:
    """Count the invited and those of them who answered.

    Args:
        asked: What is to be counted.
        invites: The list.
        gathered: All responses, of which it is settled who counts.
        pending: Columns of which it is not settled yet how the exports write them.

    Returns:
        What was counted; and the responses, weighted back to the invited where that is asked for.

    Raises:
        DeclarationError: No answer is of anybody on the list, or somebody is on it twice.
    """
    declared = asked.configuration.invited
    if declared is None:
        raise TypeError("the invited list must be declared before answers are looked up in it")
    configuration = asked.configuration
    lacking = {
        name: why_lacking(column, invites, configuration)
        for name in asked.leaves
        for column in _lacking(name, asked, invites)
    }
    listed, notes = _settled(asked, invites, declared, lacking, pending)
    scored = gathered.filter(pl.col("status") == SCORED)
    _check_match(listed, gathered, invites, declared)
    marked = listed.lazy().join(
        scored.lazy().select(INVITEE).unique().with_columns(pl.lit(1).alias(ANSWERED)),
        on=INVITEE, how="left", maintain_order="left",
    )  # fmt: skip
    wanted = asked.counted
    parts = {name: list(leaves(name, configuration.segments)) for name in wanted}
    lost = {name: lacking[leaf] for name in wanted for leaf in parts[name][::-1] if leaf in lacking}
    sets = dict.fromkeys(
        one for name in wanted if name not in lost for one in groupings(name, configuration)
    )
    counts = _counts(marked, [(), *sets])
    turnouts = Turnouts(
        counts=counts,
        fitted=frozenset(
            (key_name(leaf, 0),)
            for leaf in asked.leaves
            if isinstance(configuration.segments[leaf], QuantileSegmentation)
        ),
        lacking=lost,
        notes=(
            *match_notes(listed[INVITEE], scored[INVITEE], invites, declared),
            *notes,
            *(lacking_note(name, lost[name]) for name in asked.shown if name in lost),
        ),
    )
    if not invites.strata:
        return turnouts, gathered
    from nps.engine.poststratifying import poststratify  # noqa: PLC0415  # seldom needed

    return poststratify(asked, invites, turnouts, gathered)


def _settled(
    asked: Asked,
    invites: Invites,
    declared: Invited,
    lacking: Mapping[str, str],
    pending: Collection[str],
) -> tuple[pl.DataFrame, list[Note]]:
    """Read the list as its own columns are written, whatever those of the exports are.

    Returns:
        Its rows, and what is to be said of them.
    """
    own = {
        name: how for name, how in asked.configuration.columns.items() if name not in asked.written
    }
    configuration = asked.configuration.model_copy(update={"columns": own})
    listed, conversions = _read(asked, invites, declared, lacking, configuration)
    facts = Facts()
    # NOTE: Where the list does not tell, the exports do, once they have been looked at.
    otherwise = {**dict.fromkeys(pending), **asked.written}
    found = settle([invites.export], configuration, conversions, facts, otherwise)
    if found:
        configuration = configuration.model_copy(update={"columns": {**own, **found}})
        listed, conversions = _read(asked, invites, declared, lacking, configuration)
    said = (
        (f"{invites.name}: {full}", f"{invites.name}: {veiled}")
        for full, veiled in convention_notes(facts)
    )
    return listed, [*said, *unconverted_notes(conversions, invites)]


def _read(
    asked: Asked,
    invites: Invites,
    declared: Invited,
    lacking: Mapping[str, str],
    configuration: Configuration,
) -> tuple[pl.DataFrame, list["Conversion"]]:
    """Read the list as a configuration says that columns are written."""
    conversions: dict[tuple[str, str], Conversion] = {}
    cells = Cells(invites.export.frame.collect_schema(), configuration, conversions)
    listed = _listed(invites, declared, cells, _keys(asked, cells, lacking))
    return listed, [*conversions.values()]


def _keys(asked: Asked, cells: Cells, lacking: Mapping[str, str]) -> dict[str, pl.Expr]:
    """The keys of all leaves that the list has the columns of, as those of responses."""
    keys: dict[str, pl.Expr] = {}
    for name in asked.leaves:
        if name in lacking:
            continue
        segmentation = asked.configuration.segments[name]
        parts = row_keys(segmentation, cells, ("segments", name))
        keys |= {key_name(name, index): part for index, part in enumerate(parts)}
        if is_overlap(segmentation):
            keys[key_name(name, NONE)] = reduce(and_, (part == 0 for part in parts))
    return keys


def _lacking(name: str, asked: Asked, invites: Invites) -> Iterator[str]:
    """Columns that a leaf reads and the list lacks."""
    configuration = asked.configuration
    # NOTE: Of the columns that are named only those of the segmentation matter.
    alone = configuration.model_copy(update={"survey": Survey()})
    named = [column for _, column in named_columns(alone, [name])]
    answered_at = configuration.survey.answered_at
    if answered_at is not None and _is_until_answer(name, configuration, named):
        named.append(answered_at.column)
    schema = invites.export.frame.collect_schema()
    nested = {column for column, dtype in schema.items() if isinstance(dtype, NESTED)}
    there = set(every_name(invites.export)) - invites.export.duplicates - nested
    # NOTE: What is joined to answers is not joined to the list.
    yield from (
        column
        for column in named[::-1]
        if column not in there or configuration.join_of([column]) is not None
    )


def _is_until_answer(name: str, configuration: Configuration, named: list[str]) -> bool:
    """Whether days are counted until the answer, which is no date of an invited."""
    segmentation = configuration.segments[name]
    if isinstance(segmentation, SinceSegmentation):
        return segmentation.until is None
    return any(
        isinstance(one, DaysSince) and one.until is None and one.days_since in named
        for one in configuration.columns.values()
    )


def _listed(
    invites: Invites, declared: Invited, cells: Cells, keys: Mapping[str, pl.Expr]
) -> pl.DataFrame:
    """Read the list, a row a customer; a missing key is a customer of its own."""
    path, (_, column) = invites.name, declared.on
    columns = {INVITEE: cells.text(column), **keys}
    frame = cells.prepare(invites.export.frame)
    (listed,) = collect_export(
        invites.export.path, [frame.select(**columns, **cells.counts.columns())]
    )
    counting = cells.counts.columns()
    if counting:
        cells.counts.take(listed.select(pl.col(list(counting)).sum()).row(0))
    listed = listed.drop(counting)
    known = listed[INVITEE].drop_nulls()
    if known.is_empty():
        found = (
            "no rows" if listed.is_empty() else f"no cell in column {column!r} that is not blank"
        )
        raise _refusal(f"found {found} of {path}, expected a row for each invited customer")
    again = int((known.value_counts()["count"] > 1).sum())
    if not again:
        return listed
    if declared.keep is None:
        raise _refusal(
            f"found {again:,} customer{'s' if again > 1 else ''} more than once in column "
            f"{column!r} of {path}, expected each once; to count the first or the last row of "
            "each, declare invited: {keep: first} or {keep: last}"
        )
    kept = (
        pl.col(INVITEE).is_first_distinct()
        if declared.keep == "first"
        else pl.col(INVITEE).is_last_distinct()
    )
    return listed.filter(kept | pl.col(INVITEE).is_null())


def _check_match(
    listed: pl.DataFrame, gathered: pl.DataFrame, invites: Invites, declared: Invited
) -> None:
    """Refuse a list that nobody who answered is on, which has the wrong column or is of others."""
    response, column = declared.on
    if gathered[INVITEE].is_in(listed[INVITEE].drop_nulls().implode()).any():
        return
    known = gathered[INVITEE].drop_nulls().n_unique()
    if not known:
        raise _refusal(f"found column {response!r} of the export blank, expected who answered")
    raise _refusal(
        f"found none of the {known:,} values of column {response!r} in column {column!r} of "
        f"{invites.name}, expected the customers who were invited; name other columns with "
        "on: {export's column: list's column}"
    )


def _refusal(message: str) -> DeclarationError:
    return DeclarationError([Problem(path=("invited",), message=message)])


def _counts(marked: pl.LazyFrame, sets: list[Grouping]) -> Counts:
    sums = [pl.len(), pl.col(ANSWERED).sum()]
    frames = collect(
        [marked.group_by(one).agg(sums) if one else marked.select(sums) for one in sets]
    )
    return {
        one: {row[: len(one)]: [int(row[-2]), int(row[-1])] for row in frame.iter_rows()}
        for one, frame in zip(sets, frames, strict=True)
    }
