"""CSV, TSV and their kin: text exports to a lazy frame."""

import io
from collections import deque
from itertools import islice
from typing import NamedTuple

import polars as pl

from nps.errors import SourceError
from nps.sources.census import find_strays
from nps.sources.dialect import TAB, Dialect
from nps.sources.encoding import decode
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.layouts.laying_out import lay_out
from nps.sources.layouts.reading import LOOKED_AT
from nps.sources.layouts.registry import find_layout
from nps.sources.means import Collect, Means
from nps.sources.mending import mend
from nps.sources.records import QuoteError, RecordReader
from nps.sources.scratch import Scratch
from nps.sources.separator import find_dialect
from nps.sources.watching import PIECE, count_rows, reading


class _Table(NamedTuple):
    """A text export that Polars can read: records of one width after one header.

    Attributes:
        file: The records, the header among them.
        padded: Short rows that were filled.
    """

    file: ExportFile
    dialect: Dialect
    header: list[str]
    padded: int


def scan_delimited(file: ExportFile, means: Means) -> Export:
    """Open a text export.

    Raises:
        SourceError: It is empty, no text, or has rows that cannot be read for certain.
    """
    opening, scratch, collect = means.opening, means.scratch, means.collect
    text, notes = decode(file, opening.encoding, scratch)
    table = _tabulate(_end_lines(text, scratch), scratch, collect)
    layout, reading = find_layout(_head(table), opening.layout, file.name)
    if not table.dialect.quoted:
        notes += (f"{file.name}: quotes were read as part of the text",)
    if table.padded:
        rows = "1 short row was" if table.padded == 1 else f"{table.padded} short rows were"
        notes += (f"{file.name}: {rows} padded",)
    frame = pl.scan_csv(
        table.file.file,
        has_header=False,
        skip_rows=table.dialect.preamble + reading.header_rows,
        separator=table.dialect.separator,
        quote_char='"' if table.dialect.quoted else None,
        schema=dict.fromkeys(map(str, range(len(table.header))), pl.String),
        infer_schema=False,
        missing_columns="insert",
        raise_if_empty=False,
        glob=False,
    )
    laid_out = lay_out(count_rows(frame, file.name), reading, file.name)
    return Export(
        path=file.path,
        format="tsv" if table.dialect.separator == TAB else "csv",
        layout=layout.name,
        frame=laid_out.frame,
        columns=laid_out.columns.usable,
        duplicates=laid_out.columns.duplicates,
        notes=notes + tuple(f"{file.name}: {note}" for note in reading.notes),
        size=table.file.file.stat().st_size,
        vendor=laid_out.vendor,
    )


def _head(table: _Table) -> list[list[str]]:
    """The first records, by which a layout is told."""
    with table.file.file.open(encoding="utf-8-sig", newline="") as lines:
        records = table.dialect.read(lines, strict=False)
        whole = (record for record in records if record)
        return list(islice(whole, table.dialect.preamble, table.dialect.preamble + LOOKED_AT))


def _tabulate(text: ExportFile, scratch: Scratch, collect: Collect) -> _Table:
    """Settle the dialect and mend what is amiss.

    Between tabs, quotes are text if every line is a whole row without regard to them,
    and either not with it, or they cannot be read as quotes at all.
    """
    quoted = find_dialect(text.head())
    if quoted.separator != TAB:
        return _mend(text, quoted, scratch, collect)
    bare = quoted._replace(quoted=False)
    if not _is_regular(text, quoted, collect) and _is_regular(text, bare, collect):
        return _mend(text, bare, scratch, collect)
    try:
        return _mend(text, quoted, scratch, collect)
    except QuoteError as error:
        try:
            table = _mend(text, bare, scratch, collect)
        except SourceError:
            raise error from None
        if table.padded:
            raise
        return table


def _mend(text: ExportFile, dialect: Dialect, scratch: Scratch, collect: Collect) -> _Table:
    header = _read_header(text, dialect)
    strays = find_strays(text, dialect, len(header), collect)
    mended, padded = mend(text, strays, dialect, len(header), scratch)
    return _Table(mended, dialect, header, padded)


def _is_regular(text: ExportFile, dialect: Dialect, collect: Collect) -> bool:
    try:
        width = len(_read_header(text, dialect))
    except QuoteError:
        return False
    return not any(True for _ in find_strays(text, dialect, width, collect))


def _end_lines(file: ExportFile, scratch: Scratch) -> ExportFile:
    """End lines with LF where all end with CR, as on old Macs: nothing else reads by CR."""
    head = file.head()
    if b"\n" in head or b"\r" not in head:
        return file
    target = scratch.new()
    with (
        file.file.open("rb") as content,
        io.TextIOWrapper(content, encoding="utf-8") as lines,
        target.open("w", encoding="utf-8", newline="\n") as copy,
        reading("decoding", file.name, file.file) as progress,
    ):
        while piece := lines.read(PIECE):
            copy.write(piece)
            progress.done = content.tell()
    return file._replace(file=target)


def _read_header(file: ExportFile, dialect: Dialect) -> list[str]:
    with file.file.open("rb") as content:
        reader = RecordReader(content, dialect, file.name)
        deque(reader.skip_to(dialect.preamble), maxlen=0)
        for stretch in reader:
            if stretch.records:
                return stretch.records[0].cells
    found = "nothing but blank lines" if file.head(1) else "an empty file"
    raise SourceError(f"{file.name}: found {found}, expected a header and rows; export it again")
