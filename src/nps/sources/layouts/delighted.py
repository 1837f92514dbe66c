"""Delighted: the names of its API, times as unix seconds or dates."""

import re

from nps.sources.layouts.glimpse import Glimpse
from nps.sources.layouts.reading import Head, Layout, Reading

SCORE, COMMENT, KIND = "score", "comment", "survey_type"
ANSWERED = ("responded_at", "survey_response_created_at", "created_at")
PEOPLE = ("person_email", "email", "person_id", "person")
NUMBERS = ("survey_response_id", "response_id", "id")
LANGUAGES = ("locale", "language", "person_properties[locale]")
PERMALINK = "permalink"
PROPERTY = re.compile(r"(?:person_)?properties(?:\[(.+)\]|\.(.+))")
"""What is known of a person, each a column."""
NPS = frozenset({"nps"})


def _read(head: Head, asked: bool) -> Reading | None:  # noqa: FBT001  # as every layout
    header = [cell.strip() for cell in head[0]]
    names = ["_".join(cell.casefold().split()) for cell in header]
    answered = _first(names, ANSWERED)
    known = {SCORE, COMMENT} <= set(names) and answered is not None
    marked = PERMALINK in names and _first(names, (*NUMBERS, *PEOPLE)) is not None
    if not (known and (marked or asked)):
        return None

    def named(place: int | None) -> str | None:
        return None if place is None else header[place]

    kind = _first(names, (KIND,))
    is_nps = kind is None or Glimpse(head, 1).within(kind, NPS)
    score = _first(names, (SCORE,))
    return Reading(
        header_rows=1,
        names=tuple(header),
        aliases=tuple(map(_aliases, header)),
        score=named(score) if is_nps else None,
        answered_at=named(answered),
        respondent=named(_first(names, PEOPLE)),
        comment=named(_first(names, (COMMENT,))),
        language=named(_first(names, LANGUAGES)),
    )


def _first(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _aliases(header: str) -> tuple[str, ...]:
    """The name of what is known of a person, without what all of them begin with."""
    found = PROPERTY.fullmatch(header)
    return () if found is None else (found[1] or found[2],)


DELIGHTED = Layout(
    name="delighted", words="the names of Delighted's API, a response a row", read=_read
)
