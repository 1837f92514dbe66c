"""From what the user named to exports that can be read."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from nps.errors import SourceError
from nps.sources.census import Collect
from nps.sources.compression import decompress
from nps.sources.delimited import scan_delimited
from nps.sources.encoding import check_encoding
from nps.sources.export import Export
from nps.sources.files import locate, shown
from nps.sources.parquet import scan_parquet
from nps.sources.paths import expand
from nps.sources.scratch import Scratch, open_scratch
from nps.sources.signatures import PARQUET, refuse_foreign


@contextmanager
def open_exports(
    paths: Sequence[str], *, collect: Collect, encoding: str | None = None
) -> Iterator[tuple[Export, ...]]:
    """Open files, patterns, pipes and `-`, in this order; each format told by its content.

    `collect` runs the queries that look over text exports.
    `encoding` holds for every text export; without it, each is looked at.
    Frames can be collected while the context is open: they may rest on temporary files.

    Raises:
        SourceError: A path leads nowhere, or to what cannot be read.
        UsageError: The encoding is unknown.
        MissingExtraError: A packing needs a package that is not installed.
    """
    if encoding is not None:
        check_encoding(encoding)
    with open_scratch() as scratch:
        yield tuple(_open_export(path, encoding, scratch, collect) for path in expand(paths))


def _open_export(path: str, encoding: str | None, scratch: Scratch, collect: Collect) -> Export:
    try:
        file = decompress(locate(path, scratch), scratch)
        head = file.head()
        if head.startswith(PARQUET):
            return scan_parquet(file)
        refuse_foreign(file, head)
        return scan_delimited(file, encoding, scratch, collect)
    except OSError as error:
        remedy = (
            "; free some room, or point TMPDIR elsewhere" if error.errno == errno.ENOSPC else ""
        )
        raise SourceError(
            f"{shown(path)}: cannot be read ({error.strerror or 'the system says no more'}){remedy}"
        ) from None
