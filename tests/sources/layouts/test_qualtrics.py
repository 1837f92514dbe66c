"""Which exports are Qualtrics', and what is known of their columns."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.results.vendor import PREVIEW, UNFINISHED
from nps.sources.export import Export
from nps.sources.layouts.qualtrics import QUALTRICS
from nps.sources.layouts.qualtrics_header import NAMED
from nps.sources.layouts.registry import find_layout

NAMES = ["StartDate", "EndDate", "Status", "Finished", "ResponseID", "Q8_NPS_GROUP", "Q8", "Q9"]
TEXTS = ["Start", "Ende", "Art", "Fertig", "Nummer", "Wie sehr? - Gruppe", "Wie\nsehr?", "Warum?"]
IDS = ["startDate", "endDate", "status", "finished", "_recordId", "QID8_NPS_GROUP", "QID8",
       "QID9_TEXT"]  # fmt: skip
ANSWER = ["2026-01-01 10:00:00", "2026-01-01 10:01:00", "0", "1", "R_abcdefghijk", "3", "9", "so"]
DOUBLE = [f'{{"ImportId":"{one}","timeZone":"UTC"}}' for one in IDS]
SINGLE = [f"{{'ImportId': '{one}'}}" for one in IDS]


def told(*head: Sequence[str], asked: str | None = None) -> tuple[str, int]:
    layout, reading = find_layout(head, asked, "x.csv")
    return layout.name, reading.header_rows


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        pytest.param((NAMES, TEXTS, DOUBLE, ANSWER), 3, id="three rows"),
        pytest.param((NAMES, TEXTS, SINGLE, ANSWER), 3, id="single quotes"),
        pytest.param((NAMES, DOUBLE, ANSWER), 2, id="no texts"),
        pytest.param((NAMES, TEXTS, DOUBLE), 3, id="no responses"),
        pytest.param((NAMES, TEXTS, ANSWER, ANSWER), 2, id="older"),
        pytest.param(([*NAMES, ""], [*TEXTS, ""], [*ANSWER, ""]), 2, id="comma at the end"),
        pytest.param(
            (["V1", "V2", "V3", "V4", "V5", *NAMES[5:]], [*NAMES[:5], *TEXTS[5:]], ANSWER), 2,
            id="oldest",
        ),
    ],
)  # fmt: skip
def test_the_header_rows_are_told_by_what_they_hold(
    head: Sequence[Sequence[str]], rows: int
) -> None:
    assert told(*head) == ("qualtrics", rows)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param((["score", "plan"], ["9", "Free"]), id="plain"),
        pytest.param((NAMES, ANSWER, ANSWER), id="one header row"),
        pytest.param((NAMES, TEXTS), id="an odd row"),
        pytest.param((NAMES, TEXTS, [*ANSWER[:4], "17", *ANSWER[5:]]), id="other numbers"),
        pytest.param((["score", "note"], ["9", DOUBLE[0]], ["3", "x"]), id="an id in a comment"),
        pytest.param((NAMES[4:], TEXTS[4:], ANSWER[4:]), id="few columns of every survey"),
    ],
)
def test_others_stay_plain(head: Sequence[Sequence[str]]) -> None:
    assert told(*head) == ("plain", 1)


def test_what_was_cut_down_to_one_header_row_is_read_when_asked() -> None:
    assert told(NAMES, ANSWER, asked="qualtrics") == ("qualtrics", 1)
    assert told(NAMES[:3], TEXTS[:3], ANSWER[:3], asked="qualtrics") == ("qualtrics", 2)


cells = st.sampled_from([*NAMED, *TEXTS, "V1", "", "a", "2026-01-01", "R_x", "{}", "9", "true"])


@given(
    names=st.lists(cells, min_size=1, max_size=9),
    rows=st.lists(st.lists(st.text(max_size=6) | cells, max_size=9), min_size=1, max_size=5),
)
def test_a_plain_table_is_never_taken_for_it(names: list[str], rows: list[list[str]]) -> None:
    reading = QUALTRICS.read([names, *rows], False)  # noqa: FBT003  # as Layout.read has it
    assert reading is None


@given(head=st.lists(st.lists(st.text(max_size=9) | cells | st.sampled_from(DOUBLE), max_size=9),
                     min_size=1, max_size=5), asked=st.booleans())  # fmt: skip
def test_whatever_stands_there_is_read_or_left(head: list[list[str]], *, asked: bool) -> None:
    reading = QUALTRICS.read(head, asked)
    assert reading is None or 1 <= reading.header_rows <= len(head)


def test_columns_are_known_by_what_import_ids_say() -> None:
    _, reading = find_layout([NAMES, TEXTS, DOUBLE, ANSWER], None, "x.csv")
    assert (reading.score, reading.groups) == ("Q8", {"Q8": "Q8_NPS_GROUP"})
    assert (reading.answered_at, reading.comment) == ("EndDate", "Q9")
    assert reading.respondent is None
    assert {"Wie\nsehr?", "Wie sehr?", "QID8"} <= set(reading.aliases[6])


CONTENT = (
    ",".join(NAMES)
    + ',T_1,T_2\nStart,Ende,Art,Fertig,Nummer,"Wie\r\nsehr? - G","Wie\r\nsehr?",Warum?,'
    + '"W\no - A;b","W\no - C"\n'
    + '2026-01-01 10:00:00,2026-01-01,{0},{1},R_abcdefghijk,3,9,"a\nb",1,\n' * 2
)


@pytest.mark.parametrize(
    ("status", "finished", "preview", "unfinished"),
    [
        ("0", "1", False, False), ("1", "1", True, False), ("2", "0", True, True),
        ("4", "TRUE", False, False), (" Survey Preview ", "False", True, True),
        ("survey test", "1", True, False), ("IP Address", "1", False, False), ("", "", False, None),
    ],
)  # fmt: skip
def test_previews_and_unfinished_answers_are_marked(
    opened: Callable[..., AbstractContextManager[Export]],
    status: str,
    finished: str,
    preview: bool,  # noqa: FBT001  # a parameter of the table
    unfinished: bool | None,  # noqa: FBT001  # as above
) -> None:
    with opened(CONTENT.format(status, finished).encode("utf-8-sig")) as export:
        rows = export.frame.collect()
    assert export.layout == "qualtrics"
    assert rows[PREVIEW].to_list() == [preview] * 2
    assert rows[UNFINISHED].to_list() == [unfinished] * 2
    assert rows["Wie sehr?"].to_list() == ["9", "9"]


def test_ticked_choices_make_one_column(
    opened: Callable[..., AbstractContextManager[Export]],
) -> None:
    with opened(CONTENT.format("0", "1").encode()) as export:
        rows = export.frame.collect()
    assert export.vendor.splits == {"T": "|"}
    assert export.vendor.aliases["W o"] == "T"
    assert rows["T"].to_list() == ["A;b", "A;b"]


def test_a_choice_that_was_shown_and_not_ticked_is_no_tag(
    opened: Callable[..., AbstractContextManager[Export]],
) -> None:
    # Beyond the rows by which the layout is told.
    answer = "2026-01-01 10:00:00,2026-01-01,0,1,R_abcdefghijk,3,9,so,{0},{1}\n"
    seen = (
        CONTENT.format("0", "1")
        + answer.format("1", "") * 50
        + answer.format("0", "-99")
        + answer.format("1", "1")
    )
    with opened(seen.encode()) as export:
        tags = export.frame.collect()["T"].to_list()
    assert tags == ["A;b"] * 52 + ["", "A;b|C"]


@pytest.mark.parametrize("cell", ["2", "other"])
def test_a_matrix_is_not_ticked(
    opened: Callable[..., AbstractContextManager[Export]], cell: str
) -> None:
    matrix = CONTENT.format("0", "1").replace(",1,\n", f",1,{cell}\n")
    with opened(matrix.encode()) as export:
        assert export.layout == "qualtrics"
        assert not export.vendor.splits
