"""SQLite files, through ADBC."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING
from urllib.parse import quote

from nps.errors import SourceError
from nps.sources.files import ExportFile
from nps.sources.querying import BUSY, Rows, driver, failed_query, refused_change
from nps.sources.scratch import Scratch

if TYPE_CHECKING:
    import pyarrow as pa
    from adbc_driver_manager.dbapi import Connection, Cursor

_WAL_AT, _WAL = 18, b"\x02"
"""What says, and where, that a file is written by way of a log."""
_HELD = (
    ("integer", "integer", "0"),
    ("real", "real", "0.0"),
    ("blob", "blob", "x'00'"),
    ("text", "text", "''"),
)
"""What a cell may hold, what takes it and all before it, and an example of that."""
_TABLES = (
    "select name from sqlite_schema where type in ('table', 'view') "
    r"and name not like 'sqlite\_%' escape '\' order by name"
)
_ROWS = "nps_rows_of_the_query"
_PREPARE = re.compile(r"Failed to prepare query: (?P<reason>[^\n]*)")


class Sqlite:
    """A file of SQLite, in which a column may hold anything."""

    format = "sqlite"

    def __init__(self, file: ExportFile, scratch: Scratch) -> None:
        self.name = file.name
        self.notes: tuple[str, ...] = ()
        self._uri = _uri(file.file, scratch)

    def tables(self) -> Sequence[str]:
        """As `Database.tables`."""
        with self.rows(_TABLES) as rows:
            return [str(name) for batch in rows for name in batch.column(0).to_pylist()]

    @contextmanager
    def rows(self, query: str) -> Iterator[Rows]:
        """As `Database.rows`."""
        manager = driver("adbc_driver_manager", self.name)
        with self._connected() as connection, connection.cursor() as cursor:
            try:
                yield _typed(cursor, query)
            except (manager.Error, OSError) as error:
                # NOTE: What SQLite says may quote cells, so it is not passed on as a cause.
                raise self._failed(str(error)) from None

    def _failed(self, said: str) -> SourceError:
        if "readonly" in said:
            return refused_change(self.name)
        if "locked" in said or "busy" in said:
            return SourceError(f"{self.name}: the SQLite database cannot be read: {BUSY}")
        if "not a database" in said or "disk image is malformed" in said:
            return SourceError(f"{self.name}: the SQLite database is damaged; fetch it again")
        prepare = _PREPARE.search(said)
        reason = prepare["reason"] if prepare else "SQLite gave up on a row"
        return failed_query(self.name, reason)

    @contextmanager
    def _connected(self) -> "Iterator[Connection]":
        dbapi = driver("adbc_driver_sqlite.dbapi", self.name)
        manager = driver("adbc_driver_manager", self.name)
        try:
            connection = dbapi.connect(self._uri)
        except (manager.Error, OSError):
            raise SourceError(
                f"{self.name}: the SQLite database cannot be opened; check its permissions"
            ) from None
        with connection:
            yield connection


class _Typed:
    """Rows behind a first one, which only says what the columns hold."""

    def __init__(self, reader: "pa.RecordBatchReader") -> None:
        self.schema = reader.schema
        self._reader = reader

    def __iter__(self) -> "Iterator[pa.RecordBatch]":
        lead = 1
        for batch in self._reader:
            yield batch.slice(lead)
            lead = 0


def _typed(cursor: "Cursor", query: str) -> Rows:
    """Ask a query in such a way that the type of a column is one that takes all its cells.

    NOTE: In SQLite each cell has a type of its own. The driver takes those of the first rows for
    all, a blank for a number, and fails at a later row with another. So the cells are asked for
    their types first, and a row of these types comes before all others.
    """
    cursor.execute(f"select * from (\n{query}) limit 0")  # noqa: S608  # the user's own, as below
    names = cursor.fetch_record_batch().schema.names
    cells = [f"c{at}" for at in range(len(names))]
    rows = f"with {_ROWS}({', '.join(cells)}) as (\n{query})\n"
    whens = " ".join(f"when '{name}' then {rank}" for rank, (name, _, _) in enumerate(_HELD))
    ranks = ", ".join(f"max(case typeof({cell}) {whens} end)" for cell in cells)
    cursor.execute(f"{rows}select {ranks} from {_ROWS}")  # noqa: S608
    found = cursor.fetch_record_batch().read_all().to_pylist()[0].values()
    held = [_HELD[-1 if rank is None else rank] for rank in found]
    lead = [f"{one} as {_quoted(name)}" for name, (_, _, one) in zip(names, held, strict=True)]
    cast = [f"cast({cell} as {kind})" for cell, (_, kind, _) in zip(cells, held, strict=True)]
    cursor.execute(
        f"{rows}select {', '.join(lead)} union all select {', '.join(cast)} from {_ROWS}"  # noqa: S608
    )
    return _Typed(cursor.fetch_record_batch())


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _uri(file: Path, scratch: Scratch) -> str:
    """Address a file so that nothing is written to it, nor beside it."""
    real = file.resolve()
    log, shared = (real.with_name(f"{real.name}{end}") for end in ("-wal", "-shm"))
    mode = "mode=ro"
    with real.open("rb") as content:
        is_logged = content.read(_WAL_AT + 1)[_WAL_AT:] == _WAL
    if is_logged and not (log.exists() and log.stat().st_size):
        # NOTE: Nobody writes to it, and SQLite would make a log only to read.
        mode += "&immutable=1"
    elif is_logged and not shared.exists():
        # NOTE: What wrote to it ended before the log went into the file, which only the one who
        # writes may do.
        copy = scratch.new()
        copyfile(real, copy)
        copyfile(log, copy.with_name(f"{copy.name}-wal"))
        real = copy
    return f"file:{quote(os.fsencode(real))}?{mode}"
