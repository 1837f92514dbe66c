"""Rows of a database written to a file as they come, and what they are to Polars."""

from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import ipc

from nps.frozen import frozen
from nps.progress import Phase
from nps.sources.querying import Database

_UUID = ((0, 8), (8, 4), (12, 4), (16, 4), (20, 12))
"""Where the parts of an UUID begin among its digits, and how long they are."""


@frozen
class Spooled:
    """Rows of a query, in a file.

    Attributes:
        names: Of the columns; any may be blank or stand twice.
        cells: What stands in each, over the columns of the file.
        rows: How many there are.
        notes: Columns that were left out.
    """

    names: tuple[str, ...]
    cells: tuple[pl.Expr, ...]
    rows: int
    notes: tuple[str, ...]


def spool(database: Database, query: str, target: Path, progress: Phase) -> Spooled:
    """Write the rows of a query to a file, batch by batch.

    Raises:
        SourceError: The query fails.
    """
    count = 0
    with database.rows(query) as rows:
        kept = [at for at, column in enumerate(rows.schema) if _is_read(column.type)]
        columns = [rows.schema.field(at) for at in kept]
        plain = pa.schema((str(at), _storage(one.type)) for at, one in enumerate(columns))
        options = ipc.IpcWriteOptions(compression="lz4")
        with ipc.new_file(target, plain, options=options) as file:
            for batch in rows:
                cells = [_stored(batch.column(at)) for at in kept]
                file.write_batch(pa.RecordBatch.from_arrays(cells, schema=plain))
                count += batch.num_rows
                progress.advance(batch.nbytes)
        left = [one for at, one in enumerate(rows.schema) if at not in kept]
    return Spooled(
        names=tuple(column.name for column in columns),
        cells=tuple(_cell(pl.col(str(at)), one.type) for at, one in enumerate(columns)),
        rows=count,
        notes=tuple(
            f"{database.name}: column {one.name!r} is left out, since {_words(one.type)} is not "
            "read; make it text in --query"
            for one in left
        ),
    )


def _is_read(kind: pa.DataType) -> bool:
    """Whether cells of a type mean something to a survey."""
    stored = _storage(kind)
    if isinstance(kind, pa.UuidType):
        return True
    if pa.types.is_list(stored) or pa.types.is_large_list(stored):
        return not isinstance(stored.value_type, pa.BaseExtensionType) and _is_read(
            stored.value_type
        )
    return not (
        pa.types.is_binary(stored)
        or pa.types.is_large_binary(stored)
        or pa.types.is_fixed_size_binary(stored)
        or pa.types.is_interval(stored)
        or pa.types.is_nested(stored)
        or pa.types.is_union(stored)
    )


def _storage(kind: pa.DataType) -> pa.DataType:
    return kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind


def _stored(cells: pa.Array) -> pa.Array:
    return cells.storage if isinstance(cells, pa.ExtensionArray) else cells


def _words(kind: pa.DataType) -> str:
    return f"type {kind.type_name if isinstance(kind, pa.OpaqueType) else kind}"


def _cell(stored: pl.Expr, kind: pa.DataType) -> pl.Expr:
    """Give what a survey makes of stored cells: numbers with a point are floats, ids are text."""
    if isinstance(kind, pa.OpaqueType) and kind.type_name == "numeric":
        return stored.cast(pl.Float64, strict=False)
    if isinstance(kind, pa.UuidType):
        digits = stored.bin.encode("hex")
        return pl.concat_str([digits.str.slice(*part) for part in _UUID], separator="-")
    if pa.types.is_decimal(kind):
        return stored.cast(pl.Float64)
    if pa.types.is_dictionary(kind) or pa.types.is_null(kind):
        return stored.cast(pl.String)
    return stored
