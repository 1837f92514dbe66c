"""What native code writes to standard error on its own."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

ERRORS = 2
"""File descriptor of standard error."""


@contextmanager
def hushed(*, debug: bool) -> Iterator[None]:
    """Let native code say nothing on standard error while the block runs.

    Polars' threads that give up write where they were and what they met there, which may be a
    cell, before the failure arrives here and is put into words. What Python writes is still heard.
    """
    if debug or not _is_open():
        yield
        return
    heard, kept = sys.stderr, os.dup(ERRORS)
    own = _is_descriptor(heard)
    if own:
        sys.stderr = open(  # noqa: SIM115  # a descriptor, closed below
            kept, "w", encoding=heard.encoding, errors=heard.errors, buffering=1, closefd=False
        )
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, ERRORS)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, ERRORS)
        if own:
            with suppress(OSError):  # nobody could be told
                sys.stderr.close()
            sys.stderr = heard
        os.close(kept)


def _is_open() -> bool:
    try:
        os.fstat(ERRORS)
    except OSError:
        return False
    return sys.stderr is not None


def _is_descriptor(stream: object) -> bool:
    """Whether Python's stream writes to that descriptor, and is no stand-in."""
    try:
        return bool(stream.fileno() == ERRORS)  # type: ignore[attr-defined]  # as it may not have
    except (AttributeError, OSError, ValueError):
        return False
