import codecs
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from nps.sources.export import Export

TEXT = "score,plan,comment\n9,Größe,«naïve» – 日本\n10,,\n"
WESTERN = "score,plan\n9,Größe\n10,“€”\n"
Opened = Callable[..., AbstractContextManager[Export]]
Rows = Callable[..., list[tuple[str, ...]]]
Failure = Callable[..., str]


@pytest.mark.parametrize(
    ("content", "encoding", "note"),
    [
        (TEXT.encode(), None, None),
        (TEXT.encode("utf-8-sig"), None, None),
        (TEXT.encode("utf-16"), None, None),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None, None),
        (TEXT.encode("utf-32"), None, None),
        (TEXT.encode("utf-16-le"), None, "no byte order mark, read as UTF-16-LE"),
        (TEXT.encode("utf-16-be"), None, "no byte order mark, read as UTF-16-BE"),
        (TEXT.encode(), "utf-8", None),
        (TEXT.encode("utf-8-sig"), "UTF8", None),
        (TEXT.encode("utf-16"), "utf-16", None),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", None),
        (TEXT.encode("gb18030"), "gb18030", None),
        (TEXT.encode("utf-7"), "utf-7", None),
    ],
)
def test_text_is_decoded(
    opened: Opened, content: bytes, encoding: str | None, note: str | None
) -> None:
    with opened(content, encoding) as export:
        assert export.columns == ("score", "plan", "comment")
        assert export.notes == ((f"responses.csv: {note}",) if note else ())
        assert export.frame.collect().fill_null("").rows() == [
            ("9", "Größe", "«naïve» – 日本"),
            ("10", "", ""),
        ]


def test_what_is_not_utf_8_is_cp1252(opened: Opened) -> None:
    with opened(WESTERN.encode("cp1252")) as export:
        assert export.notes == (
            "responses.csv: not UTF-8, read as cp1252; if letters look wrong, give --encoding",
        )
        assert export.frame.collect().rows() == [("9", "Größe"), ("10", "“€”")]


def test_cp1252_has_a_character_for_every_byte(rows_of: Rows) -> None:
    high = bytes(range(0x80, 0x100))
    expected = "".join(
        bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in high
    )
    assert rows_of(b"a,b\n\x81," + high + b"\n") == [("\x81", expected)]


@pytest.mark.parametrize(
    ("content", "rows", "found"),
    [
        ("é\n".encode() + b"\xe9\n", ["é", "é"], "1 character read as cp1252, the first on line 3"),
        (
            "Größe\n".encode() + b"Gr\xf6\xdfe\n\n" + b"\x93x\x94\n",
            ["Größe", "Größe", "“x”"],
            "4 characters read as cp1252, the first on line 3",
        ),
        (
            '"Größe, Gr'.encode() + b'\xc3"\n',
            ["Größe, GrÃ"],
            "1 character read as cp1252, the first on line 2",
        ),
        (
            "Größe Gr".encode() + b"\xc3\n" + b"\xe9\n",
            ["Größe Gr\ufffd", "é"],
            ("1 character read as cp1252, 1 character replaced by \ufffd, the first on line 2"),
        ),
        (
            "é\ufffd".encode() + b"\xff\xff\r\r\nx\r\xe9",
            ["é\ufffd\ufffd\ufffd", "x", "é"],
            ("1 character read as cp1252, 2 characters replaced by \ufffd, the first on line 2"),
        ),
        (
            b"x\r\r\n" * 70_000 + "é\n".encode() + b"\xe9\n",
            ["x"] * 70_000 + ["é", "é"],
            "1 character read as cp1252, the first on line 70003",
        ),
    ],
)
def test_mixed_encodings_are_read_and_counted(
    opened: Opened, content: bytes, rows: list[str], found: str
) -> None:
    with opened(b"\xef\xbb\xbfcomment\n" + content) as export:
        assert export.notes == (
            f"responses.csv: encodings are mixed: {found}; if letters look wrong, give --encoding",
        )
        assert export.frame.collect()["comment"].to_list() == rows


@pytest.mark.parametrize("size", [(1 << 18) - 1, 1 << 18, 600_000])
def test_the_first_accent_may_be_far_down(rows_of: Rows, size: int) -> None:
    header, row = b"a,b\n", b"x,y\n"
    start = header + b"z" * (size % len(row)) + b",\n" + row * (size // len(row))
    assert rows_of(start + b"\xe9,\n")[-1] == ("é", "")
    assert rows_of(start + "é,\n".encode())[-1] == ("é", "")
    assert rows_of(start + b"\xc3")[-1] == ("Ã", "")


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (
            b"a\n\xc3",
            "utf-8",
            "line 2 does not decode as utf-8; give the encoding of the export with --encoding",
        ),
        (
            b"\xef\xbb\xbfa\r\r\n1\r2\n\xff",
            "utf-8",
            "line 4 does not decode as utf-8; give the encoding of the export with --encoding",
        ),
        (
            b"a\n1\n\x81\n",
            "cp1252",
            "line 3 does not decode as cp1252; give the encoding of the export with --encoding",
        ),
        (
            "a\né\n".encode("utf-16") + b"\0",
            None,
            "line 3 does not decode as utf-16; give the encoding of the export with --encoding",
        ),
        (
            b"a\n1\n\\ud800\n",
            "unicode_escape",
            (
                "line 3 does not decode as unicode_escape;"
                " give the encoding of the export with --encoding"
            ),
        ),
        (
            b"a\n1\n",
            "undefined",
            "line 1 does not decode as undefined; give the encoding of the export with --encoding",
        ),
    ],
)
def test_bytes_of_another_encoding_are_located(
    failure_of: Failure, content: bytes, encoding: str | None, message: str
) -> None:
    assert failure_of(content, encoding) == f"responses.csv: {message}"


@pytest.mark.parametrize(
    ("encoding", "near"),
    [
        ("utf9", ", did you mean 'utf'?"),
        ("", ""),
        ("a\0b", ""),
        ("rot13", ""),
        ("hex", ""),
        ("locale", ""),
    ],
)
def test_an_unknown_encoding_is_named(failure_of: Failure, encoding: str, near: str) -> None:
    assert failure_of(b"a\n1\n", encoding) == (
        f"--encoding: found {encoding!r}, expected an encoding that Python knows,"
        f" such as utf-8, cp1252 or shift_jis{near}"
    )


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"a,b\n" + b"1,2\n" * 9 + b"1,\x00\n", None),
        (b"a\0b\0,c\n", None),
        (b"a,b\n\x01\xff\n", None),
        ("a,b\n1,2\n".encode("utf-16-le"), "latin-1"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-8"),
    ],
)
def test_binary_data_is_no_text(failure_of: Failure, content: bytes, encoding: str | None) -> None:
    assert failure_of(content, encoding).startswith("responses.csv: found binary data")


def test_the_handler_for_cp1252_decodes_only() -> None:
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", "nps.latin_1")
