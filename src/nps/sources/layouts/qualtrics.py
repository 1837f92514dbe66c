"""Qualtrics, CSV and TSV: names, texts of questions and import ids above the responses."""

import re
from collections.abc import Iterator, Mapping

import polars as pl

from nps.frozen import frozen
from nps.sources.columns import name_columns
from nps.sources.layouts.qualtrics_header import Header, find_header
from nps.sources.layouts.reading import Head, Layout, Reading
from nps.sources.layouts.ticked_choices import Ticked, find_ticked

GROUP = "_NPS_GROUP"
"""What the column of the group has after the name of its score."""
PREVIEWS = (
    "survey preview", "survey test", "survey preview spam", "offline survey preview",
    "1", "2", "9", "17",
)  # fmt: skip
"""Statuses of what nobody answered, as texts and as numbers; 0 is an answer."""
CHANNELS = ("preview", "test")
"""Ways by which nobody is asked; they are never translated."""
FINISHED, UNFINISHED = ("true", "1"), ("false", "0")
WHOLE = 100
"""Per cent of a survey that was gone through."""
WORDS = re.compile(r"(\d+_)?QID\d+_TEXT")
"""Import id of a question that is answered in words."""
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*", re.DOTALL)
NUMBER = re.compile(r"[-+]?[\d.,]+")


@frozen
class _Columns:
    """The columns of an export, and its first responses.

    Attributes:
        header: What is said of them.
        responses: The first ones.
        frame: The names by which the rows hold them.
    """

    header: Header
    responses: Head
    frame: tuple[str, ...]

    def given(self, place: int) -> list[str]:
        """Cells of a column that are not blank."""
        cells = (row[place].strip() for row in self.responses if place < len(row))
        return [cell for cell in cells if cell]

    def name(self, *ids: str) -> str | None:
        """Name of the first of some columns that every survey has, if it holds anything."""
        places = [self.header.system[one] for one in ids if one in self.header.system]
        filled = [place for place in places if self.given(place)]
        return self.header.names[filled[0]] if filled else None

    def text(self, one: str) -> pl.Expr | None:
        """Cells of such a column in lower case."""
        if one not in self.header.system:
            return None
        cell = pl.col(self.frame[self.header.system[one]]).cast(pl.String)
        return cell.str.strip_chars().str.to_lowercase().str.strip_suffix(".0")


def _read(head: Head, asked: bool) -> Reading | None:  # noqa: FBT001  # as Layout.read has it
    header = find_header(head, asked)
    if header is None:
        return None
    columns = _Columns(
        header=header,
        responses=head[header.rows :],
        frame=name_columns(header.names, "the export").frame,
    )
    ticked = find_ticked(header, columns.responses)
    groups = {header.names[score]: header.names[group] for score, group in _pairs(header)}
    score = next(iter(groups)) if len(groups) == 1 else None
    return Reading(
        header_rows=header.rows,
        names=header.names,
        aliases=_aliases(header, ticked),
        score=score,
        answered_at=_date(columns),
        respondent=columns.name("externalDataReference", "recipientEmail"),
        comment=None if score is None else _comment(columns, header.names.index(score)),
        language=columns.name("userLanguage"),
        groups=groups,
        previews=_previews(columns),
        unfinished=_unfinished(columns),
        ticked={one.name: one.places for one in ticked},
        tags={
            place: choice
            for one in ticked
            for place, choice in zip(one.places, one.choices, strict=True)
        },
    )


def _pairs(header: Header) -> Iterator[tuple[int, int]]:
    """Places of the scores that have a group, and of their groups."""
    for names in (header.ids, header.names):
        places = {name.strip(): place for place, name in enumerate(names)}
        for name, place in places.items():
            if name.endswith(GROUP) and name.removesuffix(GROUP) in places:
                yield places[name.removesuffix(GROUP)], place


def _aliases(header: Header, ticked: list[Ticked]) -> tuple[tuple[str, ...], ...]:
    """Texts and import ids; of a question whose choices are ticked, those of the question."""
    texts = (*header.texts, *[""] * (len(header.names) - len(header.texts)))
    asked: Mapping[int, Ticked] = {place: one for one in ticked for place in one.places}
    own = [
        (*_texts(text), *([] if place in asked else [name]))
        for place, (text, name) in enumerate(zip(texts, header.ids, strict=False))
    ]
    made = [(*_texts(one.text), _question_id(header, one)) for one in ticked]
    return (*own, *made)


def _texts(text: str) -> tuple[str, ...]:
    """A text as it stands, with line breaks as a shell gives them, and in one line."""
    return text, text.replace("\r\n", "\n"), " ".join(text.split())


def _question_id(header: Header, ticked: Ticked) -> str:
    """The import id that the choices of a question have in common."""
    ids = [header.ids[place] for place in ticked.places]
    stems = {one if len(set(ids)) == 1 else one.rpartition("_")[0] for one in ids}
    return stems.pop() if len(stems) == 1 else ""


def _date(columns: _Columns) -> str | None:
    """The date on which the answer was kept, or the last one on which anything was answered."""
    for one in ("recordedDate", "endDate"):
        place = columns.header.system.get(one)
        if place is not None and any(DATE.fullmatch(cell) for cell in columns.given(place)):
            return columns.header.names[place]
    return None


def _comment(columns: _Columns, score: int) -> str | None:
    """The question in words that follows the score, or the only one."""
    ids = columns.header.ids
    words = [
        place
        for place, one in enumerate(ids)
        if WORDS.fullmatch(one) and not all(NUMBER.fullmatch(cell) for cell in columns.given(place))
    ]
    if score + 1 in words:
        return columns.header.names[score + 1]
    return columns.header.names[words[0]] if len(words) == 1 else None


def _previews(columns: _Columns) -> pl.Expr | None:
    status, channel = columns.text("status"), columns.text("distributionChannel")
    told = [
        one.is_in(values).fill_null(value=False)
        for one, values in ((status, PREVIEWS), (channel, CHANNELS))
        if one is not None
    ]
    return pl.any_horizontal(told) if told else None


def _unfinished(columns: _Columns) -> pl.Expr | None:
    finished, progress = columns.text("finished"), columns.text("progress")
    early = pl.lit(None) if progress is None else progress.cast(pl.Float64, strict=False) < WHOLE
    if finished is None:
        return None if progress is None else early
    # NOTE: Words for true and false may be translated; the progress then tells.
    return (
        pl.when(finished.is_in(FINISHED)).then(statement=False)
        .when(finished.is_in(UNFINISHED)).then(statement=True)
        .otherwise(early)
    )  # fmt: skip


QUALTRICS = Layout(
    name="qualtrics",
    words="Qualtrics: names, texts of questions and import ids, or only the first two",
    read=_read,
)
"""Told by its row of import ids or, without one, by the columns that every survey has."""
