"""What changes a base can show."""

import json
from collections.abc import Callable
from math import ceil, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest

Call = Callable[..., Any]
SCORES = [10] * 60 + [8] * 25 + [3] * 15


@pytest.fixture(autouse=True)
def survey(folder: Path) -> None:
    rows = [f"{score},{'A' if at % 4 else 'B'},2026-0{1 + at % 3}-10"
            for at, score in enumerate(SCORES)]  # fmt: skip
    (folder / "wave.csv").write_text("\n".join(["score,plan,at", *rows]) + "\n", encoding="utf-8")


def record(call: Call, *options: str) -> dict[str, Any]:
    done = call("power", "wave.csv", "--no-config", "-q", "-f", "json", *options)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by_hand(change: float, level: float, power: float) -> tuple[float, int]:
    """Smallest change of the base, and answers needed, with the counts of the test."""
    up, flat, down = 60 + 0.75, 25 + 1.5, 15 + 0.75
    n = up + flat + down
    spread = (up + down) / n - ((up - down) / n) ** 2
    reach = NormalDist().inv_cdf((1 + level) / 2) + NormalDist().inv_cdf(power)
    return 100 * reach * sqrt(2 * spread / n), ceil(2 * spread * (100 * reach / change) ** 2 - 3)


@pytest.mark.parametrize(
    ("options", "change", "level", "power"),
    [
        ((), 5, 0.95, 0.8),
        (("--change", "12.5"), 12.5, 0.95, 0.8),
        (("--power", "0.9", "--level", "0.9"), 5, 0.9, 0.9),
    ],
)
def test_smallest_change_and_answers_needed(
    call: Call, options: tuple[str, ...], change: float, level: float, power: float
) -> None:
    found = record(call, *options)
    smallest, needed = by_hand(change, level, power)
    assert found["overall"]["smallest_change"] == pytest.approx(smallest, abs=1e-9)
    assert found["overall"]["responses_needed"] == needed
    assert (found["change"], found["level"], found["power"]) == (change, level, power)


def test_every_segment_has_its_own(call: Call) -> None:
    found = record(call, "--by", "plan", "--date", "at", "--period", "2026-02")
    assert found["overall"]["base"] == 33
    segments = found["segmentations"][0]["segments"]
    assert {one["segment"] for one in segments} == {"A", "B"}
    assert all(one["smallest_change"] > found["overall"]["smallest_change"] for one in segments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--change", "0"), "expected NPS points above 0"),
        (("--change", "five"), "expected NPS points above 0"),
        (("--change", "201"), "up to 200"),
        (("--power", "80"), "expected a number"),
        (("--power", "0.3"), "from 0.5 to below 1"),
        (("--period", "2026-02"), "--period: found no column of dates"),
    ],
)
def test_mistakes_are_said(call: Call, arguments: tuple[str, ...], message: str) -> None:
    done = call("power", "wave.csv", "--no-config", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert not done.stdout
