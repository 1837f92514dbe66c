from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from nps.sources.export import Export

Opened = Callable[..., AbstractContextManager[Export]]
Rows = Callable[..., list[tuple[str, ...]]]
Failure = Callable[..., str]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,b\n1,2\n3,4\n", [("1", "2"), ("3", "4")]),
        ("a,b\n1,2\n3,4", [("1", "2"), ("3", "4")]),
        ("a,b\r\n1,2\r\n3,4\r\n", [("1", "2"), ("3", "4")]),
        ("a,b\r1,2\r3,4\r", [("1", "2"), ("3", "4")]),
        ("a,b\n1,2\r3,4\r\n5,6\r", [("1", "2"), ("3", "4"), ("5", "6")]),
        ("a,b\n1,2\r\n\r3,4\r\r\n5,6", [("1", "2"), ("3", "4"), ("5", "6")]),
        ("\ufeffa,b\r\n1,2\r\r\n3,4\r", [("1", "2"), ("3", "4")]),
        ("\ufeff\ufeff\r\r\n1\r\r\n", [("1",)]),
        ('"sep=;"\r\r\na;b\r\r\n1;"\r\r\n"\r\r\n', [("1", "\r\r\n")]),
        ("a,b\r\r\n1,2\r\r\n\r\r\n3,4\r\r\n", [("1", "2"), ("3", "4")]),
        ('a,b\r\r\n1,"x\r\r\ny"\r\r\n"3",4\r\n', [("1", "x\r\r\ny"), ("3", "4")]),
        ('a,b\r1,"x\ny"\r3,4\r', [("1", "x\ny"), ("3", "4")]),
        ("\n \r\n\t\na,b\n\n\n1,2\n   \n3,4\n\n", [("1", "2"), ("3", "4")]),
        ("a,b\n,\n", [("", "")]),
        ("a,b,\n1,2,\n", [("1", "2", "")]),
        ("a,b\n", []),
        ("a,b", []),
        ('\ufeff"a",b\n1,2\n', [("1", "2")]),
        ('\ufeff\n"a",b\n1,2\n', [("1", "2")]),
        ("a,b\n\ufeff1,2\n", [("\ufeff1", "2")]),
        ("\ufeff\na\n1\n", [("1",)]),
        ("\n\ufeff\n1\n", [("1",)]),
        ('a,"b\n\nc"\n1,"2\r\n\r\n3"\n', [("1", "2\r\n\r\n3")]),
        ('a,b\n"1,""2""",""\n"""",""""""\n', [('1,"2"', ""), ('"', '""')]),
        ('a,b\n1,"x\n5,6\n7,8\ny"\n9,10\n', [("1", "x\n5,6\n7,8\ny"), ("9", "10")]),
        ('a,b\n1,5" pipe\n2,4"\n', [("1", '5" pipe'), ("2", '4"')]),
        ('a,b\n1,5" pipe\n"2\n",4\n', [("1", '5" pipe'), ("2\n", "4")]),
        ('a,b\n1, "x"\n', [("1", ' "x"')]),
        ('a,b\n1,"x\ry"\n2,"\r"\n', [("1", "x\ry"), ("2", "\r")]),
        ("a,b\n 1 , 2\n", [(" 1 ", " 2")]),
        ("a,b\n1.10,007\nNO,null\n", [("1.10", "007"), ("NO", "null")]),
        ("a,b\n#1,2\n", [("#1", "2")]),
        ("a\tb\n1\t2, 3\n", [("1", "2, 3")]),
        ("a|b\n1|2\n", [("1", "2")]),
        ('a;b\n"1;2";3,5\n', [("1;2", "3,5")]),
        ("score\n9\n10\n", [("9",), ("10",)]),
        ('score\n9\n\n""\n \n10\n', [("9",), ("",), ("10",)]),
        ("How likely, 0 to 10?\n9\n10\n", [("9",), ("10",)]),
        ('comment\n"a, b\nc"\nd\n', [("a, b\nc",), ("d",)]),
    ],
)
def test_rows_are_read(rows_of: Rows, content: str, rows: list[tuple[str, ...]]) -> None:
    assert rows_of(content.encode()) == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("sep=;\na;b,c\n1;2\n", [("1", "2")]),
        ("\ufeffSEP=,\r\na,b;c\r\n1,2\r\n", [("1", "2")]),
        ('"sep=;"\n"a";b\n1;"x\ny"\n', [("1", "x\ny")]),
        ("sep=;;\n\na;b;c\n1;2;3\n\n4;5;6", [("1", "2", "3"), ("4", "5", "6")]),
        ("sep=\t\na\tb\n1\t2\n", [("1", "2")]),
        ('sep=\t\na\tb\n"x" y\t2\n', [('"x" y', "2")]),
        ("sep=^\ra^b\r1^2\r", [("1", "2")]),
        ("sep=;\r\r\na;b\r\r\n1;2\r\r\n", [("1", "2")]),
        ("sep= \na b\n1 2\n", [("1", "2")]),
        ("sep=,\nscore\n9\n\n10\n", [("9",), ("10",)]),
    ],
)
def test_the_first_line_may_say_the_separator(
    rows_of: Rows, content: str, rows: list[tuple[str, ...]]
) -> None:
    assert rows_of(content.encode()) == rows


@pytest.mark.parametrize("first", ["sep=x", "sep=", 'sep="', "sep=–", "sep=;,", "set=;"])
def test_other_first_lines_are_headers(opened: Opened, first: str) -> None:
    with opened(f"{first}\n".encode()) as export:
        assert export.columns


def test_the_header_is_trimmed(opened: Opened) -> None:
    with opened(b' score ,"plan\nname",,score,tags\n9,Free,,8,x\n') as export:
        assert (export.path, export.name, export.layout) == ("responses.csv",) * 2 + ("plain",)
        assert export.columns == ("plan\nname", "tags")
        assert export.duplicates == {"score"}
        assert export.frame.select(export.columns).collect().rows() == [("Free", "x")]


@pytest.mark.parametrize(
    ("content", "name"),
    [("a,b\n", "csv"), ("a;b\n", "csv"), ("a|b\n", "csv"), ("a\n", "csv"), ("a\tb\n", "tsv")],
)
def test_the_format_is_named(opened: Opened, content: str, name: str) -> None:
    with opened(content.encode()) as export:
        assert export.format == name


@pytest.mark.parametrize(
    ("content", "rows", "note"),
    [
        ("a,b,c\n1,2\n3,4,5\n", [("1", "2", ""), ("3", "4", "5")], "1 short row was padded"),
        (
            'a,b,c\n1\n2,"x\ny"\n\n"3"\n4,5,6\n""\n',
            [("1", "", ""), ("2", "x\ny", ""), ("3", "", ""), ("4", "5", "6"), ("", "", "")],
            "4 short rows were padded",
        ),
        ("a,b\n9\n10\n", [("9", ""), ("10", "")], "2 short rows were padded"),
        ('a\tb\n1\t"x\ny"\n2\n', [("1", "x\ny"), ("2", "")], "1 short row was padded"),
    ],
)
def test_short_rows_are_padded(
    opened: Opened, content: str, rows: list[tuple[str, ...]], note: str
) -> None:
    with opened(content.encode()) as export:
        assert export.notes == (f"responses.csv: {note}",)
        assert export.frame.collect().fill_null("").rows() == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('a\tb\n"x" y\t2\n', [('"x" y', "2")]),
        ('a\tb\n"x\t2\n3\ty"\n', [('"x', "2"), ("3", 'y"')]),
        ('"a" or\tb\n1\t2\n', [("1", "2")]),
        ('a\tb\n"x" y\t2\n\n3\t4\n', [('"x" y', "2"), ("3", "4")]),
        ('a\tb\n"x" y\t2\r3\t""\n', [('"x" y', "2"), ("3", '""')]),
    ],
)
def test_quotes_between_tabs_may_be_text(
    opened: Opened, content: str, rows: list[tuple[str, ...]]
) -> None:
    with opened(content.encode()) as export:
        assert export.notes == ("responses.csv: quotes were read as part of the text",)
        assert export.frame.collect().rows() == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('a\tb\n"x ""y"""\t2\n', [('x "y"', "2")]),
        ('a\tb\n"x\ny"\t2\n', [("x\ny", "2")]),
        ('a\tb\n"x\ty"\t2\n', [("x\ty", "2")]),
    ],
)
def test_quotes_between_tabs_may_be_quotes(
    opened: Opened, content: str, rows: list[tuple[str, ...]]
) -> None:
    with opened(content.encode()) as export:
        assert export.notes == ()
        assert export.frame.collect().rows() == rows


OVER_LONG = "put a cell that holds the separator in quotes, or name every column"
CLOSING = (
    "text follows a closing quote; quotes inside a quoted cell must be doubled,"
    " and a quoted cell must end at its closing quote"
)
UNCLOSED = "a quote opens in this row and is never closed; close it, or double it"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "found an empty file, expected a header and rows; export it again"),
        ("\ufeff", "found nothing but blank lines, expected a header and rows; export it again"),
        ("\n \r\n", "found nothing but blank lines, expected a header and rows; export it again"),
        ('""\n1\n', "the header names no column; expected the names in the first row"),
        (",,\n1,2,3\n", "the header names no column; expected the names in the first row"),
        ("a,b\n1,2,3\n", f"line 2 has 3 cells, expected 2 as in the header; {OVER_LONG}"),
        ("a,b\n1,2,\n", f"line 2 has 3 cells, expected 2 as in the header; {OVER_LONG}"),
        ("a,b\n1\n1,2,3\n", f"line 3 has 3 cells, expected 2 as in the header; {OVER_LONG}"),
        ("a\n1,2\n", f"line 2 has 2 cells, expected 1 as in the header; {OVER_LONG}"),
        (
            '\n\na,"b\nc"\r\n1,"2\r\n3\r4"\n\n1,2\n1,2,"\n3"\n',
            f"line 10 has 3 cells, expected 2 as in the header; {OVER_LONG}",
        ),
        ("a,b\n1,2\r3,4\r5,6,7\n", f"line 4 has 3 cells, expected 2 as in the header; {OVER_LONG}"),
        (
            "a,b\r\r\n1,2\r\r\n5,6,7",
            f"line 3 has 3 cells, expected 2 as in the header; {OVER_LONG}",
        ),
        (
            'a,b\r\r\n1,"x\r\r\ny"\n5,6,7',
            f"line 4 has 3 cells, expected 2 as in the header; {OVER_LONG}",
        ),
        ("sep=;\na;b\n1;2;3", f"line 3 has 3 cells, expected 2 as in the header; {OVER_LONG}"),
        (
            "sep=;\n",
            "found nothing but blank lines, expected a header and rows; export it again",
        ),
        ("a\tb\n1\t2\t3\n", f"line 2 has 3 cells, expected 2 as in the header; {OVER_LONG}"),
        ('a,b\n1,"x"y\n', f"line 2: {CLOSING}"),
        ('a,b\n1,2\n3,"x\n\ny" z\n', f"line 3: {CLOSING}"),
        ('a,b\n1,"x"\n3,"x\n\ny,z\n', f"line 3: {UNCLOSED}"),
        ('"a,b\n1,x\n', f"line 1: {UNCLOSED}"),
        ('\n"a" b,c\n1,x\n', f"line 2: {CLOSING}"),
        (
            'a\tb\n1\t2\t3\n"x" y\t4\n',
            f"line 2 has 3 cells, expected 2 as in the header; {OVER_LONG}",
        ),
        ('a\tb\n"x" y\t4\n1\t2\t3\n', f"line 2: {CLOSING}"),
        ('a\tb\n"x\n', f"line 2: {UNCLOSED}"),
    ],
)
def test_rows_that_cannot_be_read_are_located(
    failure_of: Failure, content: str, message: str
) -> None:
    assert failure_of(content.encode()) == f"responses.csv: {message}"


def test_a_quote_that_swallows_the_file_is_located(failure_of: Failure) -> None:
    content = b'a,b\n1,"2\n' + b"some,row\n" * 2_000_000
    assert failure_of(content) == f"responses.csv: line 2: {UNCLOSED}"


@pytest.mark.parametrize("mark", [b"", b"\n", b'"say ""no""\n,",2\n'])
def test_a_large_export_is_read_as_it_stands(rows_of: Rows, mark: bytes) -> None:
    before, after = b"a,b\n" + b"1,2\n" * 150_000, b'3,"4"\n' * 50_000
    expected = [("1", "2")] * 150_000
    expected += [('say "no"\n,', "2")] if len(mark) > 1 else []
    assert rows_of(before + mark + after) == expected + [("3", "4")] * 50_000


def test_more_columns_than_a_pattern_can_count_are_read(rows_of: Rows) -> None:
    header = ",".join(f"c{at}" for at in range(9000))
    row = ",".join(["x"] * 9000)
    assert rows_of(f"{header}\n{row}\n\nx,y\n{row}".encode()) == [
        ("x",) * 9000,
        ("x", "y") + ("",) * 8998,
        ("x",) * 9000,
    ]
