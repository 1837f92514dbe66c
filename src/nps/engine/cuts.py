"""Where the values of a column are cut: values on the same sides of all edges count alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import inf, nextafter
from operator import ge, gt, le, lt
from typing import Literal

import polars as pl

Ordering = Literal["gt", "gte", "lt", "lte"]
COMPARE: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
}
Edge = float | int
"""A number, a day, or a microsecond; the last two counted from 1970."""

EPOCH = date(1970, 1, 1)
MOMENT = datetime(1970, 1, 1)  # noqa: DTZ001  # moments are as written, without a time zone
MICROSECOND = timedelta(microseconds=1)


@dataclass(kw_only=True)
class Cut:
    """What rules compare a form with.

    Attributes:
        form: Name of the form.
        edges: Of a form that has an order; a value at an edge lies above it.
        values: Of texts: only which of these it is, if any, matters.
    """

    form: str
    edges: set[Edge] = field(default_factory=set)
    values: set[str] = field(default_factory=set)


def form_name(form: str, *column: str) -> str:
    """The name of a form of a column, which no export can have."""
    return "\0".join(("", form, *column))


def edges_of(operator: str, operand: float | date) -> Iterable[Edge]:
    """Where a comparison cuts.

    Args:
        operator: gt, gte, lt, lte, or eq, which cuts out its operand.
        operand: A finite number, date or moment.
    """
    at, above = _neighbours(operand)
    if operator in ("gte", "lt", "eq"):
        yield at
    if operator in ("gt", "lte", "eq"):
        yield above


def below(edge: Edge) -> Edge:
    """A value below an edge."""
    return nextafter(edge, -inf) if isinstance(edge, float) else edge - 1


def _neighbours(operand: float | date) -> tuple[Edge, Edge]:
    """Give a value as it is counted, and the next one above it."""
    if isinstance(operand, datetime):
        moment = (operand - MOMENT) // MICROSECOND
        return moment, moment + 1
    if isinstance(operand, date):
        day = (operand - EPOCH).days
        return day, day + 1
    return float(operand), nextafter(float(operand), inf)
