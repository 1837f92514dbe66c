from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.render.sparks import HEIGHTS, Curve, Span, draw_spark, span_of, spans_of
from nps.results.blocks import Column, Kind, Row, RowGroup, Table

numbers = st.floats(-200, 200)


@pytest.mark.parametrize(
    ("curve", "span", "drawn"),
    [
        ((0, 1, 2, 3, 4, 5, 6, 7), (0, 7), "▁▂▃▄▅▆▇█"),
        ((0, 0.49, 0.51, 6.49, 6.51, 7), (0, 7), "▁▁▂▇██"),
        ((None, 1, None, 2, None), (1, 2), " ▁ █ "),
        ((20, 20, None), (20, 20), "▄▄ "),
        ((None,), (0, 0), " "),
        ((), (0, 0), ""),
        ((0, 50), (-100, 100), "▅▆"),
    ],
)
def test_number_is_the_block_of_the_nearest_height(curve: Curve, span: Span, drawn: str) -> None:
    assert draw_spark(curve, span) == drawn


def test_span_is_that_of_all_numbers() -> None:
    assert span_of((None, 4.0), (), (-2.0, None, 3.0)) == (-2.0, 4.0)
    assert span_of((None,), ()) == (0, 0)


def test_columns_of_sparks_have_a_span_over_all_groups() -> None:
    table = Table(
        columns=(
            Column(title="", kind=Kind.NAME),
            Column(title="NPS", kind=Kind.SPARK),
            Column(title="range", kind=Kind.INTERVAL),
            Column(title="mean", kind=Kind.SPARK),
        ),
        groups=(
            RowGroup(heading=None, rows=(Row(cells=("All", (1.0, 2.0), (-50.0, 50.0), None)),)),
            RowGroup(
                heading="plan",
                rows=(
                    Row(cells=("Free", (None, -9.0), None, None)),
                    Row(cells=("Team", None, None, None)),
                ),
            ),
        ),
    )
    assert spans_of(table) == {1: (-9.0, 2.0), 3: (0.0, 0.0)}


@given(st.lists(numbers | st.none()))
def test_spark_is_a_character_a_number_and_higher_where_the_number_is(
    curve: list[float | None],
) -> None:
    drawn = draw_spark(tuple(curve), span_of(tuple(curve)))
    assert len(drawn) == len(curve)
    shown = [
        (number, HEIGHTS.index(block))
        for number, block in zip(curve, drawn, strict=True)
        if number is not None
    ]
    assert all(low[1] <= high[1] for low, high in pairwise(sorted(shown)))
    assert [block == " " for block in drawn] == [number is None for number in curve]
    if len({number for number, _ in shown}) > 1:
        assert (min(shown)[1], max(shown)[1]) == (0, len(HEIGHTS) - 1)
