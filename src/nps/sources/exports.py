"""From what the user named to exports that can be read."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256

from nps.errors import SourceError
from nps.sources.census import Collect
from nps.sources.compression import decompress
from nps.sources.databases import is_database, open_file
from nps.sources.delimited import scan_delimited
from nps.sources.encoding import check_encoding
from nps.sources.export import Export
from nps.sources.files import ExportFile, is_kept, locate, shown
from nps.sources.layouts.registry import check_layout
from nps.sources.opening import Opening
from nps.sources.parquet import scan_parquet
from nps.sources.paths import expand
from nps.sources.remote import Remote, check_no_query
from nps.sources.scratch import Scratch, open_scratch
from nps.sources.signatures import PARQUET, refuse_foreign
from nps.sources.tallies import read_tally
from nps.sources.watching import PIECE, reading

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a system says where a temporary copy has no room."""


class Opener:
    """Opens what was named, one after the other, each format told by its content.

    Attributes:
        paths: Files, pipes, `-`, and addresses without their secrets, in the order in which they
            were named.
    """

    def __init__(
        self, paths: Sequence[str], *, collect: Collect, opening: Opening, scratch: Scratch
    ) -> None:
        if opening.encoding is not None:
            check_encoding(opening.encoding)
        if opening.layout is not None:
            check_layout(opening.layout)
        self.paths = expand(paths)
        self._collect = collect
        self._opening = opening
        self._scratch = scratch
        self._remote = Remote(
            paths, shown=self.paths, query=opening.query, collect=collect, scratch=scratch
        )
        self._found: dict[str, tuple[ExportFile, ExportFile]] = {}

    def tally(self, path: str) -> bytes | None:
        """What a tally holds; None where the path leads to an export.

        Raises:
            SourceError: It leads nowhere, or to a tally by name that is none.
        """
        with _reading(path):
            if self._remote.is_in_place(path):
                return None
            _, file = self._find(path)
            return read_tally(file)

    def is_kept(self, path: str) -> bool:
        """Whether a path leads to the same bytes as long as it leads to the same file.

        Pipes and addresses do not, and what a database answers is in more than its bytes.
        """
        if path in self._remote or not is_kept(path):
            return False
        _, file = self._find(path)
        return not is_database(file.head())

    def digest(self, path: str) -> str:
        """SHA-256 of the bytes as they came; empty where they can be read only once."""
        with _reading(path):
            if not self.is_kept(path):
                return ""
            packed, _ = self._find(path)
            digest = sha256()
            with (
                packed.file.open("rb") as content,
                reading("hashing", packed.name, packed.file) as progress,
            ):
                while piece := content.read(PIECE):
                    digest.update(piece)
                    progress.advance(len(piece))
            return digest.hexdigest()

    def open(self, path: str) -> Export:
        """Open an export.

        Raises:
            SourceError: The path leads nowhere, or to what cannot be read.
            MissingExtraError: A packing needs a package that is not installed.
        """
        with _reading(path):
            if self._remote.is_in_place(path):
                return self._remote.open(path)
            _, file = self._find(path)
            head = file.head()
            if is_database(head):
                return open_file(file, head, self._opening.query, self._scratch)
            check_no_query(file.name, self._opening.query)
            if head.startswith(PARQUET):
                return scan_parquet(file, self._collect)
            refuse_foreign(file, head)
            return scan_delimited(file, self._opening, self._scratch, self._collect)

    def _find(self, path: str) -> tuple[ExportFile, ExportFile]:
        """The file of a path as it came, and unpacked."""
        if path not in self._found:
            remote = self._remote
            packed = remote.fetch(path) if path in remote else locate(path, self._scratch)
            self._found[path] = packed, decompress(packed, self._scratch)
        return self._found[path]


@contextmanager
def open_inputs(
    paths: Sequence[str], *, collect: Collect, opening: Opening | None = None
) -> Iterator[Opener]:
    """Give what opens files, patterns, pipes and `-`.

    `collect` runs the queries that look over text exports.
    `opening` holds for every export; without it, each is looked at.
    Frames can be collected while the context is open: they may rest on temporary files.

    Raises:
        SourceError: A path leads nowhere.
        UsageError: The encoding or the layout is unknown.
    """
    with open_scratch() as scratch:
        yield Opener(paths, collect=collect, opening=opening or Opening(), scratch=scratch)


@contextmanager
def open_exports(
    paths: Sequence[str], *, collect: Collect, opening: Opening | None = None
) -> Iterator[tuple[Export, ...]]:
    """Open all of some exports, in this order; see `open_inputs` and `Opener.open`."""
    with open_inputs(paths, collect=collect, opening=opening) as opener:
        yield tuple(map(opener.open, opener.paths))


@contextmanager
def _reading(path: str) -> Iterator[None]:
    """Say in words why a file cannot be read."""
    try:
        yield
    except OSError as error:
        remedy = "; free some room, or point TMPDIR elsewhere" if error.errno in FULL else ""
        raise SourceError(
            f"{shown(path)}: cannot be read ({error.strerror or 'the system says no more'}){remedy}"
        ) from None
