"""Columns turned into numbers or dates, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from nps.errors import DeclarationError, Problem

Path = tuple[str | int, ...]
"""Keys from the top of a configuration."""


@dataclass(kw_only=True)
class Conversion:
    """One column turned into numbers or dates, and what came of it over all exports.

    Attributes:
        column: Name of the column.
        words: What its cells were turned into: numbers, dates, or weights, of which the ledger
            tells what became.
        path: Key path of the first use.
        cells: Cells that are not missing.
        converted: Those of them that convert.
    """

    column: str
    words: str
    path: Path
    cells: int = 0
    converted: int = 0


class ConversionCounts:
    """Which cells of the rows of one export convert, to be summed for its conversions.

    Attributes:
        conversions: By column and words; shared by the exports of a run.
    """

    def __init__(self, conversions: dict[tuple[str, str], Conversion]) -> None:
        self.conversions = conversions
        self._asked: dict[tuple[str, str], tuple[pl.Expr, pl.Expr]] = {}

    def ask(self, column: str, words: str, path: Path, known: pl.Expr, converted: pl.Expr) -> None:
        """Count a conversion, once.

        Args:
            column: Name of the column.
            words: What its cells are turned into.
            path: Key path of the use.
            known: Whether a cell is not missing.
            converted: Whether it converts.
        """
        key = (column, words)
        self.conversions.setdefault(key, Conversion(column=column, words=words, path=path))
        self._asked.setdefault(key, (known, converted))

    def columns(self) -> dict[str, pl.Expr]:
        """Two columns of truth values a conversion, to be summed for `take`."""
        return {
            f"\0count\0{index}\0{part}": expression
            for index, pair in enumerate(self._asked.values())
            for part, expression in enumerate(pair)
        }

    def take(self, counts: Sequence[int]) -> None:
        """Take the sums of `columns` into the conversions of the run."""
        for index, key in enumerate(self._asked):
            self.conversions[key].cells += counts[2 * index]
            self.conversions[key].converted += counts[2 * index + 1]


def mismatch(column: str, path: Path, found: str, expected: str) -> DeclarationError:
    """The failure of a column of a type that cannot be turned into what is needed."""
    message = f"found {found} in column {column!r}, expected {expected}"
    return DeclarationError([Problem(path=path, message=message)])


def undated(path: Path) -> DeclarationError:
    """The failure of days that are counted until the answer, which has no date."""
    message = "found no date to count until, expected survey.answered_at or until"
    return DeclarationError([Problem(path=path, message=message)])
