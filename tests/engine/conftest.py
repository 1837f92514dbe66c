"""Exports written to files and counted, as the command counts them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from nps.engine.collect import collect
from nps.engine.slicing import Slicing
from nps.engine.tallying import tally
from nps.results.tally import Tally
from nps.sources.exports import open_exports
from nps.spec.configuration import Configuration


@pytest.fixture
def counted(tmp_path: Path) -> Callable[..., Tally]:
    """Count exports: texts are written as CSV, frames and bytes as Parquet, called a, b, c, …."""

    def count(
        *exports: str | bytes | pl.DataFrame,
        segments: Mapping[str, Any] | None = None,
        slicing: Slicing | None = None,
        **survey: object,
    ) -> Tally:
        declared = {"survey": {"score": "score", **survey}, "segments": segments or {}}
        configuration = Configuration.model_validate(declared)
        paths = [write(tmp_path, at, content) for at, content in enumerate(exports)]
        with open_exports(paths, collect=collect) as opened:
            return tally(opened, configuration, tuple(configuration.segments), slicing)

    return count


def write(folder: Path, at: int, content: str | bytes | pl.DataFrame) -> str:
    if isinstance(content, str):
        path = folder / f"{chr(ord('a') + at)}.csv"
        path.write_text(content, encoding="utf-8")
    else:
        path = folder / f"{chr(ord('a') + at)}.parquet"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content.write_parquet(path)
    return str(path)
