"""The one place that turns failures into a message and an exit code."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from nps.cli.messages import speak
from nps.errors import NpsError

DONE = 0
FAILED = 2
STOPPED = 128
"""Added to the number of the signal that ended the run."""
INTERRUPTED = 130
READER_GONE = 141


class Failures:
    """How failures are shown.

    Attributes:
        debug: Tracebacks are shown.
        last: What ended the run before it was done.
    """

    debug = False
    last: BaseException | None = None


class ReaderGoneError(Exception):
    """Whoever read standard output went away."""


class StopError(BaseException):
    """A signal that asks the run to end; not an Exception, so that nothing takes it for one.

    Attributes:
        number: Of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def guarded(command: Callable[[], int]) -> NoReturn:
    """Run a command that gives its exit code, and leave with it, whatever happens."""
    _clean_up_when_stopped()
    _leave(exit_code(command))


def exit_code(command: Callable[[], int]) -> int:
    """Run a command, and say on standard error what went wrong."""
    try:
        return command()
    except (KeyboardInterrupt, StopError) as stop:
        # NOTE: Kept, since to let go of all that was counted so far can take seconds.
        Failures.last = stop
        number = stop.number if isinstance(stop, StopError) else signal.SIGINT
        if number == signal.SIGINT:
            speak("nps: interrupted")
        return STOPPED + number
    except (ReaderGoneError, BrokenPipeError):
        return READER_GONE
    except NpsError as error:
        return _fail(str(error))
    except MemoryError:
        return _fail("out of memory; read fewer columns or a part of the rows")
    except OSError as error:
        return _fail(f"input or output failed ({error.strerror or type(error).__name__})")
    except Exception as error:  # noqa: BLE001  # an internal error; exit code 1 is a gate's
        # NOTE: The message of an unforeseen error may quote a cell, so only its kind is shown.
        kind = type(error).__name__
        return _fail(f"internal error ({kind}); run again with --debug to see where")


def _clean_up_when_stopped() -> None:
    """Let temporary files, which hold responses, go before a signal ends the run."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        usual = (signal.SIG_DFL, signal.default_int_handler)
        # NOTE: What `nohup` ignores stays ignored.
        if number is not None and signal.getsignal(number) in usual:
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise StopError(number)


def _fail(message: str) -> int:
    if Failures.debug:
        import traceback  # noqa: PLC0415  # seldom needed

        speak(traceback.format_exc().rstrip())
    speak(f"nps: error: {message}")
    return FAILED


def _leave(code: int) -> NoReturn:
    """Leave at once: a query may still be running in its thread."""
    try:
        # NOTE: A reader that does not read would keep a run from ending that was told to end.
        if sys.stdout is not None and code < STOPPED:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        if code == DONE and isinstance(error, BrokenPipeError):
            code = READER_GONE
        elif code == DONE:
            words = getattr(error, "strerror", None) or "it is closed"
            code = _fail(f"standard output: cannot be written ({words})")
    os._exit(code)
