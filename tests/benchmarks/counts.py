"""Holds what a command wrote to the plain filters, segment by segment and score by score."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from math import isclose
from pathlib import Path
from typing import Any

from tests.benchmarks.processes import WrongError

CLOSE = 1e-9
"""Weights are added in any order; relative."""
WRAP = 2**32
THOUSANDTHS, MILLIONTHS = 1e3, 1e6
NONE = [0] * 11


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One segment.

    Attributes:
        counts: Responses by score, 0 to 10.
        weights: The same weighted, or empty.
        square: Squares of weights, all scores together.
    """

    counts: list[int]
    weights: list[float]
    square: float

    def agrees(self, other: "Tally") -> bool:
        """Whether both say the same."""
        weights = zip_longest(self.weights, other.weights, fillvalue=-1.0)
        return (
            self.counts == other.counts
            and all(isclose(one, two, rel_tol=CLOSE) for one, two in weights)
            and isclose(self.square, other.square, rel_tol=CLOSE)
        )


Tallies = dict[tuple[str, str], Tally]
"""By segmentation and segment, those that hold somebody."""


def only_held(tallies: Iterator[tuple[tuple[str, str], Tally]]) -> Tallies:
    """Leave out segments that hold nobody: they are declared, and not found."""
    return {key: tally for key, tally in tallies if any(tally.counts)}


def by_hand(figures: Mapping[str, Any], *, weighted: bool) -> Tallies:
    """Out of what `cases` counted."""
    return only_held(
        (
            (segmentation, segment),
            Tally(
                counts=found["count"],
                weights=[one / THOUSANDTHS for one in found["weight"]] if weighted else [],
                square=sum(found["square"]) / MILLIONTHS if weighted else 0,
            ),
        )
        for segmentation, segments in figures["segments"].items()
        for segment, found in segments.items()
    )


def by_nps(output: Mapping[str, Any]) -> Tallies:
    """Out of the JSON of `nps segment`."""
    return only_held(
        ((segmentation["name"], one["segment"]), _segment(one))
        for segmentation in output["segmentations"]
        for one in segmentation["segments"]
    )


def _segment(one: Mapping[str, Any]) -> Tally:
    weights = one.get("weighted_scores", [])
    square = sum(weights) ** 2 / one["effective_base"] if sum(weights) else 0
    return Tally(counts=one["scores"], weights=weights, square=square)


def by_peer(rows: list[list[Any]]) -> Tallies:
    """Out of rows of segmentation, segment, score, count, and perhaps weights and squares."""
    tallies: Tallies = {}
    for segmentation, segment, score, count, *sums in rows:
        key = (segmentation, segment)
        before = tallies.get(key, Tally(counts=[0] * 11, weights=[0.0] * 11 * bool(sums), square=0))
        before.counts[score] += count
        square = before.square
        if sums:
            before.weights[score] += sums[0]
            square += sums[1]
        tallies[key] = Tally(counts=before.counts, weights=before.weights, square=square)
    return tallies


def compare(name: str, found: Tallies, expected: Tallies) -> None:
    """Hold tallies to those that are right.

    Raises:
        WrongError: They differ.
    """
    for key in sorted(found.keys() | expected.keys()):
        one, other = found.get(key), expected.get(key)
        if one is None or other is None or not one.agrees(other):
            raise WrongError(f"{name}: wrong counts of {' '.join(key)}: {one}, not {other}")


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What has to come out of an export.

    Attributes:
        figures: The file of the plain filters' counts.
        weighted: Also sums of weights and of their squares.
        only: Segmentations that are counted; all where there is none.
    """

    figures: Path
    weighted: bool = False
    only: tuple[str, ...] = ()

    def _read(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.figures.read_text("utf-8"))
        kept = self.only or tuple(read["segments"])
        return read | {"segments": {name: read["segments"][name] for name in kept}}

    def of_nps(self, output: bytes) -> None:
        """Hold the JSON of `nps segment` to it."""
        found, figures = json.loads(output), self._read()
        if found["ledger"]["read"] != figures["read"]:
            raise WrongError(f"nps: {found['ledger']['read']} rows read, not {figures['read']}")
        compare("nps", by_nps(found), by_hand(figures, weighted=self.weighted))

    def of_peer(self, output: bytes) -> None:
        """Hold rows of segmentation, segment, score and sums to it."""
        expected = by_hand(self._read(), weighted=self.weighted)
        compare("peer", by_peer(json.loads(output)), expected)

    def of_floor(self, output: bytes) -> None:
        """Hold the sums of columns to it."""
        sums = self._read()["sums"]
        for column, found in json.loads(output).items():
            if not same_sum(found, sums[column]):
                raise WrongError(f"floor: {found} in {column}, not {sums[column]}")


def same_sum(one: float, other: float) -> bool:
    """Whether two sums of a column agree; those of whole numbers wrap, of days at 32 bits."""
    if isinstance(one, int) and isinstance(other, int):
        return (one - other) % WRAP == 0
    return isclose(one, other, rel_tol=CLOSE)
