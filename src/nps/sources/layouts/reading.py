"""What a layout is, and what it makes of the first records of an export."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Literal

import polars as pl

from nps.frozen import frozen

LOOKED_AT = 50
"""Records at the beginning of an export by which its layout is told."""

Head = Sequence[Sequence[str]]
"""The first records, header rows among them, cells as they stand; at most `LOOKED_AT`."""


@frozen
class Reading:
    """How an export of one layout is read.

    All names are those of `names` before they are trimmed.

    Attributes:
        header_rows: Records before the first response.
        names: A name for each column; blank and repeated ones cannot be named.
        aliases: Other names of each column; those of more columns than one are dropped.
        score: Column that the vendor marks as the score.
        answered_at: Column of the date of the answer.
        answered_format: Pattern of those dates, where the vendor leaves no doubt.
        dates: Which part of 03/04/2026 comes first in this layout, whoever exports.
        respondent: Column that says who answered.
        comment: Column of the comment.
        comments: Columns of comments on an answer, by the column of the answer.
        language: Column of the language.
        groups: Columns in which the vendor says the NPS group, by the column of its score.
        previews: Whether a row is a preview or a test, over the columns by name.
        unfinished: Whether an answer was not sent off, over the columns by name.
        ticked: Places of the columns that are ticked or not, in order, by the name of the column
            of tags that they make; a cell that is not blank is a tag.
        tags: What a ticked cell means, by place; the cell itself where there is nothing.
        notes: What is worth saying of the whole, such as how dates are written.
    """

    header_rows: int
    names: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...] = ()
    score: str | None = None
    answered_at: str | None = None
    answered_format: str | None = None
    dates: Literal["day-first", "month-first"] | None = None
    respondent: str | None = None
    comment: str | None = None
    language: str | None = None
    comments: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    previews: pl.Expr | None = None
    unfinished: pl.Expr | None = None
    ticked: Mapping[str, Sequence[int]] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@frozen
class Layout:
    """A vendor's way of laying out rows.

    Attributes:
        name: As `--layout` takes it.
        words: What it is, for `nps formats`.
        read: Tells how an export is read; None where the layout is another. With `True` the
            analyst says it is this one, and only what cannot be otherwise gives None.
    """

    name: str
    words: str
    read: Callable[[Head, bool], Reading | None]
