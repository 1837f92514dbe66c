"""Records of a text export, read exactly, where lines alone do not tell them."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from nps.errors import SourceError
from nps.sources.dialect import LONGEST_CELL, Dialect

_LINE = re.compile(r"[^\r\n]*(?:\r{0,2}\n|\r)|[^\r\n]+")
"""With its end. CR CR LF is one end: what Windows makes of CR LF in its text mode."""


class Record(NamedTuple):
    """The cells of one record, as they stand, and the line on which it begins, from 1."""

    line: int
    cells: list[str]


class Stretch(NamedTuple):
    """What is read at once.

    Attributes:
        raw: Whole lines.
        whole: They are one record, and Polars reads it as the csv module does.
        records: The records on them, without blank lines, where `whole` does not hold.
    """

    raw: bytes
    whole: bool
    records: tuple[Record, ...] = ()


class QuoteError(SourceError):
    """A quote that is not closed, or not at the end of its cell."""


class RecordReader:
    """Reads records from any line of a file on, ahead only.

    A line here ends with LF or CR LF; the numbers in messages count CR alone too, as editors do,
    and CR CR LF as one.

    Attributes:
        index: Lines that are behind.
    """

    def __init__(self, source: BinaryIO, dialect: Dialect, name: str, width: int = 0) -> None:
        """Take the open file, the export's name, and how many cells a whole record has."""
        self.index = 0
        self._source = source
        self._dialect = dialect
        self._name = name
        self._whole = dialect.record_pattern(width) if width else re.compile(b"(?!)")
        self._behind = 0
        self._pending: deque[str] = deque()
        self._raw: list[bytes] = []
        self._last = ""
        self._rows = dialect.read(self._lines(), strict=True)

    def skip_to(self, index: int) -> Iterator[bytes]:
        """Give the lines before `index`, all of which must be taken before reading on.

        They are without a byte order mark.
        """
        count = index - self.index
        lines: Iterator[bytes] = islice(self._source, count)
        if self.index == 0 and count:
            lines = chain((next(lines, b"").removeprefix(codecs.BOM_UTF8),), lines)
        self.index = index
        self._behind += count
        return lines

    def __iter__(self) -> Iterator[Stretch]:
        return self

    def __next__(self) -> Stretch:
        """Give what begins on the next line.

        Raises:
            QuoteError: A quote is not closed, or text follows a closing quote.
        """
        first = self.index == 0
        raw = self._take_lines()
        text = raw.removeprefix(codecs.BOM_UTF8) if first else raw
        if not raw:
            raise StopIteration
        if self._whole.fullmatch(text):
            self._behind += len(self._raw) + raw.count(b"\r")
            self._behind -= raw.count(b"\r\n") + raw.count(b"\r\r\n")
            return Stretch(raw, whole=True)
        self._pending.extend(_LINE.findall(text.decode()))
        records = tuple(self._read_pending())
        return Stretch(b"".join(self._raw), whole=False, records=records)

    def _take_lines(self) -> bytes:
        """Take lines up to an even number of quotes: no record ends sooner."""
        self._raw = []
        quotes = size = 0
        for line in self._source:
            self._raw.append(line)
            quotes += line.count(b'"')
            size += len(line)
            if quotes % 2 == 0 or not self._dialect.quoted or size > LONGEST_CELL:
                break
        self.index += len(self._raw)
        return b"".join(self._raw)

    def _read_pending(self) -> Iterator[Record]:
        """Read the records that begin on the lines taken; the last may take more lines."""
        while self._pending:
            line = self._behind + 1
            try:
                cells = next(self._rows)
            except csv.Error as error:
                raise QuoteError(f"{self._name}: line {line}: {_explain(error)}") from None
            if len(cells) > 1 or self._last.strip(" \t\r\n"):
                yield Record(line, cells)

    def _lines(self) -> Iterator[str]:
        """Feed the csv module, which asks for a line when a record needs it."""
        while True:
            while self._pending:
                self._behind += 1
                self._last = self._pending.popleft()
                yield self._last
            raw = next(self._source, b"")
            if not raw:
                return
            self.index += 1
            self._raw.append(raw)
            self._pending.extend(_LINE.findall(raw.decode()))


def _explain(error: csv.Error) -> str:
    """Say what is wrong without a cell of it."""
    if "expected after" in str(error):
        return (
            "text follows a closing quote; quotes inside a quoted cell must be doubled,"
            " and a quoted cell must end at its closing quote"
        )
    return "a quote opens in this row and is never closed; close it, or double it"
