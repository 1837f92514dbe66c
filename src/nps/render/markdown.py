"""Blocks as GitHub-flavoured Markdown."""

import re
from collections.abc import Iterator
from typing import assert_never

from nps.render.figures import write_cell, write_sentence, write_sum
from nps.render.layout import columns_of, legend_of, starred_of
from nps.render.printable import printable
from nps.render.sparks import Span, spans_of
from nps.render.style import Style
from nps.results.blocks import Block, Column, Headline, Kind, LedgerLine, Notes, Row, Table, Width
from nps.results.result import Result

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]")
_LINE_START = re.compile(r"^(\d*)([-+=#.)])")
_DRAWN = (Kind.GROUPS, Kind.SPARK)
_LEFT = (*_DRAWN, Kind.NAME)


def render(result: Result, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Write the document; text from data reads as itself, whatever markup it looks like."""
    parts = ["\n".join(lines) for block in result.document() for lines in _parts(block) if lines]
    return "\n\n".join(parts) + "\n"


def _parts(block: Block) -> Iterator[list[str]]:
    """Give the paragraphs, tables and lists of a block, each as its lines."""
    match block:
        case Headline():
            if block.subject:
                yield [_bold(" · ".join(block.subject))]
            yield [_escape_line(write_sentence(sentence)) for sentence in block.sentences]
        case Table():
            shown = columns_of(block, Width.WIDE)
            yield _table(block, [i for i in shown if block.columns[i].kind is not Kind.EDGE])
            yield [f"- {_entry(entry)}" for entry in legend_of(block, shown)]
        case Notes():
            yield [f"- {_escape_line(note)}" for note in block.lines]
        case LedgerLine():
            yield [f"Rows: {_escape(' '.join(write_sum(block)))}"]
        case _:
            assert_never(block)


def _table(table: Table, shown: list[int]) -> list[str]:
    columns = [table.columns[index] for index in shown]
    starred = starred_of(table, shown)
    empty = [""] * (len(shown) - 1)
    lines = [
        _line([_escape(column.title) for column in columns]),
        _line(["---" if column.kind in _LEFT else "---:" for column in columns]),
    ]
    spans = spans_of(table)
    for group in table.groups:
        if group.heading is not None:
            lines.append(_line([_bold(group.heading), *empty]))
        for row in group.rows:
            cells = [_cell(table, row, index, spans.get(index)) for index in shown]
            if row.starred:
                cells[shown.index(starred)] += r"\*"
            if row.mark:
                cells = _marked(columns, cells, row.mark)
            lines.append(_line(cells))
        if group.more:
            lines.append(_line([_escape(group.more), *empty]))
    return lines


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(table: Table, row: Row, index: int, span: Span | None) -> str:
    kind = table.columns[index].kind
    text = write_cell(kind, row.cells[index], span=span)
    return _code(text) if kind in _DRAWN else _escape(text)


def _marked(columns: list[Column], cells: list[str], mark: str) -> list[str]:
    return [
        cell + _escape(mark) * column.marked for column, cell in zip(columns, cells, strict=True)
    ]


def _code(text: str) -> str:
    """Write what is drawn as code; of which Markdown takes a blank from either end, if at both."""
    if not text.strip():
        return ""
    return f"` {text} `" if text[0] == text[-1] == " " else f"`{text}`"


def _entry(entry: str) -> str:
    """Write a legend's `term  meaning`, whose blanks Markdown would join."""
    term, _, meaning = entry.partition("  ")
    return _escape_line(f"{term}: {meaning.strip()}" if meaning else term)


def _bold(text: str) -> str:
    escaped = _escape(text)
    return f"**{escaped}**" if escaped else ""


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", printable(text).strip())


def _escape_line(text: str) -> str:
    """Escape what would also begin a list or a heading at the start of a line."""
    return _LINE_START.sub(r"\1\\\2", _escape(text))
