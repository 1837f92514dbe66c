"""How long the command takes, and how much memory, as a ratio to something beside it.

`make bench` runs everything; `python tests/benchmarks/run.py startup` a part. See README.md.
Whole processes are measured, A B A B, so that whatever else the machine does falls on both.
Nothing here imports Polars: a child's peak memory is never less than its parent's was.
"""

import argparse
import csv
import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = HERE / "data"
SAMPLE = ("sample_data/responses.csv", "-c", "configs/saas.yaml")
PYTHON = sys.executable
NPS = str(Path(sys.executable).with_name("nps"))
IMPORTS = "import polars, typer, rich, yaml, pydantic"
SCAN = """
import sys, polars
columns = ["nps_score", "plan", "employees", "logins_30d", "tickets_90d", "signed_up_at"]
cells = polars.scan_csv(sys.argv[1], infer_schema=False).select(columns)
print(cells.select(polars.all().str.len_bytes().sum()).collect(engine="streaming").row(0))
"""
"""Reads every cell that the four segmentations need, and does nothing with it."""
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"NPS_CONFIG", "PYTHONDONTWRITEBYTECODE"}
}
"""An installed package has its bytecode; without it, Python compiles every module every time."""
MEGABYTE = 1_000_000
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


@dataclass(frozen=True)
class Side:
    """The runs of one of two commands."""

    runs: tuple[Run, ...]

    @property
    def median(self) -> float:
        """Seconds."""
        return median(run.seconds for run in self.runs)

    @property
    def fastest(self) -> float:
        """Seconds."""
        return min(run.seconds for run in self.runs)

    @property
    def slowest(self) -> float:
        """Seconds."""
        return max(run.seconds for run in self.runs)

    @property
    def peak(self) -> int:
        """Bytes, the most of any run."""
        return max(run.peak for run in self.runs)


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a measurement must stay under.

    Attributes:
        ratio: First command to second, medians.
        peak: Memory of the first command, bytes.
    """

    ratio: float | None = None
    peak: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two commands run in turn.

    Attributes:
        title: What is measured.
        beside: What it is measured beside.
        first: The command in question.
        second: What it is held against.
        checks: Raise WrongError where work is not done right; they run before any clock.
    """

    title: str
    beside: str
    first: Command
    second: Command
    target: Target
    runs: int
    checks: tuple[Callable[[], None], ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What two commands took."""

    first: Side
    second: Side

    @property
    def ratio(self) -> float:
        """Of the medians."""
        return self.first.median / self.second.median

    @property
    def ratio_of_fastest(self) -> float:
        """Of the runs that were disturbed least."""
        return self.first.fastest / self.second.fastest

    def meets(self, target: Target) -> bool:
        """Whether the first stayed under what is wanted."""
        return (target.ratio is None or self.ratio <= target.ratio) and (
            target.peak is None or self.first.peak <= target.peak
        )


def measured(command: Command) -> Run:
    """Run a command to its end.

    Raises:
        WrongError: It failed.
    """
    started = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise WrongError(f"exit code {process.returncode} of: {' '.join(command)}")
    unit = 1 if sys.platform == "darwin" else KIBIBYTE
    return Run(seconds=seconds, peak=usage.ru_maxrss * unit, output=output)


def compare(first: Command, second: Command, runs: int) -> Comparison:
    """Run both once to warm up, then both in turn.

    Raises:
        WrongError: One failed, or wrote something else than the time before.
    """
    commands = (first, second)
    warm = [measured(command) for command in commands]
    sides: tuple[list[Run], list[Run]] = ([], [])
    for _ in range(runs):
        for command, before, side in zip(commands, warm, sides, strict=True):
            side.append(measured(command))
            if side[-1].output != before.output:
                raise WrongError(f"the same input gave other bytes: {' '.join(command)}")
    return Comparison(first=Side(tuple(sides[0])), second=Side(tuple(sides[1])))


def segment(export: str, case: str, *more: str) -> Command:
    """The command for an export and a configuration that were made."""
    return (NPS, "segment", str(DATA / export), "-c", str(DATA / f"{case}.yaml"), "-q", *more)


def check_counts(export: str, case: str) -> None:
    """Hold every count by segment and score to the plain filters of `exports`."""
    output = json.loads(measured(segment(export, case, "-f", "json")).output)
    expected = json.loads((DATA / f"{case}.json").read_text("utf-8"))
    found = {"read": output["ledger"]["read"], "segments": scores_by_segment(output)}
    if found != expected:
        raise WrongError(f"{case}: the counts are wrong, nothing was timed")


def scores_by_segment(output: dict[str, Any]) -> dict[str, dict[str, list[int]]]:
    """Take the responses by score out of the JSON of `nps segment`."""
    return {
        segmentation["name"]: {one["segment"]: one["scores"] for one in segmentation["segments"]}
        for segmentation in output["segmentations"]
    }


def check_sample() -> None:
    """Hold the rows of the sample to a plain reading."""
    output = json.loads(measured((NPS, "segment", *SAMPLE, "-q", "-f", "json")).output)
    with (ROOT / SAMPLE[0]).open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.DictReader(file))
    if output["ledger"]["read"] != rows:
        raise WrongError(f"{SAMPLE[0]}: {rows} rows, and the ledger says otherwise")


def rules() -> list[Pair]:
    """Fifty overlapping rules against one of them."""
    parquet = "responses.parquet"
    return [
        Pair(
            title="2 M rows of Parquet, 50 overlapping rules",
            beside=f"one of them, {words}",
            first=segment(parquet, "fifty"),
            second=segment(parquet, one),
            target=Target(ratio=3),
            runs=5,
            checks=(partial(check_counts, parquet, "fifty"), partial(check_counts, parquet, one)),
        )
        for one, words in (("one", "a text and a number"), ("comment", "searching a comment"))
    ]


def memory() -> list[Pair]:
    """A large text export, beside Polars only reading its columns."""
    export = "responses.csv"
    return [
        Pair(
            title="5 M rows of CSV, four segmentations",
            beside="Polars reading their columns",
            first=segment(export, "csv"),
            second=(PYTHON, "-c", SCAN, str(DATA / export)),
            target=Target(peak=1000 * MEGABYTE),
            runs=5,
            checks=(partial(check_counts, export, "csv"),),
        )
    ]


def startup() -> list[Pair]:
    """Short runs, most of which is starting."""
    nothing, imports = (PYTHON, "-c", "pass"), (PYTHON, "-c", IMPORTS)
    sample = (NPS, "segment", *SAMPLE, "-q")
    rows = (
        ("nps --version", (NPS, "--version"), "python -c pass", nothing, 2.5),
        ("nps --help", (NPS, "--help"), "python -c pass", nothing, 12),
        ("the sample, -o /dev/null", (*sample, "-o", os.devnull), "its imports", imports, 1.6),
        ("the sample, to a pipe", sample, "its imports", imports, 1.6),
    )
    return [
        Pair(
            title=title, beside=beside, first=first, second=second, target=Target(ratio=ratio),
            runs=21, checks=(check_sample,),
        )
        for title, first, beside, second, ratio in rows
    ]  # fmt: skip


MEASUREMENTS = {"rules": rules, "memory": memory, "startup": startup}
HEADER = (
    "measured", "beside", "runs", "first, s", "second, s",
    "ratio", "of fastest", "peak, MB", "target", "",
)  # fmt: skip


def row(pair: Pair, comparison: Comparison) -> tuple[str, ...]:
    """One line of the table."""
    first, second, target = comparison.first, comparison.second, pair.target
    wanted = [f"{target.ratio:g} times"] if target.ratio is not None else []
    wanted += [f"{target.peak // MEGABYTE} MB"] if target.peak is not None else []
    return (
        pair.title,
        pair.beside,
        str(len(first.runs)),
        *(f"{side.median:.3f} ({side.fastest:.3f}-{side.slowest:.3f})" for side in (first, second)),
        f"{comparison.ratio:.2f}",
        f"{comparison.ratio_of_fastest:.2f}",
        f"{first.peak / MEGABYTE:.0f} / {second.peak / MEGABYTE:.0f}",
        ", ".join(wanted),
        "met" if comparison.meets(target) else "missed",
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, cells, widths)).rstrip() for cells in rows)
    return "\n".join(lines) + "\n"


def machine() -> str:
    """What it ran on, without saying whose it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / KIBIBYTE**3
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, polars {version('polars')}, nps {version('nps')}, "
        f"load {os.getloadavg()[0]:.1f} at the start"
    )


def prepare() -> None:
    """Make the exports, unless those that are there were made by the same code."""
    maker, stamp = HERE / "exports.py", DATA / "made_by"
    digest = hashlib.sha256(maker.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text("utf-8") != digest:
        sys.stderr.write("making the exports, about 620 MB, once\n")
        subprocess.run((PYTHON, str(maker), str(DATA)), check=True)
        stamp.write_text(digest, "utf-8")


def main() -> None:
    """Check everything, then measure, then print."""
    parser = argparse.ArgumentParser(description="Measure nps as whole processes.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--runs", type=int, help="Runs of each command after a warm-up.")
    arguments = parser.parse_args()
    names = arguments.names or list(MEASUREMENTS)
    if unknown := set(names) - set(MEASUREMENTS):
        parser.error(f"no measurement {', '.join(sorted(unknown))}")
    prepare()
    described = machine()
    pairs = [pair for name in names for pair in MEASUREMENTS[name]()]
    try:
        for check in dict.fromkeys(check for pair in pairs for check in pair.checks):
            check()
        rows = []
        for pair in pairs:
            sys.stderr.write(f"{pair.title} | {pair.beside}\n")
            comparison = compare(pair.first, pair.second, arguments.runs or pair.runs)
            rows.append(row(pair, comparison))
    except WrongError as error:
        sys.exit(f"error: {error}")
    sys.stdout.write(f"{described}\n\n{table([HEADER, *rows])}")


if __name__ == "__main__":
    main()
