"""Exports of every kind of column, everything that can be declared of them, and plans to count them
by."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import strategies as st

from nps.engine import dims, estimating, lookups, packing, planning, searches, sharing, units
from nps.engine.slicing import Slicing
from nps.engine.tallying import tally
from nps.errors import NpsError
from nps.results.tally import Tally
from nps.sources.export import Export
from nps.spec.configuration import Configuration

HUGE = 10**12
PLAIN: Mapping[str, int] = {"LARGE": HUGE, "MANY": HUGE, "DIVIDED": HUGE, "SEVERAL": HUGE}
"""All is counted row by row, and at once."""
PLACES = {
    "LARGE": [planning], "MANY": [planning], "MOST_CELLS": [planning], "SAMPLE": [estimating],
    "SHARED_CELLS": [sharing, planning], "FEW_VALUES": [sharing], "TRIED": [sharing],
    "MOST_COMBINATIONS": [lookups], "LARGEST": [packing], "FEW": [dims], "TABLE": [dims],
    "DIVIDED": [units], "ROWS": [units], "SEVERAL": [searches],
}  # fmt: skip
"""Modules that hold each setting."""


@contextmanager
def planned(settings: Mapping[str, int]) -> Iterator[None]:
    """Plan by other limits while the block runs; by default as if every export were large."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"LARGE": -1, **settings}.items():
            for module in PLACES[name]:
                patch.setattr(module, "LARGE" if name == "DIVIDED" else name, value)
        yield


def export(frame: pl.DataFrame, name: str = "a.parquet", size: int = 0) -> Export:
    return Export(
        path=name, format="parquet", layout="plain", frame=frame.lazy(),
        columns=tuple(frame.columns), duplicates=frozenset(), notes=(), size=size,
    )  # fmt: skip


def outcome(
    frames: Sequence[pl.DataFrame],
    declared: Mapping[str, Any],
    settings: Mapping[str, int],
    slicing: Slicing | None = None,
) -> Tally | str:
    """What is counted, or why nothing is."""
    configuration = Configuration.model_validate(declared)
    exports = [export(frame, f"{at}.parquet") for at, frame in enumerate(frames)]
    with planned(settings):
        try:
            return tally(exports, configuration, tuple(configuration.segments), slicing)
        except NpsError as error:
            return str(error)


FORCED: tuple[Mapping[str, int], ...] = (
    {},
    {"FEW": 0},
    {"FEW": 0, "TABLE": -1},
    {"FEW_VALUES": 0, "SHARED_CELLS": 1},
    {"SHARED_CELLS": HUGE, "LARGEST": 20, "FEW": 0},
    {"MOST_CELLS": 0},
    {"MOST_CELLS": 5, "MOST_COMBINATIONS": 3},
    {"MOST_CELLS": 3, "SAMPLE": 1, "TRIED": 1},
    {"DIVIDED": -1, "ROWS": 2, "SEVERAL": 1},
    {"DIVIDED": -1, "ROWS": 1, "LARGE": HUGE, "MANY": HUGE},
)
"""Plans of every shape."""
SETTINGS: st.SearchStrategy[Mapping[str, int]] = st.fixed_dictionaries(
    {},
    optional={
        "MOST_CELLS": st.sampled_from((0, 1, 2, 5, 20)),
        "SAMPLE": st.sampled_from((1, 3)),
        "SHARED_CELLS": st.sampled_from((1, 10, HUGE)),
        "FEW_VALUES": st.sampled_from((0, 2)),
        "TRIED": st.just(1),
        "MOST_COMBINATIONS": st.sampled_from((0, 5, 100)),
        "LARGEST": st.sampled_from((12, 40)),
        "FEW": st.sampled_from((0, 2)),
        "TABLE": st.sampled_from((-1, 65_536)),
        "DIVIDED": st.just(-1),
        "SEVERAL": st.sampled_from((1, 2)),
        "ROWS": st.sampled_from((1, 2, 5)),
    },
)

TEXTS = ("free", "Free", " team ", "pro", "NA", "1", "1.0", "007", "true", "x;free", "")
NUMBERS = (0, 1, 2, 3, 10, 100)
FLOATS = (0.0, -0.0, 1.0, 2.5, 10.0, -3.0, 1e300, float("nan"), float("inf"), float("-inf"))
NUMBER_TEXTS = ("0", "-0", "1", "1.0", "2.5", " 10", "1e3", "many", "inf", "nan", "")
DAYS = (
    date(1, 1, 1), date(1969, 12, 31), date(2025, 12, 31), date(2026, 1, 30), date(2026, 1, 31),
    date(9999, 12, 31),
)  # fmt: skip
DAY_TEXTS = (
    "2026-01-30", " 2026-01-31 ", "2026-01-31T08:00", "2025-12-31 23:59:59", "soon", "",
    "9999-12-31", "0001-01-01", "2026-01-30T24:00",
)  # fmt: skip
MOMENTS = tuple(datetime(one.year, one.month, one.day, 8) for one in DAYS[1:5])  # noqa: DTZ001  # as written
TAGS = ("a", "B;b", "a; c", " ", ";", "a;a")


def column(
    rows: int, cells: Sequence[object], *dtypes: pl.DataType
) -> st.SearchStrategy[pl.Series]:
    """Draw a column of one of some types."""
    drawn = st.lists(st.sampled_from((*cells, None)), min_size=rows, max_size=rows)

    def series(values: list[object], dtype: pl.DataType) -> pl.Series:
        return pl.Series(values, dtype=dtype)

    return st.builds(series, drawn, st.sampled_from(dtypes))


def texts(rows: int, cells: Sequence[str]) -> st.SearchStrategy[pl.Series]:
    enum = pl.Enum(list(dict.fromkeys(cells)))
    return column(rows, cells, pl.String(), pl.Categorical(), enum)


def numbers(rows: int) -> st.SearchStrategy[pl.Series]:
    whole = (
        pl.Int8(), pl.UInt8(), pl.Int32(), pl.Int64(), pl.UInt64(), pl.Int128(), pl.Float32(),
    )  # fmt: skip
    exact = (2**53, 2**53 + 1, 2**53 + 3, -(2**53) - 1, 2**62, 7)
    return st.one_of(
        column(rows, NUMBERS, *whole),
        column(rows, FLOATS, pl.Float64()),
        column(rows, exact, pl.Int64()),
        column(rows, [Decimal(text) for text in ("0", "1", "2.5", "10")], pl.Decimal(9, 2)),
        column(rows, NUMBER_TEXTS, pl.String()),
    )


def dates(rows: int) -> st.SearchStrategy[pl.Series]:
    zoned = (
        pl.Datetime("us"), pl.Datetime("ms"), pl.Datetime("ns"), pl.Datetime("us", "Asia/Tokyo")
    )  # fmt: skip
    return st.one_of(
        column(rows, DAYS, pl.Date()),
        column(rows, MOMENTS, *zoned),
        column(rows, DAY_TEXTS, pl.String()),
    )


def columns(rows: int) -> dict[str, st.SearchStrategy[pl.Series]]:
    """Draw each column that declarations name."""
    scores = [str(score) for score in range(11)]
    return {
        "plan": texts(rows, TEXTS),
        "score": st.one_of(
            column(rows, [*scores, "NA", "11", "x", "9 - very"], pl.String()),
            column(rows, range(12), pl.Int64(), pl.Float64()),
        ),
        "mrr": numbers(rows),
        "at": dates(rows),
        "signed": dates(rows),
        "flag": st.one_of(
            column(rows, (True, False), pl.Boolean()),
            column(rows, ("TRUE", "true", "no", "0"), pl.String()),
        ),
        "tags": st.one_of(
            texts(rows, TAGS), column(rows, (["a"], ["b", "A"], []), pl.List(pl.String()))
        ),
        "weight": column(rows, ("1", "0.5", "2.000000001", "0", "-1", "much"), pl.String()),
        "nothing": column(rows, (), pl.Null(), pl.String()),
    }


ANCHOR = pl.DataFrame(
    {"score": ["5"], "mrr": ["1"], "at": ["2026-01-30"], "signed": ["2026-01-01"], "weight": ["1"]}
)
"""One response that converts and scores, so that few runs are refused."""


@st.composite
def frames(draw: st.DrawFn) -> list[pl.DataFrame]:
    """Draw one or two exports, of which one may lack columns, and the anchor."""
    found = []
    for _ in range(draw(st.integers(1, 2))):
        rows = draw(st.integers(1, 12))
        found.append(pl.DataFrame({name: draw(cells) for name, cells in columns(rows).items()}))
    lacking = draw(st.sets(st.sampled_from(found[-1].columns), max_size=2)) - {"score"}
    if len(found) > 1:
        found[-1] = found[-1].drop(lacking)
    return [*found, ANCHOR]


AMOUNT = st.sampled_from((-0.0, 0, 1, 2, 2.5, 10, -300, 1e300, 2**53, 2.0**53 + 2, 1000))
DAY = st.sampled_from(("2026-01-30", "0001-01-01", "9999-12-31", "2026-01-31T08:00:00"))
TEXT = st.sampled_from([text.strip() for text in TEXTS if text] + ["2026-01-30", "a", "moon"])
NEEDLE = st.sampled_from(("re", "EA", " ", "1", "é", "."))
OPERAND = st.one_of(TEXT, AMOUNT, st.booleans())
ORDER = st.sampled_from(("gt", "gte", "lt", "lte"))
ANY = st.sampled_from(("plan", "mrr", "at", "signed", "flag", "tags", "nothing", "age", "topics"))
CONDITION: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.one_of(
        st.builds(lambda name, value: {name: value}, ANY, OPERAND),
        st.builds(
            lambda name, op, values: {name: {op: values}},
            ANY, st.sampled_from(("in", "not_in")), st.lists(OPERAND, min_size=1, max_size=4),
        ),
        st.builds(lambda name, value: {name: {"ne": value}}, ANY, OPERAND),
        st.builds(lambda name, value: {name: {"is_null": value}}, ANY, st.booleans()),
        st.builds(
            lambda name, op, needle: {name: {op: needle}},
            ANY, st.sampled_from(("contains", "starts_with", "ends_with", "matches")), NEEDLE,
        ),
        st.builds(lambda tag: {"topics": {"has": tag}}, st.sampled_from(("a", "b", "free"))),
        st.builds(
            lambda name, op, value: {name: {op: value}},
            st.sampled_from(("mrr", "age")), ORDER, AMOUNT,
        ),
        st.builds(
            lambda name, op, value: {name: {op: value}},
            st.sampled_from(("at", "signed")), ORDER, DAY,
        ),
        st.builds(lambda ends: {"mrr": {"between": sorted(ends)}}, st.tuples(AMOUNT, AMOUNT)),
    ),
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)  # fmt: skip
RULES = st.lists(CONDITION, min_size=1, max_size=12).map(
    lambda conditions: {f"r{index}": one for index, one in enumerate(conditions)}
)
SEGMENTS: dict[str, st.SearchStrategy[Any]] = {
    "value": st.builds(lambda name: {"column": name}, ANY),
    "top": st.just({"column": "plan", "top": 2}),
    "map": st.builds(
        lambda name, values: {"column": name, "map": {"One": values[:2], "Two": values[2:]}},
        ANY, st.lists(OPERAND, min_size=3, max_size=5, unique=True),
    ),
    "breaks": st.builds(
        lambda name, breaks: {"column": name, "breaks": sorted(breaks)},
        st.sampled_from(("mrr", "age")), st.lists(AMOUNT, min_size=1, max_size=4, unique=True),
    ),
    "quantiles": st.just({"column": "mrr", "quantiles": 3}),
    "since": st.just({"since": "signed", "breaks": ["1d", "30d", "1y"]}),
    "until": st.just({"since": "signed", "until": "2026-01-31", "breaks": ["1d", "2d"]}),
    "every": st.builds(
        lambda name, every: {"column": name, "every": every},
        st.sampled_from(("at", "signed")), st.sampled_from(("week", "month", "quarter", "year")),
    ),
    "rules": st.builds(lambda rules: {"rules": rules, "otherwise": "rest"}, RULES),
    "watch": st.builds(lambda rules: {"rules": rules, "overlap": True}, RULES),
    "tags": st.sampled_from(({"tags": "tags"}, {"tags": "tags", "groups": {"A": ["a"]}})),
}  # fmt: skip


@st.composite
def declarations(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a configuration."""
    names = draw(st.lists(st.sampled_from(sorted(SEGMENTS)), min_size=1, max_size=5, unique=True))
    segments = {name: draw(SEGMENTS[name]) for name in names}
    if len(names) > 1 and draw(st.booleans()):
        segments["cross"] = {"cross": draw(st.permutations(names))[: draw(st.integers(2, 3))]}
    survey = draw(
        st.fixed_dictionaries(
            {"score": st.just("score"), "answered_at": st.just("at")},
            optional={
                "weight": st.just("weight"),
                "where": CONDITION,
                "missing": st.sampled_from((["NA"], ["1", "-", "free"], ["2026-01-30"])),
            },
        )
    )
    return {
        "survey": survey,
        "columns": {
            "age": {"days_since": "signed"},
            "topics": {"column": "tags", "split": ";"},
        },
        "segments": segments,
    }


SLICINGS = st.sampled_from((None, Slicing(every="month", last=3), Slicing(sides=1)))
