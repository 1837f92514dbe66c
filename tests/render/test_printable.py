import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.render.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[bold]:smile: Ünïcode 世界 👩‍💻", "[bold]:smile: Ünïcode 世界 👩‍💻"),
        ("a\nb\r\nc\rd\te\u2028f\x85g", "a b c d e f g"),
        ("\x1b[31mred\x1b[0m\x07\x00\x7f\x9b2J", "[31mred[0m2J"),
        ("user\u202egnp.exe\u2066x\u2069\u200f", "usergnp.exex"),
        ("caf\udce9.csv", "caf\ufffd.csv"),
    ],
)
def test_what_steers_a_terminal_is_taken_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_printable_text_is_one_line_without_controls(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Zl", "Zp", "Cs"}
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown
