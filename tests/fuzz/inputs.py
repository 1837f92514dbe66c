"""Arbitrary exports: bytes, texts made of what matters to a reader, and vendors' exports damaged.

The exports of `sample_data` are what is damaged, so that a layout is tried as soon as it has a
sample.
"""

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
LONGEST = 20_000
"""Bytes; of a longer sample, only the first lines are taken."""
LINES = 12
PIECES = (
    ",", ";", "|", "\t", '"', '""', "'", "\n", "\r", "\r\n", "\r\r\n", "\n\n", " ", "\u2028",
    "\x0b", "\ufeff", "sep=;\n", "score", "0", "7", "10", "11", "9 - very likely", "é", "–",
    "日本", "NA", "Response", "Open-Ended Response", "Other (please specify)", "Respondent ID", "#",
    "Timestamp", "Submit Date (UTC)", "Survey Preview", "Status", "Q8", "Q8_NPS_GROUP",
    '{"ImportId":"QID1"}',
    "{'ImportId': 'QID1'}", '"{""ImportId"":""QID1""}"', "<b>x</b>", "1/2/2026 3:04:05 PM", "\\",
    "{", "[", "(", "*", "$", "\x00", "\x1a",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")


def _heads() -> dict[str, bytes]:
    heads = {}
    for path in sorted(SAMPLES.rglob("*.[ct]sv")):
        content = path.read_bytes()
        lines = content.splitlines(keepends=True)[:LINES] if len(content) > LONGEST else [content]
        heads[path.name] = b"".join(lines)
    return heads


HEADS = _heads()
"""By name."""


def _encode(text: str, encoding: str) -> bytes:
    return text.encode(encoding, errors="replace")


def _written(rows: list[list[str]], separator: str, line_end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def _cut(content: bytes, at: int, end: int, _: random.Random) -> bytes:
    return content[:at] + content[end:]


def _double(content: bytes, at: int, end: int, _: random.Random) -> bytes:
    return content[:end] + content[at:end] + content[end:]


def _put(content: bytes, at: int, _: int, chance: random.Random) -> bytes:
    piece = chance.choice(PIECES).encode(chance.choice(("utf-8", "cp1252")), errors="replace")
    return content[:at] + piece + content[at:]


def _flip(content: bytes, at: int, _: int, chance: random.Random) -> bytes:
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _swap(content: bytes, at: int, end: int, chance: random.Random) -> bytes:
    before, after = chance.sample(
        (b",", b";", b"\t", b'"', b"'", b"\n", b"\r\n", b"\r\r\n", b"\r"), 2
    )
    return content[:at] + content[at:end].replace(before, after) + content[end:]


def _end(content: bytes, at: int, _: int, __: random.Random) -> bytes:
    return content[:at]


def _move(content: bytes, _: int, __: int, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


DAMAGES: tuple[Callable[[bytes, int, int, random.Random], bytes], ...] = (
    _cut, _double, _put, _put, _flip, _swap, _end, _move,
)  # fmt: skip


def damaged(head: bytes, chance: random.Random) -> bytes:
    """Damage an export in a few places."""
    for _ in range(chance.randrange(6)):
        at, end = sorted(chance.randrange(len(head) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 10, 100, len(head) + 1)))
        head = chance.choice(DAMAGES)(head, at, end, chance)
    return head


texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
cells = st.sampled_from(PIECES) | st.text(max_size=9)
tables = st.builds(
    _written,
    st.lists(st.lists(cells, min_size=1, max_size=5), max_size=8),
    st.sampled_from(",;|\t"),
    st.sampled_from(("\n", "\r\n", "\r")),
)
damages = st.builds(
    damaged,
    st.sampled_from(sorted(HEADS.values())),
    st.randoms(use_true_random=False, note_method_calls=False),
)
inputs = st.one_of(
    st.binary(max_size=200),
    st.lists(st.binary(max_size=5) | st.sampled_from(PIECES).map(str.encode), max_size=40).map(
        b"".join
    ),
    st.builds(_encode, texts, st.sampled_from(ENCODINGS)),
    st.builds(_encode, tables, st.sampled_from(ENCODINGS)),
    *[damages] * 4,  # half of all
)
