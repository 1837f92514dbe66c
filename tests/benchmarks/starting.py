"""What a start is made of: the modules of others that a run imports."""

import csv
import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.benchmarks.processes import ENVIRONMENT, Command, WrongError
from tests.benchmarks.sizes import ROOT

LINE = re.compile(r"^import time:\s+\d+ \|\s+\d+ \| +([\w.]+)$", re.MULTILINE)


def imported(command: Command) -> list[str]:
    """Modules that a Python script loads and that are neither Python's nor those of `nps`.

    In the order in which they were loaded.
    """
    traced = (sys.executable, "-X", "importtime", *command)
    run = subprocess.run(traced, capture_output=True, cwd=ROOT, env=ENVIRONMENT, check=True)
    others = packages_distributions().keys() - sys.stdlib_module_names - {"nps"}
    names = LINE.findall(run.stderr.decode())
    return [name for name in names if name.partition(".")[0] in others]


def bare_imports(command: Command) -> Command:
    """A process that imports the same modules of others, and does nothing with them."""
    lines = "\n".join(f"import {name}" for name in imported(command))
    return (sys.executable, "-c", lines)


def rows_of(export: Path) -> int:
    """By a plain reading."""
    with export.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def check_rows(export: Path, output: bytes) -> None:
    """Hold the rows that were read to a plain reading.

    Raises:
        WrongError: They differ.
    """
    read, rows = json.loads(output)["ledger"]["read"], rows_of(export)
    if read != rows:
        raise WrongError(f"{export.name}: {rows} rows, and the ledger says {read}")
