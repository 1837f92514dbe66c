"""What a terminal shows: lines that fit, colours when they help, nothing that steers it."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from rich.cells import cell_len

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parent.parent.parent
ESCAPE = "\x1b["
HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "markup": "[bold]bold[/bold]",
    "smile": ":smile:",
    "bidi": "\u202eevil\u2066",
    "control": "bell\x07\x9b2J",
    "lines": '"two\nlines"',
    "wide": "日本語の顧客",
}


def at_terminal(
    *arguments: str, cwd: Path, columns: int, env: Mapping[str, str]
) -> tuple[int, str]:
    """Run the command at a terminal of some columns; exit code, and all that is shown there."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "nps", *arguments],
        cwd=cwd, env=env, stdin=follower, stdout=follower, stderr=follower,
    ) as process:  # fmt: skip
        os.close(follower)
        shown = b"".join(_read(leader))
        code = process.wait()
    os.close(leader)
    return code, shown.decode().replace("\r\n", "\n")


def _read(leader: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(leader, 1 << 16)
        except OSError:  # the other end is closed
            return
        if not piece:
            return
        yield piece


def plain(text: str) -> str:
    """Text without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


NARROW = r" +n +NPS +95% range det% pas% pro% impact +-det \.pas \+pro"
WIDE = r" +n +n% +NPS +95% range +rest +impact ofdet +0-4 +5-6 \| +7 +8 \| 9-10 +-det \.pas \+pro"
SHORT_NAMES = ("--only", "plan", "--only", "lifecycle", "--only", "product_usage")


def main_job(columns: int, environment: Mapping[str, str], *arguments: str) -> list[str]:
    """The lines of the main job at a terminal, without colours."""
    code, shown = at_terminal(
        "segment", "sample_data/responses.csv", "-c", "configs/saas.yaml", *arguments,
        cwd=ROOT, columns=columns, env={**environment, "TERM": "xterm"},
    )  # fmt: skip
    assert code == 0
    return plain(shown).splitlines()


@pytest.fixture(scope="module")
def screens(environment: Mapping[str, str]) -> dict[int, list[str]]:
    """Terminals by width."""
    return {columns: main_job(columns, environment) for columns in (40, 80, 120, 200)}


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(screens: dict[int, list[str]], columns: int) -> None:
    assert max(map(cell_len, screens[columns])) <= columns


@pytest.mark.parametrize(("columns", "heading"), [(80, NARROW), (120, WIDE), (200, WIDE)])
def test_figures_stand_below_each_other(
    environment: Mapping[str, str], columns: int, heading: str
) -> None:
    lines = main_job(columns, environment, *SHORT_NAMES)

    (titles,) = [line for line in lines if re.fullmatch(heading, line)]
    bars = {re.search(r" ([-.+]{13,})$", line): len(line) for line in lines}
    ends = {(found.start(1), length) for found, length in bars.items() if found}
    assert len([found for found in bars if found]) == 1 + 4 + 4 + 4
    assert {start for start, _ in ends} == {titles.index("-det .pas +pro")}
    assert len(ends) == 1
    assert max(map(cell_len, lines)) <= columns


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_names_and_numbers_are_never_cut(screens: dict[int, list[str]], columns: int) -> None:
    text = "\n".join(screens[columns])
    joined = re.sub(r"\s+", "", text)

    assert "…" not in text
    assert "..." not in re.sub(r"[-.+]{5,}", "", text)
    for part in ("3,289 answers", "3,582 read = 3,289 scored", "+38", "NPS +38 (+35 to +41)"):
        assert re.sub(r"\s+", "", part) in joined
    if columns > 40:
        assert "  Administrators × Enterprise  " in text


def test_a_terminal_gets_colours_and_no_bytes_of_files(
    folder: Path, environment: Mapping[str, str]
) -> None:
    env = {**environment, "TERM": "xterm"}

    code, shown = at_terminal(
        "segment", "export.csv", "--by", "plan", cwd=folder, columns=80, env=env
    )
    assert code == 0
    assert f"{ESCAPE}1m" in shown

    code, shown = at_terminal(
        "segment", "export.csv", "-f", "parquet", cwd=folder, columns=80, env=env
    )
    assert code == 2
    assert shown == "nps: error: --format parquet: found a terminal, expected --output FILE\n"


@pytest.mark.parametrize(
    ("env", "arguments", "coloured"),
    [
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, [], False),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, ["--color", "always"], True),
        ({"TERM": "xterm"}, ["--color", "never"], False),
        ({"TERM": "xterm"}, ["-f", "csv"], False),
    ],
    ids=str,
)
def test_colours_at_a_terminal(
    folder: Path,
    environment: Mapping[str, str],
    env: Mapping[str, str],
    arguments: list[str],
    coloured: bool,  # noqa: FBT001  # of a table
) -> None:
    code, shown = at_terminal(
        "segment", "export.csv", *arguments, cwd=folder, columns=80, env={**environment, **env}
    )

    assert code == 0
    assert (ESCAPE in shown) == coloured


@pytest.mark.parametrize(
    ("env", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["-f", "json"], False),
    ],
    ids=str,
)
def test_colours_off_a_terminal(
    call: Run,
    env: Mapping[str, str],
    arguments: list[str],
    coloured: bool,  # noqa: FBT001  # of a table
) -> None:
    ran = call("segment", "export.csv", "-q", *arguments, env=env)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (ESCAPE in ran.stdout) == coloured


@pytest.fixture
def hostile(folder: Path) -> Path:
    """An export whose segments are named to do harm."""
    rows = "".join(f"9,{name}\n" for name in HOSTILE.values())
    (folder / "hostile.csv").write_text(f"score,plan\n{rows}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("format_name", ["table", "markdown", "json", "ndjson", "csv", "tsv"])
def test_names_do_not_steer_a_terminal(
    hostile: Path, environment: Mapping[str, str], format_name: str
) -> None:
    code, shown = at_terminal(
        "segment", "hostile.csv", "--by", "plan", "-f", format_name,
        cwd=hostile, columns=200, env={**environment, "TERM": "xterm", "NO_COLOR": "1"},
    )  # fmt: skip

    assert code == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert ":smile:" in shown
    assert "bold" in shown
    if format_name == "table":
        assert "  [bold]bold[/bold]  " in shown
        assert "  two lines  " in shown
        assert "  日本語の顧客  " in shown


def test_names_are_kept_to_the_byte_off_a_terminal(call: Run, hostile: Path) -> None:
    ran = call("segment", "hostile.csv", "--by", "plan", "-f", "csv", "-q", cwd=hostile)

    assert ran.returncode == 0
    for name in HOSTILE.values():
        assert f"plan,{name},1," in ran.stdout


def test_names_that_errors_show_do_not_steer_a_terminal(call: Run, folder: Path) -> None:
    (folder / "evil.csv").write_text("score,\x1b[31mplan\n9,a\n", encoding="utf-8")

    ran = call("segment", "evil.csv", "--by", "\x1b[31mplam", "-q")
    nowhere = call("segment", "\x1b[31mnone.csv", "-q")

    assert (ran.returncode, nowhere.returncode) == (2, 2)
    assert "\x1b" not in ran.stderr + nowhere.stderr
