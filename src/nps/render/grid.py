"""A table's rows as aligned lines of text."""

from itertools import groupby, zip_longest

from rich.cells import cell_len

from nps.render.bars import LEAST_BAR, SIGNS
from nps.render.figures import write_cell
from nps.render.folding import fold
from nps.render.layout import Slot, lay_out
from nps.render.line import Line, Piece
from nps.render.printable import printable
from nps.results.blocks import Column, Kind, Row, Table

HEADING = "bold"

_INDENT = "  "
_BAR_COLORS = dict(zip(SIGNS, ("red", "yellow", "green"), strict=True))
_NPS_COLORS = {"-": "red", "+": "green"}


def fit(table: Table, width: int | None) -> list[Slot]:
    """Choose the columns, and give each the cells that its texts take."""
    natural = [
        LEAST_BAR if column.kind is Kind.GROUPS else cell_len(_heading(column))
        for column in table.columns
    ]
    for group in table.groups:
        indent = 0 if group.heading is None else len(_INDENT)
        for row in group.rows:
            for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
                if column.kind is not Kind.GROUPS:
                    cells = cell_len(write_cell(column.kind, cell))
                    natural[index] = max(natural[index], cells + (index == 0) * indent)
    return lay_out(table, natural, width)


def draw(table: Table, slots: list[Slot], width: int | None) -> list[Line]:
    """Draw headings and rows in the places given; numbers stand on a row's first line."""
    lines = _draw_cells([_title(slot) for slot in slots], slots, HEADING)
    for group in table.groups:
        indent = ""
        if group.heading is not None:
            indent = _INDENT
            lines += [(Piece(line, HEADING),) for line in fold(printable(group.heading), width)]
        for row in group.rows:
            lines += _draw_cells([_text(slot, row) for slot in slots], slots, indent=indent)
        if group.more:
            room = None if width is None else width - len(indent)
            lines += [(Piece(indent + line),) for line in fold(printable(group.more), room)]
    return lines


def line_width(slots: list[Slot]) -> int:
    """Give the cells that a line takes."""
    return sum(slot.width + slot.column.gap for slot in slots) - slots[0].column.gap


def _heading(column: Column) -> str:
    return "|" if column.kind is Kind.EDGE else printable(column.title)


def _title(slot: Slot) -> str:
    title = _heading(slot.column)
    if slot.column.kind is Kind.GROUPS and cell_len(title) > slot.width:
        title = " ".join(SIGNS)
    return title + " " * slot.starred


def _text(slot: Slot, row: Row) -> str:
    text = write_cell(slot.column.kind, row.cells[slot.index], slot.width)
    return text + ("*" if row.starred else " ") if slot.starred else text


def _draw_cells(
    texts: list[str], slots: list[Slot], style: str = "", indent: str = ""
) -> list[Line]:
    """Draw one row, on as many lines as its longest folded name takes."""
    columns = [
        _name_lines(text, slot, indent) if slot.column.kind is Kind.NAME else [text]
        for text, slot in zip(texts, slots, strict=True)
    ]
    lines = []
    for texts_of_line in zip_longest(*columns, fillvalue=""):
        line: list[Piece] = []
        for position, (text, slot) in enumerate(zip(texts_of_line, slots, strict=True)):
            blank = " " * (slot.width - cell_len(text))
            left = slot.column.kind in {Kind.NAME, Kind.GROUPS}
            line.append(Piece(" " * (slot.column.gap if position else 0)))
            line.append(Piece("" if left else blank))
            line += [Piece(text, style)] if style else _color(text, slot.column.kind)
            line.append(Piece(blank if left else ""))
        lines.append(tuple(line))
    return lines


def _name_lines(text: str, slot: Slot, indent: str) -> list[str]:
    if slot.index:
        return fold(text, slot.width)
    return [indent + line for line in fold(text, slot.width - len(indent))]


def _color(text: str, kind: Kind) -> list[Piece]:
    if kind is Kind.GROUPS:
        return [Piece("".join(run), _BAR_COLORS[sign]) for sign, run in groupby(text)]
    return [Piece(text, _NPS_COLORS.get(text[:1], "") if kind is Kind.NPS else "")]
