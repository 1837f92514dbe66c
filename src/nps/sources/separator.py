"""The character between the cells of a text export."""

import io
from itertools import islice
from typing import NamedTuple

from nps.sources.dialect import Dialect

SEPARATORS = ",;\t|"
_ROWS = 200
_MANY = 2


class _Fit(NamedTuple):
    """How well a separator explains the first rows; the greatest is chosen.

    Attributes:
        full: Rows with as many cells as the header.
        cut: Rows with more than one cell; the header, where there are no rows.
        width: Cells of the header.
    """

    full: int
    cut: int
    width: int


def find_separator(head: bytes) -> str:
    """Choose the separator under which the most rows have as many cells as the header.

    `head` is UTF-8 that may end within a row.
    Where no separator stands in both the header and the rows there is one column,
    and the answer is one that the header does not hold.
    """
    text = head.decode(errors="ignore").removeprefix("\ufeff")
    fits = {separator: _fit(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: fits[separator])
    if fits[best].cut:
        return best
    return next((separator for separator in SEPARATORS if fits[separator].width < _MANY), best)


def _fit(text: str, separator: str) -> _Fit:
    rows = Dialect(separator).read(io.StringIO(text, newline=""), strict=False)
    widths = [len(row) for row in islice(filter(None, rows), _ROWS)]
    header, *rest = widths or [0]
    if header < _MANY:
        return _Fit(0, 0, header)
    return _Fit(rest.count(header), sum(width >= _MANY for width in rest or widths), header)
