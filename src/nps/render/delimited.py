"""The rows as delimited text, for spreadsheets and scripts."""

import csv
from io import StringIO

from nps.render.printable import printable
from nps.render.rows import Scalar, flat_rows
from nps.render.style import Style
from nps.results.result import Result


def render_csv(result: Result, style: Style) -> str:
    """Write comma-separated values, RFC 4180 but for the line ends."""
    return _render(result, style, ",")


def render_tsv(result: Result, style: Style) -> str:
    """Write tab-separated values, quoted as CSV is."""
    return _render(result, style, "\t")


def _render(result: Result, style: Style, delimiter: str) -> str:
    rows = flat_rows(result.record())
    return "".join(
        _line([_text(cell, style) for cell in cells], delimiter)
        for cells in [list(rows[0]), *(row.values() for row in rows)]
    )


def _line(cells: list[str], delimiter: str) -> str:
    """Write one line; the csv module quotes only those line breaks that it ends lines with."""
    buffer = StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"


def _text(cell: Scalar, style: Style) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case str():
            return printable(cell) if style.terminal else cell
        case _:
            return repr(cell)
