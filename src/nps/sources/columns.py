"""The names of an export's columns."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nps.errors import SourceError

_PRIVATE = "\x00"


class Columns(NamedTuple):
    """A header, taken apart.

    Attributes:
        frame: A name for every column, in order, none twice.
            A column that the header does not name, or names like another, has a private one.
        usable: The names that are not private.
        duplicates: Names that stand more than once.
    """

    frame: tuple[str, ...]
    usable: tuple[str, ...]
    duplicates: frozenset[str]


def name_columns(header: Sequence[str], name: str) -> Columns:
    """Trim the cells of the header of export `name`, and keep apart those that name one column.

    Raises:
        SourceError: No cell has a name.
    """
    trimmed = [cell.strip() for cell in header]
    counts = Counter(trimmed)
    if set(counts) <= {""}:
        raise SourceError(
            f"{name}: the header names no column; expected the names in the first row"
        )
    frame = tuple(
        cell if cell and counts[cell] == 1 and not is_private(cell) else f"{_PRIVATE}{at}"
        for at, cell in enumerate(trimmed)
    )
    return Columns(
        frame=frame,
        usable=tuple(cell for cell in frame if not is_private(cell)),
        duplicates=frozenset(cell for cell, count in counts.items() if cell and count > 1),
    )


def is_private(name: str) -> bool:
    """Whether a name is none that an analyst can use."""
    return name.startswith(_PRIVATE)
