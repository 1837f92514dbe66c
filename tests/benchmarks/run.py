"""How long the command takes, and how much memory, beside others that do the same.

`make bench` runs everything but `memory100`; `python tests/benchmarks/run.py startup` a part.
See README.md.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.contests import hold, warm_up
from tests.benchmarks.measurements import MEASUREMENTS, PYTHON
from tests.benchmarks.processes import WrongError
from tests.benchmarks.reporting import machine, report
from tests.benchmarks.sizes import DATA, ROOT, ROWS, Sizes


def main(arguments: Sequence[str] | None = None) -> None:
    """Make what is missing, check everything, then measure, then print."""
    parser = argparse.ArgumentParser(description="Measure nps as whole processes.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--runs", type=int, help="Runs of each command after a warm-up.")
    parser.add_argument("--rows", type=int, default=ROWS, help="Rows of the Parquet export.")
    parser.add_argument("--data", type=Path, default=DATA, help="Folder of the exports.")
    given = parser.parse_args(arguments)
    every = [name for name, measurement in MEASUREMENTS.items() if not measurement.demanded]
    names = given.names or every
    if unknown := set(names) - set(MEASUREMENTS):
        parser.error(f"no measurement {', '.join(sorted(unknown))}")
    chosen = [MEASUREMENTS[name] for name in names]
    sizes = Sizes(given.data.resolve(), given.rows)
    parts = dict.fromkeys(part for measurement in chosen for part in measurement.parts)
    making = (PYTHON, "-m", "tests.benchmarks.making", str(sizes.folder), str(sizes.rows), *parts)
    subprocess.run(making, check=True, cwd=ROOT)
    described = machine()
    try:
        contests = [contest for measurement in chosen for contest in measurement.contests(sizes)]
        outputs = [warm_up(contest) for contest in contests]
        measured = [
            (contest, hold(contest, output, given.runs or contest.runs))
            for contest, output in zip(contests, outputs, strict=True)
        ]
    except WrongError as error:
        sys.exit(f"error: {error}")
    sys.stdout.write(f"{described}\n\n{report(measured)}")


if __name__ == "__main__":
    main()
