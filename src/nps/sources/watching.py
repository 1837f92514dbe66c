"""How far the reading of an export is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import polars as pl

from nps.progress import Phase, expect_rows, is_watched, pass_rows, phase

PIECE = 1 << 18
"""Bytes read at a time."""


@contextmanager
def reading(words: str, name: str, file: Path) -> Iterator[Phase]:
    """Do a phase that goes through the bytes of a file."""
    with phase(words, name, total=file.stat().st_size) as progress:
        yield progress


def copy_bytes(source: BinaryIO, target: BinaryIO, progress: Phase) -> None:
    """Copy what is left of a file.

    Piece by piece, so that Ctrl-C is answered in between.
    """
    while piece := source.read(PIECE):
        target.write(piece)
        progress.advance(len(piece))


@contextmanager
def looked_over(lines: pl.LazyFrame, name: str, file: Path) -> Iterator[pl.LazyFrame]:
    """Do a phase that goes through the lines of a file, all but the first of them rows.

    Args:
        lines: Of the file, text in their last column.
        name: Of the export.
        file: Where its bytes are.
    """
    if not is_watched():
        yield lines
        return
    found, lock = 0, Lock()
    with reading("looking over", name, file) as progress:

        def passing(some: pl.DataFrame) -> pl.DataFrame:
            nonlocal found
            size = int(some.to_series(-1).str.len_bytes().sum()) + some.height
            with lock:
                found += some.height
                progress.advance(size)
            return some

        yield lines.map_batches(passing, validate_output_schema=False, streamable=True)
    expect_rows(name, max(found - 1, 0))


def count_rows(frame: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """Let whoever watches know of the rows of an export as they are read.

    Nobody pays where nobody watches.
    """
    if not is_watched():
        return frame

    def passing(rows: pl.DataFrame) -> pl.DataFrame:
        pass_rows(name, rows.height)
        return rows

    # NOTE: No optimization is hindered, so that the same columns are read, once, and as fast.
    return frame.map_batches(
        passing,
        predicate_pushdown=True,
        projection_pushdown=True,
        slice_pushdown=True,
        validate_output_schema=False,
        streamable=True,
    )
