"""The only place where queries run."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

import polars as pl

from nps.aside import aside as done_aside
from nps.errors import SourceError
from nps.progress import phase

Given = ParamSpec("Given")
Done = TypeVar("Done")


def aside(work: Callable[[], Done]) -> Done:
    """Do work as `nps.aside` does, and give what comes of it.

    Raises:
        PolarsError: Polars gave up, or panicked.
    """
    try:
        return done_aside(work)
    except pl.exceptions.PanicException as panic:
        # NOTE: A panic is no Exception, and would end the run with a traceback.
        raise pl.exceptions.ComputeError("panic") from panic


def interruptible(function: Callable[Given, Done]) -> Callable[Given, Done]:
    """Make a function one that Ctrl-C ends at once, whatever it does with many rows."""

    @wraps(function)
    def done_apart(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        with phase("adding up"):
            return aside(lambda: function(*args, **kwargs))

    return done_apart


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
