"""Columns turned into numbers or dates, and what came of it."""

from dataclasses import dataclass

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


def mismatch(column: str, path: Path, found: str, expected: str) -> DeclarationError:
    """The failure of a column of a type that cannot be turned into what is needed."""
    message = f"found {found} in column {column!r}, expected {expected}"
    return DeclarationError([Problem(path=path, message=message)])


def undated(path: Path) -> DeclarationError:
    """The failure of days that are counted until the answer, which has no date."""
    message = "found no date to count until, expected survey.answered_at or until"
    return DeclarationError([Problem(path=path, message=message)])
