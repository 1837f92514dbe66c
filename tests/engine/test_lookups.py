"""Whether none of many rules holds, looked up for each row."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.plans import planned

from nps.engine.dims import Dim
from nps.engine.lookups import look_up

NUMBERS = pl.Series([None, 0, 1, 2, 3])
DIMS = {
    name: Dim(form=name, key=pl.col(f"code {name}").cast(pl.UInt8), values=NUMBERS)
    for name in ("a", "b", "c")
} | {"text": Dim(form="text", key=pl.col("text"))}


def held(frame: pl.DataFrame, parts: list[pl.Expr]) -> tuple[list[bool], Dim]:
    """Whether none holds by row, from the keys of the rows."""
    dim = look_up("none", parts, DIMS)
    needs = {need.name: need.key for need in dim.needs}
    return frame.with_columns(**needs).select(dim.key.alias("none"))["none"].to_list(), dim


def masks(bounds: dict[str, list[int]]) -> list[pl.Expr]:
    """A key of bits a form: which bounds are at or below it."""
    return [
        pl.sum_horizontal(
            (pl.col(name) >= bound).fill_null(value=False).cast(pl.UInt8) * (1 << bit)
            for bit, bound in enumerate(found)
        )
        for name, found in bounds.items()
    ]


ROWS = st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=20)
BOUNDS = st.dictionaries(
    st.sampled_from(("a", "b", "c")), st.lists(st.integers(0, 3), min_size=1, max_size=3),
    min_size=1,
)  # fmt: skip


@settings(deadline=None)
@given(ROWS, BOUNDS, st.sampled_from((0, 5, 24, 1_000_000)))
def test_what_is_looked_up_is_what_rules_say(
    codes: list[tuple[int, ...]], bounds: dict[str, list[int]], most: int
) -> None:
    frame = pl.DataFrame(codes, schema=["code a", "code b", "code c"], orient="row").with_columns(
        pl.lit(NUMBERS).gather(pl.col(f"code {name}")).alias(name) for name in ("a", "b", "c")
    )
    parts = masks(bounds)
    expected = frame.select(pl.all_horizontal(part == 0 for part in parts))
    with planned({"MOST_COMBINATIONS": most}):
        assert held(frame, parts)[0] == expected.to_series().to_list()


def test_rules_over_several_columns_are_looked_up_together() -> None:
    frame = pl.DataFrame({"code a": [4, 4, 1], "code b": [4, 1, 4]})
    both = (pl.col("a") > pl.col("b")).fill_null(value=False).cast(pl.UInt8)
    found, dim = held(frame, [both])
    assert found == [True, False, True]
    assert {need.form for need in dim.needs} == {"a", "b"}


@pytest.mark.parametrize("most", [24, 25])
def test_too_many_combinations_are_worked_out_for_rows(most: int) -> None:
    frame = pl.DataFrame({"code a": [4, 1], "code b": [1, 4], "a": [3, 0], "b": [0, 3]})
    both = (pl.col("a") > pl.col("b")).cast(pl.UInt8)
    with planned({"MOST_COMBINATIONS": most}):
        found, dim = held(frame, [both])
    assert found == [False, True]
    assert all(need.size for need in dim.needs) is (most == 25)


def test_whole_texts_are_worked_out_for_rows() -> None:
    frame = pl.DataFrame({"text": ["x", "y", None]})
    is_x = (pl.col("text") == "x").fill_null(value=False).cast(pl.UInt8)
    assert held(frame, [is_x])[0] == [False, True, True]
