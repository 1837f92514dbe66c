"""Large exports are counted some rows at a time, and nothing of it shows."""

from pathlib import Path

import polars as pl
import pytest

from nps.engine import planning, units
from nps.engine.collect import collect
from nps.engine.tallying import tally
from nps.sources.exports import open_exports
from nps.spec.configuration import Configuration

CONFIGURATION = Configuration.model_validate({
    "survey": {"score": "score", "weight": "weight"},
    "segments": {
        "plan": {"column": "plan"},
        "size": {"column": "size", "breaks": [10, 50]},
        "watch": {"overlap": True, "rules": {"large": {"size": {"gte": 50}}}},
    },
})  # fmt: skip


def export(path: Path, rows: int) -> str:
    numbers = pl.int_range(rows, eager=True)
    frame = pl.DataFrame({
        "score": (numbers * 7 % 13).cast(pl.Int64),
        "weight": numbers % 5 / 4,
        "plan": pl.Series(["a", "b", None]).gather(numbers % 3),
        "size": (numbers % 97).set(numbers % 11 == 0, None),
    })  # fmt: skip
    frame.write_parquet(path, row_group_size=100)
    return str(path)


@pytest.mark.parametrize("large", [-1, 10**9], ids=["put together", "row by row"])
@pytest.mark.parametrize("size", [1, 99, 100, 250, 999, 1_000, 5_000])
def test_units_of_any_size_give_what_all_rows_give_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, large: int
) -> None:
    path = export(tmp_path / "export.parquet", 1_000)
    monkeypatch.setattr(planning, "LARGE", large)
    with open_exports([path], collect=collect) as exports:
        whole = tally(exports, CONFIGURATION, list(CONFIGURATION.segments))
        monkeypatch.setattr(units, "LARGE", 0)
        monkeypatch.setattr(units, "ROWS", max(size, 50))
        parts = tally(exports, CONFIGURATION, list(CONFIGURATION.segments))
    assert parts == whole
    assert parts.ledger.read == 1_000
    assert parts.ledger.off_scale > 0


def test_rows_are_given_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export(tmp_path / "export.parquet", 1_000)
    monkeypatch.setattr(units, "LARGE", 0)
    monkeypatch.setattr(units, "ROWS", 300)
    with open_exports([path], collect=collect) as (one,):
        heights = [frame.select(pl.len()).collect().item() for frame in units.units(one)]
    assert heights == [300, 300, 300, 100]


def test_an_export_without_rows_is_one_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(tmp_path / "export.parquet", 0)
    monkeypatch.setattr(units, "LARGE", 0)
    with open_exports([path], collect=collect) as (one,):
        assert len(list(units.units(one))) == 1
