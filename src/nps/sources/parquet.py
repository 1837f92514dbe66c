"""Parquet exports to a lazy frame: a file, or a folder of files."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from nps.errors import SourceError
from nps.progress import expect_rows, is_watched
from nps.sources.datasets import folder_keys, partition_keys
from nps.sources.export import Export
from nps.sources.files import ExportFile, parts_of
from nps.sources.means import Means
from nps.sources.typed import typed_export


def scan_parquet(file: ExportFile, means: Means) -> Export:
    """Open a Parquet export; its columns keep their types.

    The names of folders are columns of text: nothing is inferred from them.
    A query counts its rows, where somebody watches how far the reading is.

    Raises:
        SourceError: The schema cannot be read, or those of several files differ.
    """
    is_folder = file.file.is_dir()
    parts = parts_of(str(file.file)) if is_folder else [file.file]
    keys = partition_keys(file, parts) if is_folder else ()
    try:
        frame = (
            _scan_folder(file, parts, keys)
            if is_folder
            else pl.scan_parquet(parts, glob=False, hive_partitioning=False)
        )
        frame.collect_schema()
        if is_watched():
            # NOTE: This number stands in the footer; no row is read for it.
            expect_rows(file.name, means.collect([frame.select(pl.len())])[0].item())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        what = "a Parquet file" if not is_folder else "a folder with a Parquet file"
        raise SourceError(
            f"{file.name}: {what} that is damaged or ends too early; fetch it again"
        ) from None
    return typed_export(file, "parquet", frame, size=sum(part.stat().st_size for part in parts))


def _scan_folder(file: ExportFile, parts: list[Path], keys: Iterable[str]) -> pl.LazyFrame:
    """Scan files whose folders hold columns; folders above the one that was named hold none."""
    schemas = [dict(pl.read_parquet_schema(part)) for part in parts]
    _check_schemas(file, schemas)
    # NOTE: Polars takes every folder of a path for a column, and has to be told of each.
    above = folder_keys(file.file)
    frame = pl.scan_parquet(
        parts,
        glob=False,
        hive_partitioning=True,
        hive_schema=dict.fromkeys((*above, *keys), pl.String),
    )
    return frame.drop({*above} - {*keys, *schemas[0]})


def _check_schemas(file: ExportFile, schemas: list[dict[str, pl.DataType]]) -> None:
    """Refuse files with other columns than the first, or other types, and name one that differs."""
    first = schemas[0]
    for other in schemas[1:]:
        if other != first:
            differing = {name for name in first | other if first.get(name) != other.get(name)} or {
                *first
            }
            raise SourceError(
                f"{file.name}: its files differ in column {min(differing)!r},"
                " expected the same columns and types in all; name the files one by one"
            )
