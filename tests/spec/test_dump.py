"""What is written out reads back as the same, and the schema accepts it."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.spec.base import Declaration
from nps.spec.benchmarks import Benchmarks
from nps.spec.configuration import Configuration
from nps.spec.document import read_document
from nps.spec.dump import dump, plain
from nps.spec.durations import Span
from nps.spec.load import parse_configuration
from nps.spec.schema import json_schema
from nps.spec.segmentations import (
    EverySegmentation,
    RuleSegmentation,
    SinceSegmentation,
    ValueSegmentation,
)
from nps.spec.survey import RoleRollUp, Survey

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    ["NO", "007", "1.10", "0x1F", "1e3", ".inf", "null", "~", "true", "2026-01-31", "<<", "a: b",
     "- a", "#", " a ", "a\nb", "\x85", "\u2028", "\ufeff", "'", '"', "x" * 200, "=", "1:30", "0o7"]
)  # fmt: skip
NUMBER = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)


@given(
    st.dictionaries(
        TEXT,
        st.recursive(
            st.booleans() | NUMBER | TEXT | st.just("") | st.none(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
            max_leaves=8,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_plain_values_written_out_read_back_equal(values: dict[str, Any]) -> None:
    found = read_document(dump(values), "nps.yaml", "a mapping").mapping
    assert found == values
    assert repr(found) == repr(values)


def some(keys: dict[str, st.SearchStrategy[Any]], **required: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401  # a strategy
    return st.fixed_dictionaries(required, optional=keys)


def ascending(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(sorted)


def one_or_more(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | st.lists(values, min_size=1, max_size=3)


FINITE = NUMBER.filter(lambda number: abs(number) <= 2**53)
VALUE = st.booleans() | FINITE | TEXT.filter(str.strip)
ORDERED = FINITE | st.dates().map(str)
OPERATORS = some(
    {
        **dict.fromkeys(["eq", "ne"], VALUE),
        **dict.fromkeys(["in", "not_in"], one_or_more(VALUE)),
        **dict.fromkeys(["gt", "gte", "lt", "lte"], ORDERED),
        **dict.fromkeys(["contains", "starts_with", "ends_with", "matches"], one_or_more(TEXT)),
        "between": st.lists(FINITE, min_size=2, max_size=2).map(sorted)
        | st.lists(st.dates().map(str), min_size=2, max_size=2).map(sorted),
        "is_null": st.booleans(),
    }
).filter(bool)
COLUMN = TEXT.filter(lambda name: name not in {"all", "any", "not"})
CONDITION = st.recursive(
    st.dictionaries(COLUMN, VALUE | one_or_more(VALUE) | OPERATORS, min_size=1, max_size=3),
    lambda inner: some(
        {
            "all": st.lists(inner, min_size=1, max_size=2),
            "any": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
        },
        column=VALUE,
    ),
    max_leaves=4,
)
UNTIL = st.dates().map(str) | TEXT
SPANS = st.sampled_from([["30d"], ["2w", "6mo"], ["30d", "90d", "1y", "3y"]])
EVERY = st.sampled_from(["week", "month", "quarter", "half", "year"])
SEGMENTATION = (
    TEXT
    | some({}, column=TEXT)
    | some({"other": TEXT}, column=TEXT, top=st.integers(1, 99))
    | st.builds(
        lambda column, names: {"column": column, "map": {name: f"v{name}" for name in names}},
        TEXT,
        st.sets(TEXT, min_size=1, max_size=3),
    )
    | some({}, column=TEXT, breaks=ascending(FINITE))
    | some({}, column=TEXT, breaks=st.just([10, 50.5]), labels=st.just(["few", "some", "1.10"]))
    | some({}, column=TEXT, quantiles=st.integers(2, 100))
    | some({}, since=TEXT, until=UNTIL, breaks=SPANS)
    | some({}, column=TEXT, every=EVERY)
    | some(
        {"otherwise": st.just("\x00 none of them"), "overlap": st.booleans()},
        rules=st.dictionaries(TEXT, CONDITION, min_size=1, max_size=3),
    )
    | some({"groups": st.dictionaries(TEXT, one_or_more(TEXT), min_size=1, max_size=2)}, tags=TEXT)
)
ROLL_UP = st.sampled_from(["respondents", "mean", "latest"]) | st.dictionaries(
    TEXT, TEXT | st.lists(TEXT, min_size=1, max_size=3, unique=True), min_size=1, max_size=1
)
NPS = st.integers(-100, 100) | st.floats(-100, 100)
BANDS = st.sampled_from([{}, {"low": "0-6", "high": "7-10"}, {"7": 7, "a": "0-6", "b": "8 - 10"}])
CONFIGURATION = some(
    {
        "version": st.just(1),
        "survey": some(
            {
                "name": TEXT,
                "score": TEXT
                | some(
                    {
                        "scale": st.just("0-10"),
                        "labels": st.dictionaries(TEXT, st.integers(0, 10), max_size=2),
                    },
                    column=TEXT,
                ),
                "answered_at": TEXT | some({"format": TEXT}, column=TEXT),
                "respondent": TEXT,
                "weight": TEXT,
                "comment": TEXT,
                "where": CONDITION,
                "missing": st.lists(TEXT, max_size=3),
                "fiscal_year_starts": st.integers(1, 12),
            }
        )
        | some({"roll_up": ROLL_UP}, account=TEXT)
        | some({"answered_at": TEXT}, respondent=TEXT, repeats=st.sampled_from(["all", "latest"]))
        | some(
            {},
            respondent=TEXT,
            answered_at=TEXT,
            repeats=st.just("latest-per-period"),
            period=EVERY,
        ),
        "columns": st.dictionaries(
            TEXT, some({}, days_since=TEXT, until=UNTIL) | some({}, column=TEXT, split=TEXT)
        ),
        "score_bands": BANDS,
        "segments": st.dictionaries(TEXT, SEGMENTATION, max_size=4),
        "benchmarks": st.builds(
            lambda overall, segments: overall | segments,
            some({"overall": NPS}),
            st.dictionaries(TEXT, st.dictionaries(TEXT, NPS, min_size=1, max_size=3), max_size=3),
        ),
    }
).filter(bool)


def load(values: object) -> Configuration:
    return parse_configuration(
        dump(values), "nps.yaml", pattern_problem=lambda _: None
    ).configuration


VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@given(CONFIGURATION)
def test_configuration_written_out_reads_back_equal(written: dict[str, Any]) -> None:
    VALIDATOR.validate(written)
    configuration = load(written)
    again = {"version": 1, **plain(configuration)}
    VALIDATOR.validate(again)
    assert load(again) == configuration
    assert plain(load(again)) == plain(configuration)


@pytest.mark.parametrize(
    ("declaration", "mapping"),
    [
        (ValueSegmentation(column="plan"), {"column": "plan"}),
        (
            SinceSegmentation(since="a", breaks=(Span(30, "d"), Span(1, "y"))),
            {"since": "a", "breaks": ["30d", "1y"]},
        ),
        (EverySegmentation(column="a", every="week"), {"column": "a", "every": "week"}),
        (
            RuleSegmentation.model_validate(
                {"rules": {"a": {"not": {"b": {"in": [1, 2.0]}}, "c": "d"}}, "overlap": False}
            ),
            {"rules": {"a": {"not": {"b": {"in": [1, 2.0]}}, "c": "d"}}},
        ),
        (
            Configuration.model_validate(
                {
                    "survey": {"score": {"column": "q", "scale": "1-10"}},
                    "score_bands": {"a": "1-9", "b": 10},
                }
            ),
            {
                "survey": {"score": {"column": "q", "scale": "1-10"}},
                "score_bands": {"a": "1-9", "b": 10},
            },
        ),
        (
            Configuration(
                survey=Survey(
                    account="a",
                    roll_up=RoleRollUp("role", ("Admin", "User")),
                    repeats="all",
                    fiscal_year_starts=4,
                ),
                benchmarks=Benchmarks.model_validate({"overall": 40, "plan": {"Free": 35.5}}),
            ),
            {
                "survey": {
                    "account": "a",
                    "roll_up": {"role": ["Admin", "User"]},
                    "fiscal_year_starts": 4,
                },
                "benchmarks": {"overall": 40, "plan": {"Free": 35.5}},
            },
        ),
        (Survey(account="a", roll_up="mean"), {"account": "a", "roll_up": "mean"}),
    ],
)
def test_declaration_is_the_mapping_that_an_analyst_would_write(
    declaration: Declaration, mapping: dict[str, Any]
) -> None:
    assert plain(declaration) == mapping


def test_written_text_reads_as_a_person_writes() -> None:
    values = {"segments": {"Größe": {"column": "a", "breaks": [10, 2.5]}, "no": "NO", "x": "plan"}}
    assert dump(values) == (
        "segments:\n  Größe:\n    column: a\n    breaks:\n    - 10\n    - 2.5\n"
        "  'no': 'NO'\n  x: plan\n"
    )


def test_what_occurs_twice_is_written_twice() -> None:
    part = ["a"]
    assert dump({"a": part, "b": part}) == "a:\n- a\nb:\n- a\n"
