"""Stray lines, read exactly, and a clean copy of the export where they need it."""

import codecs
import shutil
from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO

from nps.errors import SourceError
from nps.sources.dialect import Dialect
from nps.sources.files import HEAD, ExportFile
from nps.sources.records import Record, RecordReader
from nps.sources.scratch import Scratch

if TYPE_CHECKING:
    from _csv import Writer


def mend(
    file: ExportFile, strays: Iterable[int], dialect: Dialect, width: int, scratch: Scratch
) -> tuple[ExportFile, int]:
    """Give an export whose every record has `width` cells, and how many rows were padded.

    It is the file itself where strays are records of more lines than one.
    Else it is a copy without blank lines, with short rows padded,
    and with quotes as Polars expects them. All other lines are copied as they stand.

    Raises:
        SourceError: A row is over-long, or its quotes cannot be read.
    """
    padded = 0
    with ExitStack() as stack:
        source = stack.enter_context(file.file.open("rb"))
        reader = RecordReader(source, dialect, file.name, width)
        copy = _Copy(file, dialect, scratch, stack)
        for index in strays:
            if index < reader.index:
                continue
            copy.keep(reader.skip_to(index))
            stretch = next(reader)
            if stretch.whole:
                copy.keep((stretch.raw,))
                continue
            for record in stretch.records:
                padded += _pad(record, width, file.name)
            copy.replace(source.tell() - len(stretch.raw), stretch.records)
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
        self, file: ExportFile, dialect: Dialect, scratch: Scratch, stack: ExitStack
    ) -> None:
        self.file = file
        self._dialect = dialect
        self._scratch = scratch
        self._stack = stack
        self._target: BinaryIO | None = None
        self._rows: Writer | None = None

    def keep(self, lines: Iterable[bytes]) -> None:
        """Take lines as they stand."""
        if self._target is None:
            deque(lines, maxlen=0)
        else:
            self._target.writelines(lines)

    def finish(self, source: BinaryIO) -> None:
        """Take the rest as it stands."""
        if self._target is not None:
            shutil.copyfileobj(source, self._target, HEAD)

    def replace(self, start: int, records: Iterable[Record]) -> None:
        """Take records instead of the lines from byte `start` on."""
        if self._rows is None:
            self._rows = self._begin(start)
        self._rows.writerows(record.cells for record in records)

    def _begin(self, end: int) -> "Writer":
        """Take everything before byte `end` as it stands, and give a writer for the rest."""
        original = self.file.file
        self.file = self.file._replace(file=self._scratch.new())
        self._target = self._stack.enter_context(self.file.file.open("wb"))
        with original.open("rb") as head:
            while piece := head.read(min(HEAD, end - head.tell())):
                self._target.write(piece)
        return self._dialect.writer(codecs.getwriter("utf-8")(self._target))
