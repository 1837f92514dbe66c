"""The rows as delimited text, for spreadsheets and scripts."""

import csv

from nps.render.flattening import Scalar
from nps.render.printable import printable
from nps.render.rows import flat_rows
from nps.render.style import Style
from nps.results.result import Result

_LINE_END = "\r\n"
_WORDED = frozenset({bool, str})


def render_csv(result: Result, style: Style) -> str:
    """Write comma-separated values, RFC 4180 but for the line ends."""
    return _render(result, style, ",")


def render_tsv(result: Result, style: Style) -> str:
    """Write tab-separated values, quoted as CSV is."""
    return _render(result, style, "\t")


def _render(result: Result, style: Style, delimiter: str) -> str:
    rows = flat_rows(result.record())
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator=_LINE_END)
    writer.writerows([list(row) for row in rows[:1]])
    writer.writerows(
        [_text(cell, style) if type(cell) in _WORDED else cell for cell in row.values()]
        for row in rows
    )
    return "".join(lines)


class _Lines(list[str]):
    """Takes what a csv writer writes, a line at a time.

    NOTE: The csv module quotes only those line breaks that it ends lines with, so lines end with
    both kinds until they are here.
    """

    def write(self, line: str) -> None:
        self.append(line.removesuffix(_LINE_END) + "\n")


def _text(cell: Scalar, style: Style) -> str:
    """Write a text, or true or false; the csv module writes numbers, and null as nothing."""
    if isinstance(cell, str):
        return printable(cell) if style.terminal else cell
    return str(cell).lower()
