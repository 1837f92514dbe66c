"""Files of counts instead of rows, told by their content."""

import os

from nps.errors import SourceError
from nps.results.tally import STORED_KEY
from nps.sources.files import ExportFile
from nps.sources.signatures import PARQUET

SUFFIX = ".tally"
LENGTH = 4
"""Bytes of the length of a Parquet footer, which stands between it and the signature at the end."""


def read_tally(file: ExportFile) -> bytes | None:
    """The bytes of a tally; None where the file is none.

    Raises:
        SourceError: It is one by its name, but not by what it holds.
    """
    if _is_tally(file):
        return file.file.read_bytes()
    if file.path.endswith(SUFFIX):
        raise SourceError(
            f"{file.name}: a tally by its name, but not by what it holds: it is damaged or cut "
            "short, or an export under a wrong name; write it again with nps tally, or rename it"
        )
    return None


def _is_tally(file: ExportFile) -> bool:
    """Whether the footer of a Parquet file says so; it is not parsed, since it may be damaged."""
    if file.head(len(PARQUET)) != PARQUET:
        return False
    end = LENGTH + len(PARQUET)
    with file.file.open("rb") as content:
        size = content.seek(0, os.SEEK_END)
        content.seek(max(size - end, 0))
        length = int.from_bytes(content.read(LENGTH), "little")
        if content.read() != PARQUET or length > size - end:
            return False
        content.seek(size - end - length)
        return STORED_KEY.encode() in content.read(length)
