"""Parquet exports to a lazy frame."""

import polars as pl

from nps.errors import SourceError
from nps.sources.columns import name_columns
from nps.sources.export import Export
from nps.sources.files import ExportFile


def scan_parquet(file: ExportFile) -> Export:
    """Open a Parquet export; its columns keep their types.

    Raises:
        SourceError: The schema cannot be read.
    """
    frame = pl.scan_parquet(file.file, glob=False, hive_partitioning=False)
    try:
        names = frame.collect_schema().names()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise SourceError(
            f"{file.name}: a Parquet file that is damaged or ends too early; fetch it again"
        ) from None
    columns = name_columns(names, file.name)
    return Export(
        path=file.path,
        format="parquet",
        layout="plain",
        frame=frame.rename(dict(zip(names, columns.frame, strict=True))),
        columns=columns.usable,
        duplicates=columns.duplicates,
        notes=(),
    )
