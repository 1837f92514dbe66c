"""Judging all tests of a run together."""

import json
from pathlib import Path
from typing import Any

import pytest

from nps.analyses.false_discovery import Finding, find
from nps.stats.comparisons import Comparison

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "golden.json").read_text(encoding="utf-8")
)


def with_p(*ps: float | None) -> list[Comparison]:
    return [Comparison(difference=1, p=p) for p in ps]


def test_nothing_is_found_in_nothing() -> None:
    assert find([], 0.95) == []
    assert find(with_p(None), 0.95) == [Finding()]


def test_what_was_not_tested_is_passed_over_in_its_place() -> None:
    found = find(with_p(None, 0.01, None, 0.04, 0.5), 0.95)
    assert [one.p_adjusted for one in found] == [
        None, pytest.approx(0.03), None, pytest.approx(0.06), pytest.approx(0.5),
    ]  # fmt: skip
    assert [one.significant for one in found] == [None, True, None, False, False]


def test_adjusted_probabilities_agree_with_r() -> None:
    golden = GOLDEN["p_adjust"]
    found = find(with_p(*golden["p"]), 0.95)
    assert [one.p_adjusted for one in found] == pytest.approx(golden["BH"], abs=1e-12)
