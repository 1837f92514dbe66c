"""A record as rows: all responses first, then every segment."""

from collections.abc import Iterator, Mapping
from typing import cast

from nps.results.result import Plain, Record

Scalar = None | bool | int | float | str

_HIGHEST_SCORE = 10
_PER_SCORE = frozenset({"scores", "weighted_scores"})
_TEXTS = frozenset({"flags"})
_ROWS = frozenset({"overall", "rows"})


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
    """Give a row for all responses, whose segmentation is null, and one for every segment.

    The first one also holds the ledger, so that rows alone say what they are of.
    Records that are no segments have rows of their own, which are given as they are.
    """
    if "overall" in record:
        overall = cast("Record", record["overall"])
        yield _row(None, overall) | {"ledger": record["ledger"]}
    yield from cast("list[Record]", record.get("rows", []))
    for segmentation in _segmentations(record):
        for segment in cast("list[Record]", segmentation["segments"]):
            yield _row(segmentation["name"], segment)


def flat_rows(record: Mapping[str, Plain]) -> list[dict[str, Scalar]]:
    """Give the rows with dotted names for what is nested, and the same columns in each.

    Columns come in the order first seen, those of the ledger last. `interval.low` is a field of
    a field, `bands.hostile.count` one of the item of that name, `scores.9` the count of a score.
    """
    rows = [dict(_flatten("", row)) for row in nested_rows(record)]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    columns = [column for column in columns if not _is_parent(column, columns)]
    columns.sort(key=lambda column: column.startswith("ledger."))
    return [{column: row.get(column) for column in columns} for row in rows]


def _segmentations(record: Mapping[str, Plain]) -> list[Record]:
    return cast("list[Record]", record.get("segmentations", []))


def _row(segmentation: Plain, figures: Record) -> Record:
    if "segment" not in figures:
        return figures
    return {"segmentation": segmentation, "segment": figures["segment"]} | figures


def _flatten(path: str, value: Plain) -> Iterator[tuple[str, Scalar]]:
    key = path.rpartition(".")[2]
    match value:
        case dict():
            for name, inner in value.items():
                yield from _flatten(f"{path}.{name}" if path else name, inner)
        case list() if key in _PER_SCORE:
            lowest = _HIGHEST_SCORE - len(value) + 1
            for score, inner in enumerate(value, lowest):
                yield from _flatten(f"{path}.{score}", inner)
        case list() if key in _TEXTS:
            yield path, " ".join(map(str, value))
        case list():
            for item in cast("list[Record]", value):
                for name, inner in item.items():
                    if name != "name":
                        yield from _flatten(f"{path}.{item['name']}.{name}", inner)
        case _:
            yield path, value


def _is_parent(column: str, columns: list[str]) -> bool:
    """Whether a column is null wherever it stands, as `interval` is where no interval is."""
    return any(other.startswith(f"{column}.") for other in columns)
