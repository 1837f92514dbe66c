"""The sentences above what changed."""

from typing import Any

import pytest
from tests.analyses.waves import rows, waves
from tests.stats.rows import GOLDEN, Row, golden_rows

from nps.analyses.diff import analyse_diff
from nps.render.figures import write_sentence
from nps.results.blocks import Headline

SIMPSON = golden_rows(GOLDEN["periods"]["simpson"]["file"])


def said(*arguments: Any, **options: Any) -> list[str]:  # noqa: ANN401  # those of waves
    headline = analyse_diff(waves(*arguments, **options)).document()[0]
    assert isinstance(headline, Headline)
    return [write_sentence(sentence) for sentence in headline.sentences]


@pytest.mark.parametrize(
    ("before", "after", "first"),
    [
        (rows(200, 100, 500), rows(290, 100, 410),
         "NPS fell from +38 to +15, by 22.5 points (-31 to -14): beyond chance."),
        (rows(290, 100, 410), rows(200, 100, 500),
         "NPS rose from +15 to +38, by 22.5 points (+14 to +31): beyond chance."),
        (rows(20_000, 0, 80_000), rows(20_600, 0, 79_400),
         "NPS fell from +60 to +59, by 1.2 points (-2 to 0): beyond chance."),
        (rows(20, 10, 50), rows(22, 10, 48),
         "NPS went from +38 to +33, by 5.0 points (-32 to +22): within chance."),
        (rows(22, 10, 48), rows(20, 10, 50),
         "NPS went from +33 to +38, by 5.0 points (-22 to +32): within chance."),
        (rows(20, 10, 50), rows(20, 10, 50), "NPS +38, as before (-27 to +27): within chance."),
        (rows(0, 0, 4), rows(9, 0, 0),
         "NPS went from +100 to -100, by 200.0 points: too few answers to tell it from chance."),
        (rows(1, 0, 3), [],
         "NPS +50 before, n/a after (no scored answers): no change to speak of."),
        ([], rows(1, 0, 3),
         "NPS n/a before (no scored answers), +50 after: no change to speak of."),
        ([], [], "No scored answers in either period, so there is no NPS."),
    ],
)  # fmt: skip
def test_the_first_line_says_whether_the_change_is_beyond_chance(
    before: list[Row], after: list[Row], first: str
) -> None:
    assert said(before, after)[0] == first


def test_weights_of_nothing_are_told_from_no_answers() -> None:
    nothing = [Row(score=9, weight=Row(score=9).weight * 0)]

    assert said(rows(1, 0, 3), nothing, weighted=True) == [
        "NPS +50 before, n/a after (all weights are 0): no change to speak of."
    ]


def test_many_segments_do_not_change_what_is_said_of_the_total() -> None:
    before = [*rows(20, 10, 50, plan="A"), *rows(20, 10, 50, plan="B")]
    after = [*rows(31, 10, 39, plan="A"), *rows(29, 10, 41, plan="B")]

    assert said(before, after)[0].endswith(": beyond chance.")
    assert said(before, after, ("plan",) * 4)[0] == said(before, after)[0]


def test_simpsons_paradox_in_words() -> None:
    before, after = (
        [row for row in SIMPSON if row.cells["period"] == period] for period in ("P1", "P2")
    )

    assert said(before, after, ("seg",)) == [
        "NPS fell from +43 to 0, by 42.5 points (-62 to -23): beyond chance.",
        "seg: scores rose in every segment; the mix of respondents cost 51.3 points; the rise, "
        "8.8 points in all, is within chance.",
        "new cost most: -25.3 points (scores +4.9, mix -30.2).",
        "Net, of 100 answers, 25 moved from 10 to 8, 17 from 8 to 3.",
    ]


def test_three_verdicts_are_read_and_the_one_of_the_greatest_mix() -> None:
    names = ("a", "b", "c", "d", "e")

    def cells(first: str, last: str) -> dict[str, str]:
        return dict.fromkeys(names[:-1], first) | {"e": last}

    before = [*rows(0, 0, 30, **cells("x", "kind")), *rows(30, 0, 10, **cells("x", "stern"))]
    after = [*rows(0, 0, 10, **cells("x", "kind")), *rows(60, 0, 20, **cells("x", "stern"))]
    verdicts = [one for one in said(before, after, names) if ": " in one[:3]]

    assert [one[0] for one in verdicts] == ["a", "b", "c", "e"]


def test_what_others_leave_is_not_called_the_costliest() -> None:
    before = [*rows(5, 0, 45, plan="(blank)"), *rows(5, 0, 45, plan="Free"), *rows(0, 0, 50)]
    after = [*rows(45, 0, 5, plan="(blank)"), *rows(25, 0, 25, plan="Free"), *rows(50, 0, 0)]

    assert "Free cost most: -26.7 points (scores -26.7, mix 0.0)." in said(before, after, ("plan",))


def test_the_costliest_of_several_segmentations_is_named_with_its_own() -> None:
    before = [*rows(5, 0, 45, plan="Free", region="EMEA"), *rows(5, 0, 45, plan="Team")]
    after = [*rows(45, 0, 5, plan="Free"), *rows(5, 0, 45, plan="Team", region="EMEA")]

    assert "Free (plan) cost most: -80.0 points (scores -80.0, mix 0.0)." in said(
        before, after, ("plan", "region")
    )


def test_nothing_cost_where_nothing_fell() -> None:
    before = [*rows(5, 0, 45, plan="Free"), *rows(5, 0, 45, plan="Team")]
    after = [*rows(0, 0, 50, plan="Free"), *rows(0, 0, 50, plan="Team")]

    assert not [one for one in said(before, after, ("plan",)) if "cost most" in one]


def test_a_cost_within_chance_is_called_so() -> None:
    before = [*rows(5, 0, 15, plan="Free"), *rows(5, 0, 15, plan="Team")]
    after = [*rows(6, 0, 14, plan="Free"), *rows(5, 0, 15, plan="Team")]

    assert "Free cost most: -5.0 points (scores -5.0, mix 0.0), within chance." in said(
        before, after, ("plan",)
    )


def test_only_moves_of_one_in_a_hundred_answers_are_read_and_three_of_them() -> None:
    def scored(*scores: int) -> list[Row]:
        return [Row(score=score) for score in scores]

    many = scored(*[10] * 1000)
    assert said(many, scored(*[10] * 996, *[9] * 4))[1:] == []
    assert said(many, scored(*[10] * 995, *[9] * 5))[1:] == [
        "Net, of 100 answers, 1 moved from 10 to 9."
    ]
    assert said(many, scored(*[10] * 600, *[9] * 200, *[8] * 90, *[7] * 70, *[6] * 40))[1:] == [
        "Net, of 100 answers, 20 moved from 10 to 9, 9 from 10 to 8, 7 from 10 to 7."
    ]
