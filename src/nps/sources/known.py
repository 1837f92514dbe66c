"""An export whose header is known from an earlier run: it is opened once its rows are asked for."""

from typing import TYPE_CHECKING

import polars as pl

from nps.results.vendor import Vendor
from nps.sources.exports import Opener
from nps.sources.files import shown

if TYPE_CHECKING:
    from nps.sources.export import Export


class KnownExport:
    """An export that may never be opened.

    Attributes:
        path: As the user named it.
        format: As nps formats lists it, such as csv or xlsx.
        layout: How the rows are laid out.
        columns: As `Export.columns`.
        duplicates: As `Export.duplicates`.
        notes: As `Export.notes`.
        size: Of the file, in bytes.
        vendor: As `Export.vendor`.
    """

    def __init__(  # noqa: PLR0913  # all that is known
        self,
        opener: Opener,
        *,
        path: str,
        format: str,  # noqa: A002  # that of `Export`
        layout: str,
        columns: tuple[str, ...],
        duplicates: frozenset[str],
        notes: tuple[str, ...],
        size: int,
        vendor: Vendor,
    ) -> None:
        self._opener = opener
        self._export: Export | None = None
        self.path = path
        self.format = format
        self.layout = layout
        self.columns = columns
        self.duplicates = duplicates
        self.notes = notes
        self.size = size
        self.vendor = vendor

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return shown(self.path)

    @property
    def frame(self) -> pl.LazyFrame:
        """Its rows, for which it is opened."""
        if self._export is None:
            self._export = self._opener.open(self.path)
        return self._export.frame
