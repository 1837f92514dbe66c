import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.render.bars import draw_bar


@pytest.mark.parametrize(
    ("shares", "width", "bar"),
    [
        ((0.26, 0.28, 0.46), 17, "----.....++++++++"),
        ((0.26, 0.28, 0.46), 25, "------.......++++++++++++"),
        ((0.5, 0.0, 0.5), 5, "--+++"),
        ((0.25, 0.25, 0.5), 2, "-+"),
        ((0.0, 1.0, 0.0), 4, "...."),
        ((0.1, 0.2, 0.7), 10, "-..+++++++"),
    ],
)
def test_bar_rounds_by_largest_remainder(
    shares: tuple[float, float, float], width: int, bar: str
) -> None:
    assert draw_bar(shares, width) == bar


@given(
    st.tuples(*[st.integers(0, 10**6)] * 3).filter(any),
    st.integers(1, 60),
)
def test_bar_is_of_constant_length_and_within_one_of_each_share(
    counts: tuple[int, int, int], width: int
) -> None:
    base = sum(counts)
    detractors, passives, promoters = (count / base for count in counts)
    bar = draw_bar((detractors, passives, promoters), width)
    assert len(bar) == width
    assert bar == "".join(sorted(bar, key="-.+".index))
    for count, sign in zip(counts, "-.+", strict=True):
        assert abs(bar.count(sign) - count / base * width) < 1
