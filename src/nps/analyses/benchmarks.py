"""Which targets a score is held to, and whether there is something to hold to them."""

from collections.abc import Mapping
from typing import Protocol

from nps.errors import Problem, near_match
from nps.results.tally import SegmentationTally, Tally

MOST_NAMED = 6
"""Segments that a message names."""


class Benchmarks(Protocol):
    """Targets in NPS points."""

    @property
    def overall(self) -> float | None:
        """Of all responses; None where none is declared."""
        ...

    @property
    def segments(self) -> Mapping[str, Mapping[str, float]]:
        """By segmentation and segment."""
        ...


def benchmark_problems(tally: Tally, benchmarks: Benchmarks) -> list[Problem]:
    """Find targets of segments that a segmentation of the tally does not have.

    Where nobody was scored there is no telling, and no problem.
    """
    if not tally.overall.base:
        return []
    return [
        problem
        for segmentation in tally.segmentations
        for problem in _problems(segmentation, benchmarks.segments.get(segmentation.name, {}))
    ]


def _problems(segmentation: SegmentationTally, targets: Mapping[str, float]) -> list[Problem]:
    names = [segment.name for segment in segmentation.segments]
    return [
        Problem(
            path=("benchmarks", segmentation.name, name),
            message=f"found {name!r}, which is no segment of {segmentation.name!r}"
            f"{near_match(name, names) or _known(names)}",
        )
        for name in targets
        if name not in names
    ]


def _known(names: list[str]) -> str:
    """The segments there are, as far as they can be read."""
    if not names:
        return ", which has none"
    left = len(names) - MOST_NAMED
    more = f" and {left:,} more" if left > 0 else ""
    return f"; expected one of {', '.join(map(repr, names[:MOST_NAMED]))}{more}"
