"""Rules that match nothing, and the nearest value there is."""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from nps.engine.cells import Cells
from nps.engine.collect import collect_export
from nps.engine.conversions import Path
from nps.engine.export import Export
from nps.engine.facts import Facts, Text
from nps.errors import key_path
from nps.results.tally import SegmentationTally
from nps.spec.conditions import Condition
from nps.spec.configuration import Configuration
from nps.spec.segmentations import MapSegmentation, RuleSegmentation

MOST_VALUES = 10_000
"""Columns with more values than this in an export are keys or comments, not categories."""

Operands = Iterable[tuple[Path, str, str]]
"""Key path, column and text."""


def idle_operands(
    configuration: Configuration, segmentations: Iterable[SegmentationTally], *, nobody: bool
) -> Operands:
    """The texts of rules that no response meets.

    Args:
        configuration: What is declared.
        segmentations: What was counted.
        nobody: The `where` left no response.
    """
    for segmentation in segmentations:
        idle = {segment.name for segment in segmentation.segments if not segment.sums.base}
        yield from _operands(configuration, segmentation.name, idle)
    if nobody:
        yield from _where(configuration)


def all_operands(configuration: Configuration, shown: Iterable[str]) -> Operands:
    """The texts of all rules, each of which may be met by nobody on the days asked for."""
    for name in shown:
        yield from _operands(configuration, name, None)
    yield from _where(configuration)


def look_near(
    exports: Sequence[Export], configuration: Configuration, operands: Operands, facts: Facts
) -> None:
    """Find out whether cells read as the texts of rules do, and which come near.

    Args:
        exports: What is open.
        configuration: What is declared.
        operands: The texts.
        facts: Where it is noted.
    """
    survey = configuration.survey
    private = (survey.comment, survey.respondent, survey.account)
    texts: dict[str, dict[str, None]] = {}
    for _, column, text in operands:
        if column not in private:
            texts.setdefault(column, {})[text] = None
    for export in exports if texts else ():
        cells = Cells(export.frame.collect_schema(), configuration, {})
        queries = [
            cells.text(column).drop_nulls().unique().head(MOST_VALUES + 1).alias("value")
            for column in texts
        ]
        responses = cells.prepare(export.frame)
        frames = collect_export(export.path, [responses.select(query) for query in queries])
        for column, frame in zip(texts, frames, strict=True):
            values = frame["value"].to_list()
            here = Facts(values={column: len(values)})
            if 0 < len(values) <= MOST_VALUES:
                _compare(column, texts[column], values, here)
            facts.add(here)


def nearest_notes(facts: Facts, operands: Operands) -> list[str]:
    """Say which texts of rules without responses stand in no cell, and what is near them."""
    notes = []
    for path, column, text in operands:
        known = 0 < facts.values.get(column, 0) <= MOST_VALUES
        if known and (column, text) not in facts.present:
            near = _nearest(text, facts.near.get((column, text), ()))
            hint = f"; the nearest value is {near!r}" if near else ""
            notes.append(f"{key_path(path)}: no cell of column {column!r} is {text!r}{hint}")
    return notes


def _compare(column: str, texts: Iterable[str], values: Sequence[str], facts: Facts) -> None:
    found = set(values)
    for text in texts:
        one: Text = (column, text)
        if text in found:
            facts.present.add(one)
        elif near := _nearest(text, found):
            facts.near[one].add(near)


def _nearest(text: str, values: Collection[str]) -> str:
    """The value that is nearest; of those that differ in case only the first by name."""
    # NOTE: The nearest of the nearest of each export is the nearest of all.
    near = get_close_matches(text.casefold(), {value.casefold() for value in values}, n=1)
    return min((value for value in values if near and value.casefold() == near[0]), default="")


def _operands(configuration: Configuration, name: str, idle: Collection[str] | None) -> Operands:
    """Texts that segments compare with, those of some names or of all."""
    declared, path = configuration.segments[name], ("segments", name)
    if isinstance(declared, RuleSegmentation):
        for rule, condition in declared.rules.items():
            if idle is None or rule in idle:
                yield from _texts(condition, (*path, "rules", rule))
    elif isinstance(declared, MapSegmentation):
        for segment, values in declared.map.items():
            texts = (value for value in values if isinstance(value, str))
            if idle is None or segment in idle:
                yield from (((*path, "map", segment), declared.column, text) for text in texts)


def _where(configuration: Configuration) -> Operands:
    where = configuration.survey.where
    if where is not None:
        yield from _texts(where, ("survey", "where"))


def _texts(condition: Condition, path: Path) -> Operands:
    for below, test in condition.every_test():
        if test.operator in ("eq", "in"):
            for operand in test.operands:
                if isinstance(operand, str):
                    yield (*path, *below), test.column, operand
