import pytest

from nps.sources.separator import find_separator


@pytest.mark.parametrize(
    ("head", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1, 2; 3\t4\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("\ufeffa;b\r\n1;2\r\n", ";"),
        ("a;b\r1;2\r", ";"),
        ("Which, if any?\tWhy, and when?\tScore\nx\ty\t9\n", "\t"),
        ('"a,b";c\n"1,2";3\n', ";"),
        ('"a\nb",c\n"1\n2",3\n"4', ","),
        ("\n\na;b\n1;2\n", ";"),
        ("a,b,c\n1,2\n3\n", ","),
        ("a,b;c\n1,2;3\n4,5;6\n7;8\n", ";"),
        ("a,b;c;d\n", ";"),
        ("a,b", ","),
        ("score\n9\n", ","),
        ("score,plan\n9\n10\n", ","),
        ("How likely, 0 to 10?\n9\n10\n", ";"),
        ("One, two; three | four\n9\n", "\t"),
        ("One, two; three | four\t five\n9\n", ","),
        ("", ","),
        ('"never closed, and; long\n' + "x,y\n" * 50_000, ","),
    ],
)
def test_the_separator_is_found(head: str, separator: str) -> None:
    assert find_separator(head.encode()) == separator


def test_the_head_may_end_within_a_character() -> None:
    assert find_separator("a;é\n1;é".encode()[:-1]) == ";"
