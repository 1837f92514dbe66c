"""The command as a process: in a folder of its own, with next to no environment."""

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
KEPT = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
SCRIPTS = str(Path(sys.executable).parent)
ENVIRONMENT = {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", **KEPT}
Ran = subprocess.CompletedProcess[str]


def run_nps(
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stdin: str | bytes | None = None,
    script: str | None = None,
) -> Ran:
    """Run the command to its end; whatever happens, it shows no traceback and no cell.

    Args:
        arguments: Of the command.
        cwd: Folder to run in.
        env: Added to a clean environment.
        stdin: What standard input holds; nothing by default.
        script: Python that runs instead of the module.
    """
    content = stdin.encode() if isinstance(stdin, str) else stdin or b""
    done = subprocess.run(
        [sys.executable, *(["-m", "nps"] if script is None else ["-c", script]), *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        input=content,
        capture_output=True,
        check=False,
        timeout=60,
    )
    ran = subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
    if "--debug" not in arguments:
        assert "Traceback" not in ran.stderr
        assert SECRET not in ran.stderr
    return ran


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
    """Run the command in the folder."""

    def run_here(*arguments: str, **options: Any) -> Ran:  # noqa: ANN401  # those of run_nps
        return run_nps(*arguments, **{"cwd": folder, **options})

    return run_here


@pytest.fixture(scope="session")
def run_in() -> Callable[..., Ran]:
    """Run the command in a folder of the caller's choice."""
    return run_nps


@pytest.fixture(scope="session")
def secret() -> str:
    """What no error may show."""
    return SECRET


@pytest.fixture(scope="session")
def environment() -> Mapping[str, str]:
    """A clean environment."""
    return ENVIRONMENT
