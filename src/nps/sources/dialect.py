"""How the cells of a text export are told apart."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _csv import Writer

    from _typeshed import SupportsWrite

TAB = "\t"
LONGEST_CELL = 1 << 24
"""Characters. A longer cell is the rest of a file after a quote that is never closed."""


class Dialect(NamedTuple):
    """How rows stand in lines.

    Attributes:
        separator: Between cells.
        quoted: Whether a cell may be in quotes that are doubled inside.
            Exports with tabs often have no quoting: a quote is a character like any other.
        preamble: Lines before all records.
        doubled: Whether lines end with CR CR LF, what Windows makes of CR LF in its text mode.
    """

    separator: str
    quoted: bool = True
    preamble: int = 0
    doubled: bool = False

    def read(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        """Split lines into cells; strict refuses a quote that closes late or never."""
        if csv.field_size_limit() < LONGEST_CELL:
            csv.field_size_limit(LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            strict=strict,
        )

    def writer(self, target: "SupportsWrite[str]") -> "Writer":
        """Give a writer of rows that both the csv module and Polars read back as they were."""
        return csv.writer(
            target,
            delimiter=self.separator,
            quotechar='"' if self.quoted else None,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            lineterminator="\r\n",  # a cell with either of them gets quotes
        )

    def line_pattern(self, width: int) -> str:
        """Write the pattern, for Polars, of a line that is one record."""
        end = r"\r?$" if self.doubled else "$"
        return f"^{self._record_pattern(width)}{end}"

    def record_pattern(self, width: int) -> re.Pattern[bytes]:
        """Give the pattern, for Python, of lines that are one record, with their ends."""
        return re.compile(rf"{self._record_pattern(width)}\r?\n?".encode())

    def _record_pattern(self, width: int) -> str:
        """Write what a record looks like if the csv module and Polars agree on every cell.

        A lone cell that is not quoted holds more than blanks, or its line would be a blank line.
        The pattern means the same to Python and to Rust.
        """
        separator = rf"\x{ord(self.separator):02x}"
        quote = '"' if self.quoted else ""
        other = rf"\r\n{separator}{quote}"
        cells = [rf"[^{other}]*"]
        if width == 1:
            cells = [rf"[^{other}]*[^\t {other}][^{other}]*"]
        if self.quoted:
            cells.append(r'"[^"]*(?:""[^"]*)*"')
        cell = f"(?:{'|'.join(cells)})"
        return f"(?:{cell}{separator}){{{width - 1}}}{cell}"
