"""Stray lines, read exactly, and a clean copy of the export where they need it."""

import codecs
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from nps.errors import SourceError
from nps.progress import Phase
from nps.sources.dialect import Dialect
from nps.sources.files import HEAD, ExportFile
from nps.sources.records import Record, RecordReader
from nps.sources.scratch import Scratch
from nps.sources.watching import copy_bytes, reading

if TYPE_CHECKING:
    from _csv import Writer

TOGETHER = 1000
"""Lines that are taken at once."""


def mend(
    file: ExportFile, strays: Iterable[int], dialect: Dialect, width: int, scratch: Scratch
) -> tuple[ExportFile, int]:
    """Give an export whose every record has `width` cells, and how many rows were padded.

    It is the file itself where strays are records of more lines than one.
    Else it is a copy without blank lines, with short rows padded,
    and with quotes as Polars expects them. All other lines are copied as they stand,
    but for CR CR LF, which no other reader takes for an end of a line.

    Raises:
        SourceError: A row is over-long, or its quotes cannot be read.
    """
    padded = 0
    with ExitStack() as stack:
        source = stack.enter_context(file.file.open("rb"))
        progress = stack.enter_context(reading("mending", file.name, file.file))
        reader = RecordReader(source, dialect, file.name, width)
        copy = _Copy(file, dialect, scratch, stack, progress)
        if dialect.doubled:
            copy.begin(0)
        for index in strays:
            if index < reader.index:
                continue
            progress.done = source.tell()
            copy.keep(reader.skip_to(index))
            stretch = next(reader)
            if stretch.whole:
                copy.keep((stretch.raw,))
                continue
            for record in stretch.records:
                padded += _pad(record, width, file.name)
            copy.replace(source.tell() - len(stretch.raw), stretch.records)
        if dialect.doubled:
            copy.keep(reader.skip_to(sys.maxsize))
        copy.finish(source)
    return copy.file, padded


def _pad(record: Record, width: int, name: str) -> bool:
    """Fill a short row; whether it was short."""
    missing = width - len(record.cells)
    if missing < 0:
        raise SourceError(
            f"{name}: line {record.line} has {len(record.cells)} cells, expected {width} as in the"
            " header; put a cell that holds the separator in quotes, or name every column"
        )
    record.cells.extend([""] * missing)
    return missing > 0


class _Copy:
    """The export so far; a file of its own from the first replacement on."""

    def __init__(
        self,
        file: ExportFile,
        dialect: Dialect,
        scratch: Scratch,
        stack: ExitStack,
        progress: Phase,
    ) -> None:
        self.file = file
        self._dialect = dialect
        self._scratch = scratch
        self._stack = stack
        self._progress = progress
        self._target: BinaryIO | None = None
        self._rows: Writer | None = None

    def keep(self, lines: Iterable[bytes]) -> None:
        """Take lines as they stand."""
        rest = iter(lines)
        # NOTE: Some at a time: Ctrl-C is not answered while a call goes through all of them.
        while some := tuple(islice(rest, TOGETHER)):
            self._progress.advance(sum(map(len, some)))
            if self._target is not None:
                self._target.writelines(map(_end_once, some) if self._dialect.doubled else some)

    def finish(self, source: BinaryIO) -> None:
        """Take the rest as it stands."""
        if self._target is not None:
            copy_bytes(source, self._target, self._progress)

    def replace(self, start: int, records: Iterable[Record]) -> None:
        """Take records instead of the lines from byte `start` on."""
        rows = self._rows or self.begin(start)
        rows.writerows(record.cells for record in records)

    def begin(self, end: int) -> "Writer":
        """Take everything before byte `end` as it stands, and give a writer for the rest."""
        original = self.file.file
        self.file = self.file._replace(file=self._scratch.new())
        self._target = self._stack.enter_context(self.file.file.open("wb"))
        if end == 0:
            # NOTE: A record may begin with what is a byte order mark at the beginning of a file.
            self._target.write(codecs.BOM_UTF8)
        with original.open("rb") as head:
            while piece := head.read(min(HEAD, end - head.tell())):
                self._target.write(piece)
        self._rows = self._dialect.writer(codecs.getwriter("utf-8")(self._target))
        return self._rows


def _end_once(line: bytes) -> bytes:
    """End a line that is one record as all do."""
    return line.rstrip(b"\r\n") + b"\r\n" if line.endswith((b"\r\r\n", b"\r")) else line
