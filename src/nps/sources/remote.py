"""Exports that are not here: read where they are, or copied first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nps.sources.addresses import OBJECTS, SERVERS, find_addresses
from nps.sources.databases import open_server
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.means import Means

if TYPE_CHECKING:
    from nps.sources.objects import StoredObject


class Remote:
    """Those exports that were named by their addresses."""

    def __init__(
        self,
        paths: Sequence[str],
        *,
        shown: Sequence[str],
        means: Means,
    ) -> None:
        """Keep the addresses.

        Args:
            paths: What was named, as it was.
            shown: The same without secrets, and patterns replaced.
            means: What formats are read with.
        """
        found = {one.shown: one for one in find_addresses(paths).values()}
        self._addresses = found | find_addresses(path for path in shown if path not in found)
        self._means = means
        self._objects: dict[str, StoredObject] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._addresses

    def is_in_place(self, path: str) -> bool:
        """Whether an export is read where it is: a server's database, or Parquet in storage."""
        if path not in self:
            return False
        scheme = self._addresses[path].scheme
        return scheme in SERVERS or (scheme in OBJECTS and self._object(path).is_parquet())

    def open(self, path: str) -> Export:
        """Open an export where it is.

        Raises:
            SourceError: It cannot be reached or read.
            UsageError: A query, a sheet or a layout is asked of what has none.
        """
        address, opening = self._addresses[path], self._means.opening
        if address.scheme in SERVERS:
            opening.check(path, "database")
            return open_server(address, opening.query, self._means.scratch)
        opening.check(path, "table")
        return self._object(path).scan(self._means.collect)

    def fetch(self, path: str) -> ExportFile:
        """Copy an export to a temporary file.

        Raises:
            SourceError: It cannot be reached or read.
        """
        address = self._addresses[path]
        if address.scheme in OBJECTS:
            return self._object(path).fetch(self._means.scratch)
        from nps.sources.web import fetch_web  # noqa: PLC0415  # only where there is one

        return fetch_web(address, self._means.scratch)

    def _object(self, path: str) -> "StoredObject":
        if path not in self._objects:
            from nps.sources.objects import StoredObject  # noqa: PLC0415  # as above

            self._objects[path] = StoredObject(path)
        return self._objects[path]
