"""Progress: a line at a terminal while work takes long, and never a byte of it elsewhere."""

import fcntl
import os
import pty
import re
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen

import pytest

Run = Callable[..., CompletedProcess[str]]
ROW = b"9,Free,fine,10\n"
PIECES = 16
PAUSE = 0.1
"""Seconds between pieces: together longer than it takes until a line is shown."""
QUICK = 0.0


@pytest.fixture
def at_terminal(
    folder: Path, environment: Mapping[str, str]
) -> Callable[..., tuple[int, bytes, str]]:
    """Run the command on a pipe that is fed slowly, with standard error at a terminal.

    Gives the exit code, standard output, and what came to the terminal.
    """

    def run(
        *arguments: str,
        columns: int = 80,
        pause: float = PAUSE,
        env: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, str]:
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        process = Popen(
            [sys.executable, "-m", "nps", *arguments],
            cwd=folder, env={**environment, "TERM": "xterm", **(env or {})},
            stdin=PIPE, stdout=PIPE, stderr=follower,
        )  # fmt: skip
        os.close(follower)
        shown: list[bytes] = []
        listener = threading.Thread(target=_listen, args=(leader, shown))
        listener.start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"score,plan,comment,mrr\n")
        for _ in range(PIECES):
            process.stdin.write(ROW * 1000)
            process.stdin.flush()
            time.sleep(pause)
        process.stdin.close()
        out = process.stdout.read()
        code = process.wait()
        process.stdout.close()
        listener.join()
        os.close(leader)
        return code, out, b"".join(shown).decode()

    return run


def _listen(leader: int, shown: list[bytes]) -> None:
    while True:
        try:
            piece = os.read(leader, 1 << 16)
        except OSError:  # the other end is closed
            return
        if not piece:
            return
        shown.append(piece)


def screen(shown: str) -> list[str]:
    """The lines that are left standing, once everything is written."""
    lines = []
    for text in shown.replace("\r\n", "\n").split("\n"):
        cells: list[str] = []
        for part in text.split("\r"):
            cells[: len(part)] = part
        lines.append("".join(cells).rstrip())
    return lines


SEGMENT = ("segment", "-", "--by", "plan", "--score", "score", "-f", "csv")


def test_a_long_run_shows_how_far_it_is_and_leaves_nothing(
    at_terminal: Callable[..., tuple[int, bytes, str]], run: Run
) -> None:
    code, out, shown = at_terminal(*SEGMENT)
    piped = run(*SEGMENT, stdin=b"score,plan,comment,mrr\n" + ROW * 1000 * PIECES)

    assert code == 0
    assert out.decode() == piped.stdout
    assert re.search(r"\rreading standard input  \d+ kB  0:00:01", shown)
    assert "\x1b" not in shown
    assert screen(shown) == [*piped.stderr.splitlines(), ""]
    assert "reading" not in piped.stderr


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["-q"], {}),
        ([], {"env": {"TERM": "dumb"}}),
        ([], {"pause": QUICK}),
    ],
    ids=["quiet", "a terminal that cannot go back", "a short run"],
)
def test_nothing_is_shown(
    at_terminal: Callable[..., tuple[int, bytes, str]],
    arguments: list[str],
    options: dict[str, object],
) -> None:
    code, out, shown = at_terminal(*SEGMENT, *arguments, **options)

    assert code == 0
    assert out
    assert shown == ""


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_the_line_is_narrower_than_the_terminal(
    at_terminal: Callable[..., tuple[int, bytes, str]], columns: int
) -> None:
    _, _, shown = at_terminal(*SEGMENT, columns=columns)

    drawn = [part for part in shown.split("\r") if part.strip()]
    assert drawn
    assert max(map(len, drawn)) < columns


def test_a_failure_begins_a_line_of_its_own(
    at_terminal: Callable[..., tuple[int, bytes, str]],
) -> None:
    code, out, shown = at_terminal("segment", "-", "--by", "plan", "--score", "none")

    assert (code, out) == (2, b"")
    assert "\rreading standard input" in shown
    message, *rest = screen(shown)
    assert message.startswith("nps: error: ")
    assert not any("reading" in line for line in rest)
