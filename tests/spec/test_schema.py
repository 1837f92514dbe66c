"""The JSON Schema that editors check and complete with."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from nps.spec.document import read_document
from nps.spec.schema import json_schema

ROOT = Path(__file__).parents[2]
SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def examples() -> Iterator[str]:
    for path in sorted((ROOT / "configs").glob("*.yaml")):
        yield path.read_text(encoding="utf-8")
    reference = (ROOT / "configs/README.md").read_text(encoding="utf-8")
    yield from re.findall(r"```yaml\n(.*?)```", reference, re.DOTALL)


def values(text: str) -> dict[str, Any]:
    return read_document(text, "nps.yaml", "a mapping").mapping


def test_schema_is_one_of_draft_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in SCHEMA


@pytest.mark.parametrize("text", list(examples()))
def test_valid_configuration_meets_the_schema(text: str) -> None:
    VALIDATOR.validate(values(text))


@pytest.mark.parametrize(
    "text",
    [
        "version: 2",
        "segmnts: {}",
        "survey: {wieght: w}",
        "survey: {weight: [w]}",
        "survey: {repeats: last}",
        "survey: {period: day}",
        "survey: {roll_up: means}",
        "survey: {roll_up: {}}",
        "survey: {roll_up: {a: [b], c: [d]}}",
        "survey: {roll_up: {a: []}}",
        "survey: {fiscal_year_starts: 0}",
        "survey: {fiscal_year_starts: April}",
        "benchmarks: 40",
        "benchmarks: {overall: 101}",
        "benchmarks: {overall: {a: 1}}",
        "benchmarks: {a: 1}",
        "benchmarks: {a: {}}",
        "benchmarks: {a: {b: -101}}",
        "benchmarks: {a: {b: '1'}}",
        "survey: {name: }",
        "survey: {name: ''}",
        "survey: {name: true}",
        "survey: {score: {scale: 0-10}}",
        "survey: {score: {column: q, scale: 0-5}}",
        "survey: {score: {column: q, labels: {ten: 11}}}",
        "survey: {where: {}}",
        "survey: {where: {a: }}",
        "survey: {where: {a: []}}",
        "survey: {where: {a: {}}}",
        "survey: {where: {a: {gtt: 1}}}",
        "survey: {where: {a: {gt: true}}}",
        "survey: {where: {a: {gt: b}}}",
        "survey: {where: {a: {between: [1]}}}",
        "survey: {where: {a: {between: [1, 2, 3]}}}",
        "survey: {where: {a: {contains: 5}}}",
        "survey: {where: {any: {a: 1}}}",
        "survey: {where: {any: []}}",
        "survey: {missing: NA}",
        "columns: {a: b}",
        "columns: {a: {column: b}}",
        "score_bands: {a: x}",
        "score_bands: {a: 11}",
        "segments: [a]",
        "segments: {a: {}}",
        "segments: {a: }",
        "segments: {a: {column: b, braeks: [1]}}",
        "segments: {a: {column: b, breaks: []}}",
        "segments: {a: {column: b, breaks: ['1']}}",
        "segments: {a: {column: b, breaks: [1], top: 3}}",
        "segments: {a: {column: b, map: {c: []}}}",
        "segments: {a: {column: b, quantiles: 1}}",
        "segments: {a: {since: b, breaks: [30]}}",
        "segments: {a: {column: b, every: day}}",
        "segments: {a: {rules: {}}}",
        "segments: {a: {rules: {b: {c: d}}, overlap: 'yes'}}",
        "segments: {a: {tags: t, groups: {}}}",
        "segments: {a: {cross: [b]}}",
    ],
)
def test_mistake_fails_the_schema(text: str) -> None:
    assert not VALIDATOR.is_valid(values(text))


def declarations() -> list[tuple[str, dict[str, Any]]]:
    return [("the file", SCHEMA), *SCHEMA["$defs"].items()]


@pytest.mark.parametrize(("name", "declaration"), declarations())
def test_every_key_is_described(name: str, declaration: dict[str, Any]) -> None:
    assert declaration["title"]
    assert declaration["description"]
    for key, described in declaration["properties"].items():
        assert described["title"] == key.replace("_", " "), name
        assert described["description"], name
        assert "default" not in described, name


@pytest.mark.parametrize(("name", "declaration"), declarations())
def test_unknown_keys_are_refused_but_where_names_stand(
    name: str, declaration: dict[str, Any]
) -> None:
    named = name in {"Condition", "Benchmarks"}
    assert (declaration["additionalProperties"] is False) == (not named)


def test_kinds_of_segmentations_are_a_plain_list() -> None:
    text, *kinds = SCHEMA["properties"]["segments"]["additionalProperties"]["anyOf"]
    assert text["type"] == ["string", "number"]
    assert len(kinds) == 9
    for kind in kinds:
        assert kind.keys() == {"$ref"}
        assert SCHEMA["$defs"][kind["$ref"].removeprefix("#/$defs/")]["required"]


def test_nothing_is_null_in_the_schema() -> None:
    assert "null" not in re.findall(r"'type': '(\w+)'", str(SCHEMA))
    assert "oneOf" not in str(SCHEMA)
