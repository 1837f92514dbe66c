"""The command, in a folder of its own and with next to no environment.

`run` starts it as a process. `call` calls it in this process, which takes a tenth of the time;
it is for tables of what is said and done where the process itself is not in question.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

SECRET = "s3cr3t-0f-a-resp0ndent"
EXPORT = f"""score,plan,comment,mrr
10,Free,{SECRET},10
3,Pro,{SECRET},20
8,Free,nice,30
"""
SCRIPTS = str(Path(sys.executable).parent)
ENVIRONMENT = {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"} | {
    name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")
}
HEARD = ("NPS_CONFIG", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
"""Variables that the command listens to."""
Ran = subprocess.CompletedProcess[str]


def checked(ran: Ran, arguments: tuple[str, ...]) -> Ran:
    """Whatever happens, no traceback and no cell is shown."""
    if "--debug" not in arguments:
        assert "Traceback" not in ran.stderr
        assert SECRET not in ran.stderr
    return ran


def run_nps(
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stdin: str | bytes = b"",
    script: str | None = None,
) -> Ran:
    """Run the command to its end.

    Args:
        arguments: Of the command.
        cwd: Folder to run in.
        env: Added to a clean environment.
        stdin: What standard input holds.
        script: Python that runs instead of the module.
    """
    done = subprocess.run(
        [sys.executable, *(["-m", "nps"] if script is None else ["-c", script]), *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )
    said, shown = done.stdout.decode(), done.stderr.decode()
    return checked(subprocess.CompletedProcess(done.args, done.returncode, said, shown), arguments)


@pytest.fixture(scope="session")
def export() -> str:
    """What `export.csv` holds."""
    return EXPORT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds `export.csv`."""
    (tmp_path / "export.csv").write_text(EXPORT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., Ran]:
    """Run the command as a process in the folder."""

    def run_here(*arguments: str, **options: Any) -> Ran:  # noqa: ANN401  # those of run_nps
        return run_nps(*arguments, **{"cwd": folder, **options})

    return run_here


@pytest.fixture(scope="session")
def run_in() -> Callable[..., Ran]:
    """Run the command as a process in a folder of the caller's choice."""
    return run_nps


@pytest.fixture
def call(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Call the command in this process, in the folder."""
    from nps.cli.app import app  # noqa: PLC0415  # once it is asked for
    from nps.cli.failures import exit_code  # noqa: PLC0415

    def call_here(*arguments: str, cwd: Path = folder, env: Mapping[str, str] | None = None) -> Ran:
        with monkeypatch.context() as patch:
            for name in HEARD:
                patch.delenv(name, raising=False)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.chdir(cwd)
            patch.setattr(sys, "argv", ["nps", *arguments])
            code = exit_code(app)
        shown = capsys.readouterr()
        return checked(
            subprocess.CompletedProcess(arguments, code, shown.out, shown.err), arguments
        )

    return call_here


@pytest.fixture(scope="session")
def secret() -> str:
    """What no error may show."""
    return SECRET


@pytest.fixture(scope="session")
def environment() -> Mapping[str, str]:
    """A clean environment."""
    return ENVIRONMENT
