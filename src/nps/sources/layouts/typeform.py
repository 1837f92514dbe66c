"""Typeform: questions with HTML, then dates of UTC."""

import re

import polars as pl

from nps.sources.layouts.glimpse import Glimpse, without_markup
from nps.sources.layouts.questions import Question
from nps.sources.layouts.reading import Head, Layout, Reading

UTC = re.compile(r".*\(UTC\)")
"""End of the headers of dates; the same in every language."""
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?")
NETWORK = re.compile(r"[0-9a-f]{10}")
TOKEN = re.compile(r"[0-9a-z]{16,40}")
KINDS = frozenset({"completed", "partial", "started"})
COMPLETED = "completed"


def _read(head: Head, asked: bool) -> Reading | None:  # noqa: FBT001  # as every layout
    header, glimpse = head[0], Glimpse(head, 1)
    stamps = [place for place, cell in enumerate(header) if UTC.fullmatch(cell.strip())]
    dated = [place for place in stamps if glimpse.every(place, MOMENT)]
    if not (stamps if asked else dated and _is(head, dated[0], glimpse)):
        return None
    names = tuple(without_markup(cell) for cell in header)
    kind = next((name for place, name in enumerate(names) if glimpse.within(place, KINDS)), None)
    questions = [one for one in _questions(names[: stamps[0]], glimpse) if one.is_ticked(glimpse)]
    return Reading(
        header_rows=1,
        names=names,
        aliases=tuple((cell,) for cell in header),
        answered_at=names[stamps[-1]],
        unfinished=_is_unfinished(kind) if kind else None,
        ticked={one.text: tuple(one.places) for one in questions},
        tags={place: tag for one in questions for place, tag in one.tags.items()},
        notes=tuple(_note(one) for one in questions),
    )


def _is(head: Head, first_date: int, glimpse: Glimpse) -> bool:
    """Whether the marks stand around the dates that a table made by hand does not have."""
    token = head[0][0].strip() == "#" and glimpse.every(0, TOKEN)
    after = range(first_date + 1, len(head[0]))
    return token or glimpse.first(after, NETWORK) is not None


def _is_unfinished(kind: str) -> pl.Expr:
    cell = pl.col(kind).str.strip_chars().str.to_lowercase()
    return (cell != COMPLETED).fill_null(value=False) & (cell != "").fill_null(value=False)


def _questions(names: tuple[str, ...], glimpse: Glimpse) -> list[Question]:
    """Find columns side by side that are ticked or not; the question itself is not said."""
    found: list[Question] = []
    run: list[int] = []
    for place, name in enumerate((*names, "")):
        cells = set(glimpse.cells(place)) if name else None
        if cells is not None and (cells == {name} or (run and not cells)):
            run.append(place)
            continue
        # NOTE: Columns at the end that nobody ticked may as well belong to the next question.
        while run and not glimpse.cells(run[-1]):
            run.pop()
        if len(run) > 1:
            choices = names[run[0] : run[-1] + 1]
            text = f"{choices[0]} \u2026 {choices[-1]}"
            found.append(Question(text=text, first=run[0], choices=choices))
        run = []
    return found


def _note(one: Question) -> str:
    return (
        f"columns {one.choices[0]!r} to {one.choices[-1]!r} are choices of one question, "
        f"read as column {one.text!r} of tags"
    )


TYPEFORM = Layout(
    name="typeform", words="questions with HTML, then dates of UTC, a response a row", read=_read
)
