"""How often intervals hold the true score: exactly, by enumeration, no sample drawn.

`python tests/benchmarks/coverage.py` prints the table that README.md shows. Of a population with
given shares of detractors, passives and promoters, every outcome of n responses is counted with
its multinomial probability, and covers if its interval holds the true NPS.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import comb
from random import Random

from nps.stats.groups import Groups
from nps.stats.intervals import METHODS, Method, interval

LEVEL = 0.95
BASES = (5, 10, 20, 50, 100)
POINTS = 400
SEED = 1
CORNER = 0.85
"""A larger share than this is near a corner."""

Shares = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Over many populations.

    Attributes:
        mean: 0…1.
        lowest: Of all.
        inside: Lowest of those where no share exceeds `CORNER`.
    """

    mean: float
    lowest: float
    inside: float


def populations(number: int = POINTS, seed: int = SEED) -> list[Shares]:
    """Draw shares evenly from all that add up to 1, the same at every run."""
    random = Random(seed)  # noqa: S311  # repeatable, not secret
    cuts = [sorted((random.random(), random.random())) for _ in range(number)]
    return [(low, high - low, 1 - high) for low, high in cuts]


@cache
def outcomes(base: int) -> list[tuple[int, int, int, float]]:
    """All detractors, passives and promoters of a base, and in how many orders they come."""
    return [
        (down, flat, base - down - flat, float(comb(base, down) * comb(base - down, flat)))
        for down in range(base + 1)
        for flat in range(base - down + 1)
    ]


@cache
def limits(base: int, method: Method) -> list[tuple[float, float]]:
    """The interval of each outcome, in NPS points."""
    found = [
        interval(Groups(detractors=down, passives=flat, promoters=up), LEVEL, method)
        for down, flat, up, _ in outcomes(base)
    ]
    return [one for one in found if one is not None]


def exact_coverage(base: int, method: Method, shares: Shares) -> float:
    """Probability that the interval of a base holds the true NPS of a population."""
    downs, flats, ups = ([share**count for count in range(base + 1)] for share in shares)
    truth = 100 * (shares[2] - shares[0])
    return sum(
        orders * downs[down] * flats[flat] * ups[up]
        for (down, flat, up, orders), (low, high) in zip(
            outcomes(base), limits(base, method), strict=True
        )
        if low <= truth <= high
    )


def coverage(base: int, method: Method, among: Iterable[Shares]) -> Coverage:
    """Coverage over populations."""
    found = [(exact_coverage(base, method, shares), max(shares)) for shares in among]
    return Coverage(
        mean=sum(one for one, _ in found) / len(found),
        lowest=min(one for one, _ in found),
        inside=min(one for one, largest in found if largest <= CORNER),
    )


def table() -> Iterator[str]:
    """Lines of the table, in percent."""
    among = populations()
    yield f"Exact coverage of {LEVEL:.0%} intervals, percent, over {POINTS} populations"
    yield "     " + "".join(f"{method:^24}" for method in METHODS).rstrip()
    yield "   n " + ("   mean  lowest  inside " * len(METHODS)).rstrip()
    for base in BASES:
        cells = ""
        for method in METHODS:
            found = coverage(base, method, among)
            figures = (found.mean, found.lowest, found.inside)
            cells += "".join(f"{100 * figure:7.1f} " for figure in figures)
        yield f"{base:4} {cells.rstrip()}"
    yield f"inside  lowest where no share exceeds {CORNER:.0%}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
