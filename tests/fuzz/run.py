"""Arbitrary inputs into the reader: `make fuzz`, or `python tests/fuzz/run.py --inputs 5000`.

An input that breaks a law is made as small as it can be and printed; the same seed gives the same
inputs.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from time import perf_counter

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("POLARS_MAX_THREADS", "1")  # a few rows are faster by one

from tests.fuzz.inputs import inputs
from tests.fuzz.laws import outcome_of

INPUTS = 50_000
TOGETHER = 1000
"""Inputs between two lines of progress."""
MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of its own is made in it
"""Where files need no disk, on Linux."""


def fuzz(first: int, number: int) -> Counter[str]:
    """Try so many inputs; what came of them, by words.

    Raises:
        Exception: A law is broken; notes say by which bytes.
    """
    came: Counter[str] = Counter()
    usual = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="nps-fuzz-", dir=_memory()) as folder:
        tempfile.tempdir = folder

        def once(content: bytes) -> None:
            outcome = outcome_of(content, Path(folder))
            came["inputs"] += 1
            came["rows"] += outcome.read
            came["held to the csv module"] += outcome.compared
            came[f"laid out by {outcome.layout}" if outcome.layout else "refused"] += 1

        try:
            _settings(number)(seed(first)(given(inputs)(once)))()
        finally:
            tempfile.tempdir = usual
    return came


def _memory() -> Path | None:
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None


def _settings(number: int) -> settings:
    return settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=tuple(HealthCheck),
    )


def _tried(first: int, number: int) -> Counter[str] | str:
    """As `fuzz`; what broke as text, which goes from one process to another whatever it is."""
    try:
        return fuzz(first, number)
    except Exception:  # noqa: BLE001  # whatever a user could see
        return traceback.format_exc()


def main(arguments: Sequence[str] | None = None) -> None:
    """Try, and say what came of it."""
    parser = argparse.ArgumentParser(
        description="Arbitrary inputs into the reader of text exports."
    )
    parser.add_argument("--inputs", type=int, default=INPUTS, help="At least so many.")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    batches = -(-asked.inputs // TOGETHER)
    started, came = perf_counter(), Counter[str]()
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        seeds = range(asked.seed, asked.seed + batches)
        for found in pool.map(_tried, seeds, repeat(min(TOGETHER, asked.inputs))):
            if isinstance(found, str):
                pool.shutdown(wait=False, cancel_futures=True)
                sys.exit(found)
            came += found
            sys.stderr.write(f"{came['inputs']} inputs\n")
    for words, times in sorted(came.items()):
        sys.stdout.write(f"{times:>8} {words}\n")
    sys.stdout.write(f"no law is broken; {perf_counter() - started:.0f} seconds\n")


if __name__ == "__main__":
    main()
