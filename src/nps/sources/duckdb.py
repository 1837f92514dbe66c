"""DuckDB files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nps.errors import SourceError
from nps.sources.files import ExportFile
from nps.sources.querying import BUSY, Rows, driver, failed_query, refused_change
from nps.sources.scratch import Scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES = """
select case table_schema when 'main' then '' else table_schema || '.' end || table_name
from information_schema.tables order by 1
"""
_OF_THE_QUERY = ("BinderException", "CatalogException", "ParserException", "SyntaxException")
"""Failures whose message quotes the query and no data."""
_KINDS = {
    "ConversionException": "a value does not convert",
    "OutOfMemoryException": "it takes more memory than there is",
    "OutOfRangeException": "a value is out of range",
    "PermissionException": "it would read other files, which is switched off",
}
_BATCH = 1 << 16
"""Rows."""


class Duckdb:
    """A file of DuckDB; queries reach no other file, and nothing of the web."""

    format = "duckdb"

    def __init__(self, file: ExportFile, scratch: Scratch) -> None:
        self.name = file.name
        self.notes: tuple[str, ...] = ()
        self._file = file.file
        self._scratch = scratch

    def tables(self) -> Sequence[str]:
        """As `Database.tables`."""
        with self.rows(_TABLES) as rows:
            return [str(name) for batch in rows for name in batch.column(0).to_pylist()]

    @contextmanager
    def rows(self, query: str) -> Iterator[Rows]:
        """As `Database.rows`."""
        duckdb = driver("duckdb", self.name)
        with self._connected() as connection:
            try:
                yield connection.sql(query).to_arrow_reader(_BATCH)
            except (duckdb.Error, OSError, ValueError) as error:
                # NOTE: What DuckDB says may quote cells, so it is not passed on as a cause.
                raise self._failed(error) from None

    @contextmanager
    def _connected(self) -> "Iterator[DuckDBPyConnection]":
        duckdb = driver("duckdb", self.name)
        settings = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "enable_external_access": "false",
            "lock_configuration": "true",
            "temp_directory": str(self._scratch.new()),
        }
        try:
            connection = duckdb.connect(self._file, read_only=True, config=settings)
        except duckdb.Error as error:
            reason = (
                BUSY
                if "Could not set lock" in str(error)
                else "damaged, or of a version that is not read"
            )
            raise SourceError(
                f"{self.name}: the DuckDB database cannot be opened: {reason}"
            ) from None
        with connection:
            yield connection

    def _failed(self, error: Exception) -> SourceError:
        said = str(error)
        if "read-only mode" in said:
            return refused_change(self.name)
        kind = type(error).__name__
        if kind in _OF_THE_QUERY:
            return failed_query(self.name, said.partition(": ")[2].partition("\n")[0].rstrip("!"))
        return failed_query(self.name, _KINDS.get(kind, "DuckDB gave up on a row"))
