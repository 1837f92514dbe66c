"""From a tally by period to what happened over time."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import erfc, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.analyses.trend import analyse_trend
from nps.errors import UsageError
from nps.results.ledger import Ledger
from nps.results.sums import UNIT, ClusterSums, Sums
from nps.results.tally import PeriodTally, SegmentationTally, SegmentTally, SourceTally, Tally
from nps.spec.periods import Period, period_of

CLOSE = 1e-9
Groups = tuple[int, int, int]
Segments = Mapping[str, Groups]
"""Detractors, passives and promoters by segment, in one period."""
NOBODY = (0, 0, 0)
QUARTERS = [period_of(date(2025, 1 + 3 * at % 12, 1).replace(year=2025 + at // 4), "quarter")
            for at in range(8)]  # fmt: skip
LATER = date(2030, 1, 1)


def sums(groups: Groups, weight: float | None = None) -> Sums:
    detractors, passives, promoters = groups
    counts = (0, 0, 0, 0, 0, 0, detractors, passives, 0, promoters, 0)
    if weight is None:
        return Sums(counts=counts)
    unit = int(weight * UNIT)
    return Sums(
        counts=counts,
        weights=tuple(count * unit for count in counts),
        squares=tuple(count * unit * unit for count in counts),
    )


def total(parts: Sequence[Sums]) -> Sums:
    whole = sums(NOBODY, None if not parts or not parts[0].weights else 1)
    for part in parts:
        whole += part
    return whole


def by_period(
    *periods: Mapping[str, Sums],
    quarters: Sequence[Period] = QUARTERS,
    **rest: Any,  # noqa: ANN401
) -> Tally:
    """A tally of one partition, plan, with everybody in it."""

    def segmentation(parts: Mapping[str, Sums]) -> SegmentationTally:
        whole = total(list(parts.values()))
        return SegmentationTally(
            name="plan",
            kind="value",
            partition=True,
            segments=tuple(
                SegmentTally(
                    name=name, sums=part, rest=whole - part, leftover=name.startswith("(")
                )
                for name, part in parts.items()
            ),
            unsegmented=whole - whole,
        )  # fmt: skip

    tallies = tuple(
        PeriodTally(
            period=quarter, overall=total(list(parts.values())),
            segmentations=(segmentation(parts),),
        )
        for quarter, parts in zip(quarters, periods, strict=False)
    )  # fmt: skip
    names = list(periods[0])
    everything = {name: total([parts[name] for parts in periods]) for name in names}
    overall = total(list(everything.values()))
    scored = overall.base + rest.get("undated", 0)
    if rest.get("undated"):
        overall += sums((0, rest["undated"], 0))
    return Tally(
        lowest=0,
        sources=(SourceTally(path="a.csv", format="csv", layout="plain", rows=scored),),
        ledger=Ledger(read=scored, scored=scored),
        overall=overall,
        segmentations=(segmentation(everything),),
        periods=tallies,
        **rest,
    )


def counted(*periods: Segments, **rest: Any) -> Tally:  # noqa: ANN401
    return by_period(
        *({name: sums(groups) for name, groups in parts.items()} for parts in periods), **rest
    )


def trend(tally: Tally, **options: Any) -> Any:  # noqa: ANN401  # a record
    return analyse_trend(tally, **{"every": "quarter", "today": LATER, **options}).record()


def series(record: Any) -> list[Any]:  # noqa: ANN401
    """All responses and every segment."""
    return [record["overall"], *(one for s in record["segmentations"] for one in s["segments"])]


def changes(record: Any) -> list[Any]:  # noqa: ANN401
    """All that were tested."""
    found = [period["change"] for one in series(record) for period in one["periods"]]
    return [one for one in found if one is not None and one["p"] is not None]


def z_of(these: Groups, those: Groups) -> float:
    """The smaller in size of two z of m₁ − m₂, written out anew."""

    def moments(groups: Sequence[float]) -> tuple[float, float, float]:
        n = sum(groups)
        mean = (groups[2] - groups[0]) / n
        return n, mean, (groups[2] + groups[0]) / n - mean**2

    sides = [moments([group + more for group, more in zip(side, (0.75, 1.5, 0.75), strict=True)])
             for side in (these, those)]  # fmt: skip
    adjusted = (sides[0][1] - sides[1][1]) / sqrt(sum(v / n for n, _, v in sides))
    both = [one + other for one, other in zip(these, those, strict=True)]
    spread = sqrt(moments(both)[2] * (1 / sum(these) + 1 / sum(those)))
    pooled = (moments(these)[1] - moments(those)[1]) / spread
    return min(adjusted, pooled, key=abs)


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """p adjusted is the least of p₍ₖ₎·m/k over all p₍ₖ₎ that are not smaller."""
    ranked = sorted(ps)
    return [
        min(
            1.0,
            *(other * len(ps) / rank for rank, other in enumerate(ranked, start=1) if other >= p),
        )
        for p in ps
    ]


FIRST: Segments = {"Free": (10, 20, 70), "Team": (40, 30, 30)}
SECOND: Segments = {"Free": (30, 20, 50), "Team": (35, 30, 35)}
FIRST_OF_A: Segments = {"A": (10, 20, 70)}
THIRD: Segments = {"Free": (28, 22, 50), "Team": (10, 30, 60)}


def test_figures_of_a_segment_in_a_period_are_of_that_period_alone() -> None:
    record = trend(counted(FIRST, {"Free": (0, 10, 30), "Team": (40, 30, 90)}))

    free = record["segmentations"][0]["segments"][0]
    assert free["segment"] == "Free"
    second = free["periods"][1]
    assert second["period"] == "2025Q2"
    assert (second["from"], second["to"]) == ("2025-04-01", "2025-06-30")
    assert second["base"] == 40
    assert second["share_of_base"] == pytest.approx(0.2)
    assert second["nps"] == pytest.approx(75)
    assert second["promoters"] == {"count": 30, "share": 0.75}
    assert second["passives"] == {"count": 10, "share": 0.25}
    assert second["detractors"] == {"count": 0, "share": 0}
    assert second["standard_error"] == pytest.approx(100 * sqrt((0.75 - 0.75**2) / 40))
    assert second["mean_score"] == pytest.approx((10 * 7 + 30 * 9) / 40)
    assert second["flags"] == []
    assert record["overall"]["periods"][1]["base"] == 200
    assert record["overall"]["periods"][1]["share_of_base"] == 1


def test_change_is_to_the_period_before_with_its_test() -> None:
    record = trend(counted(FIRST, SECOND))

    change = record["segmentations"][0]["segments"][0]["periods"][1]["change"]
    assert change["difference"] == pytest.approx(20 - 60)
    assert change["z"] == pytest.approx(z_of(SECOND["Free"], FIRST["Free"]))
    assert change["p"] == pytest.approx(erfc(abs(change["z"]) / sqrt(2)))
    assert change["interval"]["low"] < -40 < change["interval"]["high"] < 0
    assert change["interval"]["level"] == 0.95


def test_first_period_has_no_change() -> None:
    assert [one["periods"][0]["change"] for one in series(trend(counted(FIRST, SECOND)))] == (
        [None] * 3
    )


def test_all_changes_shown_are_judged_together() -> None:
    record = trend(counted(FIRST, SECOND, THIRD))

    tested = changes(record)
    assert len(tested) == 6
    adjusted = benjamini_hochberg([one["p"] for one in tested])
    assert [one["p_adjusted"] for one in tested] == pytest.approx(adjusted)
    assert [one["significant"] for one in tested] == [p < 0.05 for p in adjusted]
    assert {True, False} == {one["significant"] for one in tested}


def test_changes_that_are_not_shown_are_not_judged() -> None:
    tested = changes(trend(counted(FIRST, SECOND, THIRD), last=1))

    assert len(tested) == 3
    assert [one["p_adjusted"] for one in tested] == pytest.approx(
        benjamini_hochberg([one["p"] for one in tested])
    )


def test_level_is_that_of_intervals_and_of_false_discovery() -> None:
    strict = changes(trend(counted(FIRST, SECOND, THIRD), level=0.999999))

    assert {one["interval"]["level"] for one in strict} == {0.999999}
    assert [one["significant"] for one in strict] == [one["p_adjusted"] < 1e-6 for one in strict]
    assert not all(one["significant"] for one in changes(trend(counted(FIRST, SECOND, THIRD))))


def test_last_shows_the_latest_with_their_changes_to_a_hidden_one() -> None:
    tally = counted(FIRST, SECOND, THIRD)
    record = trend(tally, last=2)

    assert [one["period"] for one in record["periods"]] == ["2025Q2", "2025Q3"]
    whole = trend(tally)
    for one, other in zip(series(record), series(whole), strict=True):
        assert [p["period"] for p in one["periods"]] == ["2025Q2", "2025Q3"]
        for shown, all_shown in zip(one["periods"], other["periods"][1:], strict=True):
            assert shown["change"]["p"] == all_shown["change"]["p"]
    assert record["notes"] == [
        "200 scored answers are of periods before 2025Q2, which are not shown"
    ]
    assert whole["notes"] == []


def test_last_beyond_what_there_is_shows_all() -> None:
    assert trend(counted(FIRST, SECOND), last=9) == trend(counted(FIRST, SECOND))


def test_an_empty_period_is_shown_as_empty_and_breaks_the_chain() -> None:
    record = trend(counted(FIRST, {"Free": NOBODY, "Team": NOBODY}, THIRD))

    for one in series(record):
        empty, after = one["periods"][1:]
        assert empty["base"] == 0
        assert empty["promoters"] == {"count": 0, "share": None}
        for name in ("nps", "interval", "standard_error", "mean_score", "share_of_base", "change"):
            assert empty[name] is None
        assert empty["flags"] == ["small_base"]
        assert after["change"] is None
        assert after["base"]


def test_a_segment_that_is_absent_has_no_change_though_the_total_has() -> None:
    record = trend(counted({**FIRST, "New": NOBODY}, {**SECOND, "New": (5, 5, 10)}))

    overall, *_, new = series(record)
    assert new["periods"][0]["nps"] is None
    assert new["periods"][0]["share_of_base"] == 0
    assert new["periods"][1]["change"] is None
    assert overall["periods"][1]["change"]["difference"] is not None


def test_no_test_below_five_answers() -> None:
    record = trend(counted({"A": (1, 0, 4), "B": (0, 0, 4)}, {"A": (5, 0, 0), "B": (40, 0, 0)}))

    _, tested, untested = (one["periods"][1]["change"] for one in series(record))
    assert tested["p"] is not None
    assert untested == {
        "difference": pytest.approx(-200), "interval": None, "z": None, "p": None,
        "p_adjusted": None, "significant": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 4, 1), [True, True]),
        (date(2025, 6, 29), [False, True]),
        (date(2025, 6, 30), [False, True]),
        (date(2025, 7, 1), [False, False]),
    ],
)
def test_a_period_is_incomplete_until_its_last_day_is_over(
    today: date, expected: list[bool]
) -> None:
    quarters = [Period(name="odd", first=date(2025, 1, 1), last=date(2025, 4, 1)), QUARTERS[1]]
    record = trend(counted(FIRST, SECOND, quarters=quarters), today=today)

    assert [one["incomplete"] for one in record["periods"]] == expected
    for one in series(record):
        assert [period["flags"] == ["incomplete"] for period in one["periods"]] == expected


def test_small_bases_are_flagged_before_incomplete_ones_overall_too() -> None:
    record = trend(counted({"A": (1, 1, 8), "B": (0, 0, 19)}), today=date(2025, 2, 1))
    overall, *segments = (one["periods"][0]["flags"] for one in series(record))
    assert overall == ["small_base", "incomplete"]
    assert segments == [["small_base", "incomplete"]] * 2

    record = trend(counted({"A": (1, 1, 8), "B": (0, 0, 19)}), min_base=11)
    assert [one["periods"][0]["flags"] for one in series(record)] == [[], ["small_base"], []]


def test_constant_weights_change_no_share() -> None:
    plain = counted(FIRST, SECOND)
    weighted = by_period(
        *({name: sums(groups, 2.5) for name, groups in parts.items()} for parts in (FIRST, SECOND))
    )

    for one, other in zip(series(trend(plain)), series(trend(weighted)), strict=True):
        for figures, heavier in zip(one["periods"], other["periods"], strict=True):
            assert heavier["effective_base"] == pytest.approx(figures["base"])
            assert heavier["design_effect"] == pytest.approx(1)
            for name in ("base", "nps", "standard_error", "mean_score", "share_of_base"):
                assert heavier[name] == pytest.approx(figures[name])
            assert (heavier["change"] is None) == (figures["change"] is None)
            if figures["change"]:
                assert heavier["change"]["p"] == pytest.approx(figures["change"]["p"])
    assert "effective_base" not in trend(plain)["overall"]["periods"][0]


def test_weights_are_linearised_over_the_period_and_not_the_run() -> None:
    light, heavy = sums((10, 0, 30), 0.5), sums((20, 0, 20), 3)
    tally = by_period({"A": light, "B": heavy}, {"A": sums((0, 0, 5), 1), "B": sums((5, 0, 0), 1)})

    first = trend(tally)["overall"]["periods"][0]
    weight = 40 * 0.5 + 40 * 3
    mean = (20 * 0.5 + 0 * 3) / weight
    assert first["nps"] == pytest.approx(100 * mean)
    squares = 0.25 * (30 * (1 - mean) ** 2 + 10 * (1 + mean) ** 2)
    squares += 9 * (20 * (1 - mean) ** 2 + 20 * (1 + mean) ** 2)
    variance = 80 / 79 * squares / weight**2
    assert first["standard_error"] == pytest.approx(100 * sqrt(variance))
    assert first["effective_base"] == pytest.approx(weight**2 / (40 * 0.25 + 40 * 9))
    assert first["promoters"] == {"count": 50, "share": pytest.approx((15 + 60) / weight)}


def test_clusters_widen_the_interval_and_weaken_the_test() -> None:
    def paired(groups: Groups) -> Sums:
        """Each account answered twice, the same both times."""
        one = sums(groups)
        clusters = ClusterSums(
            clusters=one.base // 2,
            aa=2 * (groups[0] + groups[2]),
            ab=2 * (groups[2] - groups[0]),
            bb=2 * one.base,
        )
        return Sums(counts=one.counts, clusters=clusters)

    before, after = (10, 20, 50), (24, 20, 36)
    alone = trend(counted({"A": before}, {"A": after}))["overall"]["periods"][1]
    pairs = [
        PeriodTally(period=quarter, overall=paired(groups), segmentations=())
        for quarter, groups in zip(QUARTERS, (before, after), strict=False)
    ]
    clustered = trend(
        Tally(
            lowest=0, sources=(), ledger=Ledger(), overall=paired((34, 40, 86)),
            segmentations=(), periods=tuple(pairs),
        )
    )["overall"]["periods"][1]  # fmt: skip

    mean = 12 / 80
    spread = (24 + 36) / 80 - mean**2
    assert clustered["standard_error"] == pytest.approx(100 * sqrt(40 / 39 * spread / 40))
    assert clustered["nps"] == alone["nps"]
    assert clustered["interval"]["low"] < alone["interval"]["low"]
    assert clustered["change"]["difference"] == alone["change"]["difference"]
    assert clustered["change"]["p"] > alone["change"]["p"]


def test_many_small_steps_are_said_as_one_since_the_first_period_shown() -> None:
    record = trend(counted({"A": (20, 20, 60)}, {"A": (25, 20, 55)}, {"A": (35, 20, 45)}))

    assert record["since"]["period"] == "2025Q1"
    assert record["since"]["difference"] == pytest.approx(-30)
    z = z_of((35, 20, 45), (20, 20, 60))
    assert record["since"]["z"] == pytest.approx(z)
    assert record["since"]["p"] == pytest.approx(erfc(abs(z) / sqrt(2)))
    assert not any(one["significant"] for one in changes(record))


def test_since_begins_with_the_first_period_that_has_an_nps() -> None:
    tally = counted({"A": (20, 20, 60)}, {"A": NOBODY}, {"A": (25, 20, 55)}, {"A": (35, 20, 45)},
                    {"A": (35, 20, 45)})  # fmt: skip
    assert trend(tally, last=4)["since"]["period"] == "2025Q3"
    assert trend(tally, last=3)["since"]["period"] == "2025Q3"
    assert trend(tally, last=2)["since"] is None
    assert trend(counted({"A": (0, 0, 4)}, FIRST_OF_A, FIRST_OF_A))["since"] is None


@pytest.mark.parametrize(
    ("undated", "expected"),
    [
        (1, "1 scored answer has no date and is in no period"),
        (1200, "1,200 scored answers have no date and are in no period"),
    ],
)
def test_undated_answers_are_noted(undated: int, expected: str) -> None:
    record = trend(counted(FIRST, SECOND, undated=undated, notes=("a note",)))

    assert record["notes"] == ["a note", expected]
    assert record["ledger"]["scored"] == 400 + undated


def test_dates_after_today_are_noted() -> None:
    answered = (date(2025, 1, 2), date(2025, 6, 30))
    tally = counted(FIRST, SECOND, answered=answered)

    assert trend(tally, today=date(2025, 6, 30))["notes"] == []
    assert trend(tally, today=date(2025, 6, 29))["notes"] == [
        "the latest answer is of 30 Jun 2025, which is after today, 29 Jun 2025"
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, []),
        (date(2025, 1, 1), date(2025, 6, 30), []),
        (date(2025, 2, 5), None, ["2025Q1 is counted from 5 Feb 2025 on only"]),
        (
            date(2024, 1, 1),
            date(2025, 5, 1),
            ["2025Q2 is counted up to 1 May 2025 only"],
        ),
        (date(2025, 1, 1), date(2025, 6, 5), []),
    ],
)
def test_periods_that_are_cut_short_are_noted(
    first: date | None, last: date | None, expected: list[str]
) -> None:
    window = Period(name="asked for", first=first, last=last)
    today = date(2025, 6, 5)

    assert trend(counted(FIRST, SECOND), window=window, today=today)["notes"] == expected


def test_the_subject_spans_the_periods_shown() -> None:
    tally = counted(FIRST, SECOND, answered=(date(2025, 1, 2), date(2025, 6, 29)))

    whole = analyse_trend(tally, every="quarter", today=LATER)
    latest = analyse_trend(tally, every="quarter", today=LATER, last=1)
    assert whole.subject.answered == (date(2025, 1, 2), date(2025, 6, 29))
    assert latest.subject.answered == (date(2025, 4, 1), date(2025, 6, 29))


def test_no_dated_answer_is_an_error_that_says_what_to_do() -> None:
    tally = Tally(
        lowest=0, sources=(), ledger=Ledger(read=1500, scored=1500), segmentations=(),
        overall=sums((500, 500, 500)), undated=1500,
    )  # fmt: skip
    with pytest.raises(UsageError, match=r"none of 1,500 scored answers has one; .* --date"):
        trend(tally)


def test_nobody_at_all_is_a_result() -> None:
    tally = Tally(
        lowest=0, sources=(), ledger=Ledger(read=2, filtered_out=2), segmentations=(),
        overall=sums(NOBODY),
    )  # fmt: skip
    record = trend(tally)
    assert record["overall"] == {"segment": "All responses", "periods": []}
    assert record["periods"] == []
    assert record["since"] is None


def test_uncounted_values_are_a_warning_as_everywhere() -> None:
    ledger = Ledger(read=300, scored=200, not_a_number=100)
    tally = counted(FIRST)
    result = analyse_trend(
        Tally(
            lowest=0, sources=tally.sources, ledger=ledger, overall=tally.overall,
            segmentations=tally.segmentations, periods=tally.periods, uncounted=(("ten", 100),),
        ),
        every="quarter",
        today=LATER,
    )  # fmt: skip
    assert result.warnings[0].startswith("100 of 300 answers given (33%) are in no figure")
    assert result.record()["notes"] == list(result.warnings)


GROUPS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
PERIOD = st.fixed_dictionaries({"A": GROUPS, "B": GROUPS, "C": GROUPS})


@given(st.lists(PERIOD, min_size=1, max_size=6), st.integers(1, 7))
def test_laws_of_changes(periods: list[Segments], last: int) -> None:
    record = trend(counted(*periods), last=last)

    assert len(record["periods"]) == min(last, len(periods))
    for one in series(record):
        for before, after in pairwise(one["periods"]):
            if before["nps"] is None or after["nps"] is None:
                assert after["change"] is None
                continue
            change = after["change"]
            assert change["difference"] == pytest.approx(after["nps"] - before["nps"], abs=CLOSE)
            tested = min(before["base"], after["base"]) >= 5
            assert (change["p"] is not None) == tested
            if tested:
                assert change["p"] <= change["p_adjusted"] <= 1
                assert change["significant"] == (change["p_adjusted"] < 1 - 0.95)
                low, high = change["interval"]["low"], change["interval"]["high"]
                assert -200 <= low <= change["difference"] + CLOSE
                assert change["difference"] - CLOSE <= high <= 200
    for at, overall in enumerate(record["overall"]["periods"]):
        parts = [one["periods"][at] for one in series(record)[1:]]
        assert sum(part["base"] for part in parts) == overall["base"]
        if overall["base"]:
            assert sum(part["share_of_base"] for part in parts) == pytest.approx(1)
