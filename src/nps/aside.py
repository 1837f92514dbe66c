"""Work done in a thread of its own, so that Ctrl-C is answered while it goes on."""

from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import TypeVar

Done = TypeVar("Done")
POLL = 0.1
"""Seconds between looks at whether the worker is done; Ctrl-C is answered in between."""


def aside(work: Callable[[], Done], seconds: float | None = None) -> Done:
    """Do work in a thread of its own, and give what comes of it.

    Ctrl-C is answered by the main thread only, and not while that is in native code, where all
    work on many rows is, and all waiting for others. The worker is a daemon, so that the main
    thread can leave at once.

    Args:
        work: What is done.
        seconds: How long that may take; as long as it will where there is nothing.

    Raises:
        TimeoutError: It takes longer, and goes on in vain.
    """
    answers: list[Done] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as failure:  # noqa: BLE001  # handed to the main thread, whatever it is
            failures.append(failure)

    worker = Thread(target=run, daemon=True, name="aside")
    last = None if seconds is None else monotonic() + seconds
    worker.start()
    while worker.is_alive():
        worker.join(POLL)
        if last is not None and monotonic() > last and worker.is_alive():
            raise TimeoutError
    if failures:
        raise failures[0]
    return answers[0]
