"""From a tally of two periods to what changed."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyses.waves import pairs_of, rows, waves
from tests.stats.rows import CLOSE, GOLDEN, Row, golden_rows

from nps.analyses.diff import analyse_diff
from nps.results.diff import DiffResult
from nps.results.diff_figures import DiffFigures, DiffSegmentation
from nps.stats.comparisons import adjusted_p

SIMPSON = GOLDEN["periods"]["simpson"]
BEFORE = [*rows(10, 20, 70, plan="Free"), *rows(30, 40, 30, plan="Team")]
AFTER = [*rows(15, 20, 45, plan="Free"), *rows(60, 40, 20, plan="Team")]


def simpson() -> DiffResult:
    found = golden_rows(SIMPSON["file"])
    before, after = ([row for row in found if row.cells["period"] == name] for name in ("P1", "P2"))
    return analyse_diff(waves(before, after, by=("seg",)))


def record(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  # of waves; nested plain values
    return analyse_diff(waves(*arguments, **options)).record()


def only(result: DiffResult) -> DiffSegmentation:
    (segmentation,) = result.segmentations
    return segmentation


def segment(result: DiffResult, name: str) -> DiffFigures:
    return next(one for one in only(result).segments if one.segment == name)


def test_both_periods_and_the_change_of_a_segment() -> None:
    found = record(BEFORE, AFTER, ("plan",))

    assert found["before"] == {"period": "2026Q2", "from": "2026-04-01", "to": "2026-06-30"}
    assert found["after"] == {"period": "2026Q3", "from": "2026-07-01", "to": "2026-09-30"}
    free = found["segmentations"][0]["segments"][0]
    assert free["segment"] == "Free"
    assert free["before"]["period"] == "2026Q2"
    assert free["before"]["base"] == 100
    assert free["before"]["share_of_base"] == 0.5
    assert free["before"]["nps"] == pytest.approx(60)
    assert free["before"]["promoters"] == {"count": 70, "share": 0.7}
    assert free["after"]["period"] == "2026Q3"
    assert free["after"]["base"] == 80
    assert free["after"]["share_of_base"] == 0.4
    assert free["after"]["nps"] == pytest.approx(37.5)
    assert free["after"]["interval"]["method"] == "score"
    change = free["change"]
    assert change["difference"] == pytest.approx(-22.5)
    assert change["interval"]["low"] < -22.5 < change["interval"]["high"]
    assert change["interval"]["level"] == 0.95
    assert change["z"] < 0
    assert 0 < change["p"] <= change["p_adjusted"] < 1
    assert change["significant"] is (change["p_adjusted"] < 0.05)
    assert free["flags"] == []


def test_record_has_its_keys_in_order() -> None:
    found = record(BEFORE, AFTER, ("plan",))

    assert list(found) == [
        "schema_version", "command", "generated_by", "survey", "sources", "ledger", "before",
        "after", "overall", "segmentations", "ranking", "notes",
    ]  # fmt: skip
    assert found["command"] == "diff"
    shared = ["segment", "before", "after", "change", "histogram"]
    assert list(found["overall"]) == [*shared, "moves", "respondents"]
    plan = found["segmentations"][0]
    assert list(plan) == [
        "name", "kind", "partition", "split", "verdict", "unsegmented", "segments",
    ]  # fmt: skip
    assert list(plan["segments"][0]) == [
        *shared, "scores_moved", "respondents_moved", "cost", "rank", "flags",
    ]  # fmt: skip
    assert list(plan["segments"][0]["after"]) == [
        "period", "base", "share_of_base", "nps", "interval", "standard_error", "promoters",
        "passives", "detractors", "mean_score", "scores",
    ]  # fmt: skip


def test_weighted_runs_also_have_what_weights_do() -> None:
    heavy = [Row(score=9, weight=Decimal(3)), *rows(5, 0, 4)]
    found = record(heavy, rows(5, 0, 5), weighted=True)["overall"]

    assert found["before"]["base"] == 10
    assert found["before"]["effective_base"] == pytest.approx(144 / 18)
    assert found["before"]["design_effect"] == pytest.approx(180 / 144)
    assert found["before"]["nps"] == pytest.approx(100 * 2 / 12)
    assert found["before"]["weighted_scores"][9] == 7
    assert found["histogram"][9] == {
        "name": "9",
        "before": pytest.approx(7 / 12),
        "after": 0.5,
        "change": pytest.approx(0.5 - 7 / 12),
    }


def test_split_of_simpsons_paradox_is_that_of_r() -> None:
    result = simpson()
    split = only(result).split

    assert result.overall.change.difference == pytest.approx(SIMPSON["delta"], abs=CLOSE)
    assert split is not None
    assert split.scores.points == pytest.approx(SIMPSON["midpoint"]["rate_total"], abs=CLOSE)
    assert split.mix.points == pytest.approx(SIMPSON["midpoint"]["mix_total"], abs=CLOSE)
    for at, name in enumerate(SIMPSON["segments"]):
        part = segment(result, name).split
        assert part is not None
        assert part.scores.points == pytest.approx(SIMPSON["midpoint"]["rate"][at], abs=CLOSE)
        assert part.mix.points == pytest.approx(SIMPSON["midpoint"]["mix"][at], abs=CLOSE)
        for moved in (part.scores, part.mix):
            assert moved.limits is not None
            assert moved.limits.low < moved.points < moved.limits.high


def test_verdict_of_simpsons_paradox_blames_the_mix() -> None:
    assert only(simpson()).verdict == (
        "scores rose in every segment; the mix of respondents cost 51.3 points; "
        "the rise, 8.8 points in all, is within chance"
    )


def test_segments_are_judged_together_and_the_total_by_itself() -> None:
    before = [*rows(10, 20, 70, plan="Free", region="EMEA"), *rows(30, 40, 30, plan="Team")]
    after = [*rows(25, 20, 55, plan="Free"), *rows(20, 40, 40, plan="Team", region="EMEA")]
    found = record(before, after, ("plan", "region"))
    total = found["overall"]["change"]
    changes = [one["change"] for of in found["segmentations"] for one in of["segments"]]

    assert total["p_adjusted"] == total["p"]
    assert len(changes) == 2 + 2
    assert [change["p_adjusted"] for change in changes] == pytest.approx(
        adjusted_p([change["p"] for change in changes])
    )


def test_changes_of_few_answers_are_not_tested() -> None:
    result = analyse_diff(
        waves(
            [*BEFORE, *rows(4, 0, 0, plan="Pro")], [*AFTER, *rows(0, 0, 9, plan="Pro")], ("plan",)
        )
    )
    pro = segment(result, "Pro")

    assert pro.change.difference == 200
    assert (pro.change.limits, pro.change.p, pro.change.significant) == (None, None, None)
    assert pro.flags == ("small_base",)


def test_a_base_that_is_small_in_either_period_is_flagged() -> None:
    tally = waves(
        [*rows(1, 1, 20, plan="A"), *rows(9, 9, 20, plan="B")],
        [*rows(9, 9, 20, plan="A"), *rows(9, 9, 20, plan="B")],
        ("plan",),
    )

    flags = [one.flags for one in only(analyse_diff(tally)).segments]
    assert flags == [("small_base",), ()]
    assert [one.flags for one in only(analyse_diff(tally, min_base=20)).segments] == [(), ()]


def test_overlapping_segmentations_are_shown_without_a_split_and_a_note_says_so() -> None:
    found = record(
        [*rows(10, 10, 10, tag="a;b"), *rows(1, 1, 1)],
        [*rows(10, 10, 20, tag="a"), *rows(1, 1, 1, tag="b")],
        ("tag",),
        overlapping=("tag",),
    )
    (tag,) = found["segmentations"]

    assert (tag["split"], tag["verdict"]) == (None, None)
    assert tag["unsegmented"] == {"before": 3, "after": 0}
    assert [one["segment"] for one in tag["segments"]] == ["a", "b"]
    first = tag["segments"][0]
    assert first["change"]["difference"] == pytest.approx(25)
    assert (first["scores_moved"], first["respondents_moved"]) == (None, None)
    assert (first["cost"], first["rank"]) == (None, None)
    assert found["ranking"] == []
    assert found["notes"] == [
        "tag: segments overlap, so the change cannot be split into scores and respondents"
    ]


def test_unsegmented_answers_are_one_more_segment_of_a_partition() -> None:
    found = record([*BEFORE, *rows(5, 0, 15)], AFTER, ("plan",))
    (plan,) = found["segmentations"]
    *_, outside = plan["segments"]

    assert plan["unsegmented"] == {"before": 20, "after": 0}
    assert outside["segment"] == "(unsegmented)"
    assert outside["after"]["nps"] is None
    total = found["overall"]["change"]["difference"]
    assert sum(one["cost"] for one in plan["segments"]) == pytest.approx(total, abs=CLOSE)


def test_a_segment_that_is_absent_in_a_period_is_all_mix() -> None:
    result = analyse_diff(waves(BEFORE, [*AFTER, *rows(0, 0, 20, plan="Pro")], ("plan",)))
    pro = segment(result, "Pro")

    assert pro.before.nps is None
    assert pro.change.difference is None
    assert pro.change.mark == ""
    assert pro.split is not None
    assert pro.split.scores.points == 0
    assert pro.cost == pro.split.mix.points > 0


def test_segments_are_ranked_across_segmentations_by_what_they_cost() -> None:
    def cells(plan: str, region: str) -> dict[str, str]:
        return {"plan": plan, "region": region, "both": f"{plan} × {region}"}

    before = [*rows(1, 1, 9, **cells("A", "X")), *rows(1, 1, 9, **cells("B", "Y"))]
    after = [*rows(9, 1, 1, **cells("A", "X")), *rows(0, 1, 10, **cells("B", "Y"))]
    found = record(before, after, ("plan", "region", "both"), crosses={"both": ("plan", "region")})

    assert [(one["segmentation"], one["segment"]) for one in found["ranking"]] == [
        ("plan", "A"), ("region", "X"), ("plan", "B"), ("region", "Y"),
    ]  # fmt: skip
    costs = [one["cost"] for one in found["ranking"]]
    assert costs == sorted(costs)
    plan, region, both = found["segmentations"]
    assert [one["rank"] for one in (*plan["segments"], *region["segments"])] == [1, 3, 2, 4]
    assert [one["rank"] for one in both["segments"]] == [None, None]
    assert both["segments"][0]["cost"] == pytest.approx(costs[0])


def test_a_cross_that_is_shown_without_its_parts_is_ranked() -> None:
    found = record(BEFORE, AFTER, ("plan",), crosses={"plan": ("tier", "region")})

    assert [one["segment"] for one in found["ranking"]] == ["Team", "Free"]


def test_segments_that_nobody_is_in_are_shown_and_not_ranked() -> None:
    result = analyse_diff(waves(BEFORE, AFTER, ("plan",), declared=["Pro"]))
    pro = segment(result, "Pro")

    assert (pro.before.base, pro.after.base) == (0, 0)
    assert pro.change.difference is None
    assert (pro.cost, pro.rank) == (0, None)


def test_histogram_and_the_moves_between_scores() -> None:
    before = [Row(score=9)] * 6 + [Row(score=6)] * 4
    after = [Row(score=9)] * 10 + [Row(score=8)] * 2 + [Row(score=6)] * 4 + [Row(score=2)] * 4
    found = record(before, after)["overall"]

    assert found["before"]["scores"][9] == 6
    assert found["after"]["scores"][2] == 4
    assert [one["name"] for one in found["histogram"]] == [str(score) for score in range(11)]
    assert found["histogram"][2] == {"name": "2", "before": 0, "after": 0.2, "change": 0.2}
    assert found["moves"] == [
        {"from": 6, "to": 2, "share": 0.2},
        {"from": 9, "to": 8, "share": 0.1},
    ]


def test_an_empty_period_leaves_everything_about_the_change_undefined() -> None:
    found = record(BEFORE, [], ("plan",))
    (plan,) = found["segmentations"]

    assert found["overall"]["after"]["nps"] is None
    assert found["overall"]["change"] == {
        "difference": None, "interval": None, "z": None, "p": None, "p_adjusted": None,
        "significant": None,
    }  # fmt: skip
    assert found["overall"]["histogram"][9] == {
        "name": "9", "before": 0.5, "after": None, "change": None,
    }  # fmt: skip
    assert found["overall"]["moves"] == []
    assert (plan["split"], plan["verdict"], found["ranking"]) == (None, None, [])


@pytest.mark.parametrize(
    ("today", "flags", "notes"),
    [
        (date(2026, 9, 30), ["incomplete"],
         ["2026Q3 is not over: it ends on 2026-09-30, so its figures will still change"]),
        (date(2026, 10, 1), [], []),
        (None, [], []),
    ],
)  # fmt: skip
def test_a_period_that_is_not_over_is_flagged(
    today: date | None, flags: list[str], notes: list[str]
) -> None:
    found: Any = analyse_diff(waves(BEFORE, AFTER, ("plan",)), today=today).record()

    assert found["overall"].get("flags", []) == flags
    assert [one["flags"] for one in found["segmentations"][0]["segments"]] == [flags] * 2
    assert found["notes"] == notes


def test_the_change_of_all_takes_the_covariance_of_those_who_answered_both_times() -> None:
    before = [Row(score=score, cluster=str(at)) for at, score in enumerate([9, 6, 7] * 20)]
    after = [Row(score=score, cluster=str(at)) for at, score in enumerate([9, 6, 9] * 20)]
    alone = analyse_diff(waves(before, after)).overall.change
    paired = analyse_diff(waves(before, after, paired=True)).overall.change

    assert alone.difference == paired.difference == pytest.approx(100 / 3)
    assert alone.z is not None
    assert paired.z is not None
    assert paired.z > alone.z > 0
    assert paired.limits is not None
    assert alone.limits is not None
    assert paired.limits.high - paired.limits.low < alone.limits.high - alone.limits.low


def test_changes_of_segments_do_not_take_the_covariance() -> None:
    before = [
        Row(score=score, cluster=str(at), cells={"plan": "A"})
        for at, score in enumerate([9, 6, 7] * 20)
    ]
    after = [
        Row(score=score, cluster=str(at), cells={"plan": "A"})
        for at, score in enumerate([9, 6, 9] * 20)
    ]
    alone = analyse_diff(waves(before, after, ("plan",)))
    paired = analyse_diff(waves(before, after, ("plan",), paired=True))

    assert segment(paired, "A").change.z == segment(alone, "A").change.z
    assert paired.overall.change.z != alone.overall.change.z


WEIGHTS = st.integers(0, 3_000).map(lambda thousandths: Decimal(thousandths) / 1000)
ROWS = st.lists(
    st.builds(
        Row,
        score=st.integers(0, 10),
        weight=WEIGHTS,
        cluster=st.sampled_from(["", *"abcdef"]),
        cells=st.fixed_dictionaries({"plan": st.sampled_from(["", "Free", "Team", "Pro"])}),
    ),
    max_size=40,
)


@given(before=ROWS, after=ROWS, weighted=st.booleans())
def test_parts_add_up_to_the_change(before: list[Row], after: list[Row], *, weighted: bool) -> None:
    result = analyse_diff(waves(before, after, ("plan",), weighted=weighted))
    plan, total = only(result), result.overall.change.difference

    assert json.dumps(result.record(), allow_nan=False)
    assert result.document()
    if total is None:
        assert plan.split is None
        return
    assert plan.split is not None
    assert plan.split.scores.points + plan.split.mix.points == pytest.approx(total, abs=CLOSE)
    parts = [one.split for one in plan.segments if one.split is not None]
    assert len(parts) == len(plan.segments)
    scores = sum(part.scores.points for part in parts)
    mix = sum(part.mix.points for part in parts)
    assert scores == pytest.approx(plan.split.scores.points, abs=CLOSE)
    assert mix == pytest.approx(plan.split.mix.points, abs=CLOSE)
    for one in plan.segments:
        if one.change.difference is None and one.split is not None:
            assert one.split.scores.points == 0


@given(before=ROWS, after=ROWS, weighted=st.booleans())
def test_stayers_joiners_and_leavers_add_up_to_the_change(
    before: list[Row], after: list[Row], *, weighted: bool
) -> None:
    result = analyse_diff(waves(before, after, weighted=weighted, paired=True))
    found, total = result.respondents, result.overall.change.difference

    if found is None:
        pairs = pairs_of(before, after, weighted=weighted)
        weighs = [sum(one.weights or one.counts) for one in (pairs.before, pairs.after)]
        assert total is None or 0 in weighs
        return
    points = found.stayers_points + found.joiners_points + found.leavers_points
    assert points == pytest.approx(total, abs=CLOSE)
    assert found.stayers_before.base + found.leavers.base == len(before)
    assert found.stayers_after.base + found.joiners.base == len(after)
