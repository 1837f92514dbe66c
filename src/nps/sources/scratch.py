"""Temporary files, gone when the run is over."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class Scratch:
    """One folder for every temporary file of a run, made when the first is asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._folder: Path | None = None
        self._count = 0

    def new(self) -> Path:
        """A path of its own where nothing stands yet."""
        if self._folder is None:
            self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="nps-")))
        self._count += 1
        return self._folder / str(self._count)


@contextmanager
def open_scratch() -> Iterator[Scratch]:
    """Give a scratch folder, and remove it with all it holds at the end, however it ends."""
    with ExitStack() as stack:
        yield Scratch(stack)
