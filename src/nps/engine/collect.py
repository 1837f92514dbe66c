"""The only place where queries run."""

from collections.abc import Sequence
from threading import Thread

import polars as pl

from nps.errors import SourceError

POLL = 0.1
"""Seconds between looks at whether the worker is done; Ctrl-C is answered in between."""


def collect(queries: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    """Run queries together in one pass, streaming, in a worker thread.

    The worker is a daemon, so that the main thread can leave at once on Ctrl-C.

    Raises:
        PolarsError: Polars gave up; its message may quote cells and must not reach the user.
    """
    answers: list[pl.DataFrame] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            answers.extend(pl.collect_all(queries, engine="streaming"))
        except BaseException as failure:  # noqa: BLE001  # handed to the main thread, whatever it is
            failures.append(failure)

    worker = Thread(target=work, daemon=True, name="collect")
    worker.start()
    while worker.is_alive():
        worker.join(POLL)
    if failures:
        raise failures[0]
    return answers


def collect_export(path: str, queries: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    """Run the queries over one export.

    Raises:
        SourceError: The export cannot be read to its end.
    """
    try:
        return collect(queries)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        # NOTE: Polars quotes the cells it stumbles over, so only the kind of failure is passed on.
        kind = type(error).__name__
        raise SourceError(
            f"{path}: the export could not be read to its end ({kind}); "
            "expected a complete file; export it again, or see --debug"
        ) from error
