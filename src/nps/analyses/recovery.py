"""Which hidden values the published ones determine, by adding and subtracting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

PRIME = 2**61 - 1
"""Sums are solved modulo this, which keeps numbers short. Coefficients are 0 and ±1, so that what
holds of the whole numbers fails to hold here only where a determinant happens to be a multiple."""
ROOT = 1_234_567_890_123_457
Vector = dict[int, int]
"""Numbers modulo `PRIME` by place; zeros are left out."""


@dataclass(slots=True)
class _Step:
    """A combination of independent columns that is 1 in one equation and 0 in those of others.

    Attributes:
        column: By equation.
        made_of: Its columns with their factors, without those that are known to be free.
    """

    column: Vector
    made_of: Vector


class Recovery:
    """Equations whose unknowns are the hidden values.

    Whoever reads what is published knows each equation but for the hidden values in it. A hidden
    value is determined if and only if no solution of the equations, all published values being
    zero, is other than zero there: if its column is in no linear dependency of columns. So columns
    are added one by one, and all columns of each dependency are found free.
    """

    def __init__(self) -> None:
        self._steps: dict[int, _Step] = {}
        self._bound: dict[int, None] = {}

    @property
    def determined(self) -> Iterable[int]:
        """The hidden values that the published ones determine, in the order of hiding."""
        return self._bound.keys()

    def hide(self, value: int, column: Mapping[int, int]) -> None:
        """Make a value unknown.

        Args:
            value: Its name.
            column: Its factors by equation; ±1.
        """
        rest, made_of = self._reduce(column)
        if not rest:
            for one in made_of:
                self._bound.pop(one, None)
            return
        self._bound[value] = None
        at = max(rest)
        inverse = pow(rest[at], -1, PRIME)
        step = _Step({}, {})
        _add(step.column, rest, inverse)
        _add(step.made_of, made_of, -inverse)
        step.made_of[value] = inverse
        for other in self._steps.values():
            factor = other.column.get(at)
            if factor:
                _add(other.column, step.column, -factor)
                _add(other.made_of, step.made_of, -factor)
        self._steps[at] = step

    def free_test(self) -> Callable[[Mapping[int, int]], bool]:
        """Make a test whether the value of a column would be undetermined, were it hidden too.

        NOTE: Equations are weighed so that the columns of hidden values sum to 0, and as if at
        random otherwise; then only columns that those make sum to 0 (but for one in 2^60).
        """
        weights = _Weights()
        for at, step in self._steps.items():
            others = sum(weights[one] * part for one, part in step.column.items() if one != at)
            weights[at] = -others % PRIME
        return lambda column: not sum(weights[at] * part for at, part in column.items()) % PRIME

    def derivation(self, value: int) -> Mapping[int, int]:
        """How a determined value is worked out: the factors of the equations added up."""
        return {
            at: step.made_of[value] for at, step in self._steps.items() if value in step.made_of
        }

    def _reduce(self, column: Mapping[int, int]) -> tuple[Vector, Vector]:
        """Split into what known columns do not make, and those that make the rest."""
        rest: Vector = dict(column)
        made_of: Vector = {}
        for at, factor in column.items():
            step = self._steps.get(at)
            if step:
                _add(rest, step.column, -factor)
                step.made_of = {
                    one: part for one, part in step.made_of.items() if one in self._bound
                }
                _add(made_of, step.made_of, factor)
        return rest, made_of


class _Weights(dict[int, int]):
    """Weights of equations; those not set are powers of a number that means nothing."""

    def __missing__(self, at: int) -> int:
        weight = self[at] = pow(ROOT, at + 1, PRIME)
        return weight


def _add(into: Vector, vector: Mapping[int, int], factor: int) -> None:
    """Add a multiple of a vector to another."""
    for at, value in vector.items():
        total = (into.get(at, 0) + factor * value) % PRIME
        if total:
            into[at] = total
        else:
            into.pop(at, None)
