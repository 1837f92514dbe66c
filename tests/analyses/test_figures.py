"""The figures of one set of responses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nps.analyses.figures import Figuring
from nps.results.sums import Sums
from nps.spec.scale import ScoreBand
from nps.stats.samples import sample

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "golden.json").read_text(encoding="utf-8")
)
Make = Callable[..., Any]


def counts(detractors: int, passives: int, promoters: int) -> Sums:
    return Sums(counts=(0, 0, 0, 0, 0, 0, detractors, passives, 0, promoters, 0))


@pytest.mark.parametrize(
    ("method", "key"),
    [("score", "score_tango"), ("wald", "wald_n"), ("adjusted-wald", "aw_0.75_1.5_0.75")],
)
@pytest.mark.parametrize("case", sorted(GOLDEN["counts"]))
def test_intervals_agree_with_r(case: str, method: Any, key: str) -> None:  # noqa: ANN401
    golden = GOLDEN["counts"][case]
    sums = counts(golden["det"], golden["pas"], golden["pro"])
    figures = Figuring(overall=sums, lowest=0, method=method).all_responses()

    assert figures.nps == pytest.approx(golden["nps"], abs=1e-9)
    assert figures.standard_error == pytest.approx(golden["se_n"], abs=1e-9)
    expected = golden[key]
    limits = [expected["lo"], expected["hi"]] if isinstance(expected, dict) else expected
    clamped = [max(-100, limits[0]), min(100, limits[1])]
    assert figures.interval is not None
    assert figures.interval.limits == pytest.approx(clamped, abs=1e-7)
    assert (figures.interval.method, figures.interval.level) == (method, 0.95)


def test_small_bases_are_flagged_before_other_flags_but_never_all_responses() -> None:
    figuring = Figuring(overall=counts(1, 2, 3), lowest=0)
    assert figuring.all_responses().flags == ()
    assert figuring.figures("A", counts(1, 2, 3), flags=("incomplete",)).flags == (
        "small_base", "incomplete",
    )  # fmt: skip


def test_the_whole_is_that_of_the_period_not_of_the_run() -> None:
    figures = Figuring(overall=counts(10, 0, 30), lowest=0).figures("A", counts(5, 0, 15))
    assert (figures.share_of_base, figures.share_of_promoters) == (0.5, 0.5)
    assert figures.place is None


def test_bands_on_a_scale_from_1() -> None:
    sums = Sums(counts=(4, 0, 0, 0, 0, 0, 0, 0, 0, 6))
    bands = (ScoreBand("low", 1, 6), ScoreBand("high", 7, 10))
    figures = Figuring(overall=sums, lowest=1, bands=bands).all_responses()
    assert [(band.name, band.part.count, band.part.share) for band in figures.bands] == [
        ("low", 4, 0.4), ("high", 6, 0.6),
    ]  # fmt: skip


def test_figures_of_clusters_are_those_of_the_sample(tally_of: Make, answers: Make) -> None:
    alike = [(4, 0, 0), (0, 3, 0), (0, 0, 5), (0, 0, 4), (3, 1, 0)]
    held = [one for at, groups in enumerate(alike) for one in answers(*groups, account=str(at))]
    tally = tally_of({"plan": {"A": [*held, *answers(2, 0, 1)]}})
    part = sample(tally.overall, tally.overall, 0)
    figures = Figuring(overall=tally.overall, lowest=0).all_responses()

    assert figures.standard_error == part.standard_error
    unclustered = Figuring(overall=Sums(counts=tally.overall.counts), lowest=0).all_responses()
    assert figures.standard_error is not None
    assert unclustered.standard_error is not None
    assert figures.standard_error > unclustered.standard_error
    assert figures.interval is not None
    assert unclustered.interval is not None
    assert figures.interval.low < unclustered.interval.low
    assert figures.interval.high > unclustered.interval.high
    assert figures.weighting is None


@pytest.mark.parametrize(
    ("target", "position"),
    [(-20, "above"), (30, "astride"), (60, "below"), (100, "below")],
)
def test_a_target_lies_below_within_or_above_the_interval(target: float, position: str) -> None:
    figuring = Figuring(overall=counts(20, 30, 50), lowest=0)
    found = figuring.against(target, figuring.total)
    assert found.gap == pytest.approx(30 - target)
    assert found.position == position


def test_a_limit_that_touches_the_target_is_astride() -> None:
    figuring = Figuring(overall=counts(0, 0, 5), lowest=0)
    assert figuring.against(100, figuring.total).position == "astride"


def test_a_target_without_an_interval_has_a_gap(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"plan": {"A": answers(1, 1, 2, account="a")}})
    figuring = Figuring(overall=tally.overall, lowest=0)
    found = figuring.against(5, figuring.total)
    assert (found.gap, found.position) == (20, None)
