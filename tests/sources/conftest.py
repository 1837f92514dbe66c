from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, chdir, contextmanager
from pathlib import Path

import pytest

from nps.engine.collect import collect
from nps.errors import NpsError
from nps.sources.export import Export
from nps.sources.exports import open_exports
from nps.sources.opening import Opening

EXPORT = "responses.csv"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the one worked in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., AbstractContextManager[Export]]:
    """Opens bytes as the export responses.csv."""
    place = tmp_path_factory.mktemp("exports")

    @contextmanager
    def open_bytes(content: bytes, encoding: str | None = None) -> Iterator[Export]:
        with chdir(place):
            Path(EXPORT).write_bytes(content)
            with open_exports([EXPORT], collect=collect, opening=Opening(encoding=encoding)) as (
                export,
            ):
                yield export

    return open_bytes


@pytest.fixture(scope="session")
def rows_of(
    opened: Callable[..., AbstractContextManager[Export]],
) -> Callable[..., list[tuple[str, ...]]]:
    """Gives the rows of bytes, empty cells as `""`."""

    def read(content: bytes, encoding: str | None = None) -> list[tuple[str, ...]]:
        with opened(content, encoding) as export:
            return export.frame.collect(engine="streaming").fill_null("").rows()

    return read


@pytest.fixture(scope="session")
def failure_of(opened: Callable[..., AbstractContextManager[Export]]) -> Callable[..., str]:
    """Gives the message for bytes that are no export."""

    def fail(content: bytes, encoding: str | None = None) -> str:
        with pytest.raises(NpsError) as failure, opened(content, encoding):
            pass
        return str(failure.value)

    return fail
