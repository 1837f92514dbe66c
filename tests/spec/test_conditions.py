"""Conditions given by themselves, and what they test."""

import pytest
from pydantic import ValidationError

from nps.errors import ConfigurationError
from nps.spec.conditions import Condition, Operators, is_iso_moment
from nps.spec.conditions import Test as Comparison  # pytest would take it for tests
from nps.spec.configuration import Configuration, SplitColumn
from nps.spec.load import parse_condition


def parse(text: str, configuration: Configuration | None = None) -> Condition:
    return parse_condition(text, pattern_problem=bad_pattern, configuration=configuration)


def bad_pattern(pattern: str) -> str | None:
    return "unclosed group" if pattern == "(" else None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "1:1: found nothing, expected a condition such as {country: [DE, AT]}"),
        ("country=DE", "1:1: found 'country=DE', expected a condition such as {country: [DE, AT]}"),
        ("{}", "1:1: found no condition, expected at least one column"),
        ("{a: }", "1:4: a: found null, expected a value; test for missing cells with is_null"),
        ("{a: []}", "1:5: a: found an empty list, expected values; test for missing cells with"),
        ("{a: ' '}", "1:5: a: found an empty text, expected a value; test for missing cells with"),
        ("{a: [[b]]}", "1:6: a[0]: found a list, expected a value"),
        ("{a: {}}", "1:5: a: found no operator, expected at least one"),
        ("{a: {gtt: 1}}", "1:6: a.gtt: found unknown key 'gtt', expected one of eq, ne, in, not_i"),
        ("{a: {in_: [1]}}", "1:6: a.in_: found unknown key 'in_', expected one of eq, ne, in, "),
        ("{a: {in: []}}", "1:10: a.in: found an empty list, expected values; test for missing"),
        ("{a: {in: }}", "1:9: a.in: found null, expected a value; test for missing cells with is"),
        ("{a: {gt: }}", "1:9: a.gt: found null, expected a value; test for missing cells with is"),
        ("{a: {gt: '5'}}", "1:10: a.gt: found '5', expected a number or an ISO date, without quo"),
        ("{a: {gt: b}}", "1:10: a.gt: found 'b', expected a number or an ISO date, such as 2026-0"),
        ("{a: {gt: true}}", "1:10: a.gt: found true, expected a number or an ISO date"),
        ("{a: {gt: .inf}}", "1:10: a.gt: found .inf, expected a finite number"),
        (
            "{a: 9007199254740993}",
            "1:5: a: found a whole number beyond 2^53, expected it in quotes, to compare as text",
        ),
        ("{a: {between: 1}}", "1:15: a.between: found 1, expected a list of two, the lower first"),
        ("{a: {between: [1]}}", "1:15: a.between: found a list of 1, expected a list of two"),
        ("{a: {between: [1, 2, 3]}}", "1:15: a.between: found a list of 3, expected a list of two"),
        (
            "{a: {between: [2, 1]}}",
            "1:5: a: found the ends of between in the wrong order, expected the lower first",
        ),
        (
            "{a: {between: [1, 2026-01-31]}}",
            "1:5: a: found a number and a date in between, expected two of the same kind",
        ),
        ("{a: {contains: 5}}", "1:16: a.contains: found 5, expected a text, in quotes"),
        ("{a: {contains: ''}}", "1:16: a.contains: found '', expected a text"),
        ("{a: {contains: []}}", "1:16: a.contains: found an empty list, expected values; test for"),
        ("{a: {is_null: 'yes'}}", "1:15: a.is_null: found 'yes', expected true or false"),
        (
            "{a: {matches: '('}}",
            "1:15: a.matches: found '(', expected a regular expression: unclosed group",
        ),
        ("{any: {a: 1}}", "1:7: any: found a mapping, expected a list"),
        ("{any: []}", "1:7: any: found an empty list, expected at least one"),
        ("{any: [{a: {gt: b}}]}", "1:17: any[0].a.gt: found 'b', expected a number or an ISO dat"),
        ("{not: }", "1:6: not: found null, expected conditions"),
        ("{not: [a]}", "1:7: not: found a list, expected a mapping"),
        ("{a: 1, a: 2}", "1:8: a: found key 'a' twice, first on line 1, expected it once"),
    ],
)
def test_mistake_in_a_condition_is_one_line(text: str, error: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse(text)
    (line,) = str(raised.value).splitlines()
    assert line.startswith(f"--where:{error}")


def test_every_mistake_of_a_condition_is_a_line() -> None:
    with pytest.raises(ConfigurationError) as raised:
        parse("{a: {gt: b, lt: c}, d: , any: []}")
    assert len(str(raised.value).splitlines()) == 4


@pytest.mark.parametrize(
    ("text", "operator", "operands"),
    [
        ("{a: b}", "eq", ("b",)),
        ("{a: 1.0}", "eq", (1.0,)),
        ("{a: NO}", "eq", ("NO",)),
        ("{a: true}", "eq", (True,)),
        ("{a: [1, b, false]}", "in", (1, "b", False)),
        ("{a: {eq: 1}}", "eq", (1,)),
        ("{a: {ne: b}}", "ne", ("b",)),
        ("{a: {in: b}}", "in", ("b",)),
        ("{a: {not_in: [b, 2.5]}}", "not_in", ("b", 2.5)),
        ("{a: {gt: 1}}", "gt", (1,)),
        ("{a: {gte: 1.5}}", "gte", (1.5,)),
        ("{a: {lt: 2026-01-31}}", "lt", ("2026-01-31",)),
        ("{a: {lte: '2026-01-31T12:00'}}", "lte", ("2026-01-31T12:00",)),
        ("{a: {between: [1, 2]}}", "between", (1, 2)),
        ("{a: {between: [2026-01-01, 2026-01-01]}}", "between", ("2026-01-01", "2026-01-01")),
        ("{a: {contains: b}}", "contains", ("b",)),
        ("{a: {starts_with: [b, c]}}", "starts_with", ("b", "c")),
        ("{a: {ends_with: b}}", "ends_with", ("b",)),
        ("{a: {matches: b+}}", "matches", ("b+",)),
        ("{a: {is_null: false}}", "is_null", (False,)),
    ],
)
def test_comparison_is_an_operator_and_its_operands(
    text: str, operator: str, operands: tuple[object, ...]
) -> None:
    (test,) = parse(text).tests()
    assert (test.operator, test.operands) == (operator, operands)
    assert [type(found) for found in test.operands] == [type(operand) for operand in operands]


def test_operators_stand_in_one_order_however_they_are_written() -> None:
    forward = parse("{a: {gte: 1, lt: 5, ne: 3}}")
    backward = parse("{a: {ne: 3, lt: 5, gte: 1}}")
    assert [test.operator for test in forward.tests()] == ["ne", "gte", "lt"]
    assert list(forward.tests()) == list(backward.tests())


@pytest.mark.parametrize(
    "column",
    [
        "copy", "json", "schema", "tests", "nested", "columns", "model_config", "model_fields",
        "_x", "__class__", "__pydantic_extra__", "all_", "any_", "not_", "self", "in", "gt", "1.10",
    ],
)  # fmt: skip
def test_column_may_have_any_name(column: str) -> None:
    condition = parse(f"{{{column}: x, any: [{{{column}: {{gt: 1}}}}]}}")
    assert list(condition.every_test()) == [
        ((column,), Comparison(column, "eq", ("x",), (column,))),
        (("any", 0, column, "gt"), Comparison(column, "gt", (1,), (column, "gt"))),
    ]


def test_nested_conditions_come_with_their_key_paths() -> None:
    condition = parse("{all: [{a: 1}, {b: 2}], any: [{c: 3}], not: {not: {d: 4}}}")
    assert [path for path, _ in condition.every_test()] == [
        ("all", 0, "a"),
        ("all", 1, "b"),
        ("any", 0, "c"),
        ("not", "not", "d"),
    ]


def test_has_is_not_judged_where_nothing_is_known_of_columns() -> None:
    assert [test.operator for test in parse("{tags: {has: x}}").tests()] == ["has"]
    with pytest.raises(ConfigurationError, match=r"^--where:1:14: tags.has: found has on 'tags'"):
        parse("{tags: {has: x}}", Configuration())


def test_has_may_stand_on_a_column_that_the_configuration_splits() -> None:
    configuration = Configuration(columns={"topics": SplitColumn(column="tags", split=";")})
    (test,) = parse("{topics: {has: [x, y]}}", configuration).tests()
    assert test.operands == ("x", "y")
    with pytest.raises(ConfigurationError, match="did you mean 'topics'"):
        parse("{tags: {has: x}}", configuration)


@pytest.mark.parametrize(
    ("text", "is_moment"),
    [
        ("2026-01-31", True),
        ("2026-01-31T12:00", True),
        ("2026-01-31 12:00:30", True),
        ("2026-01-31T12:00:30.125Z", True),
        ("2026-01-31T12:00:30+02:00", True),
        ("2026-02-30", False),
        ("20260131", False),
        ("2026-W05-1", False),
        ("2026-01", False),
        ("31.01.2026", False),
        ("2026-01-31T12", False),
        ("", False),
    ],
)
def test_moment_is_an_iso_date_with_or_without_a_time(text: str, is_moment: bool) -> None:  # noqa: FBT001  # a table
    assert is_iso_moment(text) is is_moment


def test_operators_may_be_named_as_in_python() -> None:
    assert Operators(in_=("a",)) == Operators.model_validate({"in": ["a"]})


def test_operator_without_value_is_none_in_python_either() -> None:
    with pytest.raises(ValidationError, match="found null"):
        Operators(gt=None)
