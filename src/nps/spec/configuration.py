"""The whole of what an analyst declares."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from nps.errors import near_match
from nps.spec.base import Declaration, Text, mistake
from nps.spec.benchmarks import Benchmarks
from nps.spec.core import describe
from nps.spec.invited import Invited
from nps.spec.joins import Join, absent
from nps.spec.scale import Run, ScoreBand
from nps.spec.segmentations import DeclaredSegmentation, TagSegmentation
from nps.spec.survey import Survey
from nps.spec.written import WrittenColumn

USUAL_SPLIT = ";"
"""Between tags, where nothing is declared."""


class DaysSince(Declaration):
    """Whole days from a date to the answer."""

    days_since: Text = Field(description="column of the date at which counting begins")
    until: Text | None = Field(None, description="date column or ISO date; answered_at by default")


class SplitColumn(Declaration):
    """A cell of several tags, for `has`."""

    column: Text = Field(description="column of tags")
    split: Text = Field(description="text between tags")


KINDS = {
    "days_since": "<days_since>",
    "split": "<split>",
    "date": "<written>",
    "decimal": "<written>",
}
"""What each key says of the kind of a column."""


def _kind(value: object) -> str:
    keys = value if isinstance(value, dict) else type(value).model_fields  # type: ignore[attr-defined]  # _tell_kind lets only declarations through
    return next(kind for key, kind in KINDS.items() if key in keys)


def _tell_kind(value: object) -> object:
    if isinstance(value, Declaration):
        return value
    choice = "days_since, split, date or decimal"
    if not isinstance(value, dict):
        raise mistake(f"found {describe(value)}, expected a mapping with {choice}")
    if not value.keys() & set(KINDS):
        near = next(filter(None, (near_match(key, KINDS) for key in value)), "")
        raise mistake(f"found none of {choice}, expected one of them{near}")
    return value


DeclaredColumn = Annotated[
    Annotated[DaysSince, Tag("<days_since>")]
    | Annotated[SplitColumn, Tag("<split>")]
    | Annotated[WrittenColumn, Tag("<written>")],
    Discriminator(_kind),
    BeforeValidator(_tell_kind),
]


def _known_version(value: object) -> object:
    if value == 1 and isinstance(value, int) and not isinstance(value, bool):
        return 1
    raise mistake(f"found version {describe(value)}, expected 1, the only one there is")


class Configuration(Declaration):
    """What `nps` needs to know of a survey and how to divide its respondents."""

    version: Annotated[Literal[1], BeforeValidator(_known_version)] = Field(
        1, description="version of this format"
    )
    survey: Survey = Field(Survey(), description="what the columns are, which rows count")
    columns: dict[Text, DeclaredColumn] = Field(
        default_factory=dict, description="columns made from others, and how cells are written"
    )
    joins: tuple[Join, ...] = Field(
        (), description="files with what is known of the customers, joined by a key"
    )
    score_bands: dict[Text, Run] = Field(
        default_factory=dict, description="named runs of scores that cover the scale once"
    )
    segments: dict[Text, DeclaredSegmentation] = Field(
        default_factory=dict, description="ways of dividing the respondents, in the order shown"
    )
    benchmarks: Benchmarks = Field(
        Benchmarks(), description="NPS to compare with, overall and by segment"
    )

    invited: Invited | None = Field(
        None, description="list of those who were asked, for response rates"
    )

    @property
    def absent_names(self) -> tuple[str, ...]:
        """Of each join, the segment of responses that are not in its file."""
        files = [join.file for join in self.joins]
        return tuple(
            absent(join.file if files.count(join.file) == 1 else join.path) for join in self.joins
        )

    def join_of(self, columns: Iterable[str | None]) -> int | None:
        """The place of the first join that one of some columns, or what it is made of, is from."""
        for name in columns:
            derived = self.columns.get(name or "")
            if isinstance(derived, DaysSince):
                return self.join_of((derived.days_since, derived.until))
            source = derived.column if isinstance(derived, SplitColumn) else name
            for place, join in enumerate(self.joins):
                if source in (join.columns or ()):
                    return place
        return None

    @property
    def bands(self) -> tuple[ScoreBand, ...]:
        """The declared bands, lowest first; empty where none are declared."""
        bands = (ScoreBand(name, *run) for name, run in self.score_bands.items())
        return tuple(sorted(bands, key=lambda band: band.lowest))

    @property
    def splits(self) -> dict[str, str]:
        """Columns whose cells hold several tags, each with the text between its tags.

        Declared under `columns`, or by a tags segmentation; one without `split` takes that of
        the column it reads.
        """
        split = {
            name: column for name, column in self.columns.items() if isinstance(column, SplitColumn)
        }
        tags = [part for part in self.segments.values() if isinstance(part, TagSegmentation)]
        found = {name: column.split for name, column in split.items()}
        for part in tags:
            if part.split is not None:
                found.setdefault(part.tags, part.split)
        of_source = {column.column: column.split for column in split.values()}
        for part in tags:
            found.setdefault(part.tags, of_source.get(part.tags, USUAL_SPLIT))
        return found
