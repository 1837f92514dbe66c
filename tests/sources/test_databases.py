"""Types of databases and what becomes of them; files of databases are left as they are."""

import sqlite3
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from nps.engine.collect import collect
from nps.sources.exports import open_exports
from nps.sources.opening import Opening


class Server(Protocol):
    """As the fixture of this name in tests/conftest.py."""

    password: str

    def uri(self, password: str | None = None) -> str: ...


def read(path: str, query: str) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Give the rows of a query, and the notes."""
    with open_exports([path], collect=collect, opening=Opening(query=query)) as (export,):
        return export.frame.collect(), export.notes


def test_types_of_postgresql_are_kept(postgresql: Server) -> None:
    rows, notes = read(
        postgresql.uri(postgresql.password),
        "select 7::int2 as score, 1.50::numeric(5, 2) as mrr, 'NaN'::numeric as none, "
        "'0b6f3e9c-7a35-4c5e-9a52-0f1f3a1d2c4b'::uuid as id, '{\"a\": 1}'::jsonb as more, "
        "timestamptz '2026-03-01 12:00+02' as at, date '2026-03-01' as day, true as active, "
        "interval '1 day' as gap -- the last",
    )

    assert rows.schema["score"] == pl.Int16
    assert rows.schema["at"] == pl.Datetime("us", "UTC")
    assert rows.schema["day"] == pl.Date
    assert rows.schema["active"] == pl.Boolean
    assert rows["mrr"].to_list() == [1.5]
    assert rows["none"].is_nan().all()
    assert rows["id"].to_list() == ["0b6f3e9c-7a35-4c5e-9a52-0f1f3a1d2c4b"]
    assert rows["more"].to_list() == ['{"a": 1}']
    assert "gap" not in rows.columns
    assert "column 'gap' is left out" in notes[0]


def test_types_of_duckdb_are_kept(folder: Path) -> None:
    with duckdb.connect(folder / "a.duckdb") as database:
        database.execute("create table a as select 7 as score, 1.5::decimal(5, 2) as mrr, "
                         "'x'::enum('x', 'y') as plan, sum(1) as total")  # fmt: skip

    rows, _ = read("a.duckdb", "from a;")

    assert rows.rows() == [(7, 1.5, "x", 1.0)]
    assert [path.name for path in folder.iterdir()] == ["a.duckdb"]


def test_a_column_of_sqlite_may_hold_anything_anywhere(folder: Path) -> None:
    connection = sqlite3.connect(folder / "a.sqlite")
    connection.execute("create table answers (score, spend, note, count)")
    connection.executemany(
        "insert into answers values (?, ?, ?, ?)",
        [(None, None, None, 1)] * 3000 + [(7, 1.5, "late", 2), ("NA", 2, "later", 3)],
    )
    connection.commit()
    connection.close()

    rows, _ = read("a.sqlite", "select * from answers")

    assert rows.tail(2).rows() == [("7", 1.5, "late", 2), ("NA", 2.0, "later", 3)]
    assert rows.height == 3002


def test_no_log_is_left_beside_a_file_of_sqlite(folder: Path) -> None:
    connection = sqlite3.connect(folder / "a.sqlite")
    connection.executescript("pragma journal_mode = wal; create table a (score);")
    connection.execute("insert into a values (9)")
    connection.commit()
    beside, _ = read("a.sqlite", "select * from a")
    connection.close()
    before = (folder / "a.sqlite").read_bytes()

    alone, _ = read("a.sqlite", "select * from a")

    assert beside.rows() == alone.rows() == [(9,)]
    assert [path.name for path in folder.iterdir()] == ["a.sqlite"]
    assert (folder / "a.sqlite").read_bytes() == before


def test_columns_named_alike_cannot_be_named(folder: Path) -> None:
    duckdb.connect(folder / "a.duckdb").close()

    with open_exports(
        ["a.duckdb"], collect=collect, opening=Opening(query="select 9 as a, 1 as b, 2 as b")
    ) as (export,):
        assert export.columns == ("a",)
        assert export.duplicates == {"b"}
