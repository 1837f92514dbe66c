"""Whether shares differ between groups beyond chance."""

import pytest

from nps.stats.chi_squares import chi_square_p, shares_p


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    [
        # Quantiles as tables of the distribution have them.
        (3.841458820694124, 1, 0.05),
        (6.634896601021213, 1, 0.01),
        (5.991464547107979, 2, 0.05),
        (7.814727903251179, 3, 0.05),
        (18.307038053275146, 10, 0.05),
        (124.34211340400407, 100, 0.05),
        (0, 3, 1),
    ],
)
def test_probabilities_are_those_of_tables(statistic: float, freedom: int, p: float) -> None:
    assert chi_square_p(statistic, freedom) == pytest.approx(p, abs=1e-12)


def test_no_value_is_too_large() -> None:
    assert chi_square_p(1e6, 7) == 0
    assert 0 <= chi_square_p(5_000, 4_999) <= 1


def test_shares_are_tested_as_pearson_does() -> None:
    # 12 of 100 and 30 of 100: 200 (12·70 - 30·88)² / (100·100·42·158) = 9.764918625678119
    assert shares_p([(100, 12), (100, 30), (0, 0)]) == pytest.approx(
        chi_square_p(9.764918625678119, 1)
    )


@pytest.mark.parametrize("parts", [[], [(5, 2)], [(5, 0), (3, 0)], [(5, 5), (3, 3)]])
def test_where_there_is_nothing_to_test_there_is_no_test(parts: list[tuple[int, int]]) -> None:
    assert shares_p(parts) is None
