"""Numbers over time as a line of blocks."""

from nps.results.blocks import Kind, Table

HEIGHTS = "▁▂▃▄▅▆▇█"

Curve = tuple[float | None, ...]
Span = tuple[float, float]
"""The smallest and the largest number, which stand lowest and highest."""

_MIDDLE = "▄"


def draw_spark(curve: Curve, span: Span) -> str:
    """Draw each number as a block of the height that is nearest, None as a blank."""
    return "".join(" " if number is None else _block(number, *span) for number in curve)


def span_of(*curves: Curve) -> Span:
    """Give the span of all the numbers; of none it does not matter."""
    numbers = [number for curve in curves for number in curve if number is not None]
    return min(numbers, default=0.0), max(numbers, default=0.0)


def spans_of(table: Table) -> dict[int, Span]:
    """Give the span of each column of sparks, over all rows, so that rows compare."""
    rows = [row for group in table.groups for row in group.rows]
    return {
        index: span_of(*(cell for row in rows if isinstance(cell := row.cells[index], tuple)))
        for index, column in enumerate(table.columns)
        if column.kind is Kind.SPARK
    }


def _block(number: float, low: float, high: float) -> str:
    """Draw one number; where all are equal, at half height."""
    if low == high:
        return _MIDDLE
    return HEIGHTS[int((number - low) / (high - low) * (len(HEIGHTS) - 1) + 0.5)]
