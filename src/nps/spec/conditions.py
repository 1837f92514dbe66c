"""Conditions: what a response must meet, as a mapping of columns and operators."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from nps.spec.base import Declaration, Number, OneOrMore, Scalar, not_null

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


def is_iso_moment(text: str) -> bool:
    """Whether a text is an ISO date (2026-03-31) or date with a time."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) >= len("2026-03-31")


def _ordered(value: object) -> object:
    if isinstance(value, str) and not is_iso_moment(value):
        hint = "without quotes" if value.replace(".", "", 1).isdigit() else "such as 2026-03-31"
        raise PydanticCustomError(
            "ordered", "found {found}, expected a number or an ISO date, {hint}",
            {"found": repr(value), "hint": hint},
        )  # fmt: skip
    if isinstance(value, bool):
        raise PydanticCustomError(
            "ordered", "found {found}, expected a number or an ISO date", {"found": str(value).lower()}
        )
    return value


def _non_empty(value: object) -> object:
    if value in ([], ()):
        raise PydanticCustomError(
            "empty", "found an empty list, expected values; test for missing cells with is_null"
        )
    return value


Ordered = Annotated[Number | str, BeforeValidator(_ordered), BeforeValidator(not_null)]
Scalars = Annotated[OneOrMore[Scalar], BeforeValidator(_non_empty), BeforeValidator(not_null)]
Texts = Annotated[
    OneOrMore[Annotated[str, Field(min_length=1, strict=True)]],
    BeforeValidator(_non_empty), BeforeValidator(not_null),
]  # fmt: skip


class Operators(Declaration):
    """Operators on one column, all of which must hold."""

    eq: Scalar | None = Field(None, description="equal; exact on text")
    ne: Scalar | None = Field(None, description="not equal; exact on text")
    in_: Scalars | None = Field(None, alias="in", description="one of")
    not_in: Scalars | None = Field(None, description="none of")
    gt: Ordered | None = Field(None, description="greater than; number or ISO date")
    gte: Ordered | None = Field(None, description="at least; number or ISO date")
    lt: Ordered | None = Field(None, description="less than; number or ISO date")
    lte: Ordered | None = Field(None, description="at most; number or ISO date")
    between: tuple[Ordered, Ordered] | None = Field(None, description="both ends included")
    contains: Texts | None = Field(None, description="holds the text; ignores case")
    starts_with: Texts | None = Field(None, description="begins with the text; ignores case")
    ends_with: Texts | None = Field(None, description="ends with the text; ignores case")
    matches: Texts | None = Field(None, description="matches the regular expression; ignores case")
    is_null: bool | None = Field(None, strict=True, description="whether the cell is missing")
    has: Texts | None = Field(None, description="holds the tag, of a column that is split")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("empty", "found no operator, expected at least one")
        if self.between is not None:
            low, high = self.between
            if isinstance(low, str) != isinstance(high, str):
                raise PydanticCustomError(
                    "between", "found a number and a date, expected two of the same"
                )
            if low > high:  # type: ignore[operator]  # both numbers or both texts, by the line above
                raise PydanticCustomError("between", "found the ends in the wrong order")
        return self


def _comparison_tag(value: object) -> str:
    if isinstance(value, (dict, Operators)):
        return "operators"
    return "list" if isinstance(value, (list, tuple)) else "value"


Comparison = Annotated[
    Annotated[Operators, Tag("operators")]
    | Annotated[Scalars, Tag("list")]
    | Annotated[Scalar, Tag("value")],
    Discriminator(_comparison_tag),
]


class Condition(Declaration):
    """All of its parts must hold: `all`, `any`, `not`, and one comparison a column."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=False)
    __pydantic_extra__: dict[str, Comparison] = Field(init=False)

    all_: "tuple[Condition, ...] | None" = Field(None, alias="all", min_length=1)
    any_: "tuple[Condition, ...] | None" = Field(None, alias="any", min_length=1)
    not_: "Condition | None" = Field(None, alias="not")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.model_fields_set and not self.__pydantic_extra__:
            raise PydanticCustomError("empty", "found no condition, expected at least one column")
        return self

    def tests(self) -> Iterator[Test]:
        """The comparisons of this mapping, not those nested under all, any and not."""
        for column, comparison in (self.__pydantic_extra__ or {}).items():
            if isinstance(comparison, Operators):
                for name in comparison.model_fields_set:
                    key = Operators.model_fields[name].alias or name
                    yield Test(column, key, _operands(getattr(comparison, name)), (column, key))  # type: ignore[arg-type]
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


def _operands(value: Any) -> tuple[Operand, ...]:  # noqa: ANN401  # any operator's value
    return value if isinstance(value, tuple) else (value,)
