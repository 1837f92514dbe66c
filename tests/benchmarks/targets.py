"""What a contest has to show, and whether it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log
from statistics import linear_regression
from typing import Protocol

MEGABYTE = 1_000_000


class Measured(Protocol):
    """What is known of the runs of one command: seconds and bytes."""

    @property
    def median(self) -> float: ...
    @property
    def fastest(self) -> float: ...
    @property
    def peak(self) -> int: ...


Sides = Mapping[str, Measured]
"""By the name of the command."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A figure, and the most it may be.

    Attributes:
        value: The figure, of medians.
        undisturbed: The same of the fastest runs, those that were disturbed least.
    """

    title: str
    most: float
    value: Callable[[Sides], float]
    undisturbed: Callable[[Sides], float]

    def met(self, sides: Sides) -> bool:
        """Whether the figure stays within the limit."""
        return self.value(sides) <= self.most


def ratio(one: str, other: str, most: float) -> Target:
    """Time to time."""
    return Target(
        title=f"{one} / {other}",
        most=most,
        value=lambda sides: sides[one].median / sides[other].median,
        undisturbed=lambda sides: sides[one].fastest / sides[other].fastest,
    )


def peak(name: str, most: int) -> Target:
    """Memory, MB."""

    def value(sides: Sides) -> float:
        return sides[name].peak / MEGABYTE

    return Target(title=f"peak of {name}, MB", most=most, value=value, undisturbed=value)


def growth(one: str, other: str, most: float) -> Target:
    """Memory to memory."""

    def value(sides: Sides) -> float:
        return sides[one].peak / sides[other].peak

    return Target(
        title=f"peak of {one} / peak of {other}", most=most, value=value, undisturbed=value
    )


def exponent(rows: Mapping[str, int], most: float) -> Target:
    """How time grows with rows: 1 is linear.

    Args:
        rows: By the name of the command.
        most: The slope of the logarithm of time over that of rows.
    """

    def slope(seconds: Callable[[Measured], float], sides: Sides) -> float:
        return linear_regression(
            [log(number) for number in rows.values()],
            [log(seconds(sides[name])) for name in rows],
        ).slope

    return Target(
        title="exponent of time in rows",
        most=most,
        value=lambda sides: slope(lambda side: side.median, sides),
        undisturbed=lambda sides: slope(lambda side: side.fastest, sides),
    )
