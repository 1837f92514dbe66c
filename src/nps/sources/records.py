"""Records of a text export, read exactly, where lines alone do not tell them."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from nps.errors import SourceError
from nps.sources.dialect import Dialect

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


class Record(NamedTuple):
    """The cells of one record, as they stand, and the line on which it begins, from 1."""

    line: int
    cells: list[str]


class Stretch(NamedTuple):
    """What was read at once: whole lines, and the records on them without blank lines.

    More records than one stand on a line where some lines end with CR alone.
    """

    raw: bytes
    records: list[Record]


class QuoteError(SourceError):
    """A quote that is not closed, or not at the end of its cell."""


class RecordReader:
    """Reads the records of a file from any line on, ahead only.

    Attributes:
        index: Lines that are behind; a line ends with LF or CR LF.
    """

    def __init__(self, source: BinaryIO, dialect: Dialect, name: str) -> None:
        self.index = 0
        self._source = source
        self._name = name
        self._skipped = 0
        self._read = 0
        self._raw: list[bytes] = []
        self._pending: deque[str] = deque()
        self._last = ""
        self._rows = dialect.read(self._lines(), strict=True)

    def skip_to(self, index: int) -> Iterator[bytes]:
        """Give the lines before `index`, all of which must be taken before reading on."""
        count = index - self.index
        self.index = index
        self._skipped += count
        return islice(self._source, count)

    def read(self) -> Stretch | None:
        """Give the records that begin on the next line; None at the end of the file.

        Raises:
            QuoteError: A quote is not closed, or text follows a closing quote.
        """
        self._raw.clear()
        records = []
        while True:
            line = self._skipped + self._read + 1
            try:
                cells = next(self._rows)
            except StopIteration:
                return None
            except csv.Error as error:
                raise QuoteError(f"{self._name}: line {line}: {_explain(error)}") from None
            if len(cells) > 1 or self._last.strip(" \t\r\n"):
                records.append(Record(line, cells))
            if not self._pending:
                return Stretch(b"".join(self._raw), records)

    def _lines(self) -> Iterator[str]:
        for raw in self._source:
            text = raw.decode("utf-8" if self.index else "utf-8-sig")
            self.index += 1
            self._raw.append(raw)
            self._pending.extend(_LINE.findall(text))
            while self._pending:
                self._read += 1
                self._last = self._pending.popleft()
                yield self._last


def _explain(error: csv.Error) -> str:
    """Say what is wrong in words that hold no cell; the csv module's own hold none either."""
    if "expected after" in str(error):
        return (
            "text follows a closing quote; quotes inside a quoted cell must be doubled,"
            " and a quoted cell must end at its closing quote"
        )
    return "a quote opens here, or in this row, and is never closed; close it or double it"
