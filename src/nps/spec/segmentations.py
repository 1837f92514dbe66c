"""Ways of dividing respondents, each kind one model, told apart by the keys it has."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from nps.errors import near_match
from nps.spec.base import (
    Declaration,
    Number,
    OneOrMore,
    Scalar,
    ShortFor,
    Text,
    Whole,
    check_different,
    mistake,
    one_of,
)
from nps.spec.conditions import Condition
from nps.spec.core import describe
from nps.spec.durations import Duration
from nps.spec.joins import is_absent
from nps.spec.periods import PERIODS, Every

BLANK = "(blank)"
"""The segment of responses whose cell is missing."""


def _not_blank(name: str) -> str:
    if name == BLANK:
        raise mistake(f"found {BLANK}, the segment of missing cells, expected a name of its own")
    if is_absent(name):
        raise mistake(f"found {name}, the segment of a join, expected a name of its own")
    return name


SegmentName = Annotated[Text, AfterValidator(_not_blank)]


def _check_labels(breaks: Sequence[object], labels: tuple[str, ...] | None) -> None:
    if labels is None:
        return
    if len(labels) != len(breaks) + 1:
        raise mistake(
            f"found {_count(len(labels), 'label')} for {_count(len(breaks), 'break')}, "
            f"expected {len(breaks) + 1}"
        )
    check_different(labels, "label")


def _check_ascending(values: Sequence[float], words: Sequence[str]) -> None:
    for index in range(1, len(values)):
        if values[index - 1] >= values[index]:
            raise mistake(
                f"found break {words[index]} after {words[index - 1]}, expected ascending breaks"
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class ValueSegmentation(Declaration):
    """A segment a value of a column."""

    column: Text = Field(description="column whose values are the segments")
    top: Annotated[int, Whole(1)] | None = Field(
        None, description="only the largest so many, the rest together"
    )
    other: SegmentName | None = Field(None, description="name of the rest; Other by default")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.other is not None and self.top is None:
            raise mistake("found other without top or map, expected one of them beside it")
        return self


class MapSegmentation(Declaration):
    """Values of a column put together under names."""

    column: Text = Field(description="column whose values are mapped")
    map: dict[SegmentName, OneOrMore[Scalar]] = Field(
        min_length=1, description="values of each segment"
    )
    other: SegmentName | None = Field(
        None, description="name for unmapped values; unsegmented without"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        # NOTE: True equals 1 in Python; the type keeps them apart, while 1 and 1.0 are the same.
        times = Counter(
            (isinstance(value, bool), value) for values in self.map.values() for value in values
        )
        repeated = [value for (_, value), count in times.items() if count > 1]
        if repeated:
            raise mistake(f"found value {describe(repeated[0])} twice, expected it in one segment")
        if self.other in self.map:
            raise mistake(
                f"found other with the name of a segment, {self.other!r}, expected one of its own"
            )
        return self


class BreakSegmentation(Declaration):
    """A number cut at breaks; each break belongs to the segment above it."""

    column: Text = Field(description="column of numbers")
    breaks: tuple[Number, ...] = Field(min_length=1, description="ascending; left-closed")
    labels: tuple[SegmentName, ...] | None = Field(None, description="one more than breaks")

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_ascending(self.breaks, [describe(number) for number in self.breaks])
        _check_labels(self.breaks, self.labels)
        return self


class QuantileSegmentation(Declaration):
    """A number cut into parts of about equal base."""

    column: Text = Field(description="column of numbers")
    quantiles: Annotated[int, Whole(2, 100)] = Field(description="how many parts")


class SinceSegmentation(Declaration):
    """An age in days at the answer, cut at durations; left-closed."""

    since: Text = Field(description="column of the date at which the age begins")
    until: Text | None = Field(None, description="date column or ISO date; answered_at by default")
    breaks: tuple[Duration, ...] = Field(min_length=1, description="ascending, such as 30d, 1y")
    labels: tuple[SegmentName, ...] | None = Field(None, description="one more than breaks")

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_ascending([span.days for span in self.breaks], [str(span) for span in self.breaks])
        _check_labels(self.breaks, self.labels)
        return self


class EverySegmentation(Declaration):
    """The calendar period that a date falls in."""

    column: Text = Field(description="column of dates")
    every: Annotated[Every, one_of(*PERIODS)] = Field(description="length of a period")


class RuleSegmentation(Declaration):
    """Named conditions: the first that holds takes the response, or all that hold do."""

    rules: dict[Text, Condition] = Field(min_length=1, description="segments and their conditions")
    otherwise: Text | None = Field(None, description="segment of responses that no rule takes")
    overlap: bool = Field(
        default=False, strict=True, description="a response is in every rule it meets"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.otherwise in self.rules:
            raise mistake(
                f"found otherwise with the name of a rule, {self.otherwise!r}, "
                "expected one of its own"
            )
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
        check_different(self.cross, "part")
        return self


KEYS = ("rules", "tags", "cross", "since", "map", "breaks", "quantiles", "every", "column")
"""The key that tells each kind, the more telling first."""


def _kind(value: object) -> str:
    keys = value if isinstance(value, dict) else type(value).model_fields  # type: ignore[attr-defined]  # _tell_kind lets only declarations through
    return next(f"<{key}>" for key in KEYS if key in keys)


def _tell_kind(value: object) -> object:
    if isinstance(value, Declaration) or (isinstance(value, dict) and value.keys() & set(KEYS)):
        return value
    if not isinstance(value, dict):
        raise mistake(f"found {describe(value)}, expected a column or a mapping")
    near = next(filter(None, (near_match(key, KEYS) for key in value)), "")
    found = f"only {', '.join(map(repr, value))}" if value else "an empty mapping"
    raise mistake(f"found {found}, expected column, since, rules, tags or cross{near}")


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
    Annotated[ValueSegmentation, Tag("<column>")]
    | Annotated[MapSegmentation, Tag("<map>")]
    | Annotated[BreakSegmentation, Tag("<breaks>")]
    | Annotated[QuantileSegmentation, Tag("<quantiles>")]
    | Annotated[SinceSegmentation, Tag("<since>")]
    | Annotated[EverySegmentation, Tag("<every>")]
    | Annotated[RuleSegmentation, Tag("<rules>")]
    | Annotated[TagSegmentation, Tag("<tags>")]
    | Annotated[CrossSegmentation, Tag("<cross>")],
    Discriminator(_kind),
    BeforeValidator(_tell_kind),
    ShortFor("column"),
]
"""A segmentation as written; the tags stand in no key path, see `translation`."""
