"""Which figures are hidden so that small bases cannot be read, nor worked out from others."""

from collections.abc import Iterator, Sequence

from nps.frozen import frozen
from nps.results.tally import SegmentationTally, Tally

OTHER_WAYS = (
    "suppressed figures may still be worked out by comparing segmentations that divide the same "
    "answers in other ways: protection is not guaranteed between them"
)
OVERLAP = (
    "suppressed figures may still be worked out where segments overlap: protection is not "
    "guaranteed"
)


@frozen
class Hidden:
    """What is not shown.

    Attributes:
        overall: All responses; then every segment that is not empty is hidden too.
        segments: Segmentation and segment.
        unsegmented: Segmentations whose number of unsegmented responses is not shown.
        notes: What a reader must know of it; they tell no number of a hidden segment.
    """

    overall: bool = False
    segments: frozenset[tuple[str, str]] = frozenset()
    unsegmented: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def hidden_segments(tally: Tally, below: int) -> Hidden:
    """Choose what to hide.

    Segments that are not empty and whose base is below the threshold are hidden, and so are the
    unsegmented. Further ones are
    hidden with them, smallest first, of equal ones the later first, the unsegmented being one more
    and the first of its equals; until, within each segmentation and between the segments of a
    cross and those of its parents along each axis, the hidden ones are at least two and together
    at least the threshold, or none is left to hide. Of the cells in a line of a cross, those come
    first that need the fewest others hidden in other lines. Then whatever could still be worked
    out by adding and subtracting several sums is given a further hidden one that prevents it.

    Segments that overlap are treated as if they added up. A segment of all responses is never
    hidden beside them.

    Args:
        tally: What was counted; weights do not matter.
        below: The threshold, in scored responses.
    """
    segmentations = tally.segmentations
    if 0 < tally.overall.base < below:
        return _everything(segmentations, below)
    bases = [part.sums.base for one in segmentations for part in one.segments]
    bases += [one.unsegmented.base for one in segmentations]
    if not any(0 < base < below for base in bases):
        return Hidden()
    from nps.analyses.cover import Cover  # noqa: PLC0415  # most runs hide nothing
    from nps.analyses.margins import cell_of, margin_of, publish  # noqa: PLC0415  # as above

    published = publish([margin_of(one) for one in segmentations])
    cover = Cover(published, tally.overall.base, below)
    values = [*published.cells.values(), *published.unsegmented.values()]
    cover.hide([value for value in values if 0 < published.bases[value] < below])
    cover.prevent_recovery()
    hidden = cover.hidden
    return Hidden(
        segments=frozenset(
            (one.name, segment.name)
            for one in segmentations
            for segment in one.segments
            if published.cells[cell_of(one, segment)] in hidden
        ),
        unsegmented=frozenset(
            name for name, value in published.unsegmented.items() if value in hidden
        ),
        notes=tuple(_notes(segmentations, below)),
    )


def _everything(segmentations: Sequence[SegmentationTally], below: int) -> Hidden:
    return Hidden(
        overall=True,
        segments=frozenset(
            (one.name, segment.name)
            for one in segmentations
            for segment in one.segments
            if segment.sums.base
        ),
        unsegmented=frozenset(one.name for one in segmentations if one.unsegmented.base),
        notes=(f"fewer than {below:,} answers in all: every figure is suppressed",),
    )


def _notes(segmentations: Sequence[SegmentationTally], below: int) -> Iterator[str]:
    yield (
        f"segments of fewer than {below:,} answers are suppressed, and others with them so that "
        "they cannot be worked out"
    )
    groups: list[set[str]] = []
    for one in segmentations:
        leaves = set(one.parts or (one.name,))
        apart = [group for group in groups if not group & leaves]
        groups = [*apart, leaves.union(*(group for group in groups if group & leaves))]
    if len(groups) > 1:
        yield OTHER_WAYS
    if not all(one.partition for one in segmentations):
        yield OVERLAP
