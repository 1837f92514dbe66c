"""A nested value as scalars with dotted names.

- `interval.low` is a field of a field.
- `bands.hostile.count` is a field of the item of that name, in a list of items that have one.
- `moves.1.count` is a field of the first item of a list of items without names.
- `scores.9` is the count of a score, in a list that holds one a score, up to the highest.
- `flags` is a list of plain values, joined by blanks. An empty list of anything has no column,
  but for the flags, which are then empty.
"""

import json
from typing import cast

from nps.results.result import Plain, Record

Scalar = None | bool | int | float | str

_HIGHEST_SCORE = 10
_PER_SCORE = frozenset({"scores", "weighted_scores"})
_TEXTS = frozenset({"flags"})
_NAME = "name"
_NESTED = (dict, list)
_PLAIN = frozenset({type(None), bool, int, float, str})


class Path(dict[str | int, "Path"]):
    """A place in a record, which remembers the places below it.

    NOTE: A dictionary, since each of 100,000 segments asks for the same names, and putting them
    together anew takes longer than all the rest.
    """

    __slots__ = ("key", "name")

    def __init__(self, name: str = "", key: str | int = "") -> None:
        super().__init__()
        self.name = name
        self.key = key

    def __missing__(self, key: str | int) -> "Path":
        path = self[key] = Path(f"{self.name}.{key}" if self.name else str(key), key)
        return path


def flatten(record: Record, path: Path) -> dict[str, Scalar]:
    """Give all scalars of a record by name; records of one shape should share a path."""
    row: Record = {}
    _put_fields(row, path, record)
    return cast("dict[str, Scalar]", row)


def _put_fields(row: Record, path: Path, fields: Record, but: str = "") -> None:
    for key, value in fields.items():
        if key == but:
            continue
        if type(value) in _PLAIN:
            row[path[key].name] = value
        else:
            _put(row, path[key], value)


def _put(row: Record, path: Path, value: Plain) -> None:
    if isinstance(value, dict):
        _put_fields(row, path, value)
    elif not isinstance(value, list):
        row[path.name] = value
    elif path.key in _PER_SCORE:
        for score, item in enumerate(value, _HIGHEST_SCORE - len(value) + 1):
            _put(row, path[score], item)
    elif any(isinstance(item, _NESTED) for item in value):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict) and _NAME in item:
                _put_fields(row, path[str(item[_NAME])], item, but=_NAME)
            else:
                _put(row, path[number], item)
    elif value or path.key in _TEXTS:
        row[path.name] = " ".join(map(_word, value))


def _word(item: Plain) -> str:
    return item if isinstance(item, str) else json.dumps(item)
