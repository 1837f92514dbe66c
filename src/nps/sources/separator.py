"""The character between the cells of a text export."""

import io
import re
from itertools import islice
from typing import NamedTuple

from nps.sources.dialect import Dialect

SEPARATORS = ",;|\t"
_ROWS = 200
_MANY = 2
_DECLARED = re.compile(
    r'\ufeff?(?:sep=([^\w"\r\n])\1*|"sep=([^\w"\r\n])"\2*)\r{0,2}(?:\n|\Z)',
    re.ASCII | re.IGNORECASE,
)
"""The first line of exports that are meant for Excel; saved again, it is as wide as the rows."""


class _Fit(NamedTuple):
    """How well a separator explains the first rows; the greatest is chosen.

    Attributes:
        full: Rows with as many cells as the header, if that has more than one.
        cut: Rows with more than one cell.
        width: Cells of the header.
    """

    full: int
    cut: int
    width: int


def find_dialect(head: bytes) -> Dialect:
    """Tell the dialect by the first bytes: as the first line says it, where it does."""
    doubled = b"\r\r\n" in head
    if found := _DECLARED.match(head[:_ROWS].decode(errors="ignore")):
        separator = found[1] or found[2]
        if separator.isascii() and separator != "\x00":
            return Dialect(separator, preamble=1, doubled=doubled)
    return Dialect(find_separator(head), doubled=doubled)


def find_separator(head: bytes) -> str:
    """Choose the separator under which the most rows have as many cells as the header.

    `head` is UTF-8 that may end within a row.
    Where there is one column, the answer is a separator that its name does not hold.
    """
    text = head.decode(errors="ignore").removeprefix("\ufeff")
    tables = {separator: _rows(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: _fit(*tables[separator]))
    if _fit(*tables[best]).width < _MANY:
        return next(
            (separator for separator in SEPARATORS if len(tables[separator][0]) < _MANY), best
        )
    return best


def _rows(text: str, separator: str) -> list[list[str]]:
    rows = Dialect(separator).read(io.StringIO(text, newline=""), strict=False)
    return list(islice(filter(None, rows), _ROWS)) or [[]]


def _fit(header: list[str], *rows: list[str]) -> _Fit:
    full = sum(len(row) == len(header) for row in rows)
    cut = sum(len(row) >= _MANY for row in rows)
    prose = rows and not cut and all(cell.startswith(" ") for cell in header[1:])
    if len(header) < _MANY or prose:
        return _Fit(0, 0, 1)
    return _Fit(full, cut, len(header))
