"""Figures agree with R to 1e-9."""

import json
from pathlib import Path
from typing import Any

import pytest

from nps.stats.groups import Groups
from nps.stats.intervals import adjusted_wald_limits, interval, quantile, score_limits, wald_limits

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "golden.json").read_text(encoding="utf-8")
)
CLOSE = 1e-9
Z = GOLDEN["meta"]["z_975"]


@pytest.fixture(params=sorted(GOLDEN["counts"]))
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = GOLDEN["counts"][request.param]
    return found


@pytest.fixture
def groups(case: dict[str, Any]) -> Groups:
    return Groups(detractors=case["det"], passives=case["pas"], promoters=case["pro"])


def in_points(limits: tuple[float, float]) -> list[float]:
    return [100 * limit for limit in limits]


def test_quantile() -> None:
    assert quantile(0.95) == pytest.approx(Z, abs=CLOSE)


def test_nps_and_standard_error(case: dict[str, Any], groups: Groups) -> None:
    assert groups.base == case["n"]
    assert groups.nps == pytest.approx(case["nps"], abs=CLOSE)
    assert groups.standard_error == pytest.approx(case["se_n"], abs=CLOSE)


def test_score_interval(case: dict[str, Any], groups: Groups) -> None:
    assert in_points(score_limits(groups, Z)) == pytest.approx(case["score_tango"], abs=CLOSE)
    assert interval(groups, 0.95, "score") == pytest.approx(case["score_tango"], abs=CLOSE)


def test_adjusted_wald_interval(case: dict[str, Any], groups: Groups) -> None:
    expected = case["aw_0.75_1.5_0.75"]
    limits = [expected["lo"], expected["hi"]]
    assert in_points(adjusted_wald_limits(groups, Z)) == pytest.approx(limits, abs=CLOSE)
    clamped = [max(-100, limits[0]), min(100, limits[1])]
    assert interval(groups, 0.95, "adjusted-wald") == pytest.approx(clamped, abs=CLOSE)


def test_wald_interval(case: dict[str, Any], groups: Groups) -> None:
    assert in_points(wald_limits(groups, Z)) == pytest.approx(case["wald_n"], abs=CLOSE)
