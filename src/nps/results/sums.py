"""What any figure needs of a set of scored responses."""

from dataclasses import dataclass

Counts = tuple[int, ...]
"""Whole numbers by score, lowest score of the scale first."""
UNIT = 10**9
"""Weights are whole numbers of billionths, so that any order of adding them gives the same sum."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterSums:
    """Sums over the clusters of a set, of a = Σwy and b = Σw within each; w is 1 without weights.

    Attributes:
        clusters: How many there are; a blank account or respondent is one of its own.
        aa: Σa², in squared units of weight.
        ab: Σab.
        bb: Σb².
    """

    clusters: int
    aa: int
    ab: int
    bb: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sums:
    """A set of scored responses, by score.

    Attributes:
        counts: Responses.
        weights: Their weights in billionths, Σw; empty where nothing is weighted.
        squares: The squares of those, Σw²; empty where nothing is weighted.
        clusters: Over their clusters; None where every response is a cluster of its own.
    """

    counts: Counts
    weights: Counts = ()
    squares: Counts = ()
    clusters: ClusterSums | None = None

    @property
    def base(self) -> int:
        """Scored responses, n."""
        return sum(self.counts)

    def __add__(self, other: "Sums") -> "Sums":
        """Both together, without what is known of their clusters."""
        return Sums(
            counts=_plus(self.counts, other.counts),
            weights=_plus(self.weights, other.weights),
            squares=_plus(self.squares, other.squares),
        )

    def __sub__(self, part: "Sums") -> "Sums":
        """The set without a part of it, and without what is known of its clusters."""
        return Sums(
            counts=_minus(self.counts, part.counts),
            weights=_minus(self.weights, part.weights),
            squares=_minus(self.squares, part.squares),
        )


def _plus(these: Counts, those: Counts) -> Counts:
    return tuple(one + other for one, other in zip(these, those, strict=True))


def _minus(these: Counts, those: Counts) -> Counts:
    return tuple(one - other for one, other in zip(these, those, strict=True))
