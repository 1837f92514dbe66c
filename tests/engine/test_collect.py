"""Queries run beside the main thread, which answers Ctrl-C meanwhile."""

import subprocess
import sys
import threading

import polars as pl
import pytest

from nps.engine.collect import aside, collect_export, interruptible
from nps.errors import SourceError


def fail() -> None:
    raise KeyError("what happened")


def test_work_is_done_in_another_thread_and_its_answer_given() -> None:
    assert aside(threading.get_ident) != threading.get_ident()


def test_a_failure_comes_back_as_it_is() -> None:
    with pytest.raises(KeyError, match="what happened"):
        aside(fail)


def test_a_panic_is_an_error_like_others() -> None:
    def panic() -> None:
        raise pl.exceptions.PanicException("s3cr3t")

    with pytest.raises(pl.exceptions.ComputeError, match=r"^panic$"):
        aside(panic)


def test_an_export_that_cannot_be_read_is_named_without_what_it_holds() -> None:
    frame = pl.LazyFrame({"a": ["s3cr3t"]}).select(pl.col("a").cast(pl.Int64))

    with pytest.raises(SourceError) as failure:
        collect_export("a.csv", [frame])

    assert str(failure.value) == (
        "a.csv: the export could not be read to its end (InvalidOperationError); "
        "expected a complete file; export it again, or see --debug"
    )


INTERRUPTED = """
import os, signal, threading, time
import polars as pl
from nps.engine.collect import aside, collect, interruptible
def slowly(frame):
    time.sleep(5)
    return frame
frame = pl.LazyFrame({"a": [1]}).map_batches(slowly)
threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
begun = time.monotonic()
try:
    WORK
except KeyboardInterrupt:
    print(time.monotonic() - begun, flush=True)
    os._exit(130)
"""
"""NOTE: In a process of its own, since Polars keeps an interrupt for its next query."""


@pytest.mark.parametrize(
    "work",
    ["aside(lambda: time.sleep(5))", "interruptible(time.sleep)(5)", "collect([frame])"],
)
def test_an_interrupt_is_answered_at_once(work: str) -> None:
    script = INTERRUPTED.replace("WORK", work)

    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30
    )

    assert (ran.returncode, ran.stderr) == (130, "")
    assert float(ran.stdout) < 0.6


def test_a_function_keeps_its_name_arguments_and_answer() -> None:
    @interruptible
    def add(one: int, *, other: int) -> int:
        return one + other

    assert add(1, other=2) == 3
    assert add.__name__ == "add"
