"""JSON exports with an object a line, to a lazy frame."""

import codecs
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import polars as pl

from nps.errors import SourceError
from nps.progress import expect_rows, is_watched, phase
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.means import Means
from nps.sources.typed import typed_export
from nps.sources.watching import copy_bytes, reading


def scan_ndjson(file: ExportFile, means: Means) -> Export:
    """Open an export with a JSON object a line.

    Values keep their types; those of a key that has several are text.
    Types are known once all lines are: they are read to a temporary file, which is as typed.

    Raises:
        SourceError: A line is no JSON object.
    """
    text = _past_mark(file, means)
    try:
        frame = _convert(text, (), means)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        with phase("looking over", file.name):
            mixed = means.aside(lambda: _mixed_keys(text))
        try:
            frame = _convert(text, mixed, means)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            raise SourceError(
                f"{file.name}: the values of its keys cannot be told apart,"
                " expected a JSON object a line with one type a key; export it as CSV"
            ) from None
    if is_watched():
        expect_rows(file.name, means.collect([frame.select(pl.len())])[0].item())
    return typed_export(file, "ndjson", frame, size=text.file.stat().st_size)


def _past_mark(file: ExportFile, means: Means) -> ExportFile:
    """Leave out a byte order mark, which is no JSON."""
    if not file.head(len(codecs.BOM_UTF8)).startswith(codecs.BOM_UTF8):
        return file
    target = means.scratch.new()
    with (
        file.file.open("rb") as content,
        target.open("wb") as copy,
        reading("decoding", file.name, file.file) as progress,
    ):
        content.seek(len(codecs.BOM_UTF8))
        copy_bytes(content, copy, progress)
    return file._replace(file=target)


def _convert(text: ExportFile, mixed: Collection[str], means: Means) -> pl.LazyFrame:
    """Read all lines to a temporary Arrow file; keys of several types become text."""
    target, link = means.scratch.new(), means.scratch.new()
    # NOTE: Polars takes a name with brackets or stars for a pattern here, and this one has none.
    link.symlink_to(text.file)

    def scan() -> pl.LazyFrame:
        return pl.scan_ndjson(
            link, infer_schema_length=None, schema_overrides=dict.fromkeys(mixed, pl.String)
        )

    with phase("reading", text.name):
        means.collect([means.aside(scan).sink_ipc(target, lazy=True)])
    return pl.scan_ipc(target, glob=False)


def _mixed_keys(text: ExportFile) -> set[str]:
    """The keys whose values are of several types.

    Raises:
        SourceError: A line is no JSON object.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for number, line in _lines(text):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise SourceError(
                f"{text.name}: line {number} is no JSON object that is whole,"
                " expected one a line; export it again"
            )
        for key, value in record.items():
            if value is not None:
                kinds[key].add(_kind(value))
    return {key for key, found in kinds.items() if len(found) > 1 or "nested" in found}


def _lines(text: ExportFile) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    with text.file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.isspace():
                yield number, line


def _kind(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "number"
        case str():
            return "text"
        case _:
            return "nested"
