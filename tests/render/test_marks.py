"""Marks of what is beyond chance, in what people read."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nps.render.registry import FORMATS, Format
from nps.render.style import Style
from nps.results.blocks import Column, Document, Kind, Row, RowGroup, Table, Width
from nps.results.result import Record, Result

ResultOf = Callable[[Document], Result]

NAME = Column(title="", kind=Kind.NAME)
BASE = Column(title="n", kind=Kind.COUNT)
NPS = Column(title="NPS", kind=Kind.NPS, marked=True)
MARKS = (">", "<", "▲", "▼")


def table(*columns: Column, rows: tuple[Row, ...]) -> Table:
    return Table(columns=columns, groups=(RowGroup(heading=None, rows=rows),))


def write(result_of: ResultOf, output: str, block: Table, style: Style | None = None) -> str:
    written = FORMATS[output].render(result_of((block,)), style or Style())
    assert isinstance(written, str)
    return written


ROWS = (
    Row(cells=("Free", 1258, 37.7), mark=">"),
    Row(cells=("Team", 13, 0.2), starred=True),
    Row(cells=("Gone", 0, None), mark="<"),
)


def test_mark_stands_right_behind_the_cell(result_of: ResultOf) -> None:
    assert write(result_of, "table", table(NAME, BASE, NPS, rows=ROWS)) == (
        "         n  NPS\nFree 1,258  +38>\nTeam    13*   0\nGone     0  n/a<\n"
    )


def test_star_comes_before_the_mark(result_of: ResultOf) -> None:
    rows = tuple(replace(row, starred=row.mark == ">") for row in ROWS)
    marked = table(NAME, replace(BASE, marked=True), replace(NPS, gap=2), rows=rows)
    assert write(result_of, "table", marked) == (
        "         n    NPS\nFree 1,258*>  +38>\nTeam    13      0\nGone     0<   n/a<\n"
    )
    assert r"| Free | 1,258\*\> | +38\> |" in write(result_of, "markdown", marked)


def test_cell_is_kept_where_no_row_has_a_mark(result_of: ResultOf) -> None:
    columns = (NAME, NPS, replace(BASE, title="m"))
    unmarked = (Row(cells=("Free", 1, 2)),)
    assert write(result_of, "table", table(*columns, rows=unmarked)) == (
        "     NPS  m\nFree  +1  2\n"
    )


def test_mark_of_a_folded_name_ends_its_last_line(result_of: ResultOf) -> None:
    columns = (replace(NAME, marked=True), BASE)
    rows = (
        Row(cells=("10 to under 50 employees", 3), mark="▲", starred=True),
        Row(cells=("世界の顧客とその他の人", 3), mark="▼"),
        Row(cells=("x" * 17, 3), mark="<"),
    )
    assert write(result_of, "table", table(*columns, rows=rows), Style(width=20)) == (
        "                  n\n"
        "10 to under 50    3*\n"
        "employees▲\n"
        "世界の顧客とその  3\n"
        "他の人▼\n"
        "xxxxxxxxxxxxxxxx  3\n"
        "x<\n"
    )


def test_marks_stand_behind_what_is_drawn(result_of: ResultOf) -> None:
    columns = (
        NAME,
        Column(title="-det .pas +pro", kind=Kind.GROUPS, marked=True),
        Column(title="trend", kind=Kind.SPARK, marked=True),
    )
    rows = (
        Row(cells=("Free", (0.2, 0.3, 0.5), (1.0, 2.0)), mark="▲"),
        Row(cells=("Team", None, (3.0, None)), mark="▼"),
        Row(cells=("Gone", (0.0, 0.0, 1.0), (None, None))),
    )
    drawn = table(*columns, rows=rows)
    assert write(result_of, "table", drawn, Style(width=30)) == (
        "      -det .pas +pro   trend\n"
        "Free  ---....++++++++▲ ▁▅▲\n"
        "Team  ▼                █ ▼\n"
        "Gone  +++++++++++++++\n"
    )
    assert "| `▁▅`▲ |" in write(result_of, "markdown", drawn)
    assert "| ▼ | `█ `▼ |" in write(result_of, "markdown", drawn)


def test_marks_are_coloured_by_where_they_point(result_of: ResultOf) -> None:
    columns = (NAME, Column(title="rest", kind=Kind.DIFFERENCE, marked=True))
    rows = tuple(Row(cells=(mark, 1), mark=mark) for mark in MARKS)
    lines = write(
        result_of, "table", table(*columns, rows=rows), Style(width=80, color=True)
    ).splitlines()
    assert lines[1:5] == [
        ">    +1\x1b[32m>\x1b[0m",
        "<    +1\x1b[31m<\x1b[0m",
        "▲    +1\x1b[32m▲\x1b[0m",
        "▼    +1\x1b[31m▼\x1b[0m",
    ]


def test_marked_nps_keeps_its_own_colour(result_of: ResultOf) -> None:
    rows = (Row(cells=("Big", 1, -2.0), mark=">"),)
    drawn = write(result_of, "table", table(NAME, BASE, NPS, rows=rows), Style(color=True))
    assert "Big 1   \x1b[31m-2\x1b[0m\x1b[32m>\x1b[0m\n" in drawn


def test_legend_of_marks_is_shown_where_a_marked_column_is(result_of: ResultOf) -> None:
    """So is that of the base, whose title is no mark."""
    change = Column(title="change", kind=Kind.DIFFERENCE, marked=True, rank=1)
    rows = (Row(cells=("Free", 1, 2), mark="▲"),)
    drawn = replace(table(NAME, BASE, change, rows=rows), legend=("▲ ▼   risen", "- +  of both"))
    assert "▲ ▼   risen" in write(result_of, "table", drawn, Style(width=40))
    narrow = write(result_of, "table", drawn, Style(width=12))
    assert "risen" not in narrow
    assert "▲" not in narrow
    assert "- +  of both" in narrow


def test_markdown_marks_the_wide_layout(result_of: ResultOf) -> None:
    columns = (
        NAME,
        replace(NPS, width=Width.NARROW),
        Column(title="rest", kind=Kind.DIFFERENCE, width=Width.WIDE, marked=True),
    )
    rows = (Row(cells=("Free", 1, 28.4), mark=">"),)
    assert write(result_of, "markdown", table(*columns, rows=rows)) == (
        "|  | rest |\n| --- | ---: |\n| Free | +28\\> |\n"
    )


@pytest.mark.parametrize("output", FORMATS.values(), ids=lambda output: output.name)
def test_every_format_that_draws_blocks_shows_the_marks(
    result_of_both: Callable[[Document, Record], Result], output: Format
) -> None:
    record: Record = {"ledger": {"read": 1}, "overall": {"segment": "All", "nps": 1}}

    def given(*marks: str) -> str | bytes:
        rows = tuple(Row(cells=("Free", 1, 2), mark=mark) for mark in marks)
        return output.render(result_of_both((table(NAME, BASE, NPS, rows=rows),), record), Style())

    written = given(*MARKS)
    if written != given():
        assert isinstance(written, str)
        assert [written.count(mark) for mark in MARKS] == [1, 1, 1, 1]
    else:
        assert output.name not in {"table", "markdown"}
