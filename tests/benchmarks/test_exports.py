import hashlib
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal
from tests.benchmarks import exports
from tests.benchmarks.sizes import Sizes

SIZED = {"plan": 4, "region": 3, "country": 8, "role": 3, "logins_30d": 31, "tickets_90d": 8}


def test_the_same_exports_are_made_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    exports.write_csv(path, 0, 1500)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == (
        "3c4088edcd5843016250f8833d42603ef63d8279d6e23a0e89b12029e1c33581"
    )


def test_rows_do_not_depend_on_the_chunk_they_are_made_in() -> None:
    whole = exports.responses(0, 300)
    assert exports.responses(100, 200).equals(whole[100:])


def test_an_export_has_fifteen_columns_and_every_value_of_them() -> None:
    frame = exports.responses(0, 3000)
    assert frame.width == 15
    assert {name: frame[name].n_unique() for name in SIZED} == SIZED
    assert set(frame["nps_score"]) == {None, *range(11)}


def test_weights_have_three_decimals_and_are_never_0() -> None:
    weights = exports.responses(0, 3000)["weight"]
    assert (weights.min(), weights.max()) == (weights.round(3).min(), weights.round(3).max())
    assert weights.is_between(0.2, 2.999).all()


def test_parquet_and_csv_hold_the_rows_that_are_drawn(small: Sizes) -> None:
    drawn = exports.responses(0, small.rows)
    assert_frame_equal(pl.read_parquet(small.parquet(small.rows)), drawn)
    text = pl.read_csv(small.csv, schema=drawn.schema)
    assert_frame_equal(text, drawn[: small.text])


def test_more_rows_than_a_chunk_are_all_there(tmp_path: Path) -> None:
    rows = exports.CHUNK + 10
    exports.write_parquet(tmp_path / "made.parquet", rows)
    drawn = pl.read_parquet(tmp_path / "made.parquet", columns=["response_id", "mrr"])
    assert drawn.height == rows
    assert drawn.tail(20).equals(exports.responses(rows - 20, 20)["response_id", "mrr"])


def test_thirty_days_hold_the_rows_of_the_csv_in_order(small: Sizes) -> None:
    days = sorted(small.days.iterdir())
    assert len(days) == 30
    lines = [day.read_text("utf-8").splitlines() for day in days]
    header, *rows = small.csv.read_text("utf-8").splitlines()
    assert {day[0] for day in lines} == {header}
    assert [line for day in lines for line in day[1:]] == rows


def test_comments_hold_quotes_and_separators(small: Sizes) -> None:
    text = small.csv.read_text("utf-8")
    assert '"We call it ""the wall"" (case ' in text
    assert text.count("\n") == small.text + 1
