"""What holds of any table at any width."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nps.render.figures import write_cell
from nps.render.grid import draw, fit, line_width
from nps.render.layout import Slot, columns_of
from nps.render.line import Line
from nps.render.sparks import spans_of
from nps.results.blocks import Cell, Column, Kind, Row, RowGroup, Table, Width

points = st.floats(-200, 200)
shares = st.floats(0, 1)
parts = st.tuples(*[st.integers(0, 50)] * 3).filter(any)
names = st.text(st.sampled_from("abc d 世界한글é🙂"), max_size=30)
CELLS: dict[Kind, st.SearchStrategy[Cell]] = {
    Kind.NAME: names,
    Kind.COUNT: st.integers(0, 10**7),
    Kind.SHARE: shares,
    Kind.NPS: points,
    Kind.DIFFERENCE: points,
    Kind.POINTS: points,
    Kind.INTERVAL: st.tuples(points, points),
    Kind.LIMITS: st.tuples(points, points),
    Kind.P: shares,
    Kind.SCORE: st.floats(0, 10),
    Kind.FACTOR: st.floats(1, 50),
    Kind.GROUPS: parts.map(lambda counts: tuple(count / sum(counts) for count in counts)),
    Kind.SPARK: st.lists(points | st.none(), max_size=24).map(tuple),
    Kind.EDGE: st.none(),
}
columns = st.builds(
    Column,
    title=st.sampled_from(["", "n", "NPS", "95% range", "世界"]),
    kind=st.sampled_from(Kind),
    width=st.sampled_from(Width),
    rank=st.integers(0, 3),
    gap=st.integers(0, 3),
    marked=st.booleans(),
)
starts = st.builds(Column, title=names, kind=st.just(Kind.NAME), marked=st.booleans())


@st.composite
def tables(draw_one: st.DrawFn) -> Table:
    shown = (draw_one(starts), *draw_one(st.lists(columns, max_size=8)))
    rows = st.builds(
        Row,
        cells=st.tuples(names, *(CELLS[column.kind] | st.none() for column in shown[1:])),
        starred=st.booleans(),
        mark=st.sampled_from(["", ">", "<", "▲", "▼"]),
    )
    groups = st.builds(
        RowGroup,
        heading=names | st.none(),
        rows=st.lists(rows, max_size=4).map(tuple),
        more=st.just("") | names,
    )
    return Table(columns=shown, groups=tuple(draw_one(st.lists(groups, max_size=3))))


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)


def cut(line: str, slots: list[Slot]) -> list[str]:
    """Give the text of each slot, which may hold characters that are two cells wide."""
    rest = line
    parts = []
    for position, slot in enumerate(slots):
        for cells in (slot.column.gap if position else 0, slot.width):
            end = next(end for end in range(len(rest) + 1) if cell_len(rest[:end]) >= cells)
            part, rest = rest[:end], rest[end:]
            assert cell_len(part) == cells
        parts.append(part)
    assert not rest
    return parts


def expected(table: Table, row: Row, slot: Slot) -> str:
    """Give what stands in a slot, without blanks, since names fold at them."""
    cell, kind = row.cells[slot.index], slot.column.kind
    text = write_cell(kind, cell, slot.room, spans_of(table).get(slot.index))
    text += "*" * (slot.starred and row.starred) + row.mark * slot.column.marked
    return text.replace(" ", "")


@given(tables(), st.none() | st.integers(10, 200))
def test_every_cell_that_is_shown_is_whole_and_in_its_place(
    table: Table, width: int | None
) -> None:
    slots = fit(table, width)
    titles = len(draw(Table(columns=table.columns, groups=()), slots, width))
    for group in table.groups:
        heading = None if group.heading is None else "plan"
        for row in group.rows:
            alone = Table(columns=table.columns, groups=(RowGroup(heading=heading, rows=(row,)),))
            above = titles + (heading is not None)
            lines = [text_of(line) for line in draw(alone, slots, width)[above:]]
            assert {cell_len(line) for line in lines} == {line_width(slots)}
            by_slot = zip(*(cut(line, slots) for line in lines), strict=True)
            for slot, parts in zip(slots, by_slot, strict=True):
                assert "".join(parts).replace(" ", "") == expected(alone, row, slot)


@given(tables(), st.integers(10, 200))
def test_columns_are_left_out_by_rank_and_only_where_they_do_not_fit(
    table: Table, width: int
) -> None:
    slots = fit(table, width)
    shown = [slot.index for slot in slots]
    narrow = columns_of(table, Width.NARROW)
    ranks = [table.columns[index].rank for index in shown]
    below = [[index for index in narrow if table.columns[index].rank < rank] for rank in (4, 3, 2)]
    if shown in (columns_of(table, Width.WIDE), *below):
        assert line_width(slots) <= width or not any(ranks)
    else:
        assert shown == [index for index in narrow if not table.columns[index].rank]


@given(tables(), st.integers(10, 200))
def test_lines_are_too_long_only_where_numbers_leave_no_room_for_names(
    table: Table, width: int
) -> None:
    slots = fit(table, width)
    numbers = [slot for slot in slots if slot.column.kind is not Kind.NAME]
    least = sum(slot.width + slot.column.gap for slot in numbers)
    least += sum(4 + slot.starred + slot.column.marked for slot in slots if slot not in numbers)
    least += sum(slot.column.gap for slot in slots[1:] if slot not in numbers)
    if least < width:
        assert line_width(slots) <= width


@given(tables())
def test_off_a_terminal_no_column_of_the_wide_layout_is_left_out(table: Table) -> None:
    shown = [slot.index for slot in fit(table, None)]
    assert shown == columns_of(table, Width.WIDE)
