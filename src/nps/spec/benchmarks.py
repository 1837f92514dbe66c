"""What an NPS is held against: averages of an industry, or targets of one's own."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from nps.spec.base import Declaration, Taken, Text, mistake, read_number
from nps.spec.core import describe

LOWEST, HIGHEST = -100, 100


def _read_nps(value: object) -> float:
    if isinstance(value, (dict, list, tuple)):
        raise mistake(f"found {describe(value)}, expected an NPS from {LOWEST} to {HIGHEST}")
    number = read_number(value)
    if not LOWEST <= number <= HIGHEST:
        raise mistake(f"found {describe(value)}, expected an NPS from {LOWEST} to {HIGHEST}")
    return number


def _read_segments(value: object) -> object:
    if not isinstance(value, Mapping) or not value:
        example = "segments and what to hold them against, such as {Retail: 50}"
        raise mistake(f"found {describe(value)}, expected {example}")
    return value


BenchmarkNps = Annotated[
    int | float,
    Taken(_read_nps, {"type": "number", "minimum": LOWEST, "maximum": HIGHEST}),
]
BySegment = Annotated[
    dict[Text, BenchmarkNps], Field(min_length=1), BeforeValidator(_read_segments)
]


class Benchmarks(Declaration):
    """For all responses, and by segmentation for its segments."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, BySegment] = Field(init=False)

    overall: BenchmarkNps | None = Field(None, description="NPS to hold all responses against")

    @property
    def segments(self) -> Mapping[str, Mapping[str, float]]:
        """By segmentation, the NPS to hold each segment against, in points from -100 to 100.

        Segmentations may be those of `--by`, so their names are not judged when a file is read.
        """
        extra: dict[str, Any] = self.__pydantic_extra__
        return extra
