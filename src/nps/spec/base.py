"""What every declaration shares: frozen, strict about keys, exact about texts and numbers.

Validators say what is wrong in the words of this project, by `mistake`.
The few errors that pydantic raises itself are put into words in `translation`.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from nps.errors import near_match
from nps.spec.core import describe, read_plain

LARGEST_EXACT = 2**53
"""Whole numbers beyond this are not exact as floating-point numbers."""

T = TypeVar("T")


def _title(model: type[Any]) -> str:
    """Name a declaration in editors: `Break segmentation`."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", model.__name__)


class Declaration(BaseModel):
    """A mapping that the analyst writes."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, model_title_generator=_title
    )


def mistake(message: str) -> PydanticCustomError:
    """An error whose words reach the analyst as they are."""
    return PydanticCustomError("mistake", "{message}", {"message": message})


def read_text(value: object) -> str:
    """Take a text; an unquoted number is the text it was written as."""
    text = getattr(value, "text", value)
    if not isinstance(text, str):
        quoted = ", in quotes" if isinstance(value, (bool, int, float)) else ""
        raise mistake(f"found {describe(value)}, expected a text{quoted}")
    if not text:
        raise mistake("found an empty text, expected at least one character")
    return text


def read_number(value: object) -> int | float:
    """Take a number that is finite and exact."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        quoted = isinstance(value, str) and isinstance(read_plain(value), (int, float))
        raise mistake(
            f"found {describe(value)}, expected a number{' without quotes' if quoted else ''}"
        )
    if not math.isfinite(value):
        raise mistake(f"found {describe(value)}, expected a finite number")
    # NOTE: Numbers compare as floating-point values; an account number such as
    # 9007199254740993 would equal its neighbour, so it has to be written as a text.
    if isinstance(value, int) and abs(value) > LARGEST_EXACT:
        raise mistake("found a whole number beyond 2^53, expected it in quotes, to compare as text")
    return int(value) if isinstance(value, int) else float(value)


def read_scalar(value: object) -> bool | int | float | str:
    """Take a value that a cell may equal."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return read_number(value)
    found = "an empty text" if isinstance(value, str) else describe(value)
    hint = "" if isinstance(value, (dict, list, tuple)) else "; test for missing cells with is_null"
    raise mistake(f"found {found}, expected a value{hint}")


def check_different(names: Sequence[str], noun: str) -> None:
    """Refuse names of which two are the same."""
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        raise mistake(f"found {noun} {repeated[0]!r} twice, expected each once")


class Taken:
    """A value that a function takes, or refuses by `mistake`.

    NOTE: The same as pydantic's PlainValidator and WithJsonSchema, which also build what the type
    itself would be read and written by, twice a field: a fifth of the time that all models take.

    Attributes:
        read: Gives what is kept of a value as written, or of one that is taken already.
        schema: What editors are told.
        write: Gives what an analyst would write; None leaves the value as it is.
    """

    def __init__(
        self,
        read: Callable[[Any], object],
        schema: Mapping[str, Any],
        write: Callable[[Any], object] | None = None,
    ) -> None:
        self.read = read
        self.schema = schema
        self.write = write

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=self.write
            and core_schema.plain_serializer_function_ser_schema(self.write),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.schema)


class Whole:
    """A whole number within limits, both included.

    Attributes:
        lowest: The lowest allowed.
        highest: The highest allowed; None is no limit.
    """

    def __init__(self, lowest: int, highest: int | None = None) -> None:
        self.lowest = lowest
        self.highest = highest

    def read(self, value: object) -> int:
        """Take a whole number within the limits."""
        if isinstance(value, int) and not isinstance(value, bool):
            number = int(value)
            if self.lowest <= number <= (number if self.highest is None else self.highest):
                return number
        limits = f"from {self.lowest}" + ("" if self.highest is None else f" to {self.highest}")
        raise mistake(f"found {describe(value)}, expected a whole number {limits}")

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        whole = core_schema.int_schema(ge=self.lowest, le=self.highest)
        return core_schema.no_info_before_validator_function(self.read, whole)


def one_of(*words: str) -> BeforeValidator:
    """One of a few words."""

    def read(value: object) -> object:
        if not isinstance(value, str) or value not in words:
            near = near_match(value, words) if isinstance(value, str) else ""
            choice = f"{', '.join(words[:-1])} or {words[-1]}"
            raise mistake(f"found {describe(value)}, expected {choice}{near}")
        return value

    return BeforeValidator(read)


class ShortFor:
    """A bare text that stands for a mapping that holds only it, as `plan: plan`.

    Attributes:
        key: Where in the mapping the text goes.
    """

    def __init__(self, key: str) -> None:
        self.key = key

    def lengthen(self, value: object) -> object:
        """Give the mapping."""
        text = getattr(value, "text", value)
        return {self.key: text} if isinstance(text, str) else value

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.lengthen, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        long = handler(schema)
        return {"anyOf": [TEXT_SCHEMA, *long.get("anyOf", [long])]}


class OneOr:
    """A single value that stands for a list of one."""

    def enlist(self, value: object) -> object:
        """Give the list."""
        return value if isinstance(value, (list, tuple)) else (value,)

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.enlist, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


TEXT_SCHEMA: Mapping[str, Any] = {"type": ["string", "number"], "minLength": 1}
"""A number is taken as the text it was written as."""

Text = Annotated[str, Taken(read_text, TEXT_SCHEMA)]
Number = Annotated[int | float, Taken(read_number, {"type": "number"})]
Scalar = Annotated[
    bool | int | float | str,
    Taken(read_scalar, {"type": ["string", "number", "boolean"], "minLength": 1}),
]
OneOrMore = Annotated[tuple[T, ...], Field(min_length=1), OneOr()]
"""A list that is not empty, or a single value that stands for a list of one."""
