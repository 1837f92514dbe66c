"""Layouts of one header row: what tells them, and what they know of columns."""

import pytest

from nps.sources.layouts.alchemer import ALCHEMER
from nps.sources.layouts.delighted import DELIGHTED
from nps.sources.layouts.google_forms import GOOGLE_FORMS
from nps.sources.layouts.reading import Layout, Reading
from nps.sources.layouts.typeform import TYPEFORM

TOKEN = "0cc175b9c0f1b6a831c399e269772661"
DATES = ["2026-03-02 08:15:30", "2026-03-02 08:17:05", "0cc175b9c0"]
DATED = ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
OWN = ["Response ID", "Date Submitted", "Status", "SessionID", "Language", "Contact ID"]


def found(layout: Layout, *head: list[str], asked: bool = False) -> Reading:
    """What is read, which must be something."""
    reading = layout.read(head, asked)
    assert reading is not None
    return reading


def test_markup_is_taken_from_the_names_of_typeform_and_kept_as_other_names() -> None:
    header = ["#", "How <strong>likely</strong> &amp; what&#39;s why?", *DATED]
    reading = found(TYPEFORM, header, [TOKEN, "9", *DATES])

    assert reading.names == ("#", "How likely & what's why?", *DATED)
    assert reading.aliases[1] == ("How <strong>likely</strong> &amp; what&#39;s why?",)
    assert reading.answered_at == "Submit Date (UTC)"


def test_choices_side_by_side_become_tags_of_typeform() -> None:
    header = ["#", "Q", "A", "B", "C", "Other", "D", *DATED]
    rows = [
        [TOKEN, "9", "A", "", "C", "x", "", *DATES],
        [TOKEN, "8", "A", "", "", "", "", *DATES],
    ]
    reading = found(TYPEFORM, header, *rows)

    assert reading.ticked == {"A … C": (2, 3, 4)}
    assert reading.notes == (
        "columns 'A' to 'C' are choices of one question, read as column 'A … C' of tags",
    )


@pytest.mark.parametrize(
    ("layout", "head"),
    [
        (TYPEFORM, [["#", "Q", "When (UTC)"], ["1", "9", "2026-03-02 08:15:30"]]),
        (TYPEFORM, [["#", "Q", *DATED], [TOKEN, "9", "x", "y", "z"]]),
        (GOOGLE_FORMS, [["when", "score", "plan"], ["12/6/2018 11:57:58", "9", "x"]]),
        (GOOGLE_FORMS, [["id", "How likely is it?"], ["1", "9"]]),
        (GOOGLE_FORMS, [["when", "How likely is it?"], ["", "9"]]),
        (ALCHEMER, [["Response ID", "Date Submitted", "Status", "Q"], ["1", "x", "y", "9"]]),
        (DELIGHTED, [["id", "score", "comment", "created_at"], ["1", "9", "", "2026-01-01"]]),
    ],
)
def test_what_lacks_the_marks_is_another_layout(layout: Layout, head: list[list[str]]) -> None:
    assert layout.read(head, False) is None  # noqa: FBT003  # found, not asked for


@pytest.mark.parametrize(
    "stamps",
    [
        ["12/6/2018 11:57:58", "12/31/2018 1:02:03"],
        ["6/12/2018 11:57:58", "31/12/2018 1:02:03"],
        ["2026/03/01 4:15:22 PM GMT+4"],
        ["01.03.2026 16:15:22"],
        ["2026-03-01 16:15:22"],
        ["2026-03-01 16:15:22.878"],
    ],
)
def test_google_forms_is_told_by_its_first_column(stamps: list[str]) -> None:
    header = ["Zeitstempel", "Wie wahrscheinlich ist das?"]
    reading = found(GOOGLE_FORMS, header, *([stamp, "9"] for stamp in stamps))

    assert (reading.answered_at, reading.dates) == ("Zeitstempel", None)


def test_choices_of_alchemer_stand_before_a_colon() -> None:
    header = [*OWN, "A:Q: which?", "B: b:Q: which?", "Other:Q: which?", "R: s", "X:M", "Y:M"]
    row = ["1", "2026-01-28 14:02:09", "Complete", "s", "English", ""]
    reading = found(
        ALCHEMER,
        header,
        [*row, "A", "", "own", "9", "good", "bad"],
        [*row, "", "B: b", "", "9", "good", "good"],
    )

    assert reading.names[6:] == (
        "Q: which? › A", "Q: which? › B: b", "Q: which? › Other", "R: s", "M › X", "M › Y",
    )  # fmt: skip
    assert reading.ticked == {"Q: which?": (6, 7, 8)}
    assert reading.aliases[6] == ("A:Q: which?",)
    assert (reading.respondent, reading.language) == (None, "Language")


def test_delighted_marks_the_score_of_nps_only() -> None:
    header = ["id", "Score", "comment", "permalink", "created_at", "email", "survey_type"]
    row = ["1", "9", "", "https://app.delighted.com/r/x", "1769790001", "a@b.co"]

    assert found(DELIGHTED, header, [*row, "nps"]).score == "Score"
    assert found(DELIGHTED, header, [*row, "csat"]).score is None
    assert found(DELIGHTED, header, [*row, "nps"]).respondent == "email"


def test_properties_of_delighted_have_their_own_names_too() -> None:
    header = ["id", "score", "comment", "permalink", "created_at", "person_properties[plan]"]
    reading = found(DELIGHTED, header, ["1", "9", "", "x", "1", "pro"])

    assert reading.aliases == ((), (), (), (), (), ("plan",))
