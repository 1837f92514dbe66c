"""Google Forms: the time of the answer, then whole questions."""

import re

from nps.sources.layouts.glimpse import EMAIL, Glimpse
from nps.sources.layouts.reading import Head, Layout, Reading

TIMESTAMP = re.compile(
    r"(\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}[-/]\d{1,2}[-/]\d{1,2})[ ,]+\d{1,2}[:.]\d{2}[:.]\d{2}"
    r"(\.\d{3})?([ \u202f]?[^\d\s]{1,8})?( ?GMT([-+]\d{1,2}(:\d{2})?)?)?"
)
"""As forms write it, or the sheet behind them in its own language, or a workbook of that."""
WORDS = 4
"""A header of as many words, or one with a question mark, is a whole question."""
ASKS = re.compile(r".*[?\uff1f\u061f]\s*\Z", re.DOTALL)


def _read(head: Head, asked: bool) -> Reading | None:  # noqa: FBT001  # as every layout
    header, glimpse = tuple(head[0]), Glimpse(head, 1)
    stamped = glimpse.every(0, TIMESTAMP)
    if not (stamped and (asked or any(map(_is_question, header[1:])))):
        return None
    # NOTE: The address of who answered is the second column, where it is collected.
    known = len(header) > 1 and glimpse.every(1, EMAIL)
    return Reading(
        header_rows=1,
        names=header,
        answered_at=header[0],
        respondent=header[1] if known else None,
    )


def _is_question(header: str) -> bool:
    return len(header.split()) >= WORDS or bool(ASKS.match(header))


GOOGLE_FORMS = Layout(
    name="google-forms", words="the time of the answer, then whole questions", read=_read
)
