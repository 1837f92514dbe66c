"""What every database has in common: a query is asked, and rows come, or a reason why not."""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from nps.errors import MissingExtraError, SourceError

if TYPE_CHECKING:
    import pyarrow as pa

_BEFORE = re.compile(r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/|\()*", re.DOTALL)
_READS = ("select", "with", "values", "table", "from")
EXAMPLE = "--query 'select * from answers'"
BUSY = "other programs change it right now; try again"


class Rows(Protocol):
    """Rows as they come: a schema, and batches of it."""

    @property
    def schema(self) -> "pa.Schema":
        """Names and types of the columns."""
        ...

    def __iter__(self) -> "Iterator[pa.RecordBatch]":
        """Give the batches."""
        ...


class Database(Protocol):
    """A database that is read, and not changed.

    Attributes:
        name: As messages show it.
        format: What it is, in one word.
        notes: What reading found worth saying.
    """

    name: str
    format: str
    notes: tuple[str, ...]

    def tables(self) -> Sequence[str]:
        """Names of tables and views.

        Raises:
            SourceError: The database cannot be read.
        """
        ...

    def rows(self, query: str) -> AbstractContextManager[Rows]:
        """Ask a query; its rows can be read while the context is open.

        Raises:
            SourceError: It fails, at once or later.
        """
        ...


def checked_query(query: str, name: str) -> str:
    """Give a query that reads, without what ends it.

    Raises:
        SourceError: It begins like one that does something else.
    """
    lead = _BEFORE.match(query)
    word = re.match(r"\w*", query[lead.end() if lead else 0 :])
    found = word[0] if word else ""
    if found.lower() not in _READS:
        raise SourceError(
            f"{name}: --query begins with {found!r}, expected a query that reads, such as {EXAMPLE}"
        )
    # NOTE: A comment at the end must not take what a driver writes behind the query.
    return query.strip().rstrip("; \t\r\n") + "\n"


def failed_query(name: str, reason: str) -> SourceError:
    """Say that a query failed; the reason quotes no data and no secret."""
    return SourceError(f"{name}: the query failed: {reason}; change --query")


def refused_change(name: str) -> SourceError:
    """Say that a query was about to change the database."""
    return failed_query(name, "it would change the database, which is only read")


def driver(module: str, name: str) -> ModuleType:
    """Import what speaks to a database.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(
            f"{name}: a database needs more packages; install them with: pip install 'nps[db]'"
        ) from None
