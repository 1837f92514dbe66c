from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nps.render.printable import printable
from nps.render.registry import FORMATS
from nps.render.style import Style
from nps.results.blocks import (
    Block,
    Column,
    Document,
    Headline,
    Kind,
    Notes,
    Row,
    RowGroup,
    Table,
    Width,
)
from nps.results.result import Result

ResultOf = Callable[[Document], Result]


def write(result_of: ResultOf, *blocks: Block) -> str:
    written = FORMATS["markdown"].render(result_of(blocks), Style(width=20))
    assert isinstance(written, str)
    return written


def read(markdown: str) -> list[str]:
    """Give the texts that a reader sees, as CommonMark with tables renders them."""

    def text(token: Token) -> str:
        assert not {child.type for child in token.children or ()} - {
            "text",
            "text_special",
            "softbreak",
            "strong_open",
            "strong_close",
        }
        return "".join(child.content for child in token.children or ())

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [text(token) for token in tokens if token.type == "inline"]


EVERYTHING = r"""
**Survey · July**

NPS +20.
So be it.

| name | count | share | nps | difference | points | interval | limits | p | score | factor | groups | spark |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
| Free | 1,234 | 50 | +20 | -3\< | +1.3 | 0 to +33 | -132 to +12 | \<0.001 | 7.9 | 1.4 | `-----.......+++++++++++++` | `▁ █` |
| **plan** |  |  |  |  |  |  |  |  |  |  |  |  |
| Nobody | 0\* |  | n/a |  |  |  |  |  |  |  |  |  |
| and 3 more |  |  |  |  |  |  |  |  |  |  |  |  |

- nps: promoters less detractors
- \> \<: beyond chance
- \*: fewer than 30

Rows: 1,240 read = 1,234 scored + 6 blank

- One note
- Another
"""  # noqa: E501 - as wide as all kinds


def test_every_kind_of_block_and_column(result_of: ResultOf, everything: Document) -> None:
    assert write(result_of, *everything) == EVERYTHING.removeprefix("\n")


def test_narrow_columns_and_their_legend_are_left_out(result_of: ResultOf) -> None:
    table = Table(
        columns=(
            Column(title="", kind=Kind.NAME),
            Column(title="det%", kind=Kind.SHARE, width=Width.NARROW),
            Column(title="n%", kind=Kind.SHARE, width=Width.WIDE),
        ),
        groups=(RowGroup(heading=None, rows=(Row(cells=("a|b", 0.1, 0.2)),)),),
        legend=("det%  detractors", "n%   of all", "a line"),
    )
    headline = Headline(subject=(), sentences=(("- 1 * 2",),))
    assert write(result_of, headline, table) == (
        "\\- 1 \\* 2\n\n|  | n% |\n| --- | ---: |\n| a\\|b | 20 |\n\n- n%: of all\n- a line\n"
    )


@pytest.mark.parametrize(
    ("curve", "shown"),
    [
        ((1.0, None, 2.0), "▁ █"),
        ((None, 1.0, 2.0), " ▁█"),
        ((1.0, 2.0, None, None), "▁█  "),
        ((None, 1.0, 2.0, None, None), " ▁█  "),
        ((None, None), None),
        (None, None),
    ],
)
def test_spark_keeps_its_gaps_as_code(
    result_of: ResultOf, curve: tuple[float | None, ...] | None, shown: str | None
) -> None:
    table = Table(
        columns=(Column(title="", kind=Kind.NAME), Column(title="", kind=Kind.SPARK)),
        groups=(RowGroup(heading=None, rows=(Row(cells=("Free", curve)),)),),
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(write(result_of, table))
    codes = [child.content for token in tokens for child in token.children or () if child.markup]
    assert codes == [shown] * (shown is not None)


@pytest.mark.parametrize(
    "text",
    [
        "**bold** __x__ ~~y~~ `code` <b> &amp; [a](b) ![i](j) $x$ \\",
        "a\\|b||c",
        "# heading",
        "> quote",
        "1. one",
        "- item",
        "+ item",
        "---",
        "===",
        "[x]: y",
        "~~~",
        "<!-- x -->",
    ],
)
def test_markup_in_data_reads_as_itself(result_of: ResultOf, text: str) -> None:
    check(result_of, text)


@given(st.text())
def test_any_text_reads_as_itself(result_of: ResultOf, text: str) -> None:
    check(result_of, f"x{text}x")
    check(result_of, text)


def check(result_of: ResultOf, text: str) -> None:
    table = Table(
        columns=(Column(title="name", kind=Kind.NAME), Column(title=text, kind=Kind.COUNT)),
        groups=(RowGroup(heading=text, rows=(Row(cells=(text, 1)),)),),
    )
    shown = printable(text).strip()
    seen = [words.strip() for words in read(write(result_of, table, Notes(lines=(text,))))]
    assert seen == ["name", shown, shown, "", shown, "1", *[shown] * bool(shown)]
