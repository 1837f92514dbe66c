"""What a text without quotes means."""

import math

import pytest

from nps.spec.core import WrittenFloat, WrittenInt, describe, read_plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("7", 7),
        ("+7", 7),
        ("-1", -1),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("nULL", "nULL"),
        ("tRue", "tRue"),
        ("2026-01-31", "2026-01-31"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("0o8", "0o8"),
        ("1e", "1e"),
        ("+.nan", "+.nan"),
        ("0-10", "0-10"),
        (" 7", " 7"),
    ],
)
def test_text_without_quotes_is_read_by_the_core_schema(text: str, value: object) -> None:
    found = read_plain(text)
    assert found == value
    assert isinstance(found, type(value))


def test_not_a_number_is_a_float() -> None:
    found = read_plain(".NaN")
    assert isinstance(found, WrittenFloat)
    assert math.isnan(found)


@pytest.mark.parametrize("text", ["1.10", "007", "0x1F", "1e3", ".inf", "+5"])
def test_number_keeps_the_text_it_was_written_as(text: str) -> None:
    found = read_plain(text)
    assert isinstance(found, (WrittenInt, WrittenFloat))
    assert found.text == text


def test_number_too_long_for_python_is_beyond_all_numbers() -> None:
    assert read_plain("1" * 5000) == math.inf


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        ("plan", "'plan'"),
        ("x" * 61, f"'{'x' * 59}…'"),
        (WrittenFloat("1.10"), "1.10"),
        (WrittenInt("1" * 61), f"{'1' * 59}…"),
        (3, "3"),
        ({"a": 1}, "a mapping"),
        ({}, "an empty mapping"),
        ([1], "a list"),
        ((), "an empty list"),
    ],
)
def test_found_value_is_described_in_words(value: object, words: str) -> None:
    assert describe(value) == words
