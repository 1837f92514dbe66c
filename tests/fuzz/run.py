"""Arbitrary inputs into the reader: `make fuzz`, or `python tests/fuzz/run.py --inputs 50000`.

What breaks a law is made small and printed; the same seed gives the same inputs.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fuzz.inputs import inputs
from tests.fuzz.laws import outcome_of

INPUTS = 50_000
TOGETHER = 1000
"""Inputs between two lines of progress."""


def fuzz(number: int, first: int, folder: Path) -> Counter[str]:
    """Try so many inputs; what came of them, by words.

    Raises:
        Exception: A law is broken; notes say by which bytes.
    """
    came: Counter[str] = Counter()

    def once(content: bytes) -> None:
        outcome = outcome_of(content, folder)
        came["inputs"] += 1
        came["rows"] += outcome.read
        came["held to the csv module"] += outcome.compared
        came[f"laid out by {outcome.layout}" if outcome.layout else "refused"] += 1

    batch = 0
    while came["inputs"] < number:
        settled = settings(
            max_examples=min(TOGETHER, number - came["inputs"]),
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=tuple(HealthCheck),
        )
        seed(first + batch)(settled(given(inputs)(once)))()
        batch += 1
        sys.stderr.write(f"\r{came['inputs']} of {number} inputs")
    sys.stderr.write("\n")
    return came


def main(arguments: Sequence[str] | None = None) -> None:
    """Try, and say what came of it."""
    parser = argparse.ArgumentParser(description="Arbitrary inputs into the reader of text exports.")
    parser.add_argument("--inputs", type=int, default=INPUTS)
    parser.add_argument("--seed", type=int, default=0)
    given_ = parser.parse_args(arguments)
    started = perf_counter()
    with TemporaryDirectory(prefix="nps-fuzz-") as folder:
        came = fuzz(given_.inputs, given_.seed, Path(folder))
    seconds = perf_counter() - started
    for words, times in sorted(came.items()):
        sys.stdout.write(f"{times:>8} {words}\n")
    sys.stdout.write(f"no law broken, in {seconds:.0f} seconds\n")


if __name__ == "__main__":
    main()
