"""One line on standard error, at a terminal, while work takes long: how far it is."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Lock, Thread
from typing import TextIO

from nps.cli.progress_line import progress_line
from nps.progress import Phase, Watch, watched

PATIENCE = 1.0
"""Seconds of work before anything is shown."""
BEAT = 0.1
"""Seconds between looks at how far things are."""
USUAL_WIDTH = 80
ECHO = "^C"
"""What a terminal writes behind the line when it is typed; both must fit."""
BARS = (("━", "─"), ("#", "-"))
"""Done and to do, and the same where the terminal's encoding has no such lines."""


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[None]:
    """Show how far the block is, unless nobody looks, or all is to be quiet."""
    if quiet or not _is_steerable():
        yield
        return
    view = _View(sys.stderr)
    with watched(view):
        view.start()
        try:
            yield
        finally:
            view.stop()


def _is_steerable() -> bool:
    """Whether standard error is a terminal that can go back to the start of its line."""
    terminal = os.environ.get("TERM", "dumb" if os.name == "posix" else "")
    try:
        return sys.stderr is not None and sys.stderr.isatty() and terminal != "dumb"
    except ValueError:  # it is closed
        return False


class _View(Watch):
    """The line. A thread of its own draws it, since the work may be waiting for something.

    Nothing of it is left when a phase ends, so that whatever else is written begins a line.
    """

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal
        self._begun = time.monotonic()
        self._over = Event()
        self._drawing = Lock()
        self._drawn = 0
        self._lasting = False
        self._thread = Thread(target=self._run, daemon=True, name="progress")

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Draw no more."""
        self._over.set()
        self._erase()

    def turn(self, to: Phase | None) -> None:
        """Leave a line standing until the next beat where work goes on, so that it is calm."""
        super().turn(to)
        if to is None:
            self._erase()
        elif self._lasting and not self._drawn:
            self._draw()

    def _run(self) -> None:
        wait = PATIENCE
        while not self._over.wait(wait):
            wait = BEAT
            self._draw()

    def _draw(self) -> None:
        with self._drawing:
            with self.lock:
                now = None if self.phase is None else replace(self.phase)
            if now is None or self._over.is_set() or not self._is_in_front():
                self._lasting = False
                return
            line = progress_line(now, time.monotonic() - self._begun, self._width(), self._bars())
            self._write(line)
            self._lasting = True

    def _erase(self) -> None:
        with self._drawing:
            if self._drawn:
                self._write("")
                self._drawn = 0

    def _write(self, line: str) -> None:
        from rich.cells import cell_len  # noqa: PLC0415  # most runs are over before it is needed

        width = cell_len(line)
        try:
            # NOTE: Blanks over what was there, and over the echo of Ctrl-C behind it: a sequence
            # that erases is not known everywhere.
            blanks = " " * max(self._drawn + len(ECHO) - width, 0)
            self._terminal.write(f"\r{line}{blanks}\r{line}")
            self._terminal.flush()
        except (OSError, ValueError):
            self._over.set()
        self._drawn = width

    def _is_in_front(self) -> bool:
        """Whether the terminal is this run's now; in the background it is another's."""
        try:
            return os.tcgetpgrp(self._terminal.fileno()) == os.getpgrp()
        except (AttributeError, OSError, ValueError):
            return True  # as far as anybody can tell

    def _width(self) -> int:
        try:
            columns = os.get_terminal_size(self._terminal.fileno()).columns
        except (OSError, ValueError):
            columns = 0
        # NOTE: A full line would make some terminals begin the next one.
        return (columns or USUAL_WIDTH) - len(ECHO) - 1

    def _bars(self) -> tuple[str, str]:
        try:
            "".join(BARS[0]).encode(self._terminal.encoding)
        except UnicodeError:
            return BARS[1]
        return BARS[0]
