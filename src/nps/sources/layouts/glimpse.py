"""A look at the first responses, and the shapes that cells have whatever the language."""

import html
import re
from collections.abc import Sequence

from nps.sources.layouts.reading import Head

IDENTIFIER = re.compile(r"\d{6,}(\.0)?")
"""A number that a machine gave, of more digits than people count in."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
MOMENT = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d{1,9})?)?"
    r"([ \u202f]?[^\d\s]{1,8})?( ?(GMT|UTC)?[-+]\d{1,2}(:?\d{2})?)?"
)
"""A day and a time of it, in figures."""
_ENTITY = re.compile(r"&#?\w{1,31};")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


class Glimpse:
    """The first responses, by column."""

    def __init__(self, head: Head, header_rows: int) -> None:
        """Take the first records, and how many of them are header rows."""
        self._rows = head[header_rows:]

    def cells(self, place: int) -> tuple[str, ...]:
        """Cells of a column that are not blank, trimmed."""
        cells = (row[place].strip() for row in self._rows if place < len(row))
        return tuple(filter(None, cells))

    def every(self, place: int, shape: re.Pattern[str]) -> bool:
        """Whether there are cells, and each has a shape."""
        cells = self.cells(place)
        return bool(cells) and all(map(shape.fullmatch, cells))

    def first(self, places: Sequence[int], shape: re.Pattern[str]) -> int | None:
        """The first column whose every cell has a shape."""
        return next((place for place in places if self.every(place, shape)), None)

    def within(self, place: int, texts: frozenset[str]) -> bool:
        """Whether there are cells, and each is one of these, in any case."""
        cells = self.cells(place)
        return bool(cells) and all(cell.casefold() in texts for cell in cells)


def without_markup(text: str) -> str:
    """A header without HTML, on one line."""
    bare = _TAG.sub(" ", text)
    bare = _ENTITY.sub(lambda found: html.unescape(found[0]), bare)
    return text.strip() if bare == text else " ".join(bare.split())
