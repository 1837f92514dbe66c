"""Formats that are not read, told by their first bytes, so that they are named and refused."""

import re

from nps.errors import SourceError
from nps.sources.files import ExportFile

PARQUET = b"PAR1"
GZIP = b"\x1f\x8b"
ZSTANDARD = b"\x28\xb5\x2f\xfd"
BZIP2 = b"BZh"
XZ = b"\xfd7zXZ\x00"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins old Office documents, and new ones that have a password."""

_SAVE = "save it as CSV and read that"
_EXPORT = "export the responses as CSV"
_UNPACK = "unpack it and name the export in it"

_FOREIGN: dict[bytes, tuple[str, str]] = {
    OLE: ("an old Office document that is no workbook", _SAVE),
    b"%PDF": ("a PDF document", _EXPORT),
    b"\x89PNG": ("a PNG image", _EXPORT),
    b"\xff\xd8\xff": ("a JPEG image", _EXPORT),
    b"GIF8": ("a GIF image", _EXPORT),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    **dict.fromkeys(
        (GZIP, ZSTANDARD, BZIP2, XZ, ZIP), ("a file that is compressed twice", _UNPACK)
    ),
    b"PARE": ("an encrypted Parquet file", "export it without encryption"),
}
_FOREIGN_TEXT: dict[str, tuple[str, str]] = {
    r"<!doctype html|<html": ("a web page", "download the export itself, signed in"),
    r"<\?xml": ("XML", _EXPORT),
    r"\{\s*\"|\[\s*\{": ("JSON that is no object a line", f"{_EXPORT} or NDJSON"),
}


def refuse_foreign(file: ExportFile, head: bytes) -> None:
    """Raise a SourceError that names the format, if it is a known one that is not read."""
    for signature, (what, remedy) in _FOREIGN.items():
        if head.startswith(signature):
            _refuse(file, what, remedy)
    text = head[:1024].decode(errors="replace").lstrip("\ufeff \t\r\n")
    for pattern, (what, remedy) in _FOREIGN_TEXT.items():
        if re.match(pattern, text, re.IGNORECASE):
            _refuse(file, what, remedy)


def refuse_binary(file: ExportFile) -> None:
    """Raise a SourceError for bytes that are no text."""
    _refuse(file, "binary data", f"{_EXPORT}, give --encoding if it is text")


def _refuse(file: ExportFile, what: str, remedy: str) -> None:
    raise SourceError(
        f"{file.name}: found {what}, expected an export; {remedy}, or see nps formats"
    )
