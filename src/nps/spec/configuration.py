"""The whole of what an analyst declares."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from nps.spec.base import Declaration, Text
from nps.spec.scale import Run, ScoreBand
from nps.spec.segmentations import DeclaredSegmentation
from nps.spec.survey import Survey


class DaysSince(Declaration):
    """Whole days from a date to the answer."""

    days_since: Text = Field(description="column of the date at which counting begins")
    until: Text | None = Field(None, description="date column or ISO date; answered_at by default")


class SplitColumn(Declaration):
    """A cell of several tags, for `has`."""

    column: Text = Field(description="column of tags")
    split: Text = Field(description="text between tags")


def _kind(value: object) -> str | None:
    for key in ("days_since", "split"):
        if key in value if isinstance(value, dict) else hasattr(value, key):
            return key
    return None


DerivedColumn = DaysSince | SplitColumn
DeclaredColumn = Annotated[
    Annotated[DaysSince, Tag("days_since")] | Annotated[SplitColumn, Tag("split")],
    Discriminator(
        _kind,
        custom_error_type="kind",
        custom_error_message="found neither days_since nor split, expected one of them",
    ),
]


class Configuration(Declaration):
    """A configuration file, checked."""

    version: Literal[1] = Field(1, description="version of this format")
    survey: Survey = Field(Survey(), description="what the columns are, which rows count")
    columns: dict[Text, DeclaredColumn] = Field(
        default_factory=dict, description="columns made from others"
    )
    score_bands: dict[Text, Run] = Field(
        default_factory=dict, description="named runs of scores that cover the scale once"
    )
    segments: dict[Text, DeclaredSegmentation] = Field(
        default_factory=dict, description="the segmentations"
    )

    @property
    def bands(self) -> tuple[ScoreBand, ...]:
        """The declared bands, lowest first; empty where none are declared."""
        bands = (ScoreBand(name, *run) for name, run in self.score_bands.items())
        return tuple(sorted(bands, key=lambda band: band.lowest))
