"""The file behind a path: always on disk, so that it can be read more than once."""

import os
import select
import stat
import sys
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from nps.errors import SourceError
from nps.progress import phase
from nps.sources.scratch import Scratch

STANDARD_INPUT = "-"
HIDDEN = (".", "_")
"""Beginnings of names that programs which write folders of files give to what is no data."""
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
        file: Where the bytes are; a folder, for an export of several files.
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


def is_kept(path: str) -> bool:
    """Whether a path leads to what can be read again, a file or a folder, and not to a pipe."""
    if path == STANDARD_INPUT:
        return False
    mode = Path(path).stat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def parts_of(path: str) -> list[Path]:
    """The files that hold an export: itself, or all that a folder holds and hides not, sorted."""
    folder = Path(path)
    if path == STANDARD_INPUT or not folder.is_dir():
        return [folder]
    return sorted(
        part
        for part in folder.absolute().rglob("*")
        if part.is_file()
        and not any(one.startswith(HIDDEN) for one in part.relative_to(folder.absolute()).parts)
    )


def locate(path: str, scratch: Scratch) -> ExportFile:
    """Find the file of a path; what can be read only once is copied first."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(f"{shown(path)}: closed, expected an export; pipe one in or name it")
        return _copy(path, FileIO(sys.stdin.fileno(), closefd=False), scratch.new())
    file = Path(path).absolute()
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        return ExportFile(path, file)
    if not stat.S_ISREG(mode):
        # NOTE: Opening a pipe takes until somebody writes to it; the folder is there by then.
        copy = scratch.new()
        with FileIO(file) as pipe:
            return _copy(path, pipe, copy)
    if shown(str(file)) != str(file):
        # Polars takes names as UTF-8, and this one is not.
        link = scratch.new()
        link.symlink_to(file)
        return ExportFile(path, link)
    return ExportFile(path, file)


def _copy(path: str, pipe: FileIO, copy: Path) -> ExportFile:
    """Copy what can be read only once, as it comes."""
    status = os.fstat(pipe.fileno())
    total = status.st_size if stat.S_ISREG(status.st_mode) else None
    with copy.open("wb") as target, phase("reading", shown(path), total=total) as progress:
        while (piece := pipe.read(HEAD)) != b"":
            # NOTE: A pipe that another program told not to block has nothing now, not no more.
            if piece is None:
                select.select([pipe], [], [])
                continue
            target.write(piece)
            progress.advance(len(piece))
    return ExportFile(path, copy)
