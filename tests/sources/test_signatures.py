import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as packed:
        for name in names:
            packed.writestr(name, "")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "an Excel workbook, expected CSV, TSV or Parquet; save it as CSV and read that",
        ),
        (
            archive("mimetype", "content.xml"),
            "an OpenDocument file, expected CSV, TSV or Parquet; save it as CSV and read that",
        ),
        (
            archive("responses.csv"),
            "a zip archive, expected CSV, TSV or Parquet; unpack it and name the export in it",
        ),
        (
            archive("responses.csv")[:40],
            "a damaged zip archive, expected CSV, TSV or Parquet; fetch it again",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
            (
                "an old or protected Office document, expected CSV, TSV or Parquet;"
                " save it as CSV and read that"
            ),
        ),
        (
            b"%PDF-1.7\n",
            "a PDF document, expected CSV, TSV or Parquet; export the responses as CSV",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "a PNG image, expected CSV, TSV or Parquet; export the responses as CSV",
        ),
        (
            b"\xef\xbb\xbf\r\n <!DOCTYPE HTML>\n<html>",
            "a web page, expected CSV, TSV or Parquet; download the export itself, signed in",
        ),
        (
            b'<?xml version="1.0"?>',
            "XML, expected CSV, TSV or Parquet; export the responses as CSV",
        ),
        (b'[\n  {"score": 9}]', "JSON, expected CSV, TSV or Parquet; export the responses as CSV"),
        (
            bytes(range(256)),
            (
                "binary data, expected CSV, TSV or Parquet;"
                " export the responses as CSV, or give --encoding if it is text"
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # a zip holds the time
)
def test_a_foreign_format_is_named(
    failure_of: Callable[[bytes], str], content: bytes, found: str
) -> None:
    assert failure_of(content) == f"responses.csv: found {found}"


@pytest.mark.parametrize(
    "content", [b"{a},b\n1,2\n", b"[1],b\n1,2\n", b"<b>,c\n1,2\n", b"PK,b\n1,2\n"]
)
def test_a_header_may_look_odd(
    rows_of: Callable[[bytes], list[tuple[str, ...]]], content: bytes
) -> None:
    assert rows_of(content) == [("1", "2")]
