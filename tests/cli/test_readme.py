"""What README shows is what the command prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    (command, shown)
    for command, shown in re.findall(
        r"^```console\n\$ ([^\n]+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL
    )
]
SHELL = "/bin/bash"
DEMO, TEST = "make demo", "make test"


def recipe(target: str) -> str:
    """The commands that a target runs, set up or not."""
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "--no-print-directory", target],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout


def in_this_environment(command: str) -> str:
    """The command itself, where the target would run it in an environment of its own."""
    if command != DEMO:
        return command
    return recipe("demo").strip().splitlines()[-1].removeprefix(".venv/bin/")


@pytest.mark.parametrize(
    ("command", "shown"), [(c, s) for c, s in EXAMPLES if c != TEST], ids=lambda value: value[:60]
)
def test_example_prints_what_is_shown(command: str, shown: str) -> None:
    scripts = str(Path(sys.executable).parent)
    done = subprocess.run(
        [SHELL, "-c", in_this_environment(command)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"},
    )

    printed = done.stdout if "| head" in command else done.stdout + done.stderr
    assert printed.rstrip() == shown.rstrip()


def test_the_two_commands_stand_at_the_top() -> None:
    assert [command for command, _ in EXAMPLES[:2]] == [DEMO, TEST]


def test_make_test_reaches_the_coverage_that_is_shown() -> None:
    shown = dict(EXAMPLES)[TEST]
    limit = re.search(r"fail_under = (\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert limit
    assert f"Required test coverage of {limit[1]}% reached." in shown
    assert "pytest" in recipe("test")


def test_the_gate_runs_lint_and_the_test_command() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert gate[-2:] == ["make lint", TEST]
