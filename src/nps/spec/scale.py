"""The scale of the score, the fixed NPS groups, and the configurable score bands."""

import re
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from nps.spec.base import Taken, mistake
from nps.spec.core import describe

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


def parse_scale(value: object) -> ScaleRange:
    """Read `0-10` or `1-10`."""
    if isinstance(value, ScaleRange):
        return value
    scales = {"0-10": ScaleRange(0), "1-10": ScaleRange(1)}
    text = value.replace(" ", "") if isinstance(value, str) else ""
    if text not in scales:
        raise mistake(f"found {describe(value)}, expected 0-10 or 1-10")
    return scales[text]


class ScoreBand(NamedTuple):
    """A named run of scores, both ends included."""

    name: str
    lowest: int
    highest: int

    @property
    def range(self) -> str:
        """The scores as a person writes them: `0-4`, `7`."""
        return write_run((self.lowest, self.highest))


def parse_run(value: object) -> tuple[int, int]:
    """Read `0-4` or `7`, a run of scores; a checked run stays."""
    text = "-".join(map(str, value)) if isinstance(value, tuple) else _written(value)
    found = re.fullmatch(r"\s*([0-9]{1,2})(?:\s*-\s*([0-9]{1,2}))?\s*", text)
    if found is None:
        raise mistake(f"found {describe(value)}, expected scores such as 0-4 or 7")
    lowest, highest = int(found[1]), int(found[2] or found[1])
    if lowest > highest or highest > HIGHEST:
        raise mistake(
            f"found {describe(value)}, expected a run of scores up to {HIGHEST}, lowest first"
        )
    return lowest, highest


def _written(value: object) -> str:
    return str(getattr(value, "text", value))


def write_run(run: Sequence[int]) -> str:
    """Write a run as a person does: `0-4`, `7`."""
    lowest, highest = run
    return f"{lowest}-{highest}" if lowest < highest else f"{lowest}"


def _plain_run(run: Sequence[int]) -> str | int:
    lowest, highest = run
    return lowest if lowest == highest else write_run(run)


def single_scores(scale: ScaleRange) -> tuple[ScoreBand, ...]:
    """A band a score, for breakdowns where no bands are declared."""
    return tuple(ScoreBand(str(score), score, score) for score in scale.scores)


def usual_bands(scale: ScaleRange) -> tuple[ScoreBand, ...]:
    """Bands fine enough to tell a 0 from a 6, for tables where no bands are declared."""
    runs = ((scale.lowest, 4), (5, 6), (7, 7), (8, 8), (9, 10))
    bands = (ScoreBand("", low, high) for low, high in runs)
    return tuple(band._replace(name=band.range) for band in bands)


Scale = Annotated[ScaleRange, Taken(parse_scale, {"enum": ["0-10", "1-10"]}, str)]
Run = Annotated[
    tuple[int, int],
    Taken(
        parse_run,
        {
            "type": ["string", "integer"],
            "pattern": r"^\s*[0-9]{1,2}(\s*-\s*[0-9]{1,2})?\s*$",
            "minimum": 0,
            "maximum": HIGHEST,
        },
        _plain_run,
    ),
]
