"""Exports of formats whose columns have types."""

import polars as pl

from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.layouts.laying_out import lay_out
from nps.sources.layouts.reading import Reading
from nps.sources.watching import count_rows

PLAIN = "plain"


def typed_export(  # noqa: PLR0913  # all that an export is
    file: ExportFile,
    name: str,
    frame: pl.LazyFrame,
    *,
    size: int | None = None,
    header: Reading | None = None,
    layout: str = PLAIN,
) -> Export:
    """Give an export of a frame.

    Args:
        file: Where it comes from.
        name: Of the format.
        frame: Its responses.
        size: Bytes to read, where it is another than that of the file.
        header: What the columns are; by default they are named as in the frame.
        layout: Name of the layout.

    Raises:
        SourceError: No column has a name.
    """
    header = header or Reading(header_rows=0, names=tuple(frame.collect_schema().names()))
    laid_out = lay_out(count_rows(frame, file.name), header, file.name)
    return Export(
        path=file.path,
        format=name,
        layout=layout,
        frame=laid_out.frame,
        columns=laid_out.columns.usable,
        duplicates=laid_out.columns.duplicates,
        notes=tuple(f"{file.name}: {note}" for note in header.notes),
        size=file.file.stat().st_size if size is None else size,
        vendor=laid_out.vendor,
    )
