"""What the vendor's layout of an export says of its columns and rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from typing import Any, Literal

from nps.frozen import frozen

PREVIEW = "\0preview"
"""Column of an export's rows, true of previews and tests; absent where a layout knows of none."""
UNFINISHED = "\0unfinished"
"""Column of an export's rows, true of answers that were not sent off; absent as above."""


def matched_name(place: int) -> str:
    """Column of an export's rows, true of those that are in the file of a join; absent without it.

    Args:
        place: Of the join among those declared.
    """
    return f"\0join {place}"


@frozen
class Vendor:
    """What a layout knows; nothing of a plain one.

    Attributes:
        score: Column that the vendor marks as the score.
        answered_at: Column of the date of the answer.
        respondent: Column that says who answered.
        comment: Column of the comment.
        comments: Columns of comments on an answer, by the column of the answer.
        language: Column of the language of the answer.
        aliases: Other names of columns, such as the text of the question.
        groups: Columns in which the vendor says the NPS group, by the column of its score.
        dates: Which part of 03/04/2026 comes first in this layout, whoever exports.
        splits: Columns made of several that were ticked or not, with the text between their tags.
        places: Where columns that share a name stand in the export, from 1, by that name.
    """

    score: str | None = None
    answered_at: str | None = None
    respondent: str | None = None
    comment: str | None = None
    language: str | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    dates: Literal["day-first", "month-first"] | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """All of it as plain values, which `Vendor(**plain)` takes."""
        return asdict(self)
