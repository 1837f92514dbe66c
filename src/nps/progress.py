"""How far the work of a run is: said where it is done, for whoever asked to know.

Work is divided into phases, one after the other. Nothing is kept where nobody watches.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

Unit = Literal["bytes", "rows"]


@dataclass(kw_only=True)
class Phase:
    """A stretch of work.

    Attributes:
        words: What is done, such as "decoding".
        name: What it is done to, such as the name of an export; it may be empty.
        unit: In what the work is measured.
        total: All there is to do; None where nobody knows.
        done: How much of it is done; it may go beyond the total where that is an estimate.
    """

    words: str
    name: str = ""
    unit: Unit = "bytes"
    total: int | None = None
    done: int = 0

    def advance(self, amount: int) -> None:
        """Note that so much more is done."""
        self.done += amount


@dataclass(kw_only=True)
class Watch:
    """What one who watches can see; it changes while the run goes on.

    Attributes:
        phase: What is being done; None between phases.
        rows: Exports in the order of their opening, and how many rows each has.
        passed: Rows of each that the phase has met so far.
        lock: Held by those who change the phase, and while it is shown.
    """

    phase: Phase | None = None
    rows: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def turn(self, to: Phase | None) -> None:
        """Go on to another phase, or to none; nothing is then shown any more on return."""
        with self.lock:
            self.phase = to
            self.passed = {}


class _Now:
    """Who watches this process; None for nobody, as where there is no terminal."""

    watch: Watch | None = None


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Let somebody watch while the block runs."""
    _Now.watch = watch
    try:
        yield
    finally:
        _Now.watch = None


def is_watched() -> bool:
    """Whether somebody watches, so that it is worth some work to find out how far things are."""
    return _Now.watch is not None


@contextmanager
def phase(words: str, name: str = "", *, total: int | None = None) -> Iterator[Phase]:
    """Do a phase of the work in the block, which says how far it is.

    A phase within a phase takes its place, unless the outer one knows how much there is to do:
    it is then a part of that, and is not shown.

    Args:
        words: What is done.
        name: What it is done to.
        total: Bytes that there are; None where nobody knows.
    """
    one, watch = Phase(words=words, name=name, total=total), _Now.watch
    outer = None if watch is None else watch.phase
    if watch is None or (outer is not None and outer.total is not None):
        yield one
        return
    watch.turn(one)
    try:
        yield one
    finally:
        watch.turn(outer)


def expect_rows(name: str, rows: int) -> None:
    """Say how many rows an export has, before they are passed."""
    if _Now.watch is not None:
        _Now.watch.rows[name] = rows


def pass_rows(name: str, rows: int) -> None:
    """Say that rows of an export went by; this may come from any thread.

    The rows of all exports are one whole: those opened before the first that is met are behind.
    """
    watch = _Now.watch
    if watch is None:
        return
    with watch.lock:
        now = watch.phase
        if now is None:
            return
        watch.passed[name] = watch.passed.get(name, 0) + rows
        names = list(watch.rows)
        first = min((names.index(met) for met in watch.passed if met in watch.rows), default=0)
        behind = sum(watch.rows[one] for one in names[:first])
        now.name, now.unit = name, "rows"
        now.done = behind + sum(
            min(count, watch.rows.get(met, count)) for met, count in watch.passed.items()
        )
        now.total = sum(watch.rows.values()) if name in watch.rows else None
