"""What holds of any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.stats.groups import Groups, group_counts, mean_score
from nps.stats.intervals import METHODS, Method, interval

COUNT = st.integers(0, 5_000)
GROUPS = st.builds(Groups, detractors=COUNT, passives=COUNT, promoters=COUNT).filter(
    lambda groups: groups.base > 0
)
LEVEL = st.floats(0.5, 0.999)


@given(GROUPS)
def test_nps_is_within_100(groups: Groups) -> None:
    assert groups.nps is not None
    assert -100 <= groups.nps <= 100


@given(GROUPS, LEVEL, st.sampled_from(METHODS))
def test_limits_are_ordered_and_within_100(groups: Groups, level: float, method: Method) -> None:
    limits = interval(groups, level, method)
    assert limits is not None
    assert -100 <= limits[0] <= limits[1] <= 100


@given(GROUPS, LEVEL)
def test_score_limits_enclose_the_figure_and_never_meet(groups: Groups, level: float) -> None:
    limits = interval(groups, level, "score")
    assert limits is not None
    assert groups.nps is not None
    assert limits[0] < limits[1]
    assert limits[0] - 1e-9 <= groups.nps <= limits[1] + 1e-9


@given(GROUPS)
def test_score_limits_touch_100_only_where_all_are_of_one_group(groups: Groups) -> None:
    limits = interval(groups, 0.95, "score")
    assert limits is not None
    assert (limits[0] == -100) == (groups.detractors == groups.base)
    assert (limits[1] == 100) == (groups.promoters == groups.base)


@given(GROUPS)
def test_score_limits_mirror(groups: Groups) -> None:
    mirrored = Groups(
        detractors=groups.promoters, passives=groups.passives, promoters=groups.detractors
    )
    limits, others = interval(groups, 0.95, "score"), interval(mirrored, 0.95, "score")
    assert limits is not None
    assert others is not None
    assert limits == pytest.approx((-others[1], -others[0]), abs=1e-6)


@given(st.lists(st.integers(0, 100), min_size=11, max_size=11))
def test_groups_add_up_to_the_base(counts: list[int]) -> None:
    assert group_counts(counts, 0).base == sum(counts)
    assert group_counts(counts[1:], 1).base == sum(counts[1:])


def test_undefined_at_base_0() -> None:
    nobody = group_counts([0] * 11, 0)
    assert nobody.nps is None
    assert nobody.standard_error is None
    assert mean_score([0] * 11, 0) is None
    assert interval(nobody, 0.95, "score") is None


def test_groups_are_fixed_on_both_scales() -> None:
    by_score = [1, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6]
    assert group_counts(by_score, 0) == Groups(detractors=3, passives=7, promoters=11)
    assert group_counts(by_score[1:], 1) == Groups(detractors=2, passives=7, promoters=11)
    assert mean_score([0] * 9 + [1], 1) == 10
