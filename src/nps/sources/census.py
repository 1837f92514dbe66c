"""Which lines of a text export need a second look.

Nearly every line of nearly every export is a whole record with a cell for each name of the header.
One pattern says so, and Polars tries it on all lines at the speed at which it reads them.
What it does not match is a stray: a blank line, a short or an over-long row, a record of more
lines than one, a quote where none belongs. Only strays are read one by one, in `mending`.
"""

import codecs
from collections.abc import Iterable
from itertools import chain

import polars as pl

from nps.sources.dialect import Dialect
from nps.sources.files import ExportFile
from nps.sources.means import Collect
from nps.sources.watching import looked_over

_LINE, _INDEX = "line", "index"


def find_strays(file: ExportFile, dialect: Dialect, width: int, collect: Collect) -> Iterable[int]:
    """Give the lines, counted from 0, that are not one whole record of `width` cells, ascending.

    A line ends with LF or CR LF. The file is valid UTF-8.
    Lines between the first and the last line of a stray record may be missing from the answer,
    since a line of a quoted cell can look like a record. Lines before all records are none of them.
    """
    lines = pl.scan_lines(file.file, name=_LINE, row_index_name=_INDEX, glob=False)
    whole = pl.col(_LINE).str.contains(dialect.line_pattern(width))
    try:
        with looked_over(lines, file.name, file.file) as watched:
            strays = collect([watched.filter(~whole).select(_INDEX)])[0].to_series()
    except pl.exceptions.ComputeError:
        # The pattern of some thousands of columns is too large.
        return range(dialect.preamble, collect([lines.select(pl.len())])[0].item())
    if dialect.preamble:
        return strays.filter(strays >= dialect.preamble)
    with file.file.open("rb") as content:
        first = content.readline()
    if not first.startswith(codecs.BOM_UTF8):
        return strays
    # NOTE: To a pattern, a byte order mark is text: before the first quote, or on a blank line.
    rest = strays.filter(strays > 0)
    if dialect.record_pattern(width).fullmatch(first.removeprefix(codecs.BOM_UTF8)):
        return rest
    return chain((0,), rest)
