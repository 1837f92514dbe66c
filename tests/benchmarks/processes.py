"""Whole processes, from start to exit: what they take and what they write."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from tests.benchmarks.sizes import ROOT

LEFT_OUT = {"NPS_CONFIG", "POLARS_MAX_THREADS", "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
"""An installed package has its bytecode; without it, Python compiles every module every time."""
KIBIBYTE = 1024

Command = Sequence[str]


class WrongError(Exception):
    """What was measured did not do its work."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One process from start to end.

    Attributes:
        seconds: By the clock on the wall.
        peak: Most resident memory, bytes.
        output: What it wrote to standard output.
    """

    seconds: float
    peak: int
    output: bytes


def measured(command: Command, more: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end, with more variables in its environment.

    Raises:
        WrongError: It failed.
    """
    environment = ENVIRONMENT | dict(more or {})
    started = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise WrongError(f"exit code {process.returncode} of: {' '.join(command)}")
    unit = 1 if sys.platform == "darwin" else KIBIBYTE
    return Run(seconds=seconds, peak=usage.ru_maxrss * unit, output=output)
