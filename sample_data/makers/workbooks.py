"""Excel workbooks: one whose responses are plain to see, one that needs --sheet."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from xlsxwriter import Workbook

from makers.answers import answers

MADE = datetime(2026, 6, 1)  # noqa: DTZ001  # workbooks know no zones


def _write(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(at, column, cell, moment)
                    elif hasattr(cell, "isoformat"):
                        sheet.write_datetime(at, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
    return content.getvalue()


def _table() -> list[list[object]]:
    rows = answers()
    return [[*rows[0]], *([*row.values()] for row in rows)]


def _responses() -> bytes:
    about = [["Survey of March 2026"], ["One row a response"], ["Scores 0 to 10"]]
    return _write({"About": about, "Responses": _table(), "Notes": []})


def _two_regions() -> bytes:
    header, *rows = _table()
    return _write({"EMEA": [header, *rows[:12]], "Americas": [header, *rows[12:]]})


FILES: Mapping[str, Callable[[], bytes]] = {
    "responses.xlsx": _responses,
    "regions.xlsx": _two_regions,
}
