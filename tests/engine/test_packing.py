"""Several small keys in one number, and back."""

from math import prod

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.plans import planned

from nps.engine.dims import Dim
from nps.engine.packing import packs


def dim(name: str, size: int) -> Dim:
    """Make a key of so many values; of none where it is a value itself."""
    values = pl.Series([None, *range(size - 1)]) if size else None
    return Dim(form=name, key=pl.col(name), values=values)


SIZES = st.lists(st.integers(1, 300), min_size=1, max_size=8)


@settings(deadline=None)
@given(SIZES, st.sampled_from((1, 20, 1000, 2**32)), st.data())
def test_what_is_unpacked_was_packed(sizes: list[int], largest: int, data: st.DataObject) -> None:
    dims = [dim(f"d{at}", size) for at, size in enumerate(sizes)]
    rows = [
        {one.name: data.draw(st.integers(0, one.size - 1)) for one in dims}
        for _ in range(data.draw(st.integers(1, 5)))
    ]
    with planned({"LARGEST": largest}):
        found = packs(0, dims)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.UInt16))

    packed = frame.select(one.packed for one in found)
    smallest = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32}
    for dtype, one in zip(packed.dtypes, found, strict=True):
        product = prod(part.size for part in one.dims)
        assert dtype == next(kind for bits, kind in smallest.items() if product <= 2**bits)
    unpacked = packed.select(part for one in found for part in one.unpacked())
    assert unpacked.select(frame.columns).rows() == frame.rows()


def test_as_few_numbers_as_hold_them() -> None:
    found = packs(3, [dim("a", 2**10), dim("b", 2**12), dim("c", 2**10), dim("d", 2)])
    assert [[one.form for one in pack.dims] for pack in found] == [["a", "b", "c"], ["d"]]
    assert len({pack.name for pack in found}) == 2


def test_the_largest_number_fits() -> None:
    (pack,) = packs(0, [dim("a", 2**16), dim("b", 2**16)])
    last = pl.DataFrame({one.name: [one.size - 1] for one in pack.dims}, schema_overrides={
        one.name: pl.UInt16 for one in pack.dims
    })  # fmt: skip
    assert last.select(pack.packed).item() == 2**32 - 1


def test_whole_values_are_left_out() -> None:
    found = packs(0, [dim("a", 3), dim("text", 0), dim("b", 3)])
    assert [[one.form for one in pack.dims] for pack in found] == [["a", "b"]]
    assert packs(0, [dim("text", 0)]) == ()


@pytest.mark.parametrize("group", [0, 7])
def test_numbers_of_groups_have_different_names(group: int) -> None:
    (pack,) = packs(group, [dim("a", 2)])
    (other,) = packs(group + 1, [dim("a", 2)])
    assert pack.name != other.name
