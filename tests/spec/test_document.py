"""What is YAML, what is too much of it, and where everything stands."""

import time

import pytest

from nps.errors import ConfigurationError, Problem
from nps.spec.document import Document, read_document
from nps.spec.marks import Mark


def read(text: str) -> Document:
    return read_document(text, "nps.yaml", "keys such as survey")


OUT_OF_LINE = "expected it in column 1 as line 1 begins, or quotes around the whole text"
NO_KEY = "expected quotes around the text, or the key on a line of its own"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "1:1: found nothing, expected keys such as survey"),
        ("# a comment", "1:1: found nothing, expected keys such as survey"),
        ("---", "1:4: found null, expected keys such as survey"),
        ("survey", "1:1: found 'survey', expected keys such as survey"),
        ("- a", "1:1: found a list, expected keys such as survey"),
        ("[]", "1:1: found an empty list, expected keys such as survey"),
        ("a: 1\n---\nb: 1", "2:1: found a second document, expected one"),
        ("a: 1\n...\nb: 1", "3:1: found a key after the end of the mapping"),
        ("a: [1,\n2", "1:4: found no end of this '[' before the end of the text"),
        ("a: {b: 1", "1:4: found no end of this '{' before the end of the text"),
        ("a: 'b", "1:4: found no end of these quotes before the end of the text"),
        (
            "a: [1\nb: 2]",
            "2:2: found ':', expected ',' or ']' to end what begins at line 1, column 4",
        ),
        (
            "a: {b: 1 c: 2}",
            "1:11: found ':', expected ',' or '}' to end what begins at line 1, column 4",
        ),
        (
            "a: [b: {} c]",
            "1:11: found a text, expected ',' or ']' to end what begins at line 1, column 4",
        ),
        ('a: "\\d"', "1:6: found a backslash before 'd' in double quotes, expected two, or"),
        ("a: b: c", f"1:5: found ':' where no key can stand, {NO_KEY}"),
        ("a: 1\n b: 2", f"2:3: found ':' where no key can stand, {NO_KEY}"),
        ("a: ? b", "1:4: found '?' where no key can stand"),
        ("a: - b", "1:4: found a list item where none can stand, expected it on a line of its"),
        ("a:\n  b: 1\n c: 2", f"3:2: found a key out of line, {OUT_OF_LINE}"),
        ("a: 'it's'", f"1:8: found a text out of line, {OUT_OF_LINE}"),
        ("a:\n\t- 1", "2:1: found a tab, expected spaces"),
        ("a: @b", "1:4: found '@' at the beginning of a text, expected quotes around the text"),
        ("a: 1\nb", "2:2: found a line without ':', expected `key: value` from line 2 on"),
        ("a: ]", "1:4: found ']', expected a value"),
        ("a: *b", "1:4: found alias *b, expected an anchor &b before it"),
        ("a: &b 1\nc: &b 2", "2:4: found an anchor that line 1 has, expected a name of its own"),
        ("a: |x", "1:5: found no valid YAML, expected chomping or indentation indicators, but"),
        ('a: "\\xZZ"', "1:7: found an escape that stands for no character"),
        ('a: "\\UFFFFFFFF"', "1:7: found an escape that stands for no character"),
        ('a: "\\ud800"', "1:4: found an escape that stands for no character"),
        ("a: 1\nb: \x07", "2:4: found control character U+0007, expected text"),
        ("a: 1\nb: \ud800", "2:4: found control character U+D800, expected text"),
        ("? [a]\n: b", "1:3: found a list or a mapping as a key, expected a text"),
        ("{a: b}: c", "1:1: found a list or a mapping as a key, expected a text"),
        ("a: !!python/object/apply:os.system x", "1:4: found tag !!python/object/apply:os.sy"),
        ("a: !mine [x]", "1:4: found tag !mine, expected a plain value"),
        ("a: !mine {x: y}", "1:4: found tag !mine, expected a plain value"),
        ("a: !!int x", "1:4: found 'x' with tag !!int, which it does not fit"),
        ("a: &b [*b]", "1:8: found alias *b within its own anchor, which has no end"),
    ],
)
def test_text_that_is_no_configuration_is_one_error_at_its_place(text: str, error: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        read(text)
    assert str(raised.value).startswith(f"nps.yaml:{error}")
    assert "\n" not in str(raised.value)


def test_values_are_those_of_the_core_schema() -> None:
    text = """
NO: NO
1.10: 1.10
~: [~, yes, true, 2026-01-31, "7", 7, 0x10, !!str 7, !!int "7", !!float "7.5", !!null ""]
<<: {a: &anchor [1, {b: 2}]}
again: *anchor
folded: a
  b
"""
    assert read(text).mapping == {
        "NO": "NO",
        "1.10": 1.1,
        "~": [None, "yes", True, "2026-01-31", "7", 7, 16, "7", 7, 7.5, None],
        "<<": {"a": [1, {"b": 2}]},
        "again": [1, {"b": 2}],
        "folded": "a b",
    }


def test_every_key_and_value_has_its_place() -> None:
    marks = read("a: 1\nb: [x, {c: y}]\n").marks
    assert marks.values == {
        (): Mark(1, 1),
        ("a",): Mark(1, 4),
        ("b",): Mark(2, 4),
        ("b", 0): Mark(2, 5),
        ("b", 1): Mark(2, 8),
        ("b", 1, "c"): Mark(2, 12),
    }
    assert marks.keys == {
        ("a",): Mark(1, 1),
        ("b",): Mark(2, 1),
        ("b", 1, "c"): Mark(2, 9),
    }


def test_key_written_again_is_a_problem_at_the_second_and_the_first_counts() -> None:
    document = read("a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n")
    assert document.mapping == {"a": 1, "b": {"c": 1}}
    assert str(document.marks.error(document.problems)) == (
        "nps.yaml:2:11: b.c: found key 'c' twice, first on line 2, expected it once\n"
        "nps.yaml:3:1: a: found key 'a' twice, first on line 1, expected it once"
    )


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("inline",), "1:9"),
        (("inline", "gone", 3), "1:9"),
        (("block",), "2:1"),
        (("block", "b"), "3:6"),
        (("block", "items", 0), "5:7"),
        (("alias",), "6:1"),
        (("nowhere",), "1:1"),
        ((), "1:1"),
    ],
)
def test_problem_is_placed_at_its_value_or_at_the_key_of_a_block(
    path: tuple[str | int, ...], place: str
) -> None:
    text = "inline: &it {a: 1}\nblock:\n  b: 1\n  items:\n    - x\nalias: *it\n"
    error = read(text).marks.error([Problem(path=path, message="wrong")])
    assert str(error).startswith(f"nps.yaml:{place}: ")


def test_problems_stand_in_the_order_of_the_file_and_once() -> None:
    marks = read("a: 1\nb: 2\n").marks
    late, early = Problem(path=("b",), message="late"), Problem(path=("a",), message="early")
    assert str(marks.error([late, early, late])) == "nps.yaml:1:4: a: early\nnps.yaml:2:4: b: late"


def test_control_characters_of_a_key_do_not_reach_the_terminal() -> None:
    marks = read('"\\e[31m\\n": 1').marks
    error = marks.error([Problem(path=("\x1b[31m\n",), message="wrong")])
    assert str(error) == "nps.yaml:1:13: \\x1b[31m\\n: wrong"


def nested(levels: int) -> str:
    return f"a: {'[' * levels}{']' * levels}"


def test_fifty_levels_are_enough_and_fifty_one_too_many() -> None:
    assert read(nested(49)).mapping
    with pytest.raises(ConfigurationError, match=r"1:53: found lists and mappings more than 50"):
        read(nested(50))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_fifty_thousand_levels_fail_at_once(opening: str) -> None:
    start = time.process_time()
    with pytest.raises(ConfigurationError, match="more than 50 levels deep"):
        read(opening * 50_000)
    assert time.process_time() - start < 5


def test_levels_behind_aliases_count() -> None:
    half = f"{'[' * 30}x{']' * 30}"
    with pytest.raises(ConfigurationError, match=r"2:\d+: .* more than 50 levels deep"):
        read(f"a: &a {half}\nb: {'[' * 30}*a{']' * 30}")


def test_a_hundred_aliases_are_enough() -> None:
    assert read(f"a: &a 1\nb: [{'*a, ' * 100}]").mapping["b"] == [1] * 100
    with pytest.raises(ConfigurationError, match=r"2:\d+: found more than 100 aliases"):
        read(f"a: &a 1\nb: [{'*a, ' * 101}]")


def test_aliases_that_multiply_are_refused_before_they_are_built() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    with pytest.raises(
        ConfigurationError, match=r"5:\d+: found aliases that stand for more than 10,000 values"
    ):
        read("\n".join(lines))
