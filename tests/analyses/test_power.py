"""What changes each base can show."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from nps.analyses.power import show_power
from nps.render.registry import FORMATS
from nps.render.style import Style
from nps.results.blocks import Headline
from nps.results.power import PowerResult
from nps.results.tally import Tally
from nps.stats.power import responses_needed, smallest_change
from nps.stats.samples import sample

Make = Callable[..., Any]

KEYS = ["segment", "base", "nps", "standard_error", "smallest_change", "responses_needed"]


def drawn(result: PowerResult, width: int | None = 80) -> str:
    text: Any = FORMATS["table"].render(result, Style(width=width))
    return text if isinstance(text, str) else text.decode()


@pytest.fixture
def tally(tally_of: Make, answers: Make) -> Tally:
    """Give a tally of four plans, one of them empty."""
    plan = {
        "Free": answers(200, 300, 500),
        "Team": answers(40, 30, 30),
        "Few": answers(2, 1, 1),
        "Nobody": [],
    }
    found: Tally = tally_of({"plan": plan}, answers(0, 0, 6))
    return found


def test_changes_are_those_of_the_sample(tally: Tally) -> None:
    record: Any = show_power(tally, change=7, power=0.9, level=0.99).record()
    free = record["segmentations"][0]["segments"][0]
    part = sample(tally.segmentations[0].segments[0].sums, tally.overall, 0)

    assert free["base"] == 1000
    assert free["nps"] == pytest.approx(30)
    assert free["standard_error"] == part.standard_error
    assert free["smallest_change"] == smallest_change(part, 0.99, 0.9)
    assert free["responses_needed"] == responses_needed(part, 7, 0.99, 0.9)


def test_record_says_what_was_asked_and_has_the_keys_of_a_segment(tally: Tally) -> None:
    record: Any = show_power(tally, survey="S").record()

    assert list(record) == [
        "schema_version", "command", "generated_by", "survey", "sources", "ledger", "level",
        "power", "change", "overall", "segmentations", "notes",
    ]  # fmt: skip
    asked = [record[key] for key in ("command", "survey", "level", "power", "change")]
    assert asked == ["power", "S", 0.95, 0.8, 5]
    assert list(record["overall"]) == KEYS
    (segmentation,) = record["segmentations"]
    assert list(segmentation) == ["name", "kind", "partition", "unsegmented", "segments"]
    assert segmentation["unsegmented"] == 6
    assert [list(one) for one in segmentation["segments"]] == [[*KEYS, "flags"]] * 4
    assert [one["flags"] for one in segmentation["segments"]] == [
        [], [], ["small_base"], ["small_base"],
    ]  # fmt: skip


def test_weights_add_the_effective_base(tally_of: Make, answers: Make) -> None:
    plan = {"A": [*answers(9, 9, 9, weight=1), *answers(3, 3, 3, weight=4)]}
    record: Any = show_power(tally_of({"plan": plan})).record()
    weighted = [*KEYS[:2], "effective_base", "design_effect", *KEYS[2:]]
    assert list(record["overall"]) == weighted
    assert record["overall"]["effective_base"] == pytest.approx(63**2 / (27 + 9 * 16))
    assert "eff n" in drawn(show_power(tally_of({"plan": plan})))


def test_what_is_not_tested_shows_nothing_and_nobody_needs_no_answers(tally: Tally) -> None:
    record: Any = show_power(tally).record()
    few, nobody = record["segmentations"][0]["segments"][2:]
    assert few["smallest_change"] is None
    assert few["responses_needed"] > 4
    assert [nobody[key] for key in KEYS[1:]] == [0, None, None, None, None]


def test_picture(tally: Tally) -> None:
    assert (
        drawn(show_power(tally, survey="Relationship survey", min_base=30))
        == """\
Relationship survey   a.csv
Two waves of 1,110 answers show a change of 9.4 points or more (80% power). To
show 5, each needs 3,960.

                    n   NPS  smallest change  needed for 5
All responses   1,110   +27              9.4         3,960
plan (6 in none)
  Free          1,000   +30              9.8         3,827
  Team            100   -10             32.3         4,297
  Few               4*  -25                          3,906
  Nobody            0*  n/a

smallest change  points that two waves of this base show (80% power, 95% level)
needed for 5  answers that each wave needs to show a change of 5 points
*  fewer than 30
Rows  1,110 read = 1,110 scored
"""
    )


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((0, 0, 0), "No scored answers, so there is no NPS."),
        ((1, 0, 0), "Two waves of 1 answer show no change (80% power)."),
        ((1, 1, 2), "Two waves of 4 answers show no change (80% power). To show 2.5, each"),
    ],
)
def test_headline_where_little_can_be_said(
    tally_of: Make, answers: Make, groups: tuple[int, int, int], expected: str
) -> None:
    result = show_power(tally_of({}, answers(*groups)), change=2.5)
    headline = result.document()[0]
    assert isinstance(headline, Headline)
    assert drawn(result, None).splitlines()[1].startswith(expected)


def test_suppressed_segments_show_their_name_alone(tally: Tally) -> None:
    result = show_power(tally, suppress_below=10)
    record: Any = result.record()
    segments = record["segmentations"][0]["segments"]
    few = next(one for one in segments if one["segment"] == "Few")
    assert few == {"segment": "Few", **dict.fromkeys(KEYS[1:]), "flags": ["suppressed"]}
    assert record["segmentations"][0]["unsegmented"] is None
    assert "  Few (suppressed)\n" in drawn(result)
    assert "6 in none" not in drawn(result)


def test_too_few_answers_in_all_are_suppressed(tally_of: Make, answers: Make) -> None:
    result = show_power(tally_of({"plan": {"A": answers(1, 1, 1)}}), suppress_below=10)
    record: Any = result.record()
    assert record["overall"] == {
        "segment": "All responses", **dict.fromkeys(KEYS[1:]), "flags": ["suppressed"],
    }  # fmt: skip
    assert "Too few answers to show any figure." in drawn(result)


@pytest.mark.parametrize("name", ["csv", "json", "ndjson", "markdown", "parquet", "tsv"])
def test_every_format_draws_it(tally: Tally, name: str) -> None:
    drawn = FORMATS[name].render(show_power(tally), Style())
    text = drawn if isinstance(drawn, str) else drawn.decode("latin-1")
    assert ("smallest change" if name == "markdown" else "smallest_change") in text
    if name == "json":
        assert json.loads(drawn)["overall"]["base"] == 1110
