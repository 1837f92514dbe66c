"""Arrow IPC exports to a lazy frame."""

import os

import polars as pl

from nps.errors import SourceError
from nps.progress import expect_rows, is_watched, phase
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.means import Means
from nps.sources.telling import is_arrow_stream
from nps.sources.typed import typed_export

END = b"\xff\xff\xff\xff\0\0\0\0"
"""Of a stream: a message of no length."""


def scan_arrow(file: ExportFile, means: Means) -> Export:
    """Open an Arrow file, or a stream that was kept in one; columns keep their types.

    A file is read as far as it is needed, a stream is read whole, since it has no footer.

    Raises:
        SourceError: It is damaged or ends too early.
    """
    try:
        if is_arrow_stream(file.head(8)):
            _check_end(file)
            with phase("reading", file.name):
                frame = means.aside(lambda: pl.read_ipc_stream(file.file)).lazy()
        else:
            frame = pl.scan_ipc(file.file, glob=False)
            frame.collect_schema()
        if is_watched():
            expect_rows(file.name, means.collect([frame.select(pl.len())])[0].item())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise _broken(file) from None
    return typed_export(file, "arrow", frame)


def _check_end(file: ExportFile) -> None:
    """Refuse a stream without its end: what is cut between two batches reads well."""
    with file.file.open("rb") as content:
        content.seek(-len(END), os.SEEK_END)
        if content.read() != END:
            raise _broken(file)


def _broken(file: ExportFile) -> SourceError:
    return SourceError(f"{file.name}: Arrow data that is damaged or ends too early; fetch it again")
