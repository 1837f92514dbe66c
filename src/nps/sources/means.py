"""What formats are read with."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

import polars as pl

from nps.sources.opening import Opening
from nps.sources.scratch import Scratch

Done = TypeVar("Done")
Collect = Callable[[Sequence[pl.LazyFrame]], list[pl.DataFrame]]
"""Runs queries; queries run in one place only, which is not here."""


class Aside(Protocol):
    """Does work that takes long in native code, so that Ctrl-C is answered meanwhile."""

    def __call__(self, work: Callable[[], Done], /) -> Done:
        """Give what comes of it."""
        ...


def at_once(work: Callable[[], Done]) -> Done:
    """Do work right here, where nobody waits at a keyboard."""
    return work()


class Means(NamedTuple):
    """What formats are read with.

    Attributes:
        opening: What the analyst says of how exports are read.
        scratch: For temporary files.
        collect: Runs queries.
        aside: Does what takes long.
    """

    opening: Opening
    scratch: Scratch
    collect: Collect
    aside: Aside
