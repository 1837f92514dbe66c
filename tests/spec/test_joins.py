"""Joins as they are declared."""

import pytest

from nps.errors import ConfigurationError
from nps.spec.dump import plain
from nps.spec.joins import Join
from nps.spec.load import parse_configuration


def joins(text: str) -> tuple[Join, ...]:
    loaded = parse_configuration(f"joins: {text}", "nps.yaml", pattern_problem=lambda _: None)
    return loaded.configuration.joins


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        ("id", {"id": "id"}),
        ("7", {"7": "7"}),
        ("[id, wave]", {"id": "id", "wave": "wave"}),
        ("{customer_id: id, wave: Wave}", {"customer_id": "id", "wave": "Wave"}),
    ],
)
def test_keys_have_one_name_or_two(on: str, keys: dict[str, str]) -> None:
    (join,) = joins(f"[{{path: a.csv, on: {on}}}]")

    assert join.on == keys
    assert Join.model_validate(plain(join)) == join


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("[{path: a.csv}]", "joins[0]: found no key 'on', expected it"),
        ("[{path: a.csv, on: {}}]", "found an empty mapping, expected at least one key"),
        ("[{path: a.csv, on: true}]", "joins[0].on: found true, expected the key columns"),
        ("[{path: a.csv, on: [id, id]}]", "found key 'id' twice, expected each once"),
        ("[{path: a.csv, on: id, keep: frist}]", "did you mean 'first'?"),
        ("[{path: a.csv, on: id, asof: day}]", "expected one of path, on, columns, keep, as_of"),
        ("[{path: a.csv, on: id, columns: []}]", "joins[0].columns: found an empty list"),
        ("a.csv", "joins: found 'a.csv', expected a list"),
    ],
)
def test_a_mistake_is_told_with_its_place(declared: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=r"nps\.yaml:1:") as failure:
        joins(declared)

    assert message in str(failure.value)


def test_a_segment_cannot_have_the_name_of_those_that_are_not_in_a_file() -> None:
    text = "segments: {a: {column: a, map: {(not in a.csv): [b]}}}"
    with pytest.raises(ConfigurationError, match="the segment of a join"):
        parse_configuration(text, "nps.yaml", pattern_problem=lambda _: None)


def test_files_of_the_same_name_are_told_apart_by_their_folders() -> None:
    loaded = parse_configuration(
        "joins: [{path: a/x.csv, on: id}, {path: b/x.csv, on: id}, {path: b/y.csv, on: id}]",
        "nps.yaml",
        pattern_problem=lambda _: None,
    )

    assert loaded.configuration.absent_names == (
        "(not in a/x.csv)", "(not in b/x.csv)", "(not in y.csv)",
    )  # fmt: skip
