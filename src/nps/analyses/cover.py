"""What else to hide so that hidden values cannot be worked out from the shown ones."""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from nps.analyses.margins import Published
from nps.analyses.recovery import PRIME, Recovery

FEWEST = 2
"""Hidden values of a sum: one alone is what the others leave of it."""


class Cover:
    """The values that are hidden, and the sums that they are hidden in.

    NOTE: Values past the last base are sums that nobody publishes; they are unknown from the start.
    """

    def __init__(self, published: Published, overall: int, below: int) -> None:
        self.hidden: dict[int, None] = {}
        self._overall = overall
        self._bases = published.bases
        self._below = below
        self._additions = published.additions
        self._columns: dict[int, dict[int, int]] = {}
        for at, addition in enumerate(self._additions):
            for value in addition.members:
                self._columns.setdefault(value, {})[at] = 1 if value == addition.whole else -1
        self._waiting = [
            iter(self._smallest_first(one.members) if one.is_shown else ())
            for one in self._additions
        ]
        self._members = [0] * len(self._additions)
        self._together = [0] * len(self._additions)

    def hide(self, values: Iterable[int]) -> None:
        """Hide values, and others with them until every sum has enough hidden ones."""
        due: list[int] = []
        for value in values:
            self._hide(value, due)
        while due:
            at = heappop(due)
            if self._is_open(at) and (further := self._further(at)) is not None:
                self._hide(further, due)

    def prevent_recovery(self) -> None:
        """Hide more until nothing hidden can be worked out, as far as there is more to hide."""
        recovery = Recovery()
        for value in self._columns:
            if value >= len(self._bases):
                recovery.hide(value, self._equations(value))
        told: set[int] = set()
        while self.hidden.keys() - told:
            for value in self.hidden:
                if value not in told:
                    recovery.hide(value, self._equations(value))
            told.update(self.hidden)
            for value in recovery.determined:
                if value in told and (further := self._preventing(value, recovery)) is not None:
                    self.hide([further])
                    break

    def _hide(self, value: int, due: list[int]) -> None:
        if value in self.hidden:
            return
        self.hidden[value] = None
        for at in self._columns[value]:
            self._members[at] += 1
            self._together[at] += self._bases[value]
            if self._is_open(at):
                heappush(due, at)

    def _is_open(self, at: int) -> bool:
        """Whether the hidden values of a sum are too few; those of one that nobody sees may be."""
        return self._additions[at].is_shown and (
            self._members[at] < FEWEST or self._together[at] < self._below
        )

    def _further(self, at: int) -> int | None:
        """Choose what to hide next in a sum: the smallest.

        In a line of a cross, where each has a line of its own along the other axis: the smallest
        of those that open the fewest sums, or one small cell might hide a tenth of a large table.
        """
        if self._additions[at].whole is None:
            return next(filter(self._may_hide, self._waiting[at]), None)
        shown = filter(self._may_hide, self._additions[at].members)
        return min(self._smallest_first(shown), key=self._opened, default=None)

    def _may_hide(self, value: int) -> bool:
        """Whether there is sense in hiding a value: a segment of all responses is shown as such."""
        return (
            value < len(self._bases)
            and value not in self.hidden
            and self._bases[value] != self._overall
        )

    def _opened(self, value: int) -> int:
        """How many sums would have a first hidden value."""
        return sum(
            not self._members[at] and self._additions[at].is_shown for at in self._columns[value]
        )

    def _equations(self, value: int) -> dict[int, int]:
        """The factors of a value in the sums that do not follow from others."""
        return {
            at: factor
            for at, factor in self._columns[value].items()
            if not self._additions[at].is_implied
        }

    def _preventing(self, value: int, recovery: Recovery) -> int | None:
        """Choose a shown value that is needed to work out a hidden one.

        The smallest that is not then worked out itself; else the smallest, and others follow.
        """
        needed: dict[int, int] = {}
        for at, factor in recovery.derivation(value).items():
            for one in self._additions[at].members:
                if self._may_hide(one):
                    needed[one] = needed.get(one, 0) + factor * self._columns[one][at]
        candidates = self._smallest_first(one for one, times in needed.items() if times % PRIME)
        is_free = recovery.free_test()
        free = (one for one in candidates if is_free(self._equations(one)))
        return next(free, next(iter(candidates), None))

    def _smallest_first(self, values: Iterable[int]) -> Sequence[int]:
        """Of equal ones the later first; the unsegmented are the last of all values."""
        return sorted(values, key=lambda value: (self._bases[value], -value))
