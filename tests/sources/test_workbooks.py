import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from zipfile import ZipFile

import polars as pl
import pytest
from xlsxwriter import Workbook

from nps.sources.export import Export

Opened = Callable[[bytes], AbstractContextManager[Export]]
Sheets = Mapping[str, Iterable[Iterable[object]]]
HIDDEN = "hidden"


def workbook(sheets: Sheets) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(at, column, cell)
            if name == HIDDEN:
                sheet.hide()
    return content.getvalue()


def chart() -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_column(0, 0, ["score", 9])
        sheet.write_column(0, 1, ["plan", "a"])
        drawn = book.add_chart({"type": "bar"})
        drawn.add_series({"values": "=Data!$A$2:$A$2"})
        book.add_chartsheet("Chart").set_chart(drawn)
    return content.getvalue()


def spreadsheet() -> bytes:
    """An OpenDocument file with as little in it as there can be."""
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{name}</text:p>'
        f'</table:table-cell><table:table-cell office:value-type="{kind}" {value}><text:p>x'
        "</text:p></table:table-cell></table:table-row>"
        for name, kind, value in (("plan", "string", ""), ("a", "float", 'office:value="9"'))
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0"'
            f' xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="One">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def test_columns_of_one_type_keep_it_and_others_are_text(opened: Opened) -> None:
    day = date(2026, 1, 2)
    rows: list[list[object]] = [
        ["score", "id", "day", "mixed", "empty", "mix of dates", "yes"],
        [9.0, "007", day, 1, None, day, True],
        [None] * 7,
        [" "] * 7,
        [10, "1.10", day, "x", None, "never", False],
        [None, "a", None, 2.5, None, None, None],
    ]
    with opened(workbook({"One": rows})) as export:
        found = export.frame.collect(engine="streaming")

    assert found.schema == {
        "score": pl.Float64, "id": pl.String, "day": pl.Date, "mixed": pl.String,
        "empty": pl.String, "mix of dates": pl.String, "yes": pl.Boolean,
    }  # fmt: skip
    assert found.rows() == [
        (9.0, "007", day, "1", None, "2026-01-02 00:00:00", True),
        (10.0, "1.10", day, "x", None, "never", False),
        (None, "a", None, "2.5", None, None, None),
    ]


def test_blank_and_repeated_headers_cannot_be_named(opened: Opened) -> None:
    with opened(workbook({"One": [["score", "a", "a", None, " b "], [9, 1, 2, 3, 4]]})) as export:
        assert export.columns == ("score", "b")
        assert export.duplicates == {"a"}


@pytest.mark.parametrize(
    "sheets",
    [
        {"One": [["score", "a"], [9, 1]], "Empty": [], "Title": [["Survey"]]},
        {"About": [["Survey"], ["of 2026"]], "One": [["score", "a"], [9, 1]]},
        {"One": [["score", "a"], [9, 1]], HIDDEN: [["score", "a"], [8, 1], [8, 1]]},
        {"Lone": [["score"], [9]]},
        {"One": [[None, None], [None, "score"], [None, 9]]},
    ],
    ids=["others are empty", "prose", "hidden", "one column", "not in the corner"],
)
def test_the_sheet_that_holds_rows_is_found(opened: Opened, sheets: Sheets) -> None:
    with opened(workbook(sheets)) as export:
        assert export.frame.select("score").collect(engine="streaming").rows() == [(9.0,)]


@pytest.mark.parametrize("content", [chart()], ids=["a chart beside"])
def test_charts_are_no_sheets_of_rows(
    opened: Opened, capfd: pytest.CaptureFixture[str], content: bytes
) -> None:
    with opened(content) as export:
        assert export.columns == ("score", "plan")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        (
            {name: [["score", "a"], [9, 1]] for name in "ABC"},
            (
                "3 sheets could be meant (1 'A', 2 'B', 3 'C');"
                " name one with --sheet, for instance --sheet 1"
            ),
        ),
        (
            {"A": [["score", "a"]], "B": []},
            (
                "none of its sheets (1 'A', 2 'B') holds rows, expected a header and responses;"
                " save the workbook again with its data"
            ),
        ),
        ({"A": [[None, "", " "], [9, 1, 2]]}, "the header names no column;"),
    ],
    ids=["three", "none", "no names"],
)
def test_a_workbook_that_is_not_clear_is_an_error(
    failure_of: Callable[[bytes], str], sheets: Sheets, message: str
) -> None:
    assert failure_of(workbook(sheets)).startswith(f"responses.csv: {message}")


def test_a_spreadsheet_of_open_document_is_read(opened: Opened) -> None:
    with opened(spreadsheet()) as export:
        assert export.format == "ods"
        assert export.frame.collect_schema().names() == ["plan", "x"]
        assert export.frame.collect(engine="streaming").rows() == [("a", 9.0)]
