"""The only place where queries run."""

from collections.abc import Callable, Sequence
from functools import wraps
from threading import Thread
from typing import ParamSpec, TypeVar

import polars as pl

from nps.errors import SourceError
from nps.progress import phase

Given = ParamSpec("Given")
Done = TypeVar("Done")
POLL = 0.1
"""Seconds between looks at whether the worker is done; Ctrl-C is answered in between."""


def aside(work: Callable[[], Done]) -> Done:
    """Do work in a thread of its own, and give what comes of it.

    Ctrl-C is answered by the main thread only, and not while that is in native code, where all
    work on many rows is. The worker is a daemon, so that the main thread can leave at once.

    Raises:
        PolarsError: Polars gave up, or panicked.
    """
    answers: list[Done] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as failure:  # noqa: BLE001  # handed to the main thread, whatever it is
            failures.append(failure)

    worker = Thread(target=run, daemon=True, name="aside")
    worker.start()
    while worker.is_alive():
        worker.join(POLL)
    if not failures:
        return answers[0]
    if isinstance(failures[0], pl.exceptions.PanicException):
        # NOTE: A panic is no Exception, and would end the run with a traceback.
        raise pl.exceptions.ComputeError("panic") from failures[0]
    raise failures[0]


def interruptible(function: Callable[Given, Done]) -> Callable[Given, Done]:
    """Make a function one that Ctrl-C ends at once, whatever it does with many rows."""

    @wraps(function)
    def done_aside(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        with phase("adding up"):
            return aside(lambda: function(*args, **kwargs))

    return done_aside


def collect(queries: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    """Run queries together in one pass, streaming.

    Raises:
        PolarsError: Polars gave up; its message may quote cells and must not reach the user.
    """
    with phase("counting"):
        return aside(lambda: pl.collect_all(queries, engine="streaming"))


def collect_export(path: str, queries: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    """Run the queries over one export.

    Raises:
        SourceError: The export cannot be read to its end.
    """
    try:
        return collect(queries)
    except pl.exceptions.PolarsError as error:
        # NOTE: Polars quotes the cells it stumbles over, so only the kind of failure is passed on.
        kind = type(error).__name__
        raise SourceError(
            f"{path}: the export could not be read to its end ({kind}); "
            "expected a complete file; export it again, or see --debug"
        ) from error
