"""The one place that turns failures into a message and an exit code."""

import os
import sys
import traceback
from typing import NoReturn

from nps.errors import NpsError

DONE = 0
FAILED = 2
INTERRUPTED = 130
READER_GONE = 141


class Failures:
    """How failures are shown.

    Attributes:
        debug: Tracebacks are shown.
    """

    debug = False


class ReaderGoneError(Exception):
    """Whoever read standard output went away."""


def guarded() -> NoReturn:
    """Run the command and leave with its exit code, whatever happens."""
    try:
        code = _run()
    except KeyboardInterrupt:
        code = INTERRUPTED
        _say("interrupted")
    except ReaderGoneError:
        code = READER_GONE
    except NpsError as error:
        code = _fail(f"error: {error}")
    except MemoryError:
        code = _fail("error: out of memory; read fewer columns or a part of the rows")
    except Exception as error:  # noqa: BLE001  # an internal error; exit code 1 is a gate's
        # NOTE: The message of an unforeseen error may quote a cell, so only its kind is shown.
        code = _fail(
            f"error: internal error ({type(error).__name__}); run again with --debug to see where"
        )
    _leave(code)


def _run() -> int:
    from nps.cli.app import app  # noqa: PLC0415  # so that an interrupt during imports is caught

    return app()


def _fail(message: str) -> int:
    if Failures.debug:
        traceback.print_exc()
    _say(message)
    return FAILED


def _say(message: str) -> None:
    try:
        sys.stderr.write(f"nps: {message}\n")
    except (OSError, AttributeError, ValueError):
        # NOTE: Nobody listens on standard error; the exit code still tells.
        return


def _leave(code: int) -> NoReturn:
    """Leave at once: a query may still be running in its thread."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, AttributeError, ValueError):
            code = READER_GONE if code == DONE else code
    os._exit(code)
