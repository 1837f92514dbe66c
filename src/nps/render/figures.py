"""Cells as people read them; the only rounding there is."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import assert_never

from nps.render.bars import BAR, draw_bar
from nps.render.printable import printable
from nps.render.sparks import Curve, Span, draw_spark, span_of
from nps.results.blocks import Cell, Kind, LedgerLine, Sentence

_UNDEFINED = {Kind.NPS: "n/a", Kind.EDGE: "|"}
_LEAST_P = "<0.001"


def write_cell(kind: Kind, cell: Cell, bar: int = BAR, span: Span | None = None) -> str:
    """Write a cell of a column of this kind.

    Args:
        kind: The kind.
        cell: The value; an empty text where it is suppressed, which is no undefined figure.
        bar: Length of a bar, in characters.
        span: What the lowest and highest block of a spark stand for; its own numbers if None.

    Raises:
        TypeError: The cell is no value of the kind.
    """
    if cell is None:
        return _UNDEFINED.get(kind, "")
    return "" if cell == "" and kind is not Kind.EDGE else _write(kind, cell, bar, span)


def write_sentence(sentence: Sentence) -> str:
    """Write words and figures as one line."""
    return "".join(
        printable(part) if isinstance(part, str) else write_cell(part.kind, part.value)
        for part in sentence
    )


def write_count(number: float) -> str:
    """Write a count, thousands separated; a weighted one is rounded."""
    return f"{number if isinstance(number, int) else _rounded(number, 0):,}"


def write_sum(ledger: LedgerLine) -> list[str]:
    """Write the ledger as the terms of a sum, each with the sign before it."""
    (scored, words), *others = ledger.parts
    first = f"{write_count(ledger.read)} read = {write_count(scored)} {words}"
    return [first, *(f"+ {write_count(rows)} {words}" for rows, words in others if rows)]


def _write(kind: Kind, cell: Cell, bar: int, span: Span | None) -> str:
    match kind:
        case Kind.NAME:
            text = printable(str(cell))
        case Kind.COUNT:
            text = write_count(_number(cell))
        case Kind.SHARE:
            text = f"{_rounded(100 * _number(cell), 0):f}"
        case Kind.NPS | Kind.DIFFERENCE:
            text = _signed(_number(cell), 0)
        case Kind.POINTS:
            text = _signed(_number(cell), 1)
        case Kind.INTERVAL | Kind.LIMITS:
            text = " to ".join(_signed(limit, 0) for limit in _numbers(cell, 2))
        case Kind.P:
            text = f"{_rounded(_number(cell), 3) or _LEAST_P}"
        case Kind.SCORE | Kind.FACTOR:
            text = f"{_rounded(_number(cell), 1):f}"
        case Kind.GROUPS:
            detractors, passives, promoters = _numbers(cell, 3)
            text = draw_bar((detractors, passives, promoters), bar)
        case Kind.SPARK:
            curve = _curve(cell)
            text = draw_spark(curve, span or span_of(curve))
        case Kind.EDGE:
            text = "|"
        case _:
            assert_never(kind)
    return text


def _signed(number: float, places: int) -> str:
    rounded = _rounded(number, places)
    return f"{rounded:+f}" if rounded else f"{abs(rounded):f}"


@lru_cache(maxsize=10_000)
def _rounded(number: float, places: int) -> Decimal:
    """Round halves away from zero, as people and spreadsheets do.

    Nine decimals first: 12.5 may come as 12.499999999999996.
    NOTE: Remembered, since a table is written twice: once to see how wide its columns are.
    """
    return Decimal(repr(round(number, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _number(cell: Cell) -> float:
    if isinstance(cell, int | float):
        return cell
    raise TypeError(f"a cell holds {type(cell).__name__}, not a number")


def _curve(cell: Cell) -> Curve:
    if isinstance(cell, tuple):
        return cell
    raise TypeError(f"a cell holds {type(cell).__name__}, not a number a period")


def _numbers(cell: Cell, size: int) -> tuple[float, ...]:
    numbers = tuple(number for number in _curve(cell) if number is not None)
    if len(numbers) == size:
        return numbers
    raise TypeError(f"a cell holds {len(numbers)} numbers, not {size}")
