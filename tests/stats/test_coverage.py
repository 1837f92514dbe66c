"""Intervals hold the true score as often as they say."""

import pytest
from tests.benchmarks.coverage import (
    coverage,
    exact_coverage,
    outcomes,
    populations,
    table,
)

from nps.stats.intervals import METHODS


@pytest.mark.parametrize("base", [5, 10, 50])
def test_the_default_interval_covers_at_its_level(base: int) -> None:
    found = coverage(base, "score", populations())
    assert found.mean >= 0.945
    assert found.inside >= 0.915
    assert found.lowest >= 0.85


def test_wald_does_not() -> None:
    found = coverage(10, "wald", populations())
    assert found.mean < 0.9
    assert found.lowest < 0.2


@pytest.mark.parametrize("base", [1, 2, 10])
def test_all_outcomes_are_enumerated(base: int) -> None:
    assert sum(orders for *_, orders in outcomes(base)) == 3**base


def test_coverage_is_exact_where_it_can_be_told_by_hand() -> None:
    # Wald's interval of two equal answers is a point; of others it reaches 69 points.
    assert exact_coverage(2, "wald", (0.25, 0.5, 0.25)) == pytest.approx(1 - 2 * 0.25**2)


def test_populations_are_shares_and_always_the_same() -> None:
    among = populations()
    assert len(among) == 400
    assert all(min(shares) >= 0 and sum(shares) == pytest.approx(1) for shares in among)
    assert among == populations()
    assert among != populations(seed=2)
    assert sum(down for down, _, _ in among) / 400 == pytest.approx(1 / 3, abs=0.05)


def test_the_table_has_a_row_a_base() -> None:
    lines = list(table())
    assert [line.split()[0] for line in lines[3:-1]] == ["5", "10", "20", "50", "100"]
    assert all(len(line.split()) == 1 + 3 * len(METHODS) for line in lines[3:-1])
