"""Workbooks of spreadsheets to a lazy frame."""

import logging
from typing import Any

import polars as pl

from nps.errors import SourceError
from nps.progress import expect_rows, phase
from nps.sources.export import Export
from nps.sources.extras import import_extra
from nps.sources.files import ExportFile
from nps.sources.layouts.reading import LOOKED_AT
from nps.sources.layouts.registry import find_layout
from nps.sources.means import Means
from nps.sources.sheets import choose_sheet, named_sheet, survey_sheets
from nps.sources.telling import is_ods
from nps.sources.typed import PLAIN, typed_export

TEXT = "string"


def scan_workbook(file: ExportFile, means: Means) -> Export:
    """Open the sheet of a workbook that holds the responses.

    A column keeps its type where all its cells are of that, and is text where they are not.
    Under a vendor's layout all are text, as in the text export that the layout describes.
    The package reads the sheet into memory.

    Raises:
        SourceError: It is damaged, or several sheets could be meant.
        MissingExtraError: The package is not installed.
    """
    ods = is_ods(file, file.head())
    what = "an OpenDocument spreadsheet" if ods else "an Excel workbook"
    package = import_extra("fastexcel", "excel", f"{file.name}: {what}")
    # NOTE: It warns of charts among the sheets, which are no responses.
    logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
    with phase("reading", file.name):
        try:
            book = means.aside(lambda: package.read_excel(str(file.file)))
            place = _find_sheet(book, file, means)
            head = _head(book, place)
            records = [*head.values()] or [[]]
            layout, header = find_layout(records, means.opening.layout, file.name)
            dtypes = None if layout.name == PLAIN else TEXT
            above = 1 + max([*head][: header.header_rows], default=-1)
            rows = means.aside(lambda: _rows(book, place, above, dtypes))
        except package.FastExcelError:
            raise SourceError(
                f"{file.name}: {what} that is damaged or ends too early; save or fetch it again"
            ) from None
    expect_rows(file.name, rows.height)
    return typed_export(
        file, "ods" if ods else "xlsx", rows.lazy(), header=header, layout=layout.name
    )


def _find_sheet(book: Any, file: ExportFile, means: Means) -> int:  # noqa: ANN401  # the package's own
    if means.opening.sheet is not None:
        return named_sheet(book.sheet_names, means.opening.sheet, file.name)
    sheets = means.aside(lambda: survey_sheets(book))
    return choose_sheet(sheets, file.name).place


def _head(book: Any, place: int) -> dict[int, list[str]]:  # noqa: ANN401  # as above
    """The first rows that are not blank, by place, as text by which a layout is told."""
    sheet = book.load_sheet(place, header_row=None, skip_rows=0, n_rows=LOOKED_AT, dtypes=TEXT)
    rows = enumerate(pl.DataFrame(sheet).rows())
    return {at: [cell or "" for cell in row] for at, row in rows if any(row)}


def _rows(book: Any, place: int, above: int, dtypes: str | None) -> pl.DataFrame:  # noqa: ANN401  # as above
    """The rows below so many, without those that are wholly blank."""
    sheet = book.load_sheet(
        place,
        header_row=None,
        skip_rows=above,
        schema_sample_rows=None,
        dtypes=dtypes,
        whitespace_as_null=True,
    )
    rows = pl.DataFrame(sheet).filter(~_is_blank())
    return rows.with_columns(_settled(column) for column in rows.get_columns())


def _is_blank() -> pl.Expr:
    return pl.all_horizontal(pl.all().is_null())


def _settled(column: pl.Series) -> pl.Series:
    """Give a column of days and a column of nothing their types."""
    if isinstance(column.dtype, pl.Null):
        return column.cast(pl.String)
    if isinstance(column.dtype, pl.Datetime) and (column == column.dt.truncate("1d")).all():
        return column.cast(pl.Date)
    return column
