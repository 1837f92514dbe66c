import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import polars as pl
import pytest

from nps.sources.export import Export

RESPONSES = pl.DataFrame(
    {
        "score": [9, None, 3],
        " plan ": ["Free", "", None],
        "on": [date(2026, 1, 2), None, None],
        "": [True, False, None],
        "plan": [1.5, float("nan"), None],
    }
)


def parquet(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def test_parquet_keeps_its_types(
    opened: Callable[[bytes], AbstractContextManager[Export]],
) -> None:
    with opened(parquet(RESPONSES)) as export:
        assert (export.format, export.layout, export.notes) == ("parquet", "plain", ())
        assert export.columns == ("score", "on")
        assert export.duplicates == {"plan"}
        assert dict(export.frame.collect_schema()) == {
            "score": pl.Int64,
            "\x001": pl.String,
            "on": pl.Date,
            "\x003": pl.Boolean,
            "\x004": pl.Float64,
        }
        read = export.frame.collect()
        assert read.select("score", "on").equals(RESPONSES.select("score", "on"))


def test_parquet_without_rows_is_read(
    rows_of: Callable[[bytes], list[tuple[object, ...]]],
) -> None:
    assert rows_of(parquet(RESPONSES.clear())) == []


@pytest.mark.parametrize("end", [4, 12, 200, -1, -8])
def test_parquet_that_is_cut_short_is_named(failure_of: Callable[[bytes], str], end: int) -> None:
    assert failure_of(parquet(RESPONSES)[:end]) == (
        "responses.csv: a Parquet file that is damaged or ends too early; fetch it again"
    )


def test_parquet_without_columns_is_named(failure_of: Callable[[bytes], str]) -> None:
    assert failure_of(parquet(pl.DataFrame())) == (
        "responses.csv: the header names no column; expected the names in the first row"
    )
