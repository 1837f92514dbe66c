"""Help is plain, whole and quick, and so is the version."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import typer.main

from nps import __version__
from nps.cli.app import app, cli
from nps.errors import UsageError

Run = Callable[..., CompletedProcess[str]]
GROUP = typer.main.get_group(cli)
COMMANDS = list(GROUP.commands)
IMPORTED = """
import runpy, sys
sys.argv = ["nps", *sys.argv[1:]]
import os
leave = os._exit
def tell(code):
    names = sorted({name.partition(".")[0] for name in sys.modules})
    sys.stderr.write(" ".join(names))
    sys.stderr.flush()
    sys.stdout.flush()
    leave(code)
os._exit = tell
runpy.run_module("nps", run_name="__main__")
"""


PARAMETERS = [
    pytest.param(parameter, id=f"{name} {parameter.name}")
    for name, command in GROUP.commands.items()
    for parameter in command.params
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert re.match(r"[A-Z].+\.", GROUP.commands[name].help or "")


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_option_has_help(parameter: Any) -> None:  # noqa: ANN401  # Typer keeps the type to itself
    assert re.fullmatch(r"[A-Z].+\.", parameter.help or "", re.DOTALL)


@pytest.mark.parametrize("arguments", [[], ["segment"]], ids=["nps", "nps segment"])
@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}], ids=str)
def test_help_is_plain_and_does_not_import_polars(
    run: Run, arguments: list[str], env: dict[str, str]
) -> None:
    ran = run(*arguments, "--help", script=IMPORTED, env=env)

    assert ran.returncode == 0
    assert ran.stdout.startswith(f"Usage: {' '.join(['nps', *arguments])} [OPTIONS]")
    assert ran.stdout.isascii()
    assert ran.stdout.replace("\n", "").isprintable()
    assert not {"polars", "yaml", "nps.engine"} & set(ran.stderr.split())


def test_help_lists_every_command(run: Run) -> None:
    ran = run("-h")

    assert re.findall(r"^  (\w+)  +[A-Z]", ran.stdout, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "segment"]], ids=" ".join)
def test_the_version_is_printed(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments, script=IMPORTED)

    assert (ran.returncode, ran.stdout) == (0, f"nps {__version__}\n")
    assert "polars" not in ran.stderr.split()
    assert ("typer" in ran.stderr.split()) == (len(arguments) > 1)


def test_no_arguments_are_a_usage_error_that_shows_help(run: Run) -> None:
    ran = run()

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Usage: nps [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["segment"], "missing argument 'EXPORT'. See nps segment --help"),
        (["segmnt"], "no such command 'segmnt'. Did you mean 'segment'? See nps --help"),
        (["segment", "x.csv", "--bye", "a"], "no such option: --bye (Possible options: --by). See"),
        (["segment", "x.csv", "-f", "html"], "'html' is not one of 'table', 'json',"),
        (["segment", "x.csv", "--sort", "x"], "'x' is not one of 'nps', 'base', 'name', 'impact'"),
        (["segment", "x.csv", "--interval", "x"], "'x' is not one of 'score', 'adjusted-wald',"),
        (["segment", "x.csv", "--color", "x"], "'x' is not one of 'auto', 'always', 'never'"),
        (["segment", "x.csv", "--level", "95"], "expected a number between 0 and 1, such as 0.95"),
        (
            ["segment", "x.csv", "--level", "99.9"],
            "found '99.9', expected a number between 0 and 1,",
        ),
        (["segment", "x.csv", "--level", "high"], "found 'high', expected a number between 0 and"),
        (["segment", "x.csv", "--level", "nan"], "found 'nan', expected a number between 0 and 1"),
        (["segment", "x.csv", "-c"], "option '-c' requires an argument"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage_errors_take_one_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["nps", *arguments])
    with pytest.raises(UsageError) as raised:
        app()

    assert capsys.readouterr() == ("", "")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_usage_error_ends_the_process_with_2(run: Run, tmp_path: Path) -> None:
    ran = run("segment", "export.csv", "-f", "html", "-o", "report.html")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nps: error: invalid value for '-f' / '--format': 'html' is not")
    assert ran.stderr.count("\n") == 1
    assert not (tmp_path / "report.html").exists()
