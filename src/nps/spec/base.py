"""What every declaration shares: frozen, strict about keys, exact about texts and numbers."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

LARGEST_EXACT = 2**53
"""Whole numbers beyond this are not exact as floating-point numbers."""


class Declaration(BaseModel):
    """A mapping that the analyst writes."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _as_written(value: object) -> object:
    """Give back the text of an unquoted number, so that a segment named 2026 or 1.10 stays so."""
    return getattr(value, "text", value)


def not_null(value: object) -> object:
    """Refuse null where a value is meant."""
    if value is None:
        raise PydanticCustomError("null", "found null, expected a value; test for it with is_null")
    return value


def _exact(value: object) -> object:
    # NOTE: Numbers compare as floating-point values; an account number such as
    # 9007199254740993 would equal its neighbour, so it has to be written as a text.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_EXACT:
        raise PydanticCustomError(
            "inexact", "found a whole number beyond 2^53, expected it in quotes, to compare as text"
        )
    return value


T = TypeVar("T")
Text = Annotated[
    str,
    BeforeValidator(_as_written),
    WithJsonSchema({"type": ["string", "number"], "minLength": 1}),
]
Number = Annotated[
    Annotated[int, Strict()] | Annotated[float, Strict()], BeforeValidator(_exact)
]
Scalar = Annotated[
    Annotated[bool, Strict()]
    | Annotated[int, Strict()]
    | Annotated[float, Strict()]
    | Annotated[str, Strict()],
    BeforeValidator(_exact),
    BeforeValidator(not_null),
]


def _as_tuple(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else (value,)


OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
"""A list, or a single value that stands for a list of one."""
