"""Ways of dividing respondents, each kind one model, told apart by the keys it has."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from nps.spec.base import Declaration, Number, OneOrMore, Scalar, Text
from nps.spec.conditions import Condition
from nps.spec.durations import Duration

Every = Literal["week", "month", "quarter", "half", "year"]
BLANK = "(blank)"
"""The segment of responses whose cell is missing."""


def _check_labels(breaks: Sequence[object], labels: tuple[str, ...] | None) -> None:
    if labels is None:
        return
    if len(labels) != len(breaks) + 1:
        raise PydanticCustomError(
            "labels", "found {found} labels for {breaks} breaks, expected {expected}",
            {"found": len(labels), "breaks": len(breaks), "expected": len(breaks) + 1},
        )  # fmt: skip
    repeated = [label for label, times in Counter(labels).items() if times > 1]
    if repeated:
        raise PydanticCustomError(
            "labels", "found label {found} twice, expected each once", {"found": repr(repeated[0])}
        )


def _check_ascending(values: Sequence[float], words: Sequence[str]) -> None:
    for index in range(1, len(values)):
        if values[index - 1] >= values[index]:
            raise PydanticCustomError(
                "breaks", "found {found} after {before}, expected breaks in ascending order",
                {"found": words[index], "before": words[index - 1]},
            )  # fmt: skip


class ValueSegmentation(Declaration):
    """A segment a value of a column."""

    column: Text = Field(description="column whose values are the segments")
    top: Annotated[int, Field(ge=1, strict=True)] | None = Field(
        None, description="only the largest so many, the rest together"
    )
    other: Text | None = Field(None, description="name of the rest; Other by default")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.other is not None and self.top is None:
            raise PydanticCustomError("other", "found other without top or map, expected one of them")
        return self


class MapSegmentation(Declaration):
    """Values of a column put together under names."""

    column: Text = Field(description="column whose values are mapped")
    map: dict[Text, OneOrMore[Scalar]] = Field(min_length=1, description="values of each segment")
    other: Text | None = Field(None, description="name for unmapped values; unsegmented without")

    @model_validator(mode="after")
    def _check(self) -> Self:
        times = Counter(value for values in self.map.values() for value in values)
        repeated = [value for value, count in times.items() if count > 1]
        if repeated:
            raise PydanticCustomError(
                "map", "found value {found} twice, expected it in one segment",
                {"found": repr(repeated[0])},
            )  # fmt: skip
        return self


class BreakSegmentation(Declaration):
    """A number cut at breaks; each break belongs to the segment above it."""

    column: Text = Field(description="column of numbers")
    breaks: tuple[Number, ...] = Field(min_length=1, description="ascending; left-closed")
    labels: tuple[Text, ...] | None = Field(None, description="one more than breaks")

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_ascending(self.breaks, [str(number) for number in self.breaks])
        _check_labels(self.breaks, self.labels)
        return self


class QuantileSegmentation(Declaration):
    """A number cut into parts of about equal base."""

    column: Text = Field(description="column of numbers")
    quantiles: int = Field(ge=2, le=100, strict=True, description="how many parts")


class SinceSegmentation(Declaration):
    """An age in days at the answer, cut at durations; left-closed."""

    since: Text = Field(description="column of the date at which the age begins")
    until: Text | None = Field(None, description="date column or ISO date; answered_at by default")
    breaks: tuple[Duration, ...] = Field(min_length=1, description="ascending, such as 30d, 1y")
    labels: tuple[Text, ...] | None = Field(None, description="one more than breaks")

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_ascending([span.days for span in self.breaks], [span.words for span in self.breaks])
        _check_labels(self.breaks, self.labels)
        return self


class EverySegmentation(Declaration):
    """The calendar period that a date falls in."""

    column: Text = Field(description="column of dates")
    every: Every = Field(description="length of a period")


class RuleSegmentation(Declaration):
    """Named conditions: the first that holds takes the response, or all that hold do."""

    rules: dict[Text, Condition] = Field(min_length=1, description="segments and their conditions")
    otherwise: Text | None = Field(None, description="segment of responses that no rule takes")
    overlap: bool = Field(False, strict=True, description="a response is in every rule it meets")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.otherwise in self.rules:
            raise PydanticCustomError(
                "otherwise", "found the name of a rule, {found}, expected a name of its own",
                {"found": repr(self.otherwise)},
            )  # fmt: skip
        return self


class TagSegmentation(Declaration):
    """A cell of several tags; a response is in the segment of each."""

    tags: Text = Field(description="column of tags")
    split: Text | None = Field(None, description="text between tags; that of the column, or ;")
    groups: dict[Text, OneOrMore[Text]] | None = Field(
        None, min_length=1, description="tags of each segment; a segment a tag without"
    )


class CrossSegmentation(Declaration):
    """Segmentations combined, as in plan × region."""

    cross: tuple[Text, ...] = Field(min_length=2, description="names of segmentations")

    @model_validator(mode="after")
    def _check(self) -> Self:
        repeated = [name for name, times in Counter(self.cross).items() if times > 1]
        if repeated:
            raise PydanticCustomError(
                "cross", "found {found} twice, expected different segmentations",
                {"found": repr(repeated[0])},
            )  # fmt: skip
        return self


def _short(value: object) -> object:
    value = getattr(value, "text", value)
    return {"column": value} if isinstance(value, str) else value


KEYS = ("rules", "tags", "cross", "since", "map", "breaks", "quantiles", "every", "column")
"""The key that tells each kind, the more telling first."""


def _kind(value: object) -> str | None:
    for key in KEYS:
        if key in value if isinstance(value, dict) else hasattr(value, key):
            return key
    return None


Segmentation = (
    ValueSegmentation
    | MapSegmentation
    | BreakSegmentation
    | QuantileSegmentation
    | SinceSegmentation
    | EverySegmentation
    | RuleSegmentation
    | TagSegmentation
    | CrossSegmentation
)
DeclaredSegmentation = Annotated[
    Annotated[ValueSegmentation, Tag("column")]
    | Annotated[MapSegmentation, Tag("map")]
    | Annotated[BreakSegmentation, Tag("breaks")]
    | Annotated[QuantileSegmentation, Tag("quantiles")]
    | Annotated[SinceSegmentation, Tag("since")]
    | Annotated[EverySegmentation, Tag("every")]
    | Annotated[RuleSegmentation, Tag("rules")]
    | Annotated[TagSegmentation, Tag("tags")]
    | Annotated[CrossSegmentation, Tag("cross")],
    Discriminator(
        _kind,
        custom_error_type="kind",
        custom_error_message=(
            "found none of the keys that tell the kind of a segmentation, "
            "expected column, since, rules, tags or cross"
        ),
    ),
    BeforeValidator(_short),
]
