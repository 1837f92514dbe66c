"""Which columns of a table are shown, and how wide."""

from collections.abc import Iterator, Sequence

from nps.frozen import frozen
from nps.render.bars import BAR
from nps.results.blocks import ABOVE, BELOW, FALLEN, RISEN, Column, Kind, Table, Width

_WIDE_FROM = 100
_LONGEST_BAR = 41
_LEAST_NAME = 4
_USUAL_NAME = 16

_MARKS = frozenset((ABOVE, BELOW, RISEN, FALLEN))


@frozen
class Slot:
    """A column's place in a line.

    Attributes:
        index: The column's position among all of the table.
        column: The column.
        width: Cells, without the gap before it.
        starred: Stars of small bases stand here, in a cell that `width` includes, as it does
            that of the marks.
    """

    index: int
    column: Column
    width: int
    starred: bool

    @property
    def room(self) -> int:
        """Cells for the text itself."""
        return self.width - self.starred - self.column.marked


def columns_of(table: Table, layout: Width) -> list[int]:
    """Give the positions of the columns that a layout shows."""
    return [
        index
        for index, column in enumerate(table.columns)
        if column.width in {Width.ALWAYS, layout}
    ]


def starred_of(table: Table, shown: Sequence[int]) -> int:
    """Give the position of the column that stars stand behind: the base, or else the name."""
    return next((index for index in shown if table.columns[index].kind is Kind.COUNT), 0)


def legend_of(table: Table, shown: Sequence[int]) -> list[str]:
    """Give the legend's entries, but for those of columns, or of marks, that are not shown."""
    columns = [table.columns[index] for index in shown]
    hidden = {column.title for column in table.columns} - {column.title for column in columns}
    marked = any(column.marked for column in columns)
    entries = []
    for entry in table.legend:
        term = entry.partition("  ")[0]
        if term not in hidden and (marked or not _is_of_marks(term)):
            entries.append(entry)
    return entries


def lay_out(table: Table, natural: Sequence[int], width: int | None) -> list[Slot]:
    """Choose columns and their widths.

    The wide layout from 100 cells on, else the narrow one; where the choice does not fit, the
    narrow one, then without the columns of the highest rank, and so on. What a name takes
    beyond two fifths of the line costs no column: it folds. A bar takes what is left.

    Args:
        table: The table.
        natural: Cells that each column's widest text takes; of a bar, the least.
        width: Cells in a line; None for as many as the content takes.
    """
    if width is None:
        shown = columns_of(table, Width.WIDE)
        widths = {
            index: max(natural[index], BAR)
            if table.columns[index].kind is Kind.GROUPS
            else natural[index]
            for index in shown
        }
    else:
        longest_name = max(width * 2 // 5, _USUAL_NAME)
        for shown in _choices(table, width):
            widths = {
                index: min(natural[index], longest_name)
                if table.columns[index].kind is Kind.NAME
                else natural[index]
                for index in shown
            }
            if _spare(table, widths, width) >= 0:
                break
        _share_out(table, widths, natural, width)
    starred = starred_of(table, shown)
    return [
        Slot(
            index=index,
            column=table.columns[index],
            width=cells + (index == starred) + table.columns[index].marked,
            starred=index == starred,
        )
        for index, cells in widths.items()
    ]


def _is_of_marks(term: str) -> bool:
    return bool(term.strip()) and set(term.replace(" ", "")) <= _MARKS


def _choices(table: Table, width: int) -> Iterator[list[int]]:
    if width >= _WIDE_FROM:
        yield columns_of(table, Width.WIDE)
    narrow = columns_of(table, Width.NARROW)
    yield narrow
    for rank in sorted({table.columns[index].rank for index in narrow} - {0}, reverse=True):
        yield [index for index in narrow if table.columns[index].rank < rank]


def _spare(table: Table, widths: dict[int, int], width: int) -> int:
    """Cells left in a line, below 0 where it is too short; some are kept for star and marks."""
    columns = [table.columns[index] for index in widths]
    gaps = sum(column.gap for column in columns) - columns[0].gap
    return width - sum(widths.values()) - gaps - 1 - sum(column.marked for column in columns)


def _left(table: Table, widths: dict[int, int], width: int) -> int:
    return max(_spare(table, widths, width), 0)


def _share_out(table: Table, widths: dict[int, int], natural: Sequence[int], width: int) -> None:
    """Narrow the longest names until the line fits; give what is left to names, then to bars.

    Where no narrowing makes it fit, names stay, since the terminal breaks the line anyway.
    A bar is first made as long as its title. An odd bar has a middle.
    """
    names = [index for index in widths if table.columns[index].kind is Kind.NAME]
    bars = [index for index in widths if table.columns[index].kind is Kind.GROUPS]
    least = widths | {index: min(widths[index], _LEAST_NAME) for index in names}
    while _spare(table, widths, width) < 0 <= _spare(table, least, width):
        longest = max(names, key=widths.__getitem__)
        widths[longest] -= 1
    for index in bars:
        title = len(table.columns[index].title)
        widths[index] = min(max(title, widths[index]), widths[index] + _left(table, widths, width))
    for index in names:
        more = min(natural[index] - widths[index], _left(table, widths, width))
        widths[index] += more
    for index in bars:
        longest_bar = min(widths[index] + _left(table, widths, width), _LONGEST_BAR)
        widths[index] = max(longest_bar - (longest_bar + 1) % 2, widths[index])
