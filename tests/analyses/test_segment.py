"""From a tally to the figures of the main job."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.analyses.segment import Sort, analyse
from nps.results.blocks import Figure, Headline, LedgerLine, Notes, Table
from nps.results.ledger import Ledger
from nps.results.segments import SegmentResult
from nps.results.tally import Counts, SegmentationTally, SegmentTally, SourceTally, Tally
from nps.spec.scale import ScoreBand

CLOSE = 1e-9
COUNTS = st.lists(st.integers(0, 60), min_size=11, max_size=11).map(tuple)


def by_group(detractors: int, passives: int, promoters: int) -> Counts:
    return (0, 0, 0, 0, 0, 0, detractors, passives, 0, promoters, 0)


def tally(
    *segments: SegmentTally,
    unsegmented: Counts = (0,) * 11,
    partition: bool = True,
    **rest: Any,  # noqa: ANN401  # fields
) -> Tally:
    overall = tuple(map(sum, zip(*(one.counts for one in segments), unsegmented, strict=True)))
    scored = sum(overall)
    return Tally(
        lowest=0,
        sources=(SourceTally(path="data/a.csv", format="csv", layout="plain", rows=scored),),
        ledger=rest.pop("ledger", Ledger(read=scored, scored=scored)),
        overall=overall,
        segmentations=(
            SegmentationTally(
                name="plan",
                kind="value",
                partition=partition,
                segments=segments,
                unsegmented=unsegmented,
            ),
        ),
        **rest,
    )


def segment(name: str, *groups: int, leftover: bool = False) -> SegmentTally:
    return SegmentTally(name=name, counts=by_group(*groups), leftover=leftover)


FREE = segment("Free", 10, 20, 70)
TEAM = segment("Team", 40, 30, 30)


def names(result: SegmentResult) -> list[str]:
    return [one.segment for one in result.segmentations[0].segments]


def said(result: SegmentResult) -> list[str]:
    """The sentences, figures rounded to one decimal."""
    headline = result.document()[0]
    assert isinstance(headline, Headline)
    return ["".join(word(part) for part in sentence) for sentence in headline.sentences]


def word(part: str | Figure) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part.value, tuple):
        return " to ".join(f"{limit:.1f}" for limit in part.value)
    return f"{part.value:.3g}" if part.value is not None else "?"


def test_figures_of_a_segment() -> None:
    record: Any = analyse(tally(FREE, TEAM)).record()

    assert record["overall"]["base"] == 200
    assert record["overall"]["nps"] == pytest.approx(25)
    free = record["segmentations"][0]["segments"][0]
    assert free["segment"] == "Free"
    assert free["base"] == 100
    assert free["share_of_base"] == 0.5
    assert free["nps"] == pytest.approx(60)
    assert free["detractors"] == {"count": 10, "share": 0.1}
    assert free["passives"] == {"count": 20, "share": 0.2}
    assert free["promoters"] == {"count": 70, "share": 0.7}
    assert free["share_of_promoters"] == pytest.approx(0.7)
    assert free["share_of_detractors"] == pytest.approx(0.2)
    assert free["contribution"] == pytest.approx(30)
    assert free["impact"] == pytest.approx(25 - -10)
    assert free["vs_rest"] == {
        "difference": pytest.approx(70),
        "z": None,
        "p": None,
        "p_adjusted": None,
        "significant": None,
    }
    assert free["mean_score"] == pytest.approx((10 * 6 + 20 * 7 + 70 * 9) / 100)
    assert free["flags"] == []


def test_record_has_the_keys_of_the_contract_in_order() -> None:
    record: Any = analyse(tally(FREE, TEAM), survey="S").record()

    assert list(record) == [
        "schema_version", "command", "generated_by", "survey", "sources", "ledger", "overall",
        "segmentations", "notes",
    ]  # fmt: skip
    shared = [
        "segment", "base", "share_of_base", "nps", "interval", "standard_error", "promoters",
        "passives", "detractors", "share_of_promoters", "share_of_detractors", "mean_score",
        "scores", "bands",
    ]  # fmt: skip
    assert list(record["overall"]) == shared
    assert list(record["segmentations"][0]["segments"][0]) == [
        *shared, "contribution", "impact", "vs_rest", "flags",
    ]  # fmt: skip
    assert record["schema_version"] == 1
    assert record["command"] == "segment"
    assert record["survey"] == "S"
    assert record["sources"] == [
        {"path": "data/a.csv", "format": "csv", "layout": "plain", "rows": 200}
    ]


def test_undefined_is_null_and_never_zero() -> None:
    record: Any = analyse(tally(FREE, segment("Nobody", 0, 0, 0))).record()

    nobody = record["segmentations"][0]["segments"][1]
    assert nobody["nps"] is None
    assert nobody["interval"] is None
    assert nobody["standard_error"] is None
    assert nobody["mean_score"] is None
    assert nobody["promoters"] == {"count": 0, "share": None}
    assert nobody["share_of_base"] == 0
    assert nobody["contribution"] == 0
    assert nobody["impact"] == 0
    assert nobody["vs_rest"]["difference"] is None
    assert nobody["flags"] == ["small_base"]
    everyone = record["segmentations"][0]["segments"][0]
    assert everyone["impact"] is None
    assert everyone["vs_rest"]["difference"] is None


def test_nobody_at_all() -> None:
    result = analyse(tally(segment("Nobody", 0, 0, 0)))
    record: Any = result.record()

    assert record["overall"]["nps"] is None
    assert record["overall"]["share_of_base"] is None
    assert record["overall"]["share_of_promoters"] is None
    assert record["segmentations"][0]["segments"][0]["share_of_base"] is None
    assert said(result) == ["No scored answers, so there is no NPS."]


def test_headline_says_what_lifts_and_what_costs() -> None:
    result = analyse(tally(FREE, TEAM), survey="Relationship survey")

    headline = result.document()[0]
    assert isinstance(headline, Headline)
    assert headline.subject == ("Relationship survey", "a.csv")
    assert said(result)[1:] == [
        "Free 60 lifts the total most (35): without it, -10.",
        "Team -10 costs most (-35): 0.5% of answers, 0.8% of all detractors.",
        "One answer from gaining: 0.25% (6s, 8s). From losing: 0.75% (7s, 9s).",
    ]


def test_headline_leaves_out_small_bases_and_leftovers() -> None:
    result = analyse(
        tally(segment("Tiny", 0, 0, 29), segment("(blank)", 90, 0, 10, leftover=True), TEAM, FREE)
    )

    assert said(result)[1].startswith("Free")
    assert said(result)[2].startswith("Team")


def test_one_answer_is_no_plural() -> None:
    assert said(analyse(tally(segment("A", 0, 0, 1))))[0].endswith(", 1 answer.")


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ((date(2026, 7, 1), date(2026, 9, 30)), "1 Jul to 30 Sep 2026"),
        ((date(2025, 12, 1), date(2026, 1, 2)), "1 Dec 2025 to 2 Jan 2026"),
        ((date(2026, 7, 1), date(2026, 7, 1)), "1 Jul 2026"),
    ],
)
def test_subject_says_when(answered: tuple[date, date], expected: str) -> None:
    headline = analyse(tally(FREE, answered=answered)).document()[0]
    assert isinstance(headline, Headline)
    assert headline.subject == (expected, "a.csv")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, ["B", "a", "C", "(blank)", "None"]),
        ("base", ["C", "B", "a", "None", "(blank)"]),
        ("name", ["a", "B", "C", "None", "(blank)"]),
        ("nps", ["a", "B", "C", "None", "(blank)"]),
        ("impact", ["a", "None", "B", "C", "(blank)"]),
    ],
)
def test_sort(sort: Sort | None, expected: list[str]) -> None:
    counted = tally(
        segment("B", 10, 0, 40),
        segment("a", 0, 0, 40),
        segment("C", 60, 0, 40),
        segment("(blank)", 0, 0, 500, leftover=True),
        segment("None", 0, 0, 0),
    )
    assert names(analyse(counted, sort=sort)) == expected


def test_few_uncounted_values_are_a_note() -> None:
    ledger = Ledger(read=1010, scored=1000, not_a_number=3, off_scale=7)
    counted = tally(segment("A", 0, 0, 1000), ledger=ledger, uncounted=(("11", 7), ("ten", 3)))
    result = analyse(counted)

    assert result.warnings == ()
    assert result.notes == ('"11" x7 and "ten" x3 were not counted as scores',)


def test_many_uncounted_values_are_a_warning() -> None:
    ledger = Ledger(read=110, scored=63, not_a_number=37, blank=10)
    counted = tally(segment("A", 0, 0, 63), ledger=ledger, uncounted=(("Strongly agree", 37),))
    result = analyse(counted)

    assert result.warnings == (
        '37 of 100 answers given (37%) are in no figure: 37 not a number ("Strongly agree" x37); '
        "if words stand for scores, declare them under survey.score.labels",
    )
    assert result.record()["notes"] == list(result.warnings)


def test_long_uncounted_values_are_not_shown() -> None:
    comment = "I would never recommend this to anybody"
    ledger = Ledger(read=1001, scored=1000, not_a_number=1)
    counted = tally(segment("A", 0, 0, 1000), ledger=ledger, uncounted=((comment, 1),))

    assert analyse(counted).notes == ("1 other was not counted as a score",)


BANDS = (ScoreBand("low", 0, 6), ScoreBand("high", 7, 10))


def test_declared_bands() -> None:
    record: Any = analyse(tally(FREE, TEAM), bands=BANDS).record()

    assert record["overall"]["bands"] == [
        {"name": "low", "from": 0, "to": 6, "count": 50, "share": 0.25},
        {"name": "high", "from": 7, "to": 10, "count": 150, "share": 0.75},
    ]


def test_single_scores_where_no_bands_are_declared() -> None:
    record: Any = analyse(tally(FREE)).record()

    assert [band["name"] for band in record["overall"]["bands"]] == [str(s) for s in range(11)]
    assert record["overall"]["bands"][9] == {"name": "9", "from": 9, "to": 9, "count": 70,
                                             "share": 0.7}  # fmt: skip


def kinds(result: SegmentResult) -> list[type]:
    return [type(block) for block in result.document()]


def test_documents() -> None:
    assert kinds(analyse(tally(FREE))) == [Headline, Table, LedgerLine]
    assert kinds(analyse(tally(FREE), by_band=True)) == [Headline, Table, Table, LedgerLine]
    assert kinds(analyse(tally(FREE, notes=("x",)))) == [Headline, Table, LedgerLine, Notes]


def test_a_page_shows_the_largest_of_many_values() -> None:
    many = tuple(segment(f"v{index}", 0, 0, index + 1) for index in range(60))
    counted = tally(*many)
    abridged = SegmentationTally(
        name="plan", kind="value", partition=True, segments=many, unsegmented=(0,) * 11,
        abridged=True,
    )  # fmt: skip
    result = analyse(
        Tally(
            lowest=0, sources=counted.sources, ledger=counted.ledger, overall=counted.overall,
            segmentations=(abridged,),
        )
    )  # fmt: skip

    table = result.document()[1]
    assert isinstance(table, Table)
    assert [row.cells[0] for row in table.groups[1].rows] == [f"v{i}" for i in range(10, 60)]
    assert table.groups[1].more == "and 10 more"
    assert len(result.segmentations[0].segments) == 60


@given(st.lists(COUNTS, min_size=1, max_size=6), COUNTS)
def test_contributions_add_up_to_the_total(parts: list[Counts], unsegmented: Counts) -> None:
    segments = [SegmentTally(name=str(at), counts=counts) for at, counts in enumerate(parts)]
    rest = SegmentTally(name="rest", counts=unsegmented)
    record: Any = analyse(tally(*segments, rest)).record()

    contributions = [one["contribution"] for one in record["segmentations"][0]["segments"]]
    if record["overall"]["base"]:
        assert sum(contributions) == pytest.approx(record["overall"]["nps"], abs=CLOSE)
    else:
        assert contributions == [0] * len(contributions)


@given(COUNTS)
def test_bands_add_up_to_the_base(counts: Counts) -> None:
    record: Any = analyse(tally(SegmentTally(name="A", counts=counts)), bands=BANDS).record()

    bands = record["overall"]["bands"]
    assert sum(band["count"] for band in bands) == record["overall"]["base"] == sum(counts)
    assert all(low["to"] + 1 == high["from"] for low, high in pairwise(bands))
