import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nps.render.folding import fold, pack


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("under 10 employees", None, ["under 10 employees"]),
        ("under 10 employees", 18, ["under 10 employees"]),
        ("under 10 employees", 17, ["under 10", "employees"]),
        ("under 10 employees", 4, ["unde", "r 10", "empl", "oyee", "s"]),
        ("impact  points", 14, ["impact  points"]),
        ("世界世界", 5, ["世界", "世界"]),
        ("世界", 1, ["世", "界"]),
        ("  spaced  ", 20, ["spaced"]),
        ("", 5, [""]),
    ],
)
def test_text_folds_at_spaces_then_within_words(
    text: str, width: int | None, lines: list[str]
) -> None:
    assert fold(text, width) == lines


@given(st.text(), st.integers(2, 30))
def test_folded_text_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = fold(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (None, ["one + two + three four"]),
        (9, ["one + two", "three", "four"]),
        (4, ["one", "two", "thre", "e", "four"]),
    ],
)
def test_parts_are_packed(width: int | None, lines: list[str]) -> None:
    assert pack(["one", "two", "three four"], width, " + ") == lines
