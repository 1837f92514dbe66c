"""Rows written as vendors write them."""

import csv
import io
from collections.abc import Iterable, Sequence

Rows = Iterable[Sequence[str]]


def csv_bytes(rows: Rows, *, end: str = "\n", mark: bool = False, quote: bool = False) -> bytes:
    """Write rows as CSV.

    Args:
        rows: Cells, headers first.
        end: What ends a line.
        mark: Begin with a byte order mark.
        quote: Put every cell in quotes.
    """
    text = io.StringIO()
    if quote:
        csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(text, lineterminator=end).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
