"""Text broken into lines that fit, measured in terminal cells."""

import re
from collections.abc import Iterable

from rich.cells import cell_len, chop_cells

_WORD = re.compile(" *[^ ]+")


def fold(text: str, width: int | None) -> list[str]:
    """Break at spaces, and within a word only where it is longer than a line; nothing is lost.

    A line holds at least two cells, so that every character has room.
    None leaves the text as it is.
    """
    if width is None:
        return [text]
    room = max(width, 2)
    lines: list[str] = []
    line = ""
    for spaced_word in _WORD.findall(text.strip(" ")):
        if cell_len(line + spaced_word) <= room:
            line += spaced_word
            continue
        if line:
            lines.append(line)
        word = spaced_word.lstrip(" ")
        *full, line = chop_cells(word, room) if cell_len(word) > room else [word]
        lines += full
    return [*lines, line]


def pack(parts: Iterable[str], width: int | None, joint: str) -> list[str]:
    """Put as many parts into a line as fit, a joint between; a part is broken only if it must."""
    lines: list[str] = []
    for part in parts:
        if lines and (width is None or cell_len(lines[-1] + joint + part) <= width):
            lines[-1] += joint + part
        else:
            lines += fold(part, width)
    return lines
