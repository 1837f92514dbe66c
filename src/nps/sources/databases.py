"""Rows of databases as exports: asked once, kept in a temporary file, read as often as need be."""

from typing import TYPE_CHECKING

import polars as pl

from nps.aside import aside
from nps.errors import SourceError
from nps.progress import expect_rows, phase
from nps.sources.columns import name_columns
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.means import Means
from nps.sources.querying import EXAMPLE, checked_query, driver
from nps.sources.scratch import Scratch
from nps.sources.telling import is_sqlite
from nps.sources.watching import count_rows

if TYPE_CHECKING:
    from pathlib import Path

    from nps.sources.addresses import Address
    from nps.sources.querying import Database

MOST_TABLES = 20
"""More are not listed."""


def scan_database(file: ExportFile, means: Means) -> Export:
    """Open a file that is a database.

    Raises:
        SourceError: There is no query, or it fails.
        MissingExtraError: A package is not installed.
    """
    driver("pyarrow", file.name)
    query, scratch = means.opening.query, means.scratch
    if is_sqlite(file, file.head()):
        from nps.sources.sqlite import Sqlite  # noqa: PLC0415  # only where it is one

        return _open(file.path, Sqlite(file, scratch), query, scratch)
    from nps.sources.duckdb import Duckdb  # noqa: PLC0415  # as above

    return _open(file.path, Duckdb(file, scratch), query, scratch)


def open_server(address: "Address", query: str | None, scratch: Scratch) -> Export:
    """Open a database that a server has; see `scan_database`."""
    driver("pyarrow", address.shown)
    from nps.sources.postgresql import Postgresql  # noqa: PLC0415  # as above

    return _open(address.shown, Postgresql(address), query, scratch)


def _open(path: str, database: "Database", query: str | None, scratch: Scratch) -> Export:
    name = database.name
    if query is None:
        raise SourceError(_without_query(name, list(aside(database.tables))))
    checked = checked_query(query, name)
    target = scratch.new()
    from nps.sources.spooling import spool  # noqa: PLC0415  # it needs what may not be installed

    with phase("reading", name) as progress:
        spooled = aside(lambda: spool(database, checked, target, progress))
    expect_rows(name, spooled.rows)
    columns = name_columns(spooled.names, name)
    frame = count_rows(pl.scan_ipc(target, glob=False), name).select(
        cell.alias(column) for cell, column in zip(spooled.cells, columns.frame, strict=True)
    )
    return Export(
        path=path,
        format=database.format,
        layout="plain",
        frame=frame,
        columns=columns.usable,
        duplicates=columns.duplicates,
        notes=(*database.notes, *spooled.notes),
        size=_size(target),
    )


def _size(target: "Path") -> int:
    return target.stat().st_size


def _without_query(name: str, tables: list[str]) -> str:
    left = len(tables) - MOST_TABLES
    more = f" and {left} more" if left > 0 else ""
    listed = f"its tables are {', '.join(tables[:MOST_TABLES])}{more}" if tables else "it has none"
    return (
        f"{name}: a database, expected --query with the responses to read, such as {EXAMPLE}; "
        f"{listed}"
    )
