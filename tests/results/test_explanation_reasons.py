from typing import Any

import pytest
from pydantic import TypeAdapter

from nps.results.explanation_reasons import cross_words, segment_words
from nps.spec.segmentations import CrossSegmentation, DeclaredSegmentation, Segmentation

Words = dict[str, str]
READ: TypeAdapter[Segmentation] = TypeAdapter(DeclaredSegmentation)
SEGMENTS: list[tuple[Any, Words, set[str], tuple[float, ...]]] = [
    ("plan", {"free": "plan is free", "1.10": 'plan is "1.10"'}, set(), ()),
    (
        {"column": "plan", "top": 1},
        {"a": "plan is a", "Other": "plan is any other value", "(blank)": "plan is missing"},
        {"Other", "(blank)"},
        (),
    ),
    (
        {"column": "plan", "map": {"Paid": ["a", 3], "None": "free"}, "other": "Rest"},
        {
            "Paid": "plan is one of a, 3",
            "None": "plan is free",
            "Rest": "plan is any other value",
            "(blank)": "plan is missing",
        },
        {"Rest", "(blank)"},
        (),
    ),
    (
        {"column": "employees", "breaks": [10, 50.5]},
        {
            "low": "employees < 10",
            "middle": "10 <= employees < 50.5",
            "high": "employees >= 50.5",
            "(blank)": "employees is missing or no number",
        },
        {"(blank)"},
        (),
    ),
    (
        {"column": "mrr", "quantiles": 2},
        {"lowest half": "mrr < 300", "highest half": "mrr >= 300"},
        set(),
        (300.0,),
    ),
    ({"column": "mrr", "quantiles": 2}, {"lowest to highest half": "mrr is a number"}, set(), ()),
    (
        {"since": "signed up", "breaks": ["30d", "1y"]},
        {
            "new": 'days since "signed up" < 30',
            "known": '30 <= days since "signed up" < 365',
            "old": 'days since "signed up" >= 365',
            "(blank)": 'days since "signed up" unknown or negative',
        },
        {"(blank)"},
        (),
    ),
    (
        {"since": "a", "until": "2026-01-01", "breaks": ["30d"]},
        {"new": "days from a to 2026-01-01 < 30", "old": "days from a to 2026-01-01 >= 30"},
        set(),
        (),
    ),
    (
        {"column": "day", "every": "quarter"},
        {"2026Q1": "day in 2026Q1", "(blank)": "day is missing or no date"},
        {"(blank)"},
        (),
    ),
    (
        {"rules": {"A": {"x": {"lt": 3}}}, "otherwise": "B"},
        {"A": "x < 3", "B": "no rule holds"},
        {"B"},
        (),
    ),
    ({"tags": "tags"}, {"a": "tags has a", "b c": 'tags has "b c"'}, set(), ()),
    ({"tags": "tags", "groups": {"X": ["a", "b"]}}, {"X": "tags has one of a, b"}, set(), ()),
]


@pytest.mark.parametrize(("declared", "words", "leftovers", "cuts"), SEGMENTS)
def test_segments_read_as_what_selects_them(
    declared: object, words: Words, leftovers: set[str], cuts: tuple[float, ...]
) -> None:
    segmentation = READ.validate_python(declared)
    assert segment_words(segmentation, list(words), leftovers, cuts) == words


def test_a_cross_reads_as_its_parts() -> None:
    words = cross_words(["plan", "size"], ["free", "under 10"])
    assert words == 'plan is free and size is "under 10"'
    with pytest.raises(TypeError, match="parts"):
        segment_words(CrossSegmentation(cross=("a", "b")), ["x × y"])
