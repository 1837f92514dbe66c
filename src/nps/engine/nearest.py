"""Rules that match nothing, and the nearest value there is."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from nps.engine.cells import Cells, Path
from nps.engine.collect import collect_export
from nps.engine.export import Export
from nps.errors import key_path
from nps.results.tally import SegmentationTally
from nps.spec.conditions import Condition
from nps.spec.configuration import Configuration
from nps.spec.segmentations import MapSegmentation, RuleSegmentation

MOST_VALUES = 10_000
"""Columns with more values than this are keys or comments, not categories."""

Operands = Iterator[tuple[Path, str, str]]
"""Key path, column and text."""


def nearest_notes(
    exports: Sequence[Export],
    configuration: Configuration,
    segmentations: Iterable[SegmentationTally],
    *,
    nobody: bool,
) -> list[str]:
    """Say which texts of rules without responses stand in no cell, and what is near them.

    Args:
        exports: What was read.
        configuration: What is declared.
        segmentations: What was counted.
        nobody: The `where` left no response.
    """
    operands = list(_idle(configuration, segmentations))
    where = configuration.survey.where
    if nobody and where is not None:
        operands += _texts(where, ("survey", "where"))
    survey = configuration.survey
    private = (survey.comment, survey.respondent, survey.account)
    columns = dict.fromkeys(column for _, column, _ in operands if column not in private)
    values = _values(exports, configuration, list(columns))
    notes = []
    for path, column, text in operands:
        found = values.get(column, set())
        if found and text not in found and len(found) <= MOST_VALUES:
            near = get_close_matches(text.casefold(), [value.casefold() for value in found], n=1)
            match = min(
                (value for value in found if near and value.casefold() == near[0]), default=""
            )
            hint = f"; the nearest value is {match!r}" if match else ""
            notes.append(f"{key_path(path)}: no cell of column {column!r} is {text!r}{hint}")
    return notes


def _idle(configuration: Configuration, segmentations: Iterable[SegmentationTally]) -> Operands:
    """Texts that segments with base 0 compare with."""
    for segmentation in segmentations:
        declared = configuration.segments[segmentation.name]
        path = ("segments", segmentation.name)
        idle = {segment.name for segment in segmentation.segments if not segment.sums.base}
        if isinstance(declared, RuleSegmentation):
            for name, condition in declared.rules.items():
                if name in idle:
                    yield from _texts(condition, (*path, "rules", name))
        elif isinstance(declared, MapSegmentation):
            for name, values in declared.map.items():
                texts = (value for value in values if isinstance(value, str))
                if name in idle:
                    yield from ((((*path, "map", name)), declared.column, text) for text in texts)


def _texts(condition: Condition, path: Path) -> Operands:
    for below, test in condition.every_test():
        if test.operator in ("eq", "in"):
            for operand in test.operands:
                if isinstance(operand, str):
                    yield (*path, *below), test.column, operand


def _values(
    exports: Sequence[Export], configuration: Configuration, columns: Sequence[str]
) -> dict[str, set[str]]:
    """The values of some columns, at most one more than are ever looked at."""
    values: dict[str, set[str]] = {column: set() for column in columns}
    for export in exports if columns else ():
        cells = Cells(export.frame.collect_schema(), configuration, {})
        queries = [
            cells.text(column).drop_nulls().unique().head(MOST_VALUES + 1).alias("value")
            for column in columns
        ]
        responses = cells.prepare(export.frame)
        frames = collect_export(export.path, [responses.select(query) for query in queries])
        for column, frame in zip(columns, frames, strict=True):
            values[column].update(frame["value"].to_list())
    return values
