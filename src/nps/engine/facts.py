"""What notes say of cells, found while an export is open; it adds up over exports."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

Text = tuple[str, str]
"""A column, and a text that a rule compares it with."""


def _counters() -> defaultdict[str, Counter[str]]:
    return defaultdict(Counter)


@dataclass(kw_only=True)
class Facts:
    """Facts about cells that do not convert, and about texts that rules look for.

    Attributes:
        shapes: Of columns of dates, how many cells that are none look like what.
        fits: Of those, how many of the cells each way of writing dates reads.
        values: Of columns that rules compare with texts, the number of different cells in the
            export that has most; none beyond the most that are looked at.
        present: Texts that a cell reads.
        groups: Of a score and the column of its group, how many answers are in another group than
            their score says, by score and group.
        near: Of texts that no cell of an export reads, the nearest cells.
        written: Of columns that are not read as they stand, how many cells say how.
    """

    shapes: defaultdict[str, Counter[str]] = field(default_factory=_counters)
    fits: defaultdict[str, Counter[str]] = field(default_factory=_counters)
    values: dict[str, int] = field(default_factory=dict)
    present: set[Text] = field(default_factory=set)
    groups: defaultdict[Text, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    near: defaultdict[Text, set[str]] = field(default_factory=lambda: defaultdict(set))
    written: defaultdict[str, Counter[str]] = field(default_factory=_counters)

    def add(self, other: "Facts") -> None:
        """Take in those of other exports."""
        for column, shapes in other.shapes.items():
            self.shapes[column].update(shapes)
        for column, fits in other.fits.items():
            self.fits[column].update(fits)
        for column, written in other.written.items():
            self.written[column].update(written)
        for column, number in other.values.items():
            self.values[column] = max(self.values.get(column, 0), number)
        self.present |= other.present
        for pair, disagreements in other.groups.items():
            self.groups[pair].update(disagreements)
        for text, cells in other.near.items():
            self.near[text] |= cells
