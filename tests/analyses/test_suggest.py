"""Forms of `--by` worth trying."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.analyses.suggest import MOST, Suggestion, narrow, suggest
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
from nps.spec.by import parse_by

HUNDRED = tuple(map(float, range(101)))


def profile(*columns: ColumnProfile, answered_at: str | None = None) -> Profile:
    return Profile(rows=100, columns=columns, answered_at=answered_at)


def values(name: str, *counts: int, filled: float = 1.0) -> Values:
    return Values(
        name=name,
        filled=filled,
        counts=tuple((f"{name}{index}", count) for index, count in enumerate(counts)),
    )


def numbers(name: str) -> Numbers:
    return Numbers(name=name, filled=1, points=HUNDRED)


def dates(name: str, first: str, last: str, layout: str | None = None) -> Dates:
    return Dates(
        name=name,
        filled=1,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        layout=layout,
    )


def forms(*columns: ColumnProfile, answered_at: str | None = None) -> list[str]:
    names = [column.name for column in columns]
    found = suggest(profile(*columns, answered_at=answered_at), names)
    return [suggestion.by for suggestion in found]


def test_every_kind_has_its_form() -> None:
    found = forms(
        dates("signed_up_at", "2025-01-01", "2026-12-31"),
        numbers("employees"),
        numbers("mrr"),
        values("plan", 50, 50),
    )

    assert found == ["plan", "employees:25,50,75", "mrr:q4", "signed_up_at:quarter"]


def test_values_are_named_most_frequent_first_and_numbers_in_order() -> None:
    grades = Values(name="csat", filled=1, counts=(("4", 50), ("10", 40), ("1", 10)))
    found = suggest(profile(values("plan", 60, 40), grades), ["plan", "csat"])

    assert found == (
        Suggestion(by="plan", values=("plan0", "plan1")),
        Suggestion(by="csat", values=("1", "4", "10")),
    )


def test_even_and_full_columns_come_first_and_mechanics_last() -> None:
    found = forms(
        values("status", 50, 50),
        values("lopsided", 85, 15),
        values("thin", 50, 50, filled=0.4),
        values("even", 50, 50),
        values("region", 50, 50),
    )

    assert found == ["region", "even", "lopsided", "thin", "status"]


def test_columns_that_promise_little_are_left_out() -> None:
    assert forms(values("status", 98, 2), values("thin", 50, 50, filled=0.05)) == []


def test_comments_identifiers_and_dates_without_form_are_left_out() -> None:
    found = forms(
        Comments(name="comment"),
        Identifiers(name="customer_id"),
        Unclear(name="x"),
        Tags(name="tags", split=";", counts=(("new", 3), ("beta", 2))),
        dates("when", "2026-01-01", "2026-02-01", layout="%d/%m/%Y"),
        dates("day", "2026-01-01", "2026-01-01"),
    )

    assert found == []


def test_at_most_a_few_are_suggested_of_each_kind() -> None:
    found = forms(
        *(values(f"v{index}", 50, 50) for index in range(9)),
        *(numbers(f"n{index}") for index in range(9)),
        *(dates(f"d{index}", "2025-01-01", "2026-01-01") for index in range(9)),
    )

    assert len(found) == MOST
    assert found[-3:] == ["n0:25,50,75", "n1:25,50,75", "d0:quarter"]


def test_another_date_comes_before_that_of_the_answer() -> None:
    found = forms(
        dates("responded_at", "2026-01-01", "2026-03-31"),
        dates("signed_up_at", "2016-01-01", "2026-03-31"),
        answered_at="responded_at",
    )

    assert found == ["signed_up_at:year"]


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2026-01-01", "2026-02-28", "week"),
        ("2026-01-01", "2026-12-20", "month"),
        ("2024-01-01", "2026-12-20", "quarter"),
        ("2000-01-01", "2026-12-20", "year"),
    ],
)
def test_periods_are_as_long_as_it_takes_to_be_few(first: str, last: str, period: str) -> None:
    assert forms(dates("since", first, last)) == [f"since:{period}"]


def test_form_that_would_be_read_as_another_is_not_suggested() -> None:
    columns: list[ColumnProfile] = [
        values("a:q4", 50, 50),
        numbers("a"),
        values("x", 50, 50),
        numbers("b"),
    ]

    found = suggest(profile(*columns), [column.name for column in columns] + ["b:25,50,75"])

    assert [suggestion.by for suggestion in found] == ["a:q4", "x", "a:25,50,75"]


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=5, unique=True))
def test_every_suggestion_is_read_as_what_it_is_meant_to_be(names: list[str]) -> None:
    columns = [
        numbers(name) if index % 2 else values(name, 5, 5) for index, name in enumerate(names)
    ]

    for suggestion in suggest(profile(*columns), names):
        (form,) = parse_by(suggestion.by, names).segments.values()
        assert getattr(form, "column", None) in names


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([str(number) for number in range(101)], ("size:25,50,75", "size:q4")),
        ([*(str(number) for number in range(101)), "NA"], ("size:25,50,75", "size:q4")),
        (["7"] * 60, ("size:q4",)),
        (
            [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 15)],
            ("size:month",),
        ),
        (["2026-01-01T10:00:00", "2026-01-01T11:00:00"], ()),
        ([f"C{number}" for number in range(60)], ()),
        ([], ()),
    ],
)
def test_many_values_are_narrowed(texts: list[str], expected: tuple[str, ...]) -> None:
    assert narrow("size", [(text, 1) for text in texts], ["size"]) == expected


def test_narrow_forms_weigh_values_by_their_responses() -> None:
    counts = [*((str(number), 1) for number in range(60)), ("1000", 0)]

    assert narrow("size", counts, ["size"]) == ("size:20,30,50", "size:q4")
