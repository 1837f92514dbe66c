"""PostgreSQL, through ADBC."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nps.errors import SourceError
from nps.sources.addresses import Address
from nps.sources.querying import Rows, driver, failed_query, refused_change

if TYPE_CHECKING:
    from adbc_driver_manager.dbapi import Connection

PATIENCE = 5
"""Seconds for each address of a server, unless the user says otherwise."""
_COPY = "COPY ("
"""What the driver writes before a query; a place is counted from there."""
_READ_ONLY = "25006"
_OF_THE_QUERY = "42"
"""Class of conditions whose message quotes the query and no data."""
_CLASSES = {
    "08": "the connection broke",
    "21": "a subquery gave more than one row",
    "22": "a value does not convert, or is out of range",
    "28": "the user may not sign in",
    "40": "another transaction was in the way",
    "53": "the server is out of room or connections",
    "54": "the query is too complex for the server",
    "57": "the server ended it",
    "58": "the server has trouble with its system",
}
_ON_THE_WAY = (
    r"invalid input syntax for type [a-z ]+",
    r"out of range",
    r"division by zero",
    r"canceling statement due to [a-z ]+",
    r"terminating connection due to [a-z ]+",
    r"more than one row returned by a subquery",
)
_DOWN = {
    r"password authentication failed": "the password or the user is wrong",
    r"no password supplied": "a password is needed; set PGPASSWORD",
    r"database .* does not exist": "there is no such database",
    r"role .* does not exist": "there is no such user",
    r"could not translate host name": "the host is not known",
    r"refused": "nothing answers there",
    r"timeout expired": "no answer came in time",
    r"SSL|certificate": "no encrypted connection came about",
    r"pg_hba|authentication": "the server lets nobody in that way",
    r"too many (?:clients|connections)": "the server has no connection free",
    r"starting up|shutting down": "the server is starting or stopping",
}
_TABLES = """
select quote_ident(table_schema) || '.' || quote_ident(table_name)
from information_schema.tables
where table_schema not in ('pg_catalog', 'information_schema')
order by table_schema <> 'public', 1
"""


class Postgresql:
    """A database of a server; the password is in the address, PGPASSWORD or where libpq looks."""

    format = "postgresql"

    def __init__(self, address: Address) -> None:
        self.name = address.shown
        self.notes: tuple[str, ...] = ()
        self._uri = _patient(address.text)

    def tables(self) -> Sequence[str]:
        """As `Database.tables`."""
        with self.rows(_TABLES) as rows:
            return [
                str(name).removeprefix("public.")
                for batch in rows
                for name in batch.column(0).to_pylist()
            ]

    @contextmanager
    def rows(self, query: str) -> Iterator[Rows]:
        """As `Database.rows`."""
        manager = driver("adbc_driver_manager", self.name)
        with self._connected() as connection, connection.cursor() as cursor:
            try:
                cursor.execute("SET TRANSACTION READ ONLY")
                cursor.execute(query)
                yield cursor.fetch_record_batch()
            except (manager.Error, OSError) as error:
                # NOTE: What the server says may quote cells, so it is not passed on as a cause.
                raise self._failed(error) from None

    @contextmanager
    def _connected(self) -> "Iterator[Connection]":
        dbapi = driver("adbc_driver_postgresql.dbapi", self.name)
        manager = driver("adbc_driver_manager", self.name)
        try:
            connection = dbapi.connect(self._uri)
        except (manager.Error, OSError) as error:
            raise SourceError(
                f"{self.name}: no connection: {_reason(str(error))}; check the address and that "
                "the server runs"
            ) from None
        with connection:
            yield connection

    def _failed(self, error: Exception) -> SourceError:
        state = getattr(error, "sqlstate", None) or ""
        if state == _READ_ONLY:
            return refused_change(self.name)
        details = dict(getattr(error, "details", None) or ())
        if not state.startswith(_OF_THE_QUERY):
            reason = _CLASSES.get(state[:2]) or _said(str(error)) or "the server gave up"
            return failed_query(self.name, f"{reason} (SQLSTATE {state})" if state else reason)
        said = details.get(b"PG_DIAG_MESSAGE_PRIMARY", b"").decode(errors="replace")
        place = int(details.get(b"PG_DIAG_STATEMENT_POSITION", b"0"))
        place -= len(_COPY) if f"Query was: {_COPY}" in str(error) else 0
        where = f" at character {place}" if place > 0 else ""
        return failed_query(self.name, f"{said or 'it is no query'}{where} (SQLSTATE {state})")


def _said(said: str) -> str | None:
    """Give what the server says of rows on their way, which has no condition, but not of which."""
    return next((found[0] for one in _ON_THE_WAY if (found := re.search(one, said))), None)


def _reason(said: str) -> str:
    """Say why there is no connection; what libpq says may quote the address."""
    for pattern, words in _DOWN.items():
        if re.search(pattern, said):
            return words
    return "the server cannot be reached"


def _patient(uri: str) -> str:
    """Add to an address that answers come soon, and as UTF-8."""
    wanted = {"client_encoding": "UTF8", "fallback_application_name": "nps"}
    if "PGCONNECT_TIMEOUT" not in os.environ and "connect_timeout=" not in uri:
        wanted["connect_timeout"] = str(PATIENCE)
    added = "&".join(f"{name}={value}" for name, value in wanted.items())
    return f"{uri}{'&' if '?' in uri else '?'}{added}"
