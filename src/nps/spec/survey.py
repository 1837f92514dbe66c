"""Which columns of an export hold the score, the date and the rest, and which rows count."""

from typing import Annotated

from pydantic import Field

from nps.spec.base import Declaration, ShortFor, Text, Whole
from nps.spec.conditions import Condition
from nps.spec.scale import HIGHEST, Scale, ScaleRange


class Score(Declaration):
    """The column of the answer to "how likely are you to recommend…"."""

    column: Text = Field(description="column of the score")
    scale: Scale = Field(ScaleRange(), description="0-10 (default) or 1-10")
    labels: dict[Text, Annotated[int, Whole(0, HIGHEST)]] = Field(
        default_factory=dict, description="texts that stand for scores, exact after trimming"
    )


class Moment(Declaration):
    """The column of the date of an answer."""

    column: Text = Field(description="column of the date")
    format: Text | None = Field(
        None, description="strftime pattern such as %d/%m/%Y; ISO dates need none"
    )


class Survey(Declaration):
    """What the columns of an export are, and which rows are responses."""

    name: Text | None = Field(None, description="title of the survey, shown in the headline")
    score: Annotated[Score, ShortFor("column")] | None = Field(
        None, description="column of the score; found by itself where it is clear"
    )
    answered_at: Annotated[Moment, ShortFor("column")] | None = Field(
        None, description="column of the date of the answer"
    )
    respondent: Text | None = Field(None, description="column that says who answered")
    comment: Text | None = Field(None, description="column of the comment; never printed")
    where: Condition | None = Field(None, description="rows outside it are filtered out")
    missing: tuple[Text, ...] = Field((), description="texts that mean missing in every column")
