"""What holds for every export: it is read as the csv module reads it, or not at all."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nps.errors import SourceError
from nps.sources.export import Export
from nps.sources.separator import SEPARATORS, find_separator

Opened = Callable[..., AbstractContextManager[Export]]
Rows = Callable[..., list[tuple[str, ...]]]

characters = st.sampled_from('",;\t|\r\n aé–日\x0b\u2028') | st.characters(
    codec="utf-8", exclude_characters="\x00"
)
LINE_ENDS = [
    ("\r\n", False, ""),
    ("\r\n", True, ""),
    ("\r\r\n", False, ""),
    ("\r\r\n", True, ""),
    ("\n", False, "\r"),  # the writer leaves it without quotes
    ("\n", True, ""),
    ("\r", True, "\r"),  # a line end in a cell is a line end
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


class Written(NamedTuple):
    rows: list[tuple[str, ...]]
    content: bytes
    encoding: str


@st.composite
def exports(draw: st.DrawFn) -> Written:
    separator = draw(st.sampled_from(SEPARATORS))
    line_end, quote_all, without = draw(st.sampled_from(LINE_ENDS))
    if separator == "\t":
        without += "\t"  # each line of a quoted cell with tabs can look like a row
    cells = st.text(characters.filter(lambda character: character not in without), max_size=9)
    width = draw(st.integers(2, 5))
    rows = draw(st.lists(st.tuples(*[cells] * width), max_size=6))
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=separator,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    writer.writerow(f"column {at}" for at in range(width))
    writer.writerows(rows)
    written = text.getvalue()
    if draw(st.booleans()):
        written = written.removesuffix(line_end)
    encoding = draw(st.sampled_from(ENCODINGS))
    return Written(rows, written.encode(encoding), encoding)


@settings(deadline=None)
@given(exports())
def test_what_is_written_is_read_back(rows_of: Rows, written: Written) -> None:
    assert rows_of(written.content, written.encoding) == written.rows


def read_reference(text: str, separator: str) -> list[list[str]]:
    """The records by the csv module alone, without blank lines."""
    lines = io.StringIO(text, newline="").readlines()
    rows = csv.reader(lines, delimiter=separator, strict=True)
    return [row for row in rows if len(row) > 1 or lines[rows.line_num - 1].strip(" \t\r\n")]


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["", "a,b\n", "a,b\r\n", "a\n", '"a\n",b,c\n', "\na,b\r\n"]),
    st.text(st.sampled_from('",;|\n\r aé'), max_size=40),
)
def test_any_text_is_read_as_the_csv_module_reads_it(rows_of: Rows, header: str, rest: str) -> None:
    text = header + rest
    text = text if "\n" in text else text.replace("\r", "\n")
    separator = find_separator(text.encode())
    assume(separator != "\t")
    try:
        read: list[tuple[str, ...]] | None = rows_of((header + rest).encode())
    except SourceError:
        read = None
    try:
        first, *rows = read_reference(text, separator)
    except (csv.Error, ValueError):
        assert read is None
        return
    if any(map(str.strip, first)) and all(len(row) <= len(first) for row in rows):
        assert read == [(*row, *[""] * (len(first) - len(row))) for row in rows]
    else:
        assert read is None


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=80)
    | st.text(max_size=40).map(lambda text: text.encode("utf-16"))
    | st.text(max_size=40).map(lambda text: ("a\tb\n" + text).encode())
)
def test_any_bytes_are_rows_or_one_clear_error(opened: Opened, content: bytes) -> None:
    try:
        with opened(content) as export:
            export.frame.collect(engine="streaming")
    except SourceError as failure:
        message = str(failure)
        assert message.startswith("responses.csv: ")
        assert "\n" not in message
