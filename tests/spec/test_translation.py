"""Whatever is wrong with a configuration, its author reads the words of this project."""

import re
import subprocess
import sys
from itertools import chain
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import InitErrorDetails, ValidationError

from nps.errors import ConfigurationError, Problem
from nps.spec.base import Declaration
from nps.spec.configuration import Configuration
from nps.spec.dump import dump
from nps.spec.load import parse_configuration
from nps.spec.translation import HOLDERS, PHRASES, problems_of

HELD: list[type[Declaration]] = [Configuration, *chain.from_iterable(HOLDERS.values())]
KEYS = sorted(
    {field.alias or name for holder in HELD for name, field in holder.model_fields.items()}
    | {"all", "any", "not"}
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2**60)
    | st.sampled_from([1.5, float("inf"), float("nan")])
    | st.sampled_from(["", "a", "0-10", "30d", "7", "month", "2026-01-31", "<map>", "a" * 99, "("])
)
KEY = st.sampled_from([*KEYS, "a", "b", "", "<map>"])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=12,
)
SECTIONS = {
    "survey": st.dictionaries(KEY, VALUES, max_size=5) | VALUES,
    "columns": st.dictionaries(KEY, st.dictionaries(KEY, VALUES, max_size=3) | VALUES) | VALUES,
    "score_bands": st.dictionaries(KEY, LEAVES) | VALUES,
    "segments": st.dictionaries(KEY, st.dictionaries(KEY, VALUES, max_size=4) | VALUES) | VALUES,
    "benchmarks": st.dictionaries(KEY, st.dictionaries(KEY, LEAVES) | VALUES) | VALUES,
    "version": LEAVES,
    "segmnts": VALUES,
}
RAW = re.compile(
    r"[Ii]nput|should be|valid |Field required|Extra|permitted|Value error|pydantic|something else"
    r"|validation|Tuple|List should"
)


@given(st.fixed_dictionaries({}, optional=SECTIONS).filter(bool))
@example({"segments": {"a": {"column": "b", "<map>": 1, "<column>": 2}}})
def test_no_words_of_pydantic_get_through(written: dict[str, Any]) -> None:
    try:
        parse_configuration(dump(written), "nps.yaml", pattern_problem=lambda _: "a mistake")
    except ConfigurationError as error:
        for line in str(error).splitlines():
            assert re.match(r"nps\.yaml:\d+:\d+: .*found ", line), line
            assert not RAW.search(line.split("found ", 1)[1]), line


@pytest.mark.parametrize("kind", PHRASES)
def test_every_phrase_is_said(kind: str) -> None:
    mistakes: dict[str, object] = {
        "mistake": {"version": 2},
        "too_short": {"segments": {"a": {"cross": ["b"]}}},
        "bool_type": {"segments": {"a": {"rules": {"b": {"c": 1}}, "overlap": 1}}},
        "dict_type": {"segments": 1},
        "model_type": {"survey": 1},
        "tuple_type": {"survey": {"missing": 1}},
    }
    with pytest.raises(ValidationError) as raised:
        Configuration.model_validate(mistakes[kind])
    assert [details["type"] for details in raised.value.errors()] == [kind]
    (problem,) = problems_of(raised.value, mistakes[kind])
    assert problem.message.startswith("found ")


def test_error_that_nobody_foresaw_is_still_said_in_our_words() -> None:
    details = InitErrorDetails(type="int_type", loc=("a",), input="x")
    error = ValidationError.from_exception_data("Configuration", [details])
    assert problems_of(error, {"a": "x"}) == [
        Problem(path=("a",), message="found 'x', expected something else")
    ]


def test_list_is_not_too_short_because_of_a_mistake_in_it() -> None:
    written = {"survey": {"where": {"any": [{"a": {"gt": "b"}}]}}}
    with pytest.raises(ValidationError) as raised:
        Configuration.model_validate(written)
    (problem,) = problems_of(raised.value, written)
    assert problem.path == ("survey", "where", "any", 0, "a", "gt")


def test_yaml_and_polars_are_imported_only_where_they_are_used() -> None:
    program = (
        "import sys; import nps.spec.load, nps.spec.by, nps.spec.schema, nps.spec.dump; "
        "sys.exit(not {'yaml', 'polars'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
