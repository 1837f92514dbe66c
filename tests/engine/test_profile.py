"""What is found in the columns of an export."""

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.profile import profile
from nps.engine.sampling import MOST_ROWS
from nps.results.profile import (
    ColumnProfile,
    Comments,
    Dates,
    Identifiers,
    Numbers,
    Profile,
    Tags,
    Unclear,
    Values,
)
from nps.sources.export import Export

ROWS = 60


def export(frame: pl.LazyFrame) -> Export:
    return Export(
        path="cells.csv",
        format="csv",
        layout="plain",
        frame=frame,
        columns=tuple(frame.collect_schema()),
        duplicates=frozenset(),
        notes=(),
    )


def texts(cells: dict[str, list[str | None]]) -> Export:
    return export(pl.LazyFrame(cells, schema=dict.fromkeys(cells, pl.String)))


def typed(cells: dict[str, Any]) -> Export:
    return export(pl.LazyFrame(cells))


def column(found: Profile, name: str) -> ColumnProfile:
    return next(one for one in found.columns if one.name == name)


def kind_of(name: str, cells: list[str | None]) -> type[ColumnProfile]:
    return type(column(profile([texts({name: cells})]), name))


def days(layout: str, step: int = 1) -> list[str | None]:
    return [(date(2026, 1, 1) + timedelta(step * day)).strftime(layout) for day in range(ROWS)]


SENTENCES: list[str | None] = [f"Case {row} took far too long to be solved" for row in range(ROWS)]


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("plan", ["Free", "Team", "Pro"] * 20, Values),
        ("csat", ["1", "2", "3", "4", "5"] * 12, Values),
        ("country", ["always"] * ROWS, Unclear),
        ("town", [f"town{row % 31}" for row in range(ROWS)], Unclear),
        ("answer", [f"{'long ' * 13}{row % 3}" for row in range(ROWS)], Unclear),
        ("employees", [str(row * row) for row in range(ROWS)], Numbers),
        ("employees", [*(str(row * row) for row in range(58)), "many", "few"], Numbers),
        ("spend", [f"{row}.5" for row in range(ROWS)], Numbers),
        ("row", [str(row) for row in range(ROWS)], Identifiers),
        ("number", [str(100_000 + 997 * row) for row in range(ROWS)], Identifiers),
        ("account_id", ["A1", "A2"] * 30, Identifiers),
        ("customerId", ["1", "2", "3"] * 20, Identifiers),
        ("E-mail", ["a@example.org", "b@example.org"] * 30, Identifiers),
        ("user", [f"u{row % 30}" for row in range(ROWS)], Identifiers),
        ("user", ["yes", "no"] * 30, Values),
        ("code", [f"k{row}" for row in range(ROWS)], Identifiers),
        ("signed_up", days("%Y-%m-%d"), Dates),
        ("signed_up", days("%Y-%m-%dT12:30:00"), Dates),
        ("tags", ["new;beta", "new", "beta; api"] * 20, Tags),
        ("topics", ["price|speed", "speed", "price"] * 20, Tags),
        ("said", SENTENCES, Comments),
        ("Comments", ["good", "bad"] * 30, Comments),
        ("nothing", [""] * ROWS, Unclear),
    ],
)
def test_kind_of_column(name: str, cells: list[str | None], expected: type[ColumnProfile]) -> None:
    assert kind_of(name, cells) is expected


def test_values_are_counted_most_frequent_first() -> None:
    plan = column(profile([texts({"plan": ["b", "a", "c", "c", " c ", "b", "a", ""]})]), "plan")

    assert plan == Values(name="plan", filled=7 / 8, counts=(("c", 3), ("a", 2), ("b", 2)))


def test_points_run_from_lowest_to_highest_number() -> None:
    cells: list[str | None] = [str(number) for number in range(100, -1, -1)]
    spend = column(profile([texts({"spend": [*cells, *cells]})]), "spend")

    assert isinstance(spend, Numbers)
    assert spend.points == tuple(map(float, range(101)))


def test_tags_are_counted_each() -> None:
    tags = column(profile([texts({"tags": ["new; beta", "new", "new;"] * 10})]), "tags")

    assert tags == Tags(name="tags", split=";", counts=(("new", 30), ("beta", 10)))


@pytest.mark.parametrize(
    "layout",
    [
        "%m/%d/%Y %H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y %H:%M", "%Y/%m/%d",
        "%d %b %Y", "%b %d, %Y", "%m/%d/%Y %I:%M:%S %p",
    ],
)  # fmt: skip
def test_layout_of_dates_is_recognised(layout: str) -> None:
    found = column(profile([texts({"answered_at": days(layout)})]), "answered_at")

    assert isinstance(found, Dates)
    assert (found.layout, found.first, found.last) == (layout, date(2026, 1, 1), date(2026, 3, 1))


def test_layout_that_is_not_clear_is_no_date() -> None:
    assert kind_of("answered_at", ["01/02/2026 10:00:00", "03/04/2026 11:00:00"] * 30) is not Dates


def test_ambiguous_dates_are_no_comments() -> None:
    cells: list[str | None] = [f"0{1 + row % 9}/05/2026 10:{row:02}:00" for row in range(ROWS)]

    assert kind_of("when", cells) is not Comments


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("signed_up_at", "responded_at"), "responded_at"),
        (("Start Date", "End Date"), "End Date"),
        (("StartDate", "RecordedDate", "EndDate"), "RecordedDate"),
        (("Timestamp", "birthday"), "Timestamp"),
        (("Submit Date (UTC)", "Start Date (UTC)"), "Submit Date (UTC)"),
        (("signed_up_at", "renewal"), None),
    ],
)
def test_date_of_the_answer_is_told_by_name(names: tuple[str, ...], expected: str | None) -> None:
    assert profile([texts(dict.fromkeys(names, days("%Y-%m-%d")))]).answered_at == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("response_id", "customer_id"), "customer_id"),
        (("e-mail", "Respondent ID"), "Respondent ID"),
        (("response_id",), None),
    ],
)
def test_respondent_is_told_by_name(names: tuple[str, ...], expected: str | None) -> None:
    ids: list[str | None] = [f"x{row}" for row in range(ROWS)]

    assert profile([texts(dict.fromkeys(names, ids))]).respondent == expected


def test_comment_is_the_one_there_is_or_the_one_that_is_named_so() -> None:
    assert profile([texts({"why": SENTENCES})]).comment == "why"
    assert profile([texts({"a": SENTENCES, "Comment": SENTENCES})]).comment == "Comment"
    assert profile([texts({"a": SENTENCES, "b": SENTENCES})]).comment is None


def test_ages_run_from_date_to_answer() -> None:
    found = profile([texts({
        "signed_up_at": ["2026-01-01", "2026-01-20", "", "2026-02-05"],
        "responded_at": ["01/31/2026", "01/31/2026", "01/31/2026", "01/31/2026"],
    })])  # fmt: skip
    signed_up = column(found, "signed_up_at")

    assert isinstance(signed_up, Dates)
    assert (min(signed_up.ages), max(signed_up.ages)) == (-5, 30)


def test_dates_that_never_meet_have_no_ages() -> None:
    found = profile([texts({
        "signed_up_at": [*days("%Y-%m-%d"), *[None] * ROWS],
        "responded_at": [*[None] * ROWS, *days("%Y-%m-%d")],
    })])  # fmt: skip
    signed_up = column(found, "signed_up_at")

    assert isinstance(signed_up, Dates)
    assert not signed_up.ages


def test_texts_seen_often_mean_missing() -> None:
    found = profile([texts({
        "plan": ["Free", "NA", "N/A", "Team"] * 10,
        "employees": [*(str(row * row) for row in range(37)), "-", "-", "nan"],
    })])  # fmt: skip

    assert found.missing == ("N/A", "NA")
    assert column(found, "plan") == Values(
        name="plan", filled=0.5, counts=(("Free", 10), ("Team", 10))
    )


def test_na_among_country_codes_is_a_country() -> None:
    found = profile([texts({"country": ["NA", "DE", "FR", "US"] * 10})])

    assert found.missing == ()
    assert column(found, "country").name == "country"


def test_typed_columns_are_read_by_their_types() -> None:
    found = profile([typed({
        "day": [date(2026, 1, 1) + timedelta(row) for row in range(ROWS)],
        "moment": [datetime(2026, 1, 1, 12) + timedelta(row) for row in range(ROWS)],  # noqa: DTZ001  # exports have no zone
        "spend": [row * 1.5 for row in range(ROWS)],
        "trial": [row % 3 == 0 for row in range(ROWS)],
        "tags": [["new", "beta"], ["new"], []] * 20,
        "picture": [b"\xff\xfe"] * ROWS,
        "empty": [None] * ROWS,
    })])  # fmt: skip

    kinds = {one.name: type(one) for one in found.columns}
    assert kinds == {
        "day": Dates, "moment": Dates, "spend": Numbers, "trial": Values, "tags": Tags,
    }  # fmt: skip


def test_exports_are_put_together_by_column_name() -> None:
    found = profile([
        texts({"plan": ["Free", "Team"] * 5}),
        typed({"plan": ["Free", "Pro"] * 5, "spend": [row + 0.5 for row in range(10)]}),
    ])  # fmt: skip

    assert found.rows == 20
    assert column(found, "plan") == Values(
        name="plan", filled=1, counts=(("Free", 10), ("Pro", 5), ("Team", 5))
    )


def test_numbers_in_one_export_and_dates_in_another_are_left_out() -> None:
    found = profile([typed({"since": [1.0, 2.0]}), typed({"since": [date(2026, 1, 1)] * 2})])

    assert found.columns == ()


def test_score_and_rows_beyond_the_sample_are_not_looked_at() -> None:
    cells: list[str | None] = ["Free", "Team"] * MOST_ROWS
    found = profile([texts({"score": cells, "plan": cells})], "score")

    assert [one.name for one in found.columns] == ["plan"]
    assert found.rows == MOST_ROWS


def test_export_of_nothing_but_the_score_has_no_columns() -> None:
    assert profile([texts({"score": ["9"]})], "score").columns == ()


@pytest.mark.parametrize("name", ["column", "text", "len", "number", "day", "points"])
def test_no_name_of_a_column_is_in_the_way(name: str) -> None:
    cells: list[str | None] = ["Free", "Team"] * 5
    found = profile([texts({name: cells, "responded_at": days("%Y-%m-%d")[:10]})])

    assert isinstance(column(found, name), Values)


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
            min_size=1,
            max_size=8,
        ),
        st.lists(st.text(max_size=12) | st.none(), min_size=5, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_every_column_has_a_kind(cells: dict[str, list[str | None]]) -> None:
    found = profile([texts(cells)])

    assert [one.name for one in found.columns] == list(cells)
