from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nps.render.registry import FORMATS
from nps.render.style import Style
from nps.results.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Headline,
    Kind,
    LedgerLine,
    Notes,
    Row,
    RowGroup,
    Table,
    Width,
)
from nps.results.result import Result

ResultOf = Callable[[Document], Result]

COLUMNS = (
    Column(title="", kind=Kind.NAME),
    Column(title="n", kind=Kind.COUNT),
    Column(title="n%", kind=Kind.SHARE, width=Width.WIDE),
    Column(title="NPS", kind=Kind.NPS),
    Column(title="det%", kind=Kind.SHARE, width=Width.NARROW, rank=1),
    Column(title="", kind=Kind.EDGE, width=Width.NARROW, rank=1),
    Column(title="mean", kind=Kind.SCORE, rank=2),
    Column(title="-det .pas +pro", kind=Kind.GROUPS, rank=3),
)
LEGEND = ("det%  detractors", "n%  of all", "*  fewer than 30")


def row(name: str, *, starred: bool = False) -> Row:
    cells: tuple[Cell, ...] = (name, 12, 0.5, -25.4, 0.5, None, 6.75, (0.5, 0.25, 0.25))
    return Row(cells=cells, starred=starred)


def table(*names: str) -> Table:
    groups = (RowGroup(heading="plan", rows=tuple(row(name, starred=True) for name in names)),)
    return Table(columns=COLUMNS, groups=groups, legend=LEGEND)


def draw(result_of: ResultOf, *blocks: Block, width: int | None = None, color: bool = False) -> str:
    drawn = FORMATS["table"].render(result_of(blocks), Style(width=width, color=color))
    assert isinstance(drawn, str)
    return drawn


EVERYTHING = """\
Survey   July
NPS +20.
So be it.

name     count  share nps difference  points interval      limits      p score factor groups                    spark |
Free     1,234     50 +20         -3<   +1.3 0 to +33 -132 to +12 <0.001   7.9    1.4 -----.......+++++++++++++ ▁ █   |
plan
  Nobody     0*       n/a                                                                                             |
  and 3 more

nps  promoters less detractors   > <   beyond chance   *  fewer than 30
Rows  1,240 read = 1,234 scored + 6 blank
Note  One note
Note  Another
"""  # noqa: E501 - as wide as all kinds


def test_every_kind_of_block_and_column(result_of: ResultOf, everything: Document) -> None:
    assert draw(result_of, *everything) == EVERYTHING


OFF_A_TERMINAL = """\
        n  n% NPS mean -det .pas +pro
plan
  Free 12* 50 -25  6.8 -------------......++++++

n%  of all   *  fewer than 30
"""
WIDE = """\
        n  n% NPS mean -det .pas +pro
plan
  Free 12* 50 -25  6.8 ---------------------..........++++++++++

n%  of all   *  fewer than 30
"""
NARROW = """\
        n  NPS det% | mean -det .pas +pro
plan
  Free 12* -25   50 |  6.8 ---------....++++

det%  detractors   *  fewer than 30
"""
SHORT_BAR = """\
        n  NPS det% | mean - . +
plan
  Free 12* -25   50 |  6.8 -------...+++

det%  detractors   *  fewer than 30
"""
WITHOUT_BAR = """\
        n  NPS det% | mean
plan
  Free 12* -25   50 |  6.8

det%  detractors   *  fewer than 30
"""
WITHOUT_MEAN = """\
        n  NPS det% |
plan
  Free 12* -25   50 |

det%  detractors
*  fewer than 30
"""
WITHOUT_DETRACTORS = """\
        n  NPS
plan
  Free 12* -25

*  fewer than 30
"""
FOLDED = """\
                  n  NPS
plan
  10 to under 50 12* -25
  employees

*  fewer than 30
"""
FOLDED_WIDE_CHARACTERS = """\
           n  NPS
plan
  世界の  12* -25
  顧客

*  fewer than 30
"""


@pytest.mark.parametrize(
    ("name", "width", "drawn"),
    [
        ("Free", None, OFF_A_TERMINAL),
        ("Free", 100, WIDE),
        ("Free", 45, NARROW),
        ("Free", 40, SHORT_BAR),
        ("Free", 35, WITHOUT_BAR),
        ("Free", 25, WITHOUT_MEAN),
        ("Free", 20, WITHOUT_DETRACTORS),
        ("10 to under 50 employees", 24, FOLDED),
        ("世界の顧客", 17, FOLDED_WIDE_CHARACTERS),
    ],
)
def test_layout_follows_the_width(
    result_of: ResultOf, name: str, width: int | None, drawn: str
) -> None:
    assert draw(result_of, table(name), width=width) == drawn


def test_wide_layout_gives_way_to_the_narrow_one_where_it_does_not_fit(
    result_of: ResultOf,
) -> None:
    filler = [Column(title="x" * 70, kind=Kind.COUNT, width=Width.WIDE)]
    wide = Table(
        columns=(*COLUMNS, *filler),
        groups=(RowGroup(heading=None, rows=(Row(cells=(*row("Free").cells, 1)),)),),
    )
    assert "xxx" not in draw(result_of, wide, width=100)
    assert "det%" in draw(result_of, wide, width=100)
    assert "xxx" in draw(result_of, wide, width=140)


def test_one_long_name_costs_no_column(result_of: ResultOf) -> None:
    names = draw(result_of, table("Free", "word " * 30), width=80)
    assert "-det .pas +pro" in names
    assert "mean" in names
    assert names.count("word") == 30


def test_star_without_a_base_stands_behind_the_name(result_of: ResultOf) -> None:
    bare = Table(
        columns=(Column(title="", kind=Kind.NAME), Column(title="NPS", kind=Kind.NPS)),
        groups=(
            RowGroup(
                heading=None,
                rows=(Row(cells=("Free", 1), starred=True), Row(cells=("Team", 2))),
            ),
        ),
    )
    assert draw(result_of, bare) == "      NPS\nFree*  +1\nTeam   +2\n"


def test_second_name_column_folds_on_its_own(result_of: ResultOf) -> None:
    texts = Table(
        columns=(
            Column(title="who", kind=Kind.NAME),
            Column(title="n", kind=Kind.COUNT),
            Column(title="why", kind=Kind.NAME, gap=2),
        ),
        groups=(
            RowGroup(heading="plan", rows=(Row(cells=("Free", 3, "too dear, and slow as well")),)),
        ),
    )
    assert draw(result_of, texts, width=20) == (
        "who    n   why\nplan\n  Free 3   too dear,\n           and slow\n           as well\n"
    )


def test_table_without_rows_shows_its_headings(result_of: ResultOf) -> None:
    empty = Table(columns=COLUMNS[:4], groups=())
    assert draw(result_of, empty) == " n  n% NPS\n"


def test_ledger_and_notes_hang(result_of: ResultOf) -> None:
    ledger = LedgerLine(
        read=3600, parts=((3412, "scored"), (141, "blank"), (0, "off scale"), (47, "filtered out"))
    )
    notes = Notes(lines=("a note that is longer than a line of this width",))
    assert draw(result_of, ledger, notes, width=40) == (
        "Rows  3,600 read = 3,412 scored\n"
        "      + 141 blank + 47 filtered out\n"
        "Note  a note that is longer than a line\n"
        "      of this width\n"
    )


def test_headline_breaks_between_its_parts(result_of: ResultOf) -> None:
    headline = Headline(
        subject=("Relationship survey", "1 Jul to 30 Sep 2026", "a.csv"),
        sentences=(("NPS of some one hundred answers.",),),
    )
    assert draw(result_of, headline, width=30) == (
        "Relationship survey\n1 Jul to 30 Sep 2026   a.csv\nNPS of some one hundred\nanswers.\n"
    )


def test_document_of_nothing_is_empty(result_of: ResultOf) -> None:
    assert not draw(result_of, Notes(lines=()))


def test_colour_marks_headings_bars_and_signs(result_of: ResultOf) -> None:
    narrow = table("[red]:smile:")
    colored = draw(result_of, narrow, width=60, color=True).splitlines()
    assert colored[1] == "\x1b[1mplan\x1b[0m"
    assert colored[2] == (
        "  [red]:smile: 12* \x1b[31m-25\x1b[0m   50 |  6.8 "
        "\x1b[31m-------------\x1b[0m\x1b[33m......\x1b[0m\x1b[32m++++++\x1b[0m"
    )


def test_colour_changes_no_character(result_of: ResultOf, everything: Document) -> None:
    colored = draw(result_of, *everything, width=110, color=True)
    for code in ("0", "1", "31", "32", "33"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == draw(result_of, *everything, width=110)


names = st.text(st.characters(), max_size=40)


@given(st.lists(names, min_size=1, max_size=5), st.none() | names, st.integers(16, 160))
def test_no_line_is_longer_than_the_width(
    result_of: ResultOf, segments: list[str], heading: str | None, width: int
) -> None:
    text = heading or "text"
    group = RowGroup(
        heading=heading,
        rows=tuple(row(name, starred=True) for name in segments),
        more=text,
    )
    blocks = (
        Headline(subject=(text, text), sentences=((text,),)),
        Table(columns=COLUMNS, groups=(group,), legend=(*LEGEND, text)),
        LedgerLine(read=12, parts=((12, "scored"), (1, "blank"))),
        Notes(lines=(text,)),
    )
    drawn = draw(result_of, *blocks, width=width)
    lines = drawn.removesuffix("\n").split("\n")
    assert max(map(cell_len, lines)) <= width
    assert lines == drawn.splitlines()
    assert all(line == line.rstrip(" ") for line in lines)
    assert sum("12*" in line for line in lines) >= len(segments)


@given(st.lists(names, min_size=1, max_size=5))
def test_names_off_a_terminal_stay_whole(result_of: ResultOf, segments: list[str]) -> None:
    drawn = draw(result_of, table(*segments))
    assert len(drawn.split("\n")) == len(segments) + 5


@given(st.text(st.characters()))
def test_names_steer_nothing(result_of: ResultOf, name: str) -> None:
    drawn = draw(result_of, table(name), Notes(lines=(name,)), width=80)
    assert not [
        character
        for character in drawn.replace("\n", "")
        if ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or 0x202A <= ord(character) < 0x202F
    ]
