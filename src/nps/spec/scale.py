"""The scale of the score, the fixed NPS groups, and the configurable score bands."""

import re
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

HIGHEST = 10
LOWEST_PASSIVE = 7
LOWEST_PROMOTER = 9
"""The NPS groups are fixed by the method (Reichheld 2003)."""


class ScaleRange(NamedTuple):
    """Scores from `lowest` to 10."""

    lowest: int = 0

    @property
    def scores(self) -> range:
        """The scores, lowest first."""
        return range(self.lowest, HIGHEST + 1)

    def __str__(self) -> str:
        return f"{self.lowest}-{HIGHEST}"


def parse_scale(value: object) -> object:
    """Read `0-10` or `1-10`."""
    if isinstance(value, ScaleRange):
        return value
    scales = {"0-10": ScaleRange(0), "1-10": ScaleRange(1)}
    if isinstance(value, str) and value.replace(" ", "") in scales:
        return scales[value.replace(" ", "")]
    raise PydanticCustomError(
        "scale", "found {found}, expected 0-10 or 1-10", {"found": repr(value)}
    )


class ScoreBand(NamedTuple):
    """A named run of scores, both ends included."""

    name: str
    lowest: int
    highest: int

    @property
    def range(self) -> str:
        """The scores as a person writes them: `0-4`, `7`."""
        return f"{self.lowest}-{self.highest}" if self.lowest < self.highest else f"{self.lowest}"


def parse_run(value: object) -> tuple[int, int]:
    """Read `0-4` or `7`, a run of scores."""
    found = re.fullmatch(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?", str(getattr(value, "text", value)))
    if found is None or isinstance(value, (bool, list, dict, type(None))):
        raise PydanticCustomError(
            "run", "found {found}, expected scores such as 0-4 or 7", {"found": repr(value)}
        )
    lowest, highest = int(found[1]), int(found[2] or found[1])
    if lowest > highest or highest > HIGHEST:
        raise PydanticCustomError(
            "run", "found {found}, expected a run of scores up to 10, lowest first",
            {"found": repr(value)},
        )  # fmt: skip
    return lowest, highest


def single_scores(scale: ScaleRange) -> tuple[ScoreBand, ...]:
    """A band a score, for breakdowns where no bands are declared."""
    return tuple(ScoreBand(str(score), score, score) for score in scale.scores)


def usual_bands(scale: ScaleRange) -> tuple[ScoreBand, ...]:
    """Bands fine enough to tell a 0 from a 6, for tables where no bands are declared."""
    runs = ((scale.lowest, 4), (5, 6), (7, 7), (8, 8), (9, 10))
    bands = (ScoreBand("", low, high) for low, high in runs)
    return tuple(band._replace(name=band.range) for band in bands)


Scale = Annotated[
    ScaleRange, BeforeValidator(parse_scale), WithJsonSchema({"enum": ["0-10", "1-10"]})
]
Run = Annotated[
    tuple[int, int],
    BeforeValidator(parse_run),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{1,2}(\s*-\s*\d{1,2})?$"}),
]
