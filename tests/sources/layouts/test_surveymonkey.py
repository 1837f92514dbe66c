"""SurveyMonkey's two header rows, whatever their language."""

import pytest

from nps.sources.layouts.reading import Reading
from nps.sources.layouts.surveymonkey import SURVEYMONKEY

LEAD = ["Id", "Sammler", "Anfang", "Ende"]
MOMENT = "02/23/2026 09:41:07 AM"
IDENTITY = ["114700120031", "421300417", MOMENT, MOMENT]


def read(
    columns: dict[str, list[str]], *rows: list[str], asked: bool = False, lead: int = 4
) -> Reading | None:
    """Read questions, each with the texts below it, and answers."""
    first, second = LEAD[4 - lead :], [""] * lead
    for question, choices in columns.items():
        first = [*first, question, *[""] * (len(choices) - 1)]
        second = [*second, *choices]
    answers = [[*IDENTITY[4 - lead :], *row] for row in rows]
    return SURVEYMONKEY.read([first, second, *answers], asked)


def found(*arguments: object, **options: object) -> Reading:
    """What is read, which must be something."""
    reading = read(*arguments, **options)  # type: ignore[arg-type]  # as given
    assert reading is not None
    return reading


def test_answers_are_named_by_the_question_and_comments_belong_to_them() -> None:
    reading = found(
        {"Q": ["Antwort", "Warum?"], "R": ["Antwort"]}, ["9", "gut", "x"], ["1", "", ""]
    )

    assert reading.header_rows == 2
    assert reading.names == (*LEAD, "Q", "Q › Warum?", "R")
    assert reading.comments == {"Q": "Q › Warum?"}


def test_the_first_column_of_several_is_the_answer_where_its_text_says_so_elsewhere() -> None:
    reading = found({"Q": ["Antwort", "A", "B"], "R": ["Antwort"]}, ["9", "x", "y", "z"])

    assert reading.names[4:] == ("Q", "Q › A", "Q › B", "R")


def test_ticked_choices_become_tags_and_one_column_may_hold_other_texts() -> None:
    reading = found(
        {"Q": ["A", "B", "C", "Sonstiges"]}, ["A", "", "", ""], ["A", "B", "", "anderes"]
    )

    assert reading.ticked == {"Q": (4, 5, 6, 7)}
    assert reading.tags == {4: "A", 5: "B", 6: "C", 7: "Sonstiges"}
    assert reading.names[4:] == ("Q › A", "Q › B", "Q › C", "Q › Sonstiges")


def test_rows_of_a_matrix_stay_columns() -> None:
    reading = found({"Q": ["Preis", "Hilfe"]}, ["gut", "schlecht"], ["schlecht", "gut"])

    assert reading.names[4:] == ("Q › Preis", "Q › Hilfe")
    assert (reading.ticked, reading.comments) == ({}, {})


def test_a_question_that_stands_twice_has_one_name_twice() -> None:
    header = [*LEAD, "Q", "", "Q", ""]
    choices = [*[""] * 4, "A", "B", "A", "B"]
    reading = SURVEYMONKEY.read([header, choices, [*IDENTITY, "A", "", "A", "B"]], False)  # noqa: FBT003  # found, not asked for

    assert reading is not None
    assert reading.names[4:] == ("Q", "Q › B", "Q", "Q › B")
    assert reading.ticked == {}


def test_the_second_date_is_that_of_the_answer_and_the_month_comes_first() -> None:
    reading = found({"Q": ["Antwort", "Warum?"]}, ["9", "x"])

    assert reading.answered_at == "Ende"
    assert reading.dates == "month-first"


@pytest.mark.parametrize(
    ("columns", "rows", "lead"),
    [
        pytest.param({"Q": ["9"], "R": ["great"]}, [["8", "fine"]], 3, id="a row without its id"),
        pytest.param({"Q": ["", ""]}, [["8", "fine"]], 4, id="nothing below"),
        pytest.param({"Q": ["A", "B"]}, [["8", "fine"]], 2, id="too few columns before"),
        pytest.param({}, [[]], 4, id="no question"),
    ],
)
def test_other_tables_are_not_taken(
    columns: dict[str, list[str]], rows: list[list[str]], lead: int
) -> None:
    assert read(columns, *rows, lead=lead) is None


def test_it_may_be_asked_for_where_the_columns_before_were_taken_out() -> None:
    assert read({"Q": ["A", "B"]}, ["A", ""], lead=0) is None

    reading = found({"Q": ["A", "B"]}, ["A", ""], asked=True, lead=0)

    assert reading.ticked == {"Q": (0, 1)}


def test_one_header_row_cannot_be_read_so() -> None:
    assert SURVEYMONKEY.read([["a", "b"], ["9", "x"]], True) is None  # noqa: FBT003  # asked for
    assert SURVEYMONKEY.read([["a", "b"]], True) is None  # noqa: FBT003
