"""A table's rows as aligned lines of text."""

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len

from nps.render.bars import LEAST_BAR, SIGNS
from nps.render.figures import write_cell
from nps.render.folding import fold
from nps.render.layout import Slot, lay_out
from nps.render.line import Line, Piece
from nps.render.printable import printable
from nps.render.sparks import Span, spans_of
from nps.results.blocks import ABOVE, BELOW, FALLEN, RISEN, Column, Kind, Row, Table

HEADING = "bold"

_INDENT = "  "
_BAR_COLORS = dict(zip(SIGNS, ("red", "yellow", "green"), strict=True))
_NPS_COLORS = {"-": "red", "+": "green"}
_MARK_COLORS = {ABOVE: "green", RISEN: "green", BELOW: "red", FALLEN: "red"}
_LEFT = (Kind.NAME, Kind.GROUPS, Kind.SPARK)


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
    spans = spans_of(table)
    lines = _join([_title(slot) for slot in slots], slots)
    for group in table.groups:
        indent = ""
        if group.heading is not None:
            indent = _INDENT
            lines += [(Piece(line, HEADING),) for line in fold(printable(group.heading), width)]
        for row in group.rows:
            cells = [_cell(slot, row, indent, spans.get(slot.index)) for slot in slots]
            lines += _join(cells, slots)
        if group.more:
            room = None if width is None else width - len(indent)
            lines += [(Piece(indent + line),) for line in fold(printable(group.more), room)]
    return lines


def line_width(slots: list[Slot]) -> int:
    """Give the cells that a line takes."""
    return sum(slot.width + slot.column.gap for slot in slots) - slots[0].column.gap


def _heading(column: Column) -> str:
    return "|" if column.kind is Kind.EDGE else printable(column.title)


def _title(slot: Slot) -> list[Line]:
    title = _heading(slot.column)
    if slot.column.kind is Kind.GROUPS and cell_len(title) > slot.room:
        title = " ".join(SIGNS)
    lines = fold(title, slot.width) if slot.column.kind is Kind.NAME else [title]
    return [_place(slot, (Piece(line, HEADING),), cell_len(line)) for line in lines]


def _cell(slot: Slot, row: Row, indent: str, span: Span | None) -> list[Line]:
    """Draw a cell on as many lines as a name takes; star and mark stand behind the last."""
    kind = slot.column.kind
    text = write_cell(kind, row.cells[slot.index], slot.room, span)
    behind = []
    if slot.starred and row.starred:
        behind.append(Piece("*"))
    if slot.column.marked and row.mark:
        behind.append(Piece(row.mark, _MARK_COLORS.get(row.mark, "")))
    if kind is not Kind.NAME:
        return [_place(slot, _color(text, kind), cell_len(text), behind)]
    own = "" if slot.index else indent
    *lines, last = [own + line for line in fold(text, slot.room - len(own))]
    return [
        *(_place(slot, (Piece(line),), cell_len(line)) for line in lines),
        _place(slot, (Piece(last),), cell_len(last), behind),
    ]


def _place(slot: Slot, text: Line, cells: int, behind: Sequence[Piece] = ()) -> Line:
    """Fill a slot; texts on the right leave the same cells free for what stands behind them."""
    before = 0 if slot.column.kind in _LEFT else slot.room - cells
    after = slot.width - before - cells - len(behind)
    return (Piece(" " * before), *text, *behind, Piece(" " * after))


def _join(cells: list[list[Line]], slots: list[Slot]) -> list[Line]:
    """Put the cells of a row side by side, on as many lines as the longest takes."""
    lines = []
    for number in range(max(map(len, cells))):
        line: list[Piece] = []
        for slot, cell in zip(slots, cells, strict=True):
            if line:
                line.append(Piece(" " * slot.column.gap))
            line += cell[number] if number < len(cell) else (Piece(" " * slot.width),)
        lines.append(tuple(line))
    return lines


def _color(text: str, kind: Kind) -> Line:
    if kind is Kind.GROUPS:
        return tuple(Piece("".join(run), _BAR_COLORS[sign]) for sign, run in groupby(text))
    return (Piece(text, _NPS_COLORS.get(text[:1], "") if kind is Kind.NPS else ""),)
