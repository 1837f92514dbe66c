"""The bases that a run publishes, and which of them add up to which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from nps.frozen import frozen
from nps.results.tally import SegmentationTally, SegmentTally

Cell = frozenset[tuple[str, str]]
"""Segments, each with its segmentation, that a response is in together: of a cross, its parts.

The same cell of two crosses, whatever the order of their parts, is the same value.
"""


@frozen
class Margin:
    """One published division of the responses.

    Attributes:
        name: Of the segmentation.
        leaves: The segmentations behind it: itself, or the parts of a cross.
        bases: Scored responses by cell, in the order in which they are shown.
        unsegmented: Scored responses in no cell.
    """

    name: str
    leaves: frozenset[str]
    bases: Mapping[Cell, int]
    unsegmented: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """Values of which the parts add up to the whole, but for what is known.

    Segments that overlap are treated as if they added up: those that happen not to, do.

    Attributes:
        whole: A value; None where that is all responses, which are shown.
        parts: Values; empty ones are left out.
        is_shown: The whole is a published figure.
        is_implied: It follows from the other additions.
    """

    whole: int | None
    parts: tuple[int, ...]
    is_shown: bool = True
    is_implied: bool = False

    @property
    def members(self) -> tuple[int, ...]:
        """Whole and parts, as far as they may be hidden."""
        return self.parts if self.whole is None else (self.whole, *self.parts)


@frozen
class Published:
    """All values, known by their place in `bases`, and how they add up.

    Attributes:
        bases: Scored responses of each value, those of `unsegmented` last.
        cells: Values of segments.
        unsegmented: Values of the unsegmented by name of the segmentation.
        additions: Of all responses in the order of the divisions, crosses left out; of segments
            in the cells of a cross, the shortest first; of all responses in those of a cross; and
            of what is not published.
    """

    bases: Sequence[int]
    cells: Mapping[Cell, int]
    unsegmented: Mapping[str, int]
    additions: Sequence[Addition] = ()


def margin_of(segmentation: SegmentationTally) -> Margin:
    """Give the bases of a segmentation."""
    return Margin(
        name=segmentation.name,
        leaves=frozenset(segmentation.parts or (segmentation.name,)),
        bases={cell_of(segmentation, one): one.sums.base for one in segmentation.segments},
        unsegmented=segmentation.unsegmented.base,
    )


def cell_of(segmentation: SegmentationTally, segment: SegmentTally) -> Cell:
    """Give the cell of a segment."""
    if segmentation.parts:
        return frozenset(zip(segmentation.parts, segment.parts, strict=True))
    return frozenset(((segmentation.name, segment.name),))


def publish(margins: Sequence[Margin]) -> Published:
    """Find what adds up in divisions that are shown side by side."""
    bases: list[int] = []
    cells: dict[Cell, int] = {}
    for margin in margins:
        for cell, base in margin.bases.items():
            if cell not in cells:
                cells[cell] = len(bases)
                bases.append(base)
    ways: dict[tuple[frozenset[str], frozenset[Cell]], Margin] = {}
    unsegmented: dict[str, int] = {}
    for at, margin in enumerate(margins):
        # NOTE: Crosses of the same parts in another order divide in the same way.
        ways.setdefault((margin.leaves, frozenset(margin.bases)), margin)
        same = (unsegmented[one.name] for one in margins[:at] if _have_same_rest(one, margin))
        unsegmented[margin.name] = next(same, len(bases))
        if unsegmented[margin.name] == len(bases):
            bases.append(margin.unsegmented)
    shown = Published(bases=bases, cells=cells, unsegmented=unsegmented)
    return replace(shown, additions=tuple(_additions(list(ways.values()), shown)))


def _have_same_rest(one: Margin, other: Margin) -> bool:
    """Whether the same responses are unsegmented: of a cross, those of a parent, and as many."""
    is_parent = one.leaves <= other.leaves or other.leaves <= one.leaves
    return is_parent and one.unsegmented == other.unsegmented


def _additions(margins: Sequence[Margin], shown: Published) -> Iterator[Addition]:
    lines = [
        line
        for parent in margins
        for cross in margins
        if parent.leaves < cross.leaves
        for line in _lines(parent, cross, margins, shown)
    ]
    yield from (_total(one, margins, shown) for one in margins if len(one.leaves) == 1)
    yield from sorted(lines, key=lambda line: len(line.parts))
    yield from (_total(one, margins, shown) for one in margins if len(one.leaves) > 1)
    yield from _unpublished(margins, shown)


def _total(margin: Margin, margins: Sequence[Margin], shown: Published) -> Addition:
    """All responses, in the segments of a division and in none of them."""
    values = (*(shown.cells[cell] for cell in margin.bases), shown.unsegmented[margin.name])
    has_parent = any(other.leaves < margin.leaves for other in margins)
    return Addition(
        whole=None,
        parts=_non_empty(values, shown.bases),
        is_implied=has_parent and not margin.unsegmented,
    )


def _lines(
    parent: Margin, cross: Margin, margins: Sequence[Margin], shown: Published
) -> Iterator[Addition]:
    """Each segment of a parent with the cells of the cross that it is divided into.

    NOTE: A parent's responses that no other part of the cross takes are in none of the cells. How
    many they are is not published, but they are few or none in most lines; so it counts as known,
    and the hidden values of a line must protect each other.
    """
    is_between = any(parent.leaves < other.leaves < cross.leaves for other in margins)
    for whole, parts in _by_parent(parent.leaves, cross, shown).items():
        if whole in parent.bases:
            yield Addition(whole=shown.cells[whole], parts=parts, is_implied=is_between)


def _unpublished(margins: Sequence[Margin], shown: Published) -> Iterator[Addition]:
    """Segments that two crosses divide and no segmentation shows: both sums are the same.

    Only where nobody is unsegmented in the other parts of the crosses, which is so where nobody is
    in a segmentation that has them.
    """
    complete = {leaf for one in margins if not one.unsegmented for leaf in one.leaves}
    published = {margin.leaves for margin in margins}
    shared = {one.leaves & other.leaves for one, other in combinations(margins, 2)}
    values: dict[Cell, int] = {}
    for leaves in sorted(shared - published - {frozenset()}, key=sorted):
        for cross in margins:
            if leaves < cross.leaves and cross.leaves - leaves <= complete:
                for cell, parts in _by_parent(leaves, cross, shown).items():
                    whole = values.setdefault(cell, len(shown.bases) + len(values))
                    yield Addition(whole=whole, parts=parts, is_shown=False)


def _by_parent(
    leaves: frozenset[str], cross: Margin, shown: Published
) -> Mapping[Cell, tuple[int, ...]]:
    """Cells of a cross by the segments of some of its parts that they are in."""
    found: defaultdict[Cell, list[int]] = defaultdict(list)
    for cell, base in cross.bases.items():
        if base:
            found[frozenset(pair for pair in cell if pair[0] in leaves)].append(shown.cells[cell])
    return {parent: tuple(parts) for parent, parts in found.items()}


def _non_empty(values: Iterable[int], bases: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(value for value in values if bases[value]))
