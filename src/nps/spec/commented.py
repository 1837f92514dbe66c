"""YAML with comments, for a person to go on with."""

import re
from collections.abc import Iterator, Mapping, Sequence

from nps.frozen import frozen
from nps.spec.dump import dump

WIDTH = 100
INDENT = "  "
LONGEST_KEY = 500
"""Of YAML's 1,024 characters, for keys that need no form of their own."""
PLAIN_IN_FLOW = re.compile(r"\w[\w ./%+-]*")
"""Texts that need no quotes within braces, if they need none elsewhere."""


@frozen
class Entry:
    """A key and its value.

    Attributes:
        key: Any text.
        value: Plain values.
        above: Sentences of the comment above, a line each.
        beside: Comment on the same line.
        muted: The entry is a comment itself, to be taken up by removing the marks.
        levels: How many mappings, from the outside, have each part on a line of its own.
    """

    key: str
    value: object
    above: Sequence[str] = ()
    beside: str = ""
    muted: bool = False
    levels: int = 0

    def lines(self, level: int) -> Iterator[str]:
        """Write it.

        Args:
            level: How many mappings it is in.
        """
        indent, mark = INDENT * level, "# " if self.muted else ""
        room = WIDTH - len(indent) - len(mark)
        lines = _lines(self.key, self.value, room, self.levels)
        above, beside = [*self.above], comment(self.beside)
        if beside and len(lines) == 1 and len(lines[0]) + len(beside) < room:
            lines = [f"{lines[0]} {beside}"]
        elif beside:
            above.append(self.beside)
        yield from (f"{indent}{comment(line)}" for line in above)
        yield from (f"{indent}{mark}{line}" for line in lines)


def _lines(key: str, value: object, room: int, levels: int) -> list[str]:
    """Write a key and its value on one line, or on as many as there have to be."""
    name = flow(key)
    # NOTE: A long key has a form of its own, which only the writer of blocks knows.
    if len(name) > LONGEST_KEY:
        return dump({key: value}).splitlines()
    written = f"{name}: {flow(value)}"
    if isinstance(value, Mapping) and value and (levels or len(written) > room):
        below, levels = room - len(INDENT), max(levels - 1, 0)
        parts = (_lines(part, under, below, levels) for part, under in value.items())
        return [f"{name}:", *(f"{INDENT}{line}" for lines in parts for line in lines)]
    return [written]


def comment(text: str) -> str:
    """Write a comment on one line, whatever the text holds."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return f"# {shown}" if shown else ""


def flow(value: object) -> str:
    """Write plain values on one line."""
    match value:
        case str():
            written = scalar(value)
            if written != value or PLAIN_IN_FLOW.fullmatch(value):
                return written
            doubled = value.replace("'", "''")
            return f"'{doubled}'"
        case Mapping():
            return f"{{{', '.join(f'{flow(key)}: {flow(part)}' for key, part in value.items())}}}"
        case Sequence():
            return f"[{', '.join(map(flow, value))}]"
        case _:
            return scalar(value)


def scalar(value: object) -> str:
    """Write one value, with quotes where it needs them."""
    return dump([value]).removeprefix("- ").rstrip("\n")
