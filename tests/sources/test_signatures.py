from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            b"%PDF-1.7\n",
            "a PDF document, expected an export; export the responses as CSV, or see nps formats",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "a PNG image, expected an export; export the responses as CSV, or see nps formats",
        ),
        (
            b"\xef\xbb\xbf\r\n <!DOCTYPE HTML>\n<html>",
            (
                "a web page, expected an export;"
                " download the export itself, signed in, or see nps formats"
            ),
        ),
        (
            b'<?xml version="1.0"?>',
            "XML, expected an export; export the responses as CSV, or see nps formats",
        ),
        (
            b'[\n  {"score": 9}]',
            (
                "JSON that is no object a line, expected an export;"
                " export the responses as CSV or NDJSON, or see nps formats"
            ),
        ),
        (
            bytes(range(256)),
            (
                "binary data, expected an export;"
                " export the responses as CSV, give --encoding if it is text, or see nps formats"
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
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
