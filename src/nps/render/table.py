"""Blocks as lines of characters, for a terminal or a mail."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from rich.cells import cell_len

from nps.render.figures import write_sentence, write_sum
from nps.render.folding import fold, pack
from nps.render.grid import HEADING, draw, fit, line_width
from nps.render.layout import legend_of
from nps.render.line import Line, Piece, color, plain
from nps.render.printable import printable
from nps.render.style import Style
from nps.results.blocks import Block, Headline, LedgerLine, Notes, Table
from nps.results.result import Result

_JOINT = "   "
_ROWS = "Rows  "
_NOTE = "Note  "


def render(result: Result, style: Style) -> str:
    """Draw the document, folded to the width; coloured only where the style says so."""
    lines: list[Line] = []
    after_small_print = False
    for block in result.document():
        for part, is_small_print in _parts(block, style.width):
            if lines and not (after_small_print and is_small_print):
                lines.append(())
            lines += part
            after_small_print = is_small_print
    if style.color:
        return color(lines)
    return "".join(f"{plain(line)}\n" for line in lines)


def _parts(block: Block, width: int | None) -> Iterator[tuple[list[Line], bool]]:
    """Give the parts of a block, and whether each is small print.

    A blank line stands between parts, but not within small print.
    """
    match block:
        case Headline():
            yield _headline(block, width), False
        case Table():
            slots = fit(block, width)
            yield draw(block, slots, width), False
            if legend := legend_of(block, [slot.index for slot in slots]):
                entries = [printable(entry) for entry in legend]
                room = width or max(line_width(slots), *map(cell_len, entries))
                yield _plain(pack(entries, room, _JOINT)), True
        case Notes():
            for note in block.lines:
                yield _hang(_NOTE, fold(printable(note), _room(_NOTE, width))), True
        case LedgerLine():
            yield _hang(_ROWS, pack(write_sum(block), _room(_ROWS, width), " ")), True
        case _:
            assert_never(block)


def _headline(headline: Headline, width: int | None) -> list[Line]:
    subject = pack(map(printable, headline.subject), width, _JOINT)
    sentences = [
        line for sentence in headline.sentences for line in fold(write_sentence(sentence), width)
    ]
    return [(Piece(line, HEADING),) for line in subject] + _plain(sentences)


def _room(label: str, width: int | None) -> int | None:
    return None if width is None else width - len(label)


def _hang(label: str, lines: list[str]) -> list[Line]:
    """Put a label before the first line, and as many blanks before the others."""
    first, *others = lines
    return [(Piece(label + first),), *_plain(" " * len(label) + line for line in others)]


def _plain(lines: Iterable[str]) -> list[Line]:
    return [(Piece(line),) for line in lines]
