"""From a tally to the figures of the main job."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.analyses.segment import analyse
from nps.analyses.sorting import Sort
from nps.results.blocks import Headline, LedgerLine, Notes, Table
from nps.results.ledger import Ledger
from nps.results.segments import SegmentResult
from nps.results.sums import UNIT, Sums
from nps.results.tally import SegmentationTally, SegmentTally, SourceTally, Tally
from nps.spec.scale import ScoreBand
from nps.stats.samples import sample

CLOSE = 1e-9
Make = Callable[..., Any]

SHARED = [
    "segment", "base", "share_of_base", "nps", "interval", "standard_error", "promoters",
    "passives", "detractors", "share_of_promoters", "share_of_detractors", "mean_score",
    "scores", "bands",
]  # fmt: skip
PLACED = ["contribution", "impact", "vs_rest", "flags"]


@pytest.fixture
def two(tally_of: Make, answers: Make) -> Tally:
    """Give a tally of two plans."""
    found: Tally = tally_of({"plan": {"Free": answers(10, 20, 70), "Team": answers(40, 30, 30)}})
    return found


def names(result: SegmentResult) -> list[str]:
    return [one.segment for one in result.segmentations[0].segments]


def segments_of(result: SegmentResult) -> Any:  # noqa: ANN401  # plain values
    record: Any = result.record()
    return {one["segment"]: one for one in record["segmentations"][0]["segments"]}


def test_figures_of_a_segment(two: Tally) -> None:
    result = analyse(two)

    assert result.overall.base == 200
    assert result.overall.nps == pytest.approx(25)
    free = segments_of(result)["Free"]
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
    assert free["vs_rest"]["difference"] == pytest.approx(70)
    assert free["vs_rest"]["significant"] is True
    assert free["mean_score"] == pytest.approx((10 * 6 + 20 * 7 + 70 * 9) / 100)
    assert free["flags"] == []


def test_record_has_the_keys_of_the_contract_in_order(two: Tally) -> None:
    record: Any = analyse(two, survey="S").record()

    assert list(record) == [
        "schema_version", "command", "generated_by", "survey", "sources", "ledger", "overall",
        "segmentations", "notes",
    ]  # fmt: skip
    assert list(record["overall"]) == SHARED
    assert list(record["segmentations"][0]["segments"][0]) == [*SHARED, *PLACED]
    assert list(record["segmentations"][0]["segments"][0]["vs_rest"]) == [
        "difference", "z", "p", "p_adjusted", "significant",
    ]  # fmt: skip
    assert record["schema_version"] == 1
    assert record["command"] == "segment"
    assert record["survey"] == "S"
    assert record["sources"] == [
        {"path": "data/a.csv", "format": "csv", "layout": "plain", "rows": 200}
    ]


def test_undefined_is_null_and_never_zero(tally_of: Make, answers: Make) -> None:
    found = segments_of(analyse(tally_of({"plan": {"Free": answers(1, 2, 7), "Nobody": []}})))

    nobody = found["Nobody"]
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
    assert found["Free"]["impact"] is None
    assert set(found["Free"]["vs_rest"].values()) == {None}


def test_nobody_at_all(tally_of: Make) -> None:
    result = analyse(tally_of({"plan": {"Nobody": []}}))

    assert result.overall.nps is None
    assert result.overall.share_of_base is None
    assert result.overall.share_of_promoters is None
    assert segments_of(result)["Nobody"]["share_of_base"] is None


@pytest.mark.parametrize(("min_base", "small"), [(30, True), (29, False), (0, False)])
def test_a_base_below_the_least_is_small(
    tally_of: Make, answers: Make, min_base: int, *, small: bool
) -> None:
    tally = tally_of({"plan": {"A": answers(9, 10, 10), "B": answers(20, 20, 20)}})
    result = analyse(tally, min_base=min_base)

    assert [one.is_small for one in result.segmentations[0].segments] == [small, False]
    assert segments_of(result)["A"]["flags"] == ["small_base"] * small


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
def test_sort(tally_of: Make, answers: Make, sort: Sort | None, expected: list[str]) -> None:
    plan = {
        "B": answers(10, 0, 40),
        "a": answers(0, 0, 40),
        "C": answers(60, 0, 40),
        "(blank)": answers(0, 0, 500),
        "None": [],
    }
    assert names(analyse(tally_of({"plan": plan}), sort=sort)) == expected


BANDS = (ScoreBand("low", 0, 6), ScoreBand("high", 7, 10))


def test_declared_bands(two: Tally) -> None:
    record: Any = analyse(two, bands=BANDS).record()

    assert record["overall"]["bands"] == [
        {"name": "low", "from": 0, "to": 6, "count": 50, "share": 0.25},
        {"name": "high", "from": 7, "to": 10, "count": 150, "share": 0.75},
    ]


def test_single_scores_where_no_bands_are_declared(two: Tally) -> None:
    free = segments_of(analyse(two))["Free"]

    assert [band["name"] for band in free["bands"]] == [str(score) for score in range(11)]
    assert free["bands"][9] == {"name": "9", "from": 9, "to": 9, "count": 70, "share": 0.7}


def kinds(result: SegmentResult) -> list[type]:
    return [type(block) for block in result.document()]


def test_documents(tally_of: Make, answers: Make) -> None:
    plan = {"plan": {"Free": answers(1, 2, 3)}}
    assert kinds(analyse(tally_of(plan))) == [Headline, Table, LedgerLine]
    assert kinds(analyse(tally_of(plan), by_band=True)) == [Headline, Table, Table, LedgerLine]
    assert kinds(analyse(tally_of({}, answers(1, 2, 3)))) == [
        Headline, Table, Table, Table, LedgerLine,
    ]  # fmt: skip
    assert kinds(analyse(tally_of(plan, notes=("x",)))) == [Headline, Table, LedgerLine, Notes]


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ((date(2026, 7, 1), date(2026, 9, 30)), "1 Jul to 30 Sep 2026"),
        ((date(2025, 12, 1), date(2026, 1, 2)), "1 Dec 2025 to 2 Jan 2026"),
        ((date(2026, 7, 1), date(2026, 7, 1)), "1 Jul 2026"),
    ],
)
def test_subject_says_when(
    tally_of: Make, answers: Make, answered: tuple[date, date], expected: str
) -> None:
    tally = tally_of({"plan": {"A": answers(1)}}, answered=answered)
    headline = analyse(tally, survey="Survey").document()[0]
    assert isinstance(headline, Headline)
    assert headline.subject == ("Survey", expected, "a.csv")


# Weights


WEIGHTED = [*SHARED]
WEIGHTED[2:2] = ["effective_base", "design_effect"]
WEIGHTED.insert(WEIGHTED.index("scores") + 1, "weighted_scores")


def test_weights_change_shares_but_not_counts(tally_of: Make, answers: Make) -> None:
    plan = {
        "Free": [*answers(10, weight=3), *answers(0, 20, weight=1), *answers(0, 0, 10, weight=5)],
        "Team": answers(10, 10, 30, weight=2),
    }
    result = analyse(tally_of({"plan": plan}), bands=BANDS)
    record: Any = result.record()
    free = segments_of(result)["Free"]

    assert list(record["overall"]) == WEIGHTED
    assert list(free) == [*WEIGHTED, *PLACED]
    assert free["base"] == 40
    assert free["effective_base"] == pytest.approx(100**2 / (90 + 20 + 250))
    assert free["design_effect"] == pytest.approx(40 / free["effective_base"])
    assert free["share_of_base"] == pytest.approx(0.5)
    assert free["nps"] == pytest.approx(50 - 30)
    assert free["detractors"] == {"count": 10, "share": pytest.approx(0.3)}
    assert free["share_of_detractors"] == pytest.approx(30 / 50)
    assert free["mean_score"] == pytest.approx((30 * 6 + 20 * 7 + 50 * 9) / 100)
    assert free["scores"] == [0, 0, 0, 0, 0, 0, 10, 20, 0, 10, 0]
    assert free["weighted_scores"] == [0, 0, 0, 0, 0, 0, 30, 20, 0, 50, 0]
    assert free["bands"][0] == {
        "name": "low", "from": 0, "to": 6, "count": 10, "share": pytest.approx(0.3),
    }  # fmt: skip
    assert free["contribution"] == pytest.approx(0.5 * 20)
    assert free["impact"] == pytest.approx(30 - 40)
    assert free["vs_rest"]["difference"] == pytest.approx(20 - 40)


def test_a_segment_of_weight_0_has_a_base_but_no_nps(tally_of: Make, answers: Make) -> None:
    plan = {"Free": answers(10, 10, 20, weight=0), "Team": answers(10, 10, 30, weight=2)}
    free = segments_of(analyse(tally_of({"plan": plan})))["Free"]

    assert free["base"] == 40
    assert free["share_of_base"] == 0
    undefined = ["nps", "interval", "standard_error", "mean_score", "effective_base"]
    assert [free[key] for key in undefined] == [None] * 5
    assert free["promoters"] == {"count": 20, "share": None}
    assert free["contribution"] == 0
    assert free["impact"] == 0
    assert free["vs_rest"]["difference"] is None


def test_one_account_has_an_nps_but_no_interval(tally_of: Make, answers: Make) -> None:
    plan = {"Free": answers(10, 10, 20, account="a"), "Team": answers(10, 10, 30, account="a")}
    result = analyse(tally_of({"plan": plan}))
    free = segments_of(result)["Free"]

    assert result.overall.nps == pytest.approx(100 * 30 / 90)
    assert free["nps"] == pytest.approx(25)
    assert (free["interval"], free["standard_error"], free["vs_rest"]["p"]) == (None, None, None)
    assert free["impact"] == pytest.approx(100 * 30 / 90 - 40)


COUNTS = st.lists(st.integers(0, 60), min_size=11, max_size=11).map(tuple)
WEIGHTS = st.integers(0, 5 * UNIT)


@st.composite
def weighted_sums(draw: st.DrawFn) -> Sums:
    """Give sums in which all responses of one score weigh the same."""
    counts, weight = draw(COUNTS), draw(st.lists(WEIGHTS, min_size=11, max_size=11))
    pairs = list(zip(counts, weight, strict=True))
    return Sums(
        counts=counts,
        weights=tuple(count * one for count, one in pairs),
        squares=tuple(count * one * one for count, one in pairs),
    )


SUMS = st.one_of(
    st.lists(COUNTS.map(lambda counts: Sums(counts=counts)), min_size=2, max_size=6),
    st.lists(weighted_sums(), min_size=2, max_size=6),
)


def partition(parts: list[Sums], unsegmented: Sums) -> Tally:
    overall = sum(parts[1:], start=parts[0]) + unsegmented
    return Tally(
        lowest=0,
        sources=(SourceTally(path="a.csv", format="csv", layout="plain", rows=0),),
        ledger=Ledger(read=overall.base, scored=overall.base),
        overall=overall,
        segmentations=(
            SegmentationTally(
                name="plan",
                kind="value",
                partition=True,
                segments=tuple(
                    SegmentTally(name=str(at), sums=sums, rest=overall - sums)
                    for at, sums in enumerate(parts)
                ),
                unsegmented=unsegmented,
            ),
        ),
    )


@given(SUMS)
def test_contributions_of_segments_and_unsegmented_add_up_to_the_total(parts: list[Sums]) -> None:
    *segments, unsegmented = parts
    tally = partition(segments, unsegmented)
    result = analyse(tally)

    whole, left = (sample(sums, tally.overall, 0) for sums in (tally.overall, unsegmented))
    others = 0 if left.nps is None else left.groups.base / whole.groups.base * left.nps
    contributions = [one["contribution"] for one in segments_of(result).values()]
    expected = 0 if whole.nps is None else whole.nps
    assert sum(contributions) + others == pytest.approx(expected, abs=CLOSE)


@given(COUNTS)
def test_bands_add_up_to_the_base(counts: tuple[int, ...]) -> None:
    nobody = Sums(counts=(0,) * 11)
    record: Any = analyse(partition([Sums(counts=counts)], nobody), bands=BANDS).record()

    bands = record["overall"]["bands"]
    assert sum(band["count"] for band in bands) == record["overall"]["base"] == sum(counts)
    assert all(low["to"] + 1 == high["from"] for low, high in pairwise(bands))


# Benchmarks


def test_benchmarks_are_of_all_responses_and_of_segments(two: Tally) -> None:
    benchmarks = SimpleNamespace(overall=40, segments={"plan": {"Free": 50}, "region": {"EU": 1}})
    result = analyse(two, benchmarks=benchmarks)
    record: Any = result.record()
    found = segments_of(result)

    assert list(record["overall"]) == [*SHARED, "benchmark"]
    assert record["overall"]["benchmark"] == {
        "target": 40, "gap": pytest.approx(-15), "position": "below",
    }  # fmt: skip
    assert list(found["Free"]) == [*SHARED, "benchmark", *PLACED]
    assert found["Free"]["benchmark"] == {
        "target": 50, "gap": pytest.approx(10), "position": "astride",
    }  # fmt: skip
    assert found["Team"]["benchmark"] is None


def test_no_benchmark_is_no_key(two: Tally) -> None:
    record: Any = analyse(two, benchmarks=SimpleNamespace(overall=None, segments={})).record()
    assert "benchmark" not in record["overall"]


def test_a_benchmark_of_nobody_is_all_that_is_known(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"plan": {"Free": answers(1, 2, 3), "Nobody": []}})
    benchmarks = SimpleNamespace(overall=None, segments={"plan": {"Nobody": 10}})
    result = analyse(tally, benchmarks=benchmarks)

    assert segments_of(result)["Nobody"]["benchmark"] == {
        "target": 10, "gap": None, "position": None,
    }  # fmt: skip
    record: Any = result.record()
    assert record["overall"]["benchmark"] is None
