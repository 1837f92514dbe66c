"""`--cache DIR`: what was counted of files that have not changed is not counted again."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nps.cli.inputs import say_format
from nps.cli.messages import Messages
from nps.cli.output import write_bytes
from nps.engine.caching import (
    counts_name,
    header_name,
    read_header,
    read_kept,
    write_header,
)
from nps.engine.collect import aside
from nps.engine.counted import Asked
from nps.engine.counting_daily import count_daily
from nps.engine.daily import Daily
from nps.engine.export import Export, Header
from nps.engine.inputs import ByDay
from nps.engine.storing import write_daily
from nps.errors import OutputError
from nps.sources.files import parts_of
from nps.sources.known import KnownExport
from nps.sources.opening import Opening

if TYPE_CHECKING:
    from nps.sources.exports import Opener

State = tuple[tuple[int, int, int], ...]
"""Number, size and time of each file of an export, which change with it."""


class Cache:
    """A folder of what was counted of exports, named by their bytes and by how they were counted.

    Several runs may use it at once: an entry appears whole, and two that write the same one write
    the same bytes.
    """

    def __init__(self, folder: str, opener: "Opener", opening: Opening, messages: Messages) -> None:
        """Make the folder.

        Raises:
            OutputError: It cannot be written to.
        """
        self.folder = Path(folder)
        self._opener = opener
        self._opening = (opening.encoding, opening.layout, opening.sheet, opening.query)
        self._messages = messages
        self._states: dict[str, State] = {}
        self._digests: dict[str, str] = {}
        self._full = False
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"--cache {folder}: cannot be made ({error.strerror}), expected a folder to keep "
                "counts in"
            ) from None
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise OutputError(f"--cache {folder}: cannot be written to, check its permissions")

    def open(self, paths: Sequence[str]) -> list[Export]:
        """Give the exports, those whose headers are known without opening them."""
        files = [path for path in paths if self._opener.is_kept(path)]
        self._states = {path: _state(path) for path in files}

        def digests() -> list[str]:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                return list(pool.map(self._opener.digest, files))

        self._digests = dict(zip(files, aside(digests), strict=True))
        return [self._open(path) for path in paths]

    def counts(self, export: Export) -> "Export | Cached":
        """Give the counts of an export by day; what can be read only once is not kept."""
        return Cached(export, self) if export.path in self._digests else export

    def daily(self, export: Export, asked: Asked) -> Daily:
        """Give what is kept of an export, or count it."""
        digest = self._digests[export.path]
        name = counts_name(digest, self._opening, asked)
        content = self._read(name)
        if content is not None:
            kept = read_kept(content, digest, asked)
            if kept is not None:
                self._messages.detail(f"{export.path}: not read again, its counts are known")
                here = replace(kept.sources[0], path=export.path, notes=tuple(export.notes))
                return replace(kept, sources=(here,))
            self._messages.say(
                f"--cache: what was kept of {export.path} is damaged; it is counted anew"
            )
        counted = count_daily(asked, export, digest)
        self._write(export.path, name, write_daily(counted))
        return counted

    def _open(self, path: str) -> Export:
        if path not in self._digests:
            return self._opened(path)
        name = header_name(self._digests[path], self._opening)
        content = self._read(name)
        known = None if content is None else read_header(content, path)
        if known is not None:
            return KnownExport(self._opener, **known)
        export = self._opened(path)
        self._write(path, name, write_header(export))
        return export

    def _opened(self, path: str) -> Export:
        export = self._opener.open(path)
        say_format(export, self._messages)
        return export

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def _write(self, path: str, name: str, content: bytes) -> None:
        """Keep an entry, whole or not at all; a run goes on without."""
        # NOTE: A file that changed while it was read is not what its name would say it is.
        if self._full or _state(path) != self._states[path]:
            return
        try:
            write_bytes(content, self.folder / name)
        except OutputError as error:
            self._full = True
            reason = getattr(error.__cause__, "strerror", None) or "the system says no more"
            self._messages.say(
                f"--cache {self.folder}: counts cannot be kept ({reason}); the result is complete"
            )


class Cached(ByDay):
    """An export that is read only if nothing is known of its counts."""

    def __init__(self, export: Export, cache: Cache) -> None:
        self._export = export
        self._cache = cache

    @property
    def headers(self) -> Sequence[Header]:
        """That of the export."""
        return (self._export,)

    @property
    def rows(self) -> Export:
        """The export."""
        return self._export

    def daily(self, asked: Asked) -> Daily:
        """Give its counts, known or counted now."""
        return self._cache.daily(self._export, asked)


def _state(path: str) -> State:
    try:
        found = [part.stat() for part in parts_of(path)]
    except OSError:
        return ()
    return tuple((status.st_ino, status.st_size, status.st_mtime_ns) for status in found)
