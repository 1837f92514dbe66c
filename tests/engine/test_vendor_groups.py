"""Groups that a vendor wrote beside scores, held against the scores."""

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from nps.engine.facts import Facts
from nps.engine.vendor_groups import group_notes, look_at_groups
from nps.results.vendor import PREVIEW, Vendor
from nps.spec.configuration import Configuration
from nps.spec.survey import Score, Survey

VENDOR = Vendor(groups={"Q8": "G"}, aliases={"How likely?": "Q8"})


def found(rows: list[tuple[Any, Any]], score: str = "Q8", more: Any = None) -> list[str]:  # noqa: ANN401  # cells
    scores, groups = zip(*rows, strict=True)
    frame = pl.LazyFrame({"Q8": scores, "G": groups, "How likely?": scores, **(more or {})})
    export: Any = SimpleNamespace(path="x.csv", frame=frame, vendor=VENDOR)
    configuration = Configuration(survey=Survey(score=Score(column=score)))
    facts = Facts()
    look_at_groups([export, export], configuration, facts)
    return [note for note, _ in group_notes(facts)]


@pytest.mark.parametrize(
    "rows",
    [
        [("10", "Promoter"), ("9", " promoter "), ("8", "PASSIVE"), ("0", "Detractor")],
        [("9", "3"), ("7", "2"), ("6", "1"), ("6", "1.0")],
        [(9, 3), (7, 2), (6, 1)],
        [("9", "Détracteur"), ("9", ""), ("", "Detractor"), ("11", "Detractor"), ("3", None)],
    ],
)
def test_groups_that_fit_or_say_nothing_are_no_disagreement(rows: list[tuple[Any, Any]]) -> None:
    assert found(rows) == []


def test_disagreements_of_all_exports_are_counted_by_what_they_are() -> None:
    rows = [("9", "1"), ("9", "Detractor"), ("6", "Passive"), ("8", "Passive")]
    expected = "Q8 and G disagree in 6 answers: 9 is detractor (4), 6 is passive (2)"
    assert found(rows) == found(rows, "How likely?") == [f"{expected}; the score counts"]


def test_the_group_of_another_score_says_nothing() -> None:
    assert found([("9", "1")], "other", {"other": ["9"]}) == []


def test_previews_are_left_out_and_many_ways_are_cut_short() -> None:
    rows = [(str(score), "Promoter") for score in range(6)]
    said = found(rows, more={PREVIEW: [False] * 5 + [True]})
    assert said[0].startswith("Q8 and G disagree in 10 answers: 0 is promoter (2)")
    assert said[0].endswith("3 is promoter (2), and 1 more; the score counts")
