from pathlib import Path

import pytest
from tests.benchmarks.making import make
from tests.benchmarks.sizes import Sizes

ROWS = 3000


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Sizes:
    """Everything that is measured, with few rows. Not to be changed."""
    sizes = Sizes(tmp_path_factory.mktemp("small"), ROWS)
    make(sizes, ["parquet", "csv", "days"])
    return sizes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One of its own."""
    return tmp_path / "data"
