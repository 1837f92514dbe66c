"""Formats told by their first bytes, whatever the file is called."""

import re
from zipfile import BadZipFile, ZipFile

from nps.errors import SourceError
from nps.sources.files import ExportFile

PARQUET = b"PAR1"
GZIP = b"\x1f\x8b"
ZSTANDARD = b"\x28\xb5\x2f\xfd"

_SAVE = "save it as CSV and read that"
_EXPORT = "export the responses as CSV"
_UNPACK = "unpack it and name the export in it"

_FOREIGN: dict[bytes, tuple[str, str]] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("an old or protected Office document", _SAVE),
    b"%PDF": ("a PDF document", _EXPORT),
    b"\x89PNG": ("a PNG image", _EXPORT),
    b"\xff\xd8\xff": ("a JPEG image", _EXPORT),
    b"GIF8": ("a GIF image", _EXPORT),
    b"BZh": ("a bzip2 file", _UNPACK),
    b"\xfd7zXZ\x00": ("an xz file", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", _UNPACK),
    b"Rar!": ("a RAR archive", _UNPACK),
    GZIP: ("a file that is compressed twice", _UNPACK),
    ZSTANDARD: ("a file that is compressed twice", _UNPACK),
    b"PARE": ("an encrypted Parquet file", "export it without encryption"),
    b"ARROW1": ("an Arrow file", "export it as Parquet"),
}
_FOREIGN_TEXT: dict[str, tuple[str, str]] = {
    r"<!doctype html|<html": ("a web page", "download the export itself, signed in"),
    r"<\?xml": ("XML", _EXPORT),
    r"\{\s*\"|\[\s*\{": ("JSON", _EXPORT),
}


def refuse_foreign(file: ExportFile, head: bytes) -> None:
    """Raise a SourceError that names the format, if it is a known one that is not read."""
    if head.startswith(b"PK\x03\x04"):
        _refuse(file, *_zip_content(file))
    for signature, (what, remedy) in _FOREIGN.items():
        if head.startswith(signature):
            _refuse(file, what, remedy)
    text = head[:1024].decode(errors="replace").lstrip("\ufeff \t\r\n")
    for pattern, (what, remedy) in _FOREIGN_TEXT.items():
        if re.match(pattern, text, re.IGNORECASE):
            _refuse(file, what, remedy)


def refuse_binary(file: ExportFile) -> None:
    """Raise a SourceError for bytes that are no text."""
    _refuse(file, "binary data", f"{_EXPORT}, or give --encoding if it is text")


def _refuse(file: ExportFile, what: str, remedy: str) -> None:
    raise SourceError(f"{file.name}: found {what}, expected CSV, TSV or Parquet; {remedy}")


def _zip_content(file: ExportFile) -> tuple[str, str]:
    try:
        with ZipFile(file.file) as archive:
            names = archive.namelist()
    except BadZipFile:
        return "a damaged zip archive", "fetch it again"
    if any(name.startswith("xl/") for name in names):
        return "an Excel workbook", _SAVE
    if "content.xml" in names:
        return "an OpenDocument file", _SAVE
    return "a zip archive", _UNPACK
