"""Stayers, joiners and leavers."""

from decimal import Decimal
from typing import Any

import pytest
from tests.analyses.waves import waves
from tests.stats.rows import Row

from nps.analyses.diff import analyse_diff


def row(who: str, score: int, weight: int = 1) -> Row:
    return Row(score=score, cluster=who, weight=Decimal(weight))


BEFORE = [row("Ann", 9), row("Bob", 6), row("Cid", 9), row("Dee", 9), row("Dee", 7)]
AFTER = [row("Ann", 6), row("Bob", 7), row("Eve", 9), row("Fay", 9)]


def found(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  # of waves; nested plain values
    record: Any = analyse_diff(waves(*arguments, paired=True, **options)).record()
    return record["overall"]["respondents"], record["notes"]


def test_parts_of_those_who_stayed_joined_and_left() -> None:
    respondents, notes = found(BEFORE, AFTER)

    # NOTE: NPS 40 before and 25 after; of the stayers 0 and -50.
    assert respondents == {
        "stayers": {
            "respondents": 2,
            "before": {"base": 2, "nps": 0},
            "after": {"base": 2, "nps": -50},
            "points": -50,
        },
        "joiners": {"after": {"base": 2, "nps": 100}, "points": 75},
        "leavers": {
            "before": {"base": 3, "nps": pytest.approx(200 / 3)},
            "points": pytest.approx(-40),
        },
    }
    assert notes == []


def test_where_everybody_stayed_all_is_theirs() -> None:
    respondents, _ = found(BEFORE[:2], AFTER[:2])

    assert respondents["stayers"]["points"] == -50
    assert respondents["joiners"] == {"after": {"base": 0, "nps": None}, "points": 0}
    assert respondents["leavers"] == {"before": {"base": 0, "nps": None}, "points": 0}


def test_answers_are_weighted() -> None:
    before = [row("Ann", 9, weight=3), row("Bob", 6), row("Cid", 9, weight=4)]
    respondents, _ = found(before, AFTER, weighted=True)

    assert respondents["stayers"]["before"] == {"base": 2, "nps": 50}
    assert respondents["leavers"]["points"] == pytest.approx(50 - 75)


@pytest.mark.parametrize(
    ("blank", "said"),
    [
        (1, "1 answer without a respondent counts among joiners and leavers"),
        (2, "2 answers without a respondent count among joiners and leavers"),
    ],
)
def test_answers_of_nobody_known_are_said_to_be_no_stayers(blank: int, said: str) -> None:
    respondents, notes = found([*BEFORE, *[row("", 9)] * blank], AFTER)

    assert respondents["leavers"]["before"]["base"] == 3 + blank
    assert notes == [said]


def test_no_parts_where_nobody_answered_both_times() -> None:
    respondents, notes = found(BEFORE, [row("Eve", 9)])

    assert respondents is None
    assert notes == [
        "no respondent answered both times, so the change has no parts of stayers and others"
    ]


def test_no_parts_and_no_note_where_respondents_are_not_declared() -> None:
    record: Any = analyse_diff(waves(BEFORE, AFTER)).record()

    assert record["overall"]["respondents"] is None
    assert record["notes"] == []


def test_no_parts_where_a_period_is_empty() -> None:
    assert found(BEFORE, []) == (None, [])
