"""Forms as keys: values on different sides of an edge have different ones, and only those."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.plans import planned

from nps.engine.cells import Cells
from nps.engine.conditions import is_member
from nps.engine.cuts import edges_of
from nps.engine.dims import Dim, dim_of, restored, score_dim
from nps.engine.keys import row_keys
from nps.spec.conditions import Condition
from nps.spec.configuration import Configuration
from nps.spec.segmentations import MapSegmentation

COLUMN = "v"
SEVERAL = 30
"""More than are compared one by one."""
OPERATORS = ("gt", "gte", "lt", "lte", "eq")
WAYS = (
    pytest.param({"FEW": 24}, id="compared"),
    pytest.param({"FEW": 0}, id="looked up"),
    pytest.param({"FEW": 0, "TABLE": -1}, id="sought"),
)


def cells_of(frame: pl.DataFrame, **survey: object) -> Cells:
    declared = {
        "survey": survey,
        "columns": {"age": {"days_since": COLUMN, "until": "2026-01-31"}},
    }
    return Cells(frame.schema, Configuration.model_validate(declared), {})


def check_rules(frame: pl.DataFrame, conditions: Sequence[dict[str, Any]], **survey: Any) -> Dim:  # noqa: ANN401  # any key under survey
    """Rules hold for what is restored as they do for rows; equal keys are restored alike."""
    cells = cells_of(frame, **survey)
    rules = [
        is_member(Condition.model_validate(one), cells, ("rule", at))
        for at, one in enumerate(conditions)
    ]
    forms = sorted({form for rule in rules for form in rule.meta.root_names()})
    dims = [dim_of(form, cells) for form in forms]
    prepared = cells.prepare(frame.lazy())
    named = {f"r{at}": rule for at, rule in enumerate(rules)}
    rows = prepared.select(**named).collect()
    keys = prepared.select(**{dim.name: dim.key for dim in dims})
    assert restored(keys, dims).select(**named).collect().rows() == rows.rows()
    return dims[0]


NUMBERS = (-3, -1, 0, 1, 2, 9, 10, 11, 100, 127)
OPERANDS = (-3, -0.0, 0, 0.5, 1, 10, 10.5, -300, 300, 2**40, 1e300, -1e300, 1.7976931348623157e308)
NUMERIC = (
    pl.Int8, pl.UInt8, pl.Int16, pl.UInt16, pl.Int32, pl.UInt32, pl.Int64, pl.UInt64, pl.Int128,
    pl.Float32, pl.Float64, pl.Decimal(12, 3), pl.String,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dtype", NUMERIC, ids=str)
def test_numbers_of_every_type_are_cut_where_rules_compare(
    dtype: pl.DataType, way: dict[str, int]
) -> None:
    numbers = [one for one in NUMBERS if one >= 0 or "UInt" not in str(dtype)]
    frame = pl.DataFrame({COLUMN: pl.Series([*numbers, None]).cast(dtype)})
    with planned(way):
        for operand in OPERANDS:
            check_rules(frame, [{COLUMN: {name: operand}} for name in OPERATORS])
        every = [{COLUMN: {name: one}} for name in OPERATORS for one in OPERANDS]
        dim = check_rules(frame, every)
    assert dim.size >= len(OPERANDS)


@pytest.mark.parametrize("way", WAYS)
def test_whole_numbers_that_floats_cannot_hold_are_compared_as_floats(way: dict[str, int]) -> None:
    exact = 2**53
    numbers = [sign * (exact + more) for sign in (1, -1) for more in range(-2, 5)]
    frame = pl.DataFrame({COLUMN: [*numbers, 2**62, -(2**62)]})
    with planned(way):
        check_rules(
            frame,
            [
                {COLUMN: {name: float(sign * (exact + more))}}
                for name in OPERATORS for sign in (1, -1) for more in (-2, -1, 0, 2, 4)
            ],
        )  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_finite_number_is_missing(way: dict[str, int]) -> None:
    odd = [float("nan"), float("inf"), float("-inf"), None, -0.0, 0.0, 5e-324, -5e-324, 1e308]
    frame = pl.DataFrame({COLUMN: odd})
    conditions = [{COLUMN: {name: 0}} for name in OPERATORS]
    with planned(way):
        check_rules(frame, [*conditions, *({"not": one} for one in conditions)])


DAYS = (date(1, 1, 1), date(1, 1, 2), date(1969, 12, 31), date(2026, 1, 30), date(9999, 12, 31))
DATED = (pl.Date, pl.Datetime("ms"), pl.Datetime("us"), pl.Datetime("us", "Asia/Tokyo"), pl.String)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dtype", DATED, ids=str)
def test_dates_are_cut_from_the_first_to_the_last(dtype: pl.DataType, way: dict[str, int]) -> None:
    days = pl.Series([*DAYS, None], dtype=pl.Date)
    if isinstance(dtype, pl.Datetime):
        days = days.cast(pl.Datetime("us")).dt.replace_time_zone(dtype.time_zone)
    frame = pl.DataFrame({COLUMN: days.cast(dtype)})
    ordered = [
        {COLUMN: {name: one}}
        for name in ("gt", "gte", "lt", "lte")
        for one in (
            *(day.isoformat() for day in DAYS), "0001-01-01T00:00:00", "2026-01-30T00:00:00.5",
            "9999-12-31T23:59:59.999999",
        )
    ]  # fmt: skip
    ages = [{"age": {name: one}} for name in OPERATORS for one in (-1e12, 0, 0.5, 1, 3e9, 1e300)]
    with planned(way):
        check_rules(frame, [*ordered, *({COLUMN: one.isoformat()} for one in DAYS)])
        check_rules(frame, ages)


@pytest.mark.parametrize("way", WAYS)
def test_texts_are_told_apart_that_rules_mention(way: dict[str, int]) -> None:
    cells = ["a", " a ", "A", "b", "", " ", None, "NA", "another", "another*", "1", "1.0"]
    frame = pl.DataFrame({COLUMN: cells})
    conditions: list[dict[str, Any]] = [
        {COLUMN: "a"}, {COLUMN: {"ne": "b"}}, {COLUMN: {"not_in": ["a", "another"]}},
        {COLUMN: {"in": ["NA", "b"]}}, {"not": {COLUMN: "NA"}}, {COLUMN: {"is_null": True}},
        {COLUMN: {"eq": "moon"}},
    ]  # fmt: skip
    with planned(way):
        check_rules(frame, conditions)
        check_rules(frame, conditions, missing=["NA", "b"])


def test_many_texts_and_many_edges_are_sought() -> None:
    texts = [f"t{at}" for at in range(SEVERAL)]
    frame = pl.DataFrame({COLUMN: [*texts, "t99", None, ""]})
    check_rules(frame, [{COLUMN: {"in": texts[at:]}} for at in range(SEVERAL)])
    numbers = pl.DataFrame({COLUMN: [*range(-1, SEVERAL + 1), None]})
    check_rules(numbers, [{COLUMN: {"gte": at}} for at in range(SEVERAL)])


def test_texts_that_a_map_puts_together_stay_apart() -> None:
    frame = pl.DataFrame({COLUMN: ["a", "b", "c", None, ""]})
    cells = cells_of(frame)
    declared = MapSegmentation.model_validate({"column": COLUMN, "map": {"One": "a", "Two": "b"}})
    (key,) = row_keys(declared, cells, ("segments", "s"))
    dims = [dim_of(form, cells) for form in sorted(set(key.meta.root_names()))]
    prepared = cells.prepare(frame.lazy())
    keys = prepared.select(**{dim.name: dim.key for dim in dims})
    found = restored(keys, dims).select(key.alias("s")).collect()
    assert found["s"].to_list() == [0, 1, 65535, None, None]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(("\t9", "9", " 9 ", "x", "", None)), min_size=1),
    st.sampled_from(([], ["x"], ["9"])),
)
def test_whole_texts_are_restored(values: list[str | None], missing: list[str]) -> None:
    frame = pl.DataFrame({COLUMN: values}, schema={COLUMN: pl.String})
    cells = cells_of(frame, missing=missing)
    (form,) = cells.text(COLUMN).meta.root_names()
    dim = dim_of(form, cells)
    prepared = cells.prepare(frame.lazy())
    keys = prepared.select(dim.key.alias(dim.name))
    assert keys.collect()[dim.name].to_list() == values
    back = restored(keys, [dim]).select(form).collect()
    assert back.rows() == prepared.select(form).collect().rows()


def test_a_key_of_few_values_is_small() -> None:
    frame = pl.DataFrame({COLUMN: ["1", "5", None, "x"]})
    cells = cells_of(frame)
    name = cells.ordered("number", COLUMN, ("s",))
    cells.compare(name, "gte", 2.0)
    dim = dim_of(name, cells)
    keys = cells.prepare(frame.lazy()).select(dim.key.alias("key")).collect()["key"]
    assert keys.dtype == pl.UInt8
    assert keys.to_list() == [1, 2, 0, 0]
    assert dim.size == 3
    assert dim.values is not None
    assert dim.values[0] is None


def test_the_score_is_a_key_from_zero() -> None:
    dim = score_dim(pl.col("n"), range(1, 11))
    frame = pl.LazyFrame({"n": [None, 1, 10]}, schema={"n": pl.UInt8})
    keys = frame.select(dim.key.alias(dim.name))
    assert keys.collect()[dim.name].to_list() == [0, 2, 11]
    assert restored(keys, [dim]).collect()[dim.form].to_list() == [None, 1, 10]


@pytest.mark.parametrize(
    ("operator", "operand", "edges"),
    [
        ("gte", 10.0, [10.0]),
        ("lt", 10.0, [10.0]),
        ("gt", 10.0, [10.000000000000002]),
        ("lte", 0.0, [5e-324]),
        ("eq", 1.0, [1.0, 1.0000000000000002]),
        ("gte", date(1970, 1, 2), [1]),
        ("gt", date(1969, 12, 31), [0]),
        ("eq", date(9999, 12, 31), [2932896, 2932897]),
        ("lte", datetime(1970, 1, 1, 0, 0, 1), [1_000_001]),  # noqa: DTZ001  # as written
        ("gte", datetime(1, 1, 1), [-62_135_596_800_000_000]),  # noqa: DTZ001
    ],
)
def test_a_value_at_an_edge_lies_above_it(
    operator: str, operand: float | date, edges: list[float]
) -> None:
    assert list(edges_of(operator, operand)) == edges
