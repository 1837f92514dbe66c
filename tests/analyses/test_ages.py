"""Which date makes an age, and where it is cut."""

from datetime import date

import pytest

from nps.analyses.ages import age_of
from nps.results.profile import Dates, Profile

EVEN = tuple(range(0, 2000, 20))


def profile(*dates: Dates) -> Profile:
    return Profile(rows=100, columns=dates, answered_at="responded_at")


def since(name: str, ages: tuple[int, ...], layout: str | None = None) -> Dates:
    return Dates(
        name=name, filled=1, first=date(2020, 1, 1), last=date(2026, 1, 1),
        layout=layout, ages=ages,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ages", "breaks"),
    [
        (EVEN, ["1y", "3y"]),
        (tuple(range(0, 1500, 15)), ["1y", "3y"]),
        (tuple(day**2 // 5 for day in range(100)), ["30d", "90d", "1y", "3y"]),
        (tuple(range(60)), ["30d"]),
        (tuple(range(20)), ["7d", "14d"]),
        (tuple(range(3000, 4000, 10)), ["10y"]),
    ],
)
def test_ages_are_cut_where_no_part_is_nearly_empty(
    ages: tuple[int, ...], breaks: list[str]
) -> None:
    age = age_of(profile(since("signed_up_at", ages)))

    assert age is not None
    assert [str(span) for span in age.breaks] == breaks


@pytest.mark.parametrize(
    "date_column",
    [
        since("renewal", tuple(-day for day in EVEN)),
        since("signed_up_at", (), layout=None),
        since("signed_up_at", EVEN, layout="%d/%m/%Y"),
        since("exported", (0,) * 101),
    ],
)
def test_date_after_the_answer_or_of_another_layout_makes_no_age(date_column: Dates) -> None:
    assert age_of(profile(date_column)) is None


def test_a_beginning_comes_before_an_older_date() -> None:
    age = age_of(profile(since("born", tuple(10 * day for day in EVEN)), since("created", EVEN)))

    assert age is not None
    assert age.since.name == "created"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("signed_up_at", "signed_up_age"),
        ("Signup Date", "Signup age"),
        ("created", "created_age"),
        ("date", "date_age"),
    ],
)
def test_age_is_named_after_its_date(name: str, expected: str) -> None:
    age = age_of(profile(since(name, EVEN)))

    assert age is not None
    assert age.named("age") == expected
