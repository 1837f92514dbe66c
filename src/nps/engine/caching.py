"""Names and content of what is kept of an export between runs."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from nps import __version__
from nps.engine.agreeing import canonical, counting_part
from nps.engine.counted import Asked
from nps.engine.daily import Daily
from nps.engine.export import Export
from nps.engine.storing import FORMAT, read_daily
from nps.errors import SourceError
from nps.results.vendor import Vendor

Opened = Sequence[str | None]
"""What was said of how an export is read; the same leads to the same rows."""
SHORT = 32
"""Hexadecimal digits that tell one way of counting from another."""


def header_name(digest: str, opening: Opened) -> str:
    """Name of what is kept of the header of an export.

    Args:
        digest: SHA-256 of its bytes.
        opening: What was said of how it is read.
    """
    return f"{digest}-{_short([__version__, FORMAT, *opening])}.header"


def counts_name(digest: str, opening: Opened, asked: Asked) -> str:
    """Name of what is kept of the counts of an export; see `header_name`.

    Args:
        digest: SHA-256 of its bytes.
        opening: What was said of how it is read.
        asked: What is counted; its days do not matter.
    """
    part = counting_part(asked.configuration, asked.shown)
    counted = [__version__, FORMAT, *opening, part, list(asked.shown), list(asked.masked)]
    return f"{digest}-{_short(counted)}.tally"


def read_kept(content: bytes, digest: str, asked: Asked) -> Daily | None:
    """Read the counts that are kept of an export; nothing where they are damaged, or of another.

    Args:
        content: As written.
        digest: SHA-256 of the bytes of the export.
        asked: What is counted.
    """
    try:
        kept = read_daily(content, "kept counts")
    except SourceError:
        return None
    same = kept.configuration == asked.configuration or (
        counting_part(kept.configuration, kept.shown)
        == counting_part(asked.configuration, asked.shown)
    )
    counted = [source.digest for source in kept.sources], kept.shown, kept.masked
    wanted = [digest], tuple(asked.shown), tuple(asked.masked)
    return kept if same and counted == wanted else None


def write_header(export: Export) -> bytes:
    """Write what is known of an export once it is open, but for its name."""
    lead = f"{_name(export.path)}: "
    header = {
        "format": export.format, "layout": export.layout, "columns": list(export.columns),
        "duplicates": sorted(export.duplicates),
        "notes": [note.removeprefix(lead) for note in export.notes], "size": export.size,
        "vendor": export.vendor.plain(),
    }  # fmt: skip
    return json.dumps({**header, "digest": _digest(header)}).encode()


def read_header(content: bytes, path: str) -> dict[str, Any] | None:
    """Read what is known of an export; nothing where it is damaged.

    Args:
        content: As written.
        path: Of the export now.
    """
    try:
        header = json.loads(content)
        if header.pop("digest") != _digest(header):
            return None
        return {
            **header,
            "path": path,
            "columns": tuple(header["columns"]),
            "duplicates": frozenset(header["duplicates"]),
            "vendor": Vendor(**header["vendor"]),
            "notes": tuple(f"{_name(path)}: {note}" for note in header["notes"]),
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _name(path: str) -> str:
    """A path as notes show it."""
    return path.encode(errors="backslashreplace").decode()


def _digest(header: dict[str, Any]) -> str:
    return sha256(json.dumps(header, sort_keys=True).encode()).hexdigest()


def _short(value: object) -> str:
    return sha256(canonical(value).encode(errors="surrogatepass")).hexdigest()[:SHORT]
