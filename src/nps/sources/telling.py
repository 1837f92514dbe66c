"""How formats are told: by first bytes, and where these do not do, by a second look."""

import json

from nps.errors import SourceError
from nps.sources.archives import workbook_format
from nps.sources.files import ExportFile
from nps.sources.signatures import OLE, PARQUET

ARROW_FILE = b"ARROW1"
ARROW_STREAM = b"\xff\xff\xff\xff"
SPSS = (b"$FL2", b"$FL3")
STATA = b"<stata_dta>"
STATA_RELEASES = range(104, 116)
"""Of old Stata files, whose first byte it is."""
STATA_ORDERS = (1, 2)
SQLITE = b"SQLite format 3\x00"
DUCKDB = b"DUCK"
DUCKDB_AT = 8
PASSWORD = "EncryptedPackage".encode("utf-16-le")
OLD_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))


def is_parquet(file: ExportFile, head: bytes) -> bool:
    """A Parquet file, or a folder, which is always of such."""
    return head.startswith(PARQUET) or file.file.is_dir()


def is_arrow(file: ExportFile, head: bytes) -> bool:  # noqa: ARG001  # its bytes suffice
    """An Arrow file, or a stream kept in one."""
    return head.startswith(ARROW_FILE) or is_arrow_stream(head)


def is_arrow_stream(head: bytes) -> bool:
    """A message that is no end comes first: its length is a small multiple of 8."""
    length = int.from_bytes(head[4:8], "little")
    return head.startswith(ARROW_STREAM) and length % 8 == 0 and 0 < length < 1 << 24


def is_sqlite(file: ExportFile, head: bytes) -> bool:  # noqa: ARG001  # its bytes suffice
    """An SQLite database."""
    return head.startswith(SQLITE)


def is_duckdb(file: ExportFile, head: bytes) -> bool:  # noqa: ARG001  # its bytes suffice
    """A DuckDB database."""
    return head[DUCKDB_AT:].startswith(DUCKDB)


def is_ndjson(file: ExportFile, head: bytes) -> bool:  # noqa: ARG001  # its bytes suffice
    """The first line that is not blank is an object; of a very long one, the beginning."""
    text = head.decode(errors="ignore").lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return False
    line, ended, _ = text.partition("\n")
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return not ended and line[1:].lstrip().startswith('"')
    return True


def is_xlsx(file: ExportFile, head: bytes) -> bool:
    """A workbook of Excel, which is a zip archive.

    Raises:
        SourceError: It has a password, or is of an Excel before 2007.
    """
    if head.startswith(OLE):
        _refuse_old(file)
    found = workbook_format(file, head)
    if found == "xlsb":
        raise SourceError(
            f"{file.name}: found a binary Excel workbook (.xlsb), which is not read;"
            " save it as .xlsx and read that"
        )
    return found == "xlsx"


def is_ods(file: ExportFile, head: bytes) -> bool:
    """A workbook of LibreOffice, which is a zip archive."""
    return workbook_format(file, head) == "ods"


def is_spss(file: ExportFile, head: bytes) -> bool:  # noqa: ARG001  # its bytes suffice
    """An SPSS file, compressed or not."""
    return head.startswith(SPSS)


def is_stata(file: ExportFile, head: bytes) -> bool:  # noqa: ARG001  # its bytes suffice
    """A Stata file, new or old."""
    if head.startswith(STATA):
        return True
    old = len(head) > len(STATA) and head[0] in STATA_RELEASES and head[1] in STATA_ORDERS
    return old and head[2:4] == b"\x01\x00"


def _refuse_old(file: ExportFile) -> None:
    """Raise a SourceError for a workbook in the container of old Office documents."""
    content = file.file.read_bytes()
    if PASSWORD in content:
        raise SourceError(
            f"{file.name}: found a workbook with a password, expected one without;"
            " remove the password in Excel, or save it as CSV"
        )
    if any(name in content for name in OLD_BOOKS):
        raise SourceError(
            f"{file.name}: found an Excel workbook of before 2007 (.xls), which is not read;"
            " save it as .xlsx and read that"
        )
