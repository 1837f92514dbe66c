import pytest

from nps.errors import SourceError
from nps.sources.columns import Columns, name_columns


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["score", "plan"], Columns(("score", "plan"), ("score", "plan"), frozenset())),
        ([" score ", "a\nb\t"], Columns(("score", "a\nb"), ("score", "a\nb"), frozenset())),
        (["", "a", " "], Columns(("\x000", "a", "\x002"), ("a",), frozenset())),
        (["a", "b", " a"], Columns(("\x000", "b", "\x002"), ("b",), frozenset({"a"}))),
        (["a", "a"], Columns(("\x000", "\x001"), (), frozenset({"a"}))),
        (["a", "A"], Columns(("a", "A"), ("a", "A"), frozenset())),
        (["", "\x000"], Columns(("\x000", "\x001"), (), frozenset())),
    ],
)
def test_columns_are_named(header: list[str], expected: Columns) -> None:
    assert name_columns(header, "responses.csv") == expected


@pytest.mark.parametrize("header", [[], [""], ["", " ", "\t"]])
def test_a_header_without_a_name_is_none(header: list[str]) -> None:
    with pytest.raises(SourceError) as failure:
        name_columns(header, "responses.csv")
    assert str(failure.value) == (
        "responses.csv: the header names no column; expected the names in the first row"
    )
