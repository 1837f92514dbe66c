"""Conditions: what a response must meet, as a mapping of columns and operators."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)

from nps.spec.base import Declaration, OneOrMore, Scalar, Taken, mistake, read_number
from nps.spec.core import describe, read_plain

Operator = Literal[
    "eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "between",
    "contains", "starts_with", "ends_with", "matches", "is_null", "has",
]  # fmt: skip
Operand = bool | int | float | str


class Test(NamedTuple):
    """One comparison of one column.

    Attributes:
        column: The column compared.
        operator: How.
        operands: One, two for `between`, one or more where any of them will do.
        path: Key path below the condition that holds it.
    """

    column: str
    operator: Operator
    operands: tuple[Operand, ...]
    path: tuple[str, ...]


ISO_MOMENT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?"
)


def is_iso_moment(text: str) -> bool:
    """Whether a text is an ISO date (2026-03-31) or date with a time."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(ISO_MOMENT, text) is not None


def _read_ordered(value: object) -> int | float | str:
    if isinstance(value, str):
        if is_iso_moment(value):
            return value
        number = isinstance(read_plain(value), (int, float))
        hint = ", without quotes" if number else ", such as 2026-03-31"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        return read_number(value)
    else:
        hint = ""
    raise mistake(f"found {describe(value)}, expected a number or an ISO date{hint}")


def _read_needle(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    hint = ", in quotes" if isinstance(value, (int, float)) else ""
    raise mistake(f"found {describe(value)}, expected a text{hint}")


def _not_null(value: object) -> object:
    if value is None:
        raise mistake("found null, expected a value; test for missing cells with is_null")
    return value


def _not_empty(value: object) -> object:
    if value in ([], ()):
        raise mistake("found an empty list, expected values; test for missing cells with is_null")
    return value


def _pair(value: object) -> object:
    ends = 2
    if isinstance(value, (list, tuple)) and len(value) == ends:
        return value
    found = describe(value)
    if isinstance(value, (list, tuple)) and value:
        found += f" of {len(value)}"
    raise mistake(f"found {found}, expected a list of two, the lower first")


Ordered = Annotated[
    int | float | str,
    Taken(_read_ordered, {"type": ["number", "string"], "minLength": len("2026-03-31")}),
]
Needle = Annotated[str, Taken(_read_needle, {"type": "string", "minLength": 1})]
Scalars = Annotated[OneOrMore[Scalar], BeforeValidator(_not_empty)]
Needles = Annotated[OneOrMore[Needle], BeforeValidator(_not_empty)]


class Operators(Declaration):
    """Operators on one column, all of which must hold."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    eq: Scalar | None = Field(None, description="equal; exact on text")
    ne: Scalar | None = Field(None, description="not equal; exact on text")
    in_: Scalars | None = Field(None, alias="in", description="one of")
    not_in: Scalars | None = Field(None, description="none of")
    gt: Ordered | None = Field(None, description="greater than; number or ISO date")
    gte: Ordered | None = Field(None, description="at least; number or ISO date")
    lt: Ordered | None = Field(None, description="less than; number or ISO date")
    lte: Ordered | None = Field(None, description="at most; number or ISO date")
    between: Annotated[tuple[Ordered, Ordered], BeforeValidator(_pair)] | None = Field(
        None, description="two numbers or ISO dates, both included"
    )
    contains: Needles | None = Field(None, description="holds the text; ignores case")
    starts_with: Needles | None = Field(None, description="begins with the text; ignores case")
    ends_with: Needles | None = Field(None, description="ends with the text; ignores case")
    matches: Needles | None = Field(
        None, description="matches the regular expression; ignores case"
    )
    is_null: bool | None = Field(None, strict=True, description="whether the cell is missing")
    has: Needles | None = Field(None, description="holds the tag, of a column that is split")

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_null(cls, value: object) -> object:
        return _not_null(value)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not any(True for _ in self.given()):
            raise mistake("found no operator, expected at least one")
        if self.between is not None:
            low, high = self.between
            if isinstance(low, str) != isinstance(high, str):
                raise mistake("found a number and a date in between, expected two of the same kind")
            if low > high:  # type: ignore[operator]  # both numbers or both texts, by the line above
                raise mistake(
                    "found the ends of between in the wrong order, expected the lower first"
                )
        return self

    def given(self) -> Iterator[tuple[Operator, tuple[Operand, ...]]]:
        """The operators that are there, in the order of `Operator`, with their operands."""
        # NOTE: Not in the order of `model_fields_set`: a set's order changes from run to run.
        for operator in get_args(Operator):
            value = getattr(self, "in_" if operator == "in" else operator)
            if value is not None:
                yield operator, value if isinstance(value, tuple) else (value,)


def _comparison_tag(value: object) -> str:
    if isinstance(value, (dict, Operators)):
        return "<operators>"
    return "<list>" if isinstance(value, (list, tuple)) else "<value>"


Comparison = Annotated[
    Annotated[Operators, Tag("<operators>")]
    | Annotated[Scalars, Tag("<list>")]
    | Annotated[Scalar, Tag("<value>")],
    Discriminator(_comparison_tag),
]
"""What a column must meet; the tags stand in no key path, see `translation`."""


class Condition(Declaration):
    """All of its parts must hold: `all`, `any`, `not`, and one comparison a column."""

    model_config = ConfigDict(
        extra="allow", populate_by_name=False, json_schema_extra={"minProperties": 1}
    )
    __pydantic_extra__: dict[str, Comparison] = Field(init=False)

    all_: "tuple[Condition, ...] | None" = Field(
        None, alias="all", min_length=1, description="all of these hold"
    )
    any_: "tuple[Condition, ...] | None" = Field(
        None, alias="any", min_length=1, description="at least one of these holds"
    )
    not_: "Condition | None" = Field(None, alias="not", description="this does not hold")

    @field_validator("all_", "any_", "not_", mode="before")
    @classmethod
    def _refuse_null(cls, value: object) -> object:
        if value is None:
            raise mistake("found null, expected conditions")
        return value

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.columns and not any(True for _ in self.nested()):
            raise mistake("found no condition, expected at least one column")
        return self

    @property
    def columns(self) -> "dict[str, Comparison]":
        """What each column named here must meet, not those nested under all, any and not."""
        return self.__pydantic_extra__

    def tests(self) -> Iterator[Test]:
        """The comparisons of this mapping, not those nested under all, any and not."""
        for column, comparison in self.columns.items():
            if isinstance(comparison, Operators):
                for operator, operands in comparison.given():
                    yield Test(column, operator, operands, (column, operator))
            elif isinstance(comparison, tuple):
                yield Test(column, "in", comparison, (column,))
            else:
                yield Test(column, "eq", (comparison,), (column,))

    def nested(self) -> Iterator[tuple[tuple[str | int, ...], "Condition"]]:
        """The conditions under all, any and not, with their key paths below this one."""
        for key, conditions in (("all", self.all_), ("any", self.any_)):
            for index, condition in enumerate(conditions or ()):
                yield (key, index), condition
        if self.not_ is not None:
            yield ("not",), self.not_

    def every_test(self) -> Iterator[tuple[tuple[str | int, ...], Test]]:
        """All comparisons, nested ones too, with their key paths below this condition."""
        for test in self.tests():
            yield test.path, test
        for path, condition in self.nested():
            for below, test in condition.every_test():
                yield (*path, *below), test
