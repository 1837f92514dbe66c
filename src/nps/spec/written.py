"""How the cells of a column are written, where they do not tell by themselves."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from nps.errors import near_match
from nps.spec.base import Declaration, Text, mistake, one_of
from nps.spec.core import describe

Order = Literal["day-first", "month-first", "year-first"]
"""Which part of 03/04/2026 comes first; under year-first such a cell is no date."""
ORDERS: tuple[Order, ...] = get_args(Order)
Decimal = Literal[",", "."]
DECIMALS: tuple[Decimal, ...] = get_args(Decimal)


def _order_or_pattern(value: object) -> object:
    if isinstance(value, str) and (value in ORDERS or "%" in value):
        return value
    near = near_match(value, ORDERS) if isinstance(value, str) else ""
    choice = f"{', '.join(ORDERS)} or a strftime pattern such as %d/%m/%Y"
    raise mistake(f"found {describe(value)}, expected {choice}{near}")


class WrittenColumn(Declaration):
    """How the dates or numbers of a column of the export are written."""

    date: Annotated[Text | None, BeforeValidator(_order_or_pattern)] = Field(
        None, description="day-first, month-first, year-first, or a pattern such as %d/%m/%Y"
    )
    decimal: Annotated[Decimal | None, one_of(*DECIMALS)] = Field(
        None, description="the decimal mark, a comma or a dot; the other one parts thousands"
    )
