"""From what the user named to exports that can be read."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from nps.errors import SourceError
from nps.sources.compression import decompress
from nps.sources.encoding import check_encoding
from nps.sources.export import Export
from nps.sources.files import ExportFile, is_kept, locate, parts_of, shown
from nps.sources.formats import FORMATS, find_format
from nps.sources.layouts.registry import check_layout
from nps.sources.means import Aside, Collect, Means, at_once
from nps.sources.opening import Opening
from nps.sources.paths import expand
from nps.sources.remote import Remote
from nps.sources.scratch import open_scratch
from nps.sources.signatures import refuse_foreign
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

    def __init__(self, paths: Sequence[str], means: Means) -> None:
        if means.opening.encoding is not None:
            check_encoding(means.opening.encoding)
        if means.opening.layout is not None:
            check_layout(means.opening.layout)
        self.paths = expand(paths)
        self._means = means
        self._remote = Remote(paths, shown=self.paths, means=means)
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
            return None if file.file.is_dir() else read_tally(file)

    def is_kept(self, path: str) -> bool:
        """Whether a path leads to the same bytes as long as it leads to the same file.

        Pipes and addresses do not, and what a database answers is in more than its bytes.
        """
        if path in self._remote or not is_kept(path):
            return False
        _, file = self._find(path)
        found = find_format(file)
        return found is None or found.kind != "database"

    def digest(self, path: str) -> str:
        """SHA-256 of the bytes as they came; empty where they can be read only once.

        Of a folder, it is one of its files, by name.
        """
        with _reading(path):
            if not self.is_kept(path):
                return ""
            packed, _ = self._find(path)
            if not packed.file.is_dir():
                return _digest(packed.name, packed.file)
            digest = sha256()
            for part in parts_of(path):
                name = part.relative_to(packed.file).as_posix()
                digest.update(f"{name}\0{_digest(packed.name, part)}\n".encode(errors="replace"))
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
            found = find_format(file)
            if found is None:
                refuse_foreign(file, file.head())
                found = FORMATS[0]
            self._means.opening.check(file.name, found.kind)
            return found.open(file, self._means)

    def beside(self, path: str) -> Export:
        """Open another file than those that were named, whose layout and sheet are its own.

        Raises:
            SourceError: The path leads nowhere, or to several files.
            MissingExtraError: As `open`.
        """
        other = Opener((path,), self._means._replace(opening=Opening()))
        if len(other.paths) > 1:
            raise SourceError(f"{shown(path)}: found {len(other.paths):,} files, expected one")
        return other.open(other.paths[0])

    def _find(self, path: str) -> tuple[ExportFile, ExportFile]:
        """The file of a path as it came, and unpacked."""
        if path not in self._found:
            remote = self._remote
            packed = remote.fetch(path) if path in remote else locate(path, self._means.scratch)
            is_folder = packed.file.is_dir()
            unpacked = packed if is_folder else decompress(packed, self._means.scratch)
            self._found[path] = packed, unpacked
        return self._found[path]


@contextmanager
def open_inputs(
    paths: Sequence[str],
    *,
    collect: Collect,
    opening: Opening | None = None,
    aside: Aside = at_once,
) -> Iterator[Opener]:
    """Give what opens files, patterns, pipes and `-`.

    `collect` runs the queries that look over text exports.
    `opening` holds for every export; without it, each is looked at.
    `aside` does what takes long in native code.
    Frames can be collected while the context is open: they may rest on temporary files.

    Raises:
        SourceError: A path leads nowhere.
        UsageError: The encoding or the layout is unknown.
    """
    with open_scratch() as scratch:
        means = Means(opening or Opening(), scratch=scratch, collect=collect, aside=aside)
        yield Opener(paths, means)


@contextmanager
def open_exports(
    paths: Sequence[str], *, collect: Collect, opening: Opening | None = None
) -> Iterator[tuple[Export, ...]]:
    """Open all of some exports, in this order; see `open_inputs` and `Opener.open`."""
    with open_inputs(paths, collect=collect, opening=opening) as opener:
        yield tuple(map(opener.open, opener.paths))


def _digest(name: str, file: Path) -> str:
    """SHA-256 of a file, with the name of the export to show meanwhile."""
    digest = sha256()
    with file.open("rb") as content, reading("hashing", name, file) as progress:
        while piece := content.read(PIECE):
            digest.update(piece)
            progress.advance(len(piece))
    return digest.hexdigest()


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
