"""Alchemer, once SurveyGizmo: what is known of the answer, then `Choice:Question`."""

from collections.abc import Sequence

import polars as pl

from nps.sources.layouts.glimpse import Glimpse, without_markup
from nps.sources.layouts.questions import Question
from nps.sources.layouts.reading import Head, Layout, Reading

NUMBER, SUBMITTED, STATUS, CONTACT, LANGUAGE = (
    "Response ID", "Date Submitted", "Status", "Contact ID", "Language"
)  # fmt: skip
OTHERS = frozenset({
    "Time Started", CONTACT, "Legacy Comments", LANGUAGE, "Referer", "SessionID", "User Agent",
    "Extended Referer",
})  # fmt: skip
"""Names that Alchemer gives, in English wherever it is used."""
FEWEST = 3
PARTIAL = "partial"


def _read(head: Head, asked: bool) -> Reading | None:  # noqa: FBT001  # as every layout
    header = tuple(cell.strip() for cell in head[0])
    told = {NUMBER, SUBMITTED, STATUS} <= set(header) and len(OTHERS & set(header)) >= FEWEST
    if not (NUMBER in header and SUBMITTED in header if asked else told):
        return None
    glimpse = Glimpse(head, 1)
    names = {place: without_markup(cell) for place, cell in enumerate(header)}
    ticked: dict[str, tuple[int, ...]] = {}
    tags: dict[int, str] = {}
    for one in _questions(header):
        names |= {place: one.name(place) for place in one.places}
        if one.is_ticked(glimpse) and one.text not in {*names.values(), *ticked}:
            ticked[one.text] = tuple(one.places)
            tags |= one.tags
    contact = header.index(CONTACT) if CONTACT in header else len(header)
    return Reading(
        header_rows=1,
        names=tuple(names.values()),
        aliases=tuple((cell,) for cell in header),
        answered_at=SUBMITTED,
        respondent=CONTACT if glimpse.cells(contact) else None,
        language=LANGUAGE if LANGUAGE in header else None,
        unfinished=_is_partial() if STATUS in header else None,
        ticked=ticked,
        tags=tags,
    )


def _is_partial() -> pl.Expr:
    cell = pl.col(STATUS).str.strip_chars().str.to_lowercase()
    return (cell == PARTIAL).fill_null(value=False)


def _questions(header: Sequence[str]) -> list[Question]:
    """Find columns side by side whose headers end in the same question after a colon."""
    found: list[Question] = []
    start = 0
    while start < len(header):
        question = _shared(header[start : start + 2])
        end = start + 1
        while question and end < len(header) and header[end].endswith(question):
            end += 1
        if question:
            choices = tuple(
                without_markup(cell.removesuffix(question)) for cell in header[start:end]
            )
            text = without_markup(question[1:])
            found.append(Question(text=text, first=start, choices=choices))
        start = end
    return found


def _shared(headers: Sequence[str]) -> str:
    """The longest end, from a colon on, of both headers; nothing where there is none."""
    one, *rest = headers
    ends = (one[at:] for at, sign in enumerate(one) if sign == ":" and at)
    shared = (end for end in ends if rest and rest[0].endswith(end) and end.strip(": "))
    return next((end for end in shared if len(rest[0]) > len(end)), "")


ALCHEMER = Layout(
    name="alchemer",
    words="Alchemer or SurveyGizmo: choices before a colon and their question",
    read=_read,
)
