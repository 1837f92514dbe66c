"""Parquet exports to a lazy frame."""

import polars as pl

from nps.errors import SourceError
from nps.progress import expect_rows, is_watched
from nps.sources.census import Collect
from nps.sources.columns import name_columns
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.watching import count_rows


def scan_parquet(file: ExportFile, collect: Collect) -> Export:
    """Open a Parquet export; its columns keep their types.

    `collect` runs the query that counts its rows, where somebody watches how far the reading is.

    Raises:
        SourceError: The schema cannot be read.
    """
    frame = pl.scan_parquet(file.file, glob=False, hive_partitioning=False)
    try:
        names = frame.collect_schema().names()
        if is_watched():
            # NOTE: This number stands in the footer; no row is read for it.
            expect_rows(file.name, collect([frame.select(pl.len())])[0].item())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise SourceError(
            f"{file.name}: a Parquet file that is damaged or ends too early; fetch it again"
        ) from None
    columns = name_columns(names, file.name)
    return Export(
        path=file.path,
        format="parquet",
        layout="plain",
        frame=count_rows(frame, file.name).rename(dict(zip(names, columns.frame, strict=True))),
        columns=columns.usable,
        duplicates=columns.duplicates,
        notes=(),
        size=file.file.stat().st_size,
    )
