"""A line of text, some of it coloured."""

from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple


class Piece(NamedTuple):
    """Text of one colour; `style` is Rich's word for it, empty for none."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]


def plain(line: Line) -> str:
    """The line without colour and without blanks at its end."""
    return "".join(piece.text for piece in line).rstrip(" ")


def color(lines: Iterable[Line]) -> str:
    """The lines with escape codes, whatever the environment says."""
    from rich.console import Console  # noqa: PLC0415  # most runs end in a pipe or a file
    from rich.text import Text  # noqa: PLC0415

    console = Console(
        file=StringIO(),
        force_terminal=True,
        force_jupyter=False,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        for line in lines:
            text = Text.assemble(*line)
            text.rstrip()
            console.print(text, soft_wrap=True)
    return capture.get()
