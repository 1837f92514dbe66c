"""A record as rows: all responses first, then every segment, each by period where there are any."""

from collections.abc import Iterator, Mapping
from typing import cast

from nps.render.flattening import Path, Scalar, flatten
from nps.results.result import Plain, Record

_OTHERS = ("rows", "accounts")
"""Lists of what is no segment, with rows of their own."""
_ROWS = frozenset({"overall", *_OTHERS})
_LEDGER = "ledger"


def header_of(record: Mapping[str, Plain]) -> Record:
    """Give what stands above the rows: the record without its segments and all responses."""
    header = {key: value for key, value in record.items() if key not in _ROWS}
    if "segmentations" in record:
        header["segmentations"] = [
            {key: value for key, value in segmentation.items() if key != "segments"}
            for segmentation in _segmentations(record)
        ]
    return header


def nested_rows(record: Mapping[str, Plain]) -> Iterator[Record]:
    """Give the rows for all responses, whose segmentation is null, and those for every segment.

    Figures that hold `periods` have a row for each, their other fields before those of the
    period; all others, also those whose periods are none, have one row.
    The first row also holds the ledger, so that rows alone say what they are of.
    Records that are no segments have rows of their own, which are given as they are.
    """
    if "overall" in record:
        first, *others = _by_period(None, cast("Record", record["overall"]))
        yield {**first, _LEDGER: record[_LEDGER]}
        yield from others
    for segmentation in _segmentations(record):
        for segment in cast("list[Record]", segmentation["segments"]):
            yield from _by_period(segmentation["name"], segment)
    for name in _OTHERS:
        yield from cast("list[Record]", record.get(name, []))


def flat_rows(record: Mapping[str, Plain]) -> list[dict[str, Scalar]]:
    """Give the rows with dotted names for what is nested, and the same columns in each.

    Columns come in the order first seen, those of the ledger last.
    """
    root = Path()
    rows = [flatten(row, root) for row in nested_rows(record)]
    seen: dict[str, Scalar] = {}
    for row in rows:
        seen.update(row)
    parents = _parents(seen, rows)
    columns = [column for column in seen if column not in parents]
    columns.sort(key=lambda column: column.startswith(f"{_LEDGER}."))
    for row in rows:
        for parent in parents:
            row.pop(parent, None)
    blank: dict[str, Scalar] = dict.fromkeys(columns)
    return [blank | row for row in rows]


def _segmentations(record: Mapping[str, Plain]) -> list[Record]:
    return cast("list[Record]", record.get("segmentations", []))


def _by_period(segmentation: Plain, figures: Record) -> list[Record]:
    if "segment" in figures:
        figures = {"segmentation": segmentation, "segment": figures["segment"], **figures}
    if "periods" not in figures:
        return [figures]
    periods = cast("list[Record]", figures["periods"])
    own = {key: value for key, value in figures.items() if key != "periods"}
    return [{**own, **period} for period in periods] or [own]


def _parents(columns: Mapping[str, Scalar], rows: list[dict[str, Scalar]]) -> set[str]:
    """Give the columns that are null wherever they stand, as `interval` is where none is."""
    above = {
        column[:dot]
        for column in columns
        for dot, character in enumerate(column)
        if character == "."
    }
    return {
        column for column in above & columns.keys() if all(row.get(column) is None for row in rows)
    }
