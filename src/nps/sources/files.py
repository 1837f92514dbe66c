"""The file behind a path: always on disk, so that it can be read more than once."""

import shutil
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from nps.errors import SourceError
from nps.sources.scratch import Scratch

STANDARD_INPUT = "-"
HEAD = 1 << 18
"""Bytes that are looked at to tell formats, encodings and separators apart."""


def shown(path: str) -> str:
    """Write a path as messages show it, whatever bytes its name holds."""
    if path == STANDARD_INPUT:
        return "standard input"
    return path.encode(errors="backslashreplace").decode()


class ExportFile(NamedTuple):
    """An export's bytes at one stage of reading: as they came, decompressed, decoded, mended.

    Attributes:
        path: The export as the user named it.
        file: Where the bytes are.
    """

    path: str
    file: Path

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return shown(self.path)

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes."""
        with self.file.open("rb") as content:
            return content.read(size)


def locate(path: str, scratch: Scratch) -> ExportFile:
    """Find the file of a path; what can be read only once is copied first."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(f"{shown(path)}: closed, expected an export; pipe one in or name it")
        copy = scratch.new()
        with copy.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target)
        return ExportFile(path, copy)
    file = Path(path).absolute()
    if not stat.S_ISREG(file.stat().st_mode):
        copy = scratch.new()
        with file.open("rb") as pipe, copy.open("wb") as target:
            shutil.copyfileobj(pipe, target)
        return ExportFile(path, copy)
    if shown(str(file)) != str(file):
        # Polars takes names as UTF-8, and this one is not.
        link = scratch.new()
        link.symlink_to(file)
        return ExportFile(path, link)
    return ExportFile(path, file)
