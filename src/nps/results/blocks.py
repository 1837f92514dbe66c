"""Blocks for people: what a document is made of, whatever draws it."""

from enum import Enum, auto

from nps.frozen import frozen

ABOVE, BELOW = ">", "<"
"""Marks of segments above or below all others beyond chance."""
RISEN, FALLEN = "▲", "▼"
"""Marks of changes beyond chance."""


class Kind(Enum):
    """What a column holds, which decides how a renderer rounds and aligns it."""

    NAME = auto()  # text
    COUNT = auto()  # whole number, thousands separated
    SHARE = auto()  # 0…1, shown as a whole percentage without its sign
    NPS = auto()  # −100…100, signed, whole; `n/a` where undefined, other kinds are then blank
    DIFFERENCE = auto()  # between two NPS, signed, whole
    POINTS = auto()  # NPS points, signed, one decimal
    INTERVAL = auto()  # pair of NPS limits
    LIMITS = auto()  # pair of limits of a difference, which may pass ±100, signed, whole
    P = auto()  # probability, three decimals; `<0.001` where they would all be zero
    SCORE = auto()  # mean score, one decimal
    FACTOR = auto()  # plain number such as a design effect, one decimal
    GROUPS = auto()  # detractor, passive and promoter shares, drawn as a bar
    SPARK = auto()  # one number a period, None where there is none, drawn as a line of blocks
    EDGE = auto()  # the edge between NPS groups, drawn as `|`


class Width(Enum):
    """Where a column is shown: everywhere, or only in the narrow or wide layout of a table."""

    ALWAYS = auto()
    NARROW = auto()
    WIDE = auto()


Cell = (
    str
    | int
    | float
    | tuple[float, float]
    | tuple[float, float, float]
    | tuple[float | None, ...]
    | None
)
"""A plain value of the column's kind; None where the figure is undefined."""


@frozen
class Column:
    """A typed column.

    Attributes:
        title: Short heading.
        kind: What its cells hold.
        width: The layouts that show it.
        rank: Columns of the highest rank are left out first, all of one rank together, where a
            terminal is too narrow; 0 is never left out.
        gap: Blank cells before it where text is aligned; more sets it apart.
        marked: A row's mark stands right behind its cell. Where text is aligned, a cell is kept
            for it whether or not any row has a mark.
    """

    title: str
    kind: Kind
    width: Width = Width.ALWAYS
    rank: int = 0
    gap: int = 1
    marked: bool = False


@frozen
class Row:
    """A row of a table.

    Attributes:
        cells: One a column.
        starred: Its base is small; renderers put a `*` behind the base, the first COUNT.
        mark: What is beyond chance, shown in marked columns: `>` or `<` above or below all
            others, `▲` or `▼` risen or fallen; empty for nothing.
    """

    cells: tuple[Cell, ...]
    starred: bool = False
    mark: str = ""


@frozen
class RowGroup:
    """Rows under a heading.

    Attributes:
        heading: Printed above the rows, which are then indented; None for rows of their own.
        rows: The rows.
        more: What is not shown, such as `and 850 more`; empty where all is.
    """

    heading: str | None
    rows: tuple[Row, ...]
    more: str = ""


@frozen
class Figure:
    """A figure inside a sentence, rounded by the renderer as in a column of its kind."""

    kind: Kind
    value: Cell


Sentence = tuple[str | Figure, ...]
"""Words and figures, put together without anything between them."""


@frozen
class Headline:
    """What gets pasted into a mail: what the figures are of, and the sentences they come to."""

    subject: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@frozen
class Table:
    """Typed columns and grouped rows.

    Attributes:
        columns: The first is a NAME.
        groups: Rows, with one cell a column.
        legend: Entries `term  meaning`, two spaces between, that explain headings and signs; one
            whose term is the title of a column is shown where the column is, one of marks, such
            as `> <   above/below all others`, where a marked column is.
    """

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    legend: tuple[str, ...] = ()


@frozen
class Notes:
    """Sentences that a reader of the figures must know."""

    lines: tuple[str, ...]


@frozen
class LedgerLine:
    """Where every row went: the rows read, and each part with its words.

    The first part, what counts, is always shown, the others where they are not zero.
    """

    read: int
    parts: tuple[tuple[int, str], ...]


Block = Headline | Table | Notes | LedgerLine
Document = tuple[Block, ...]
