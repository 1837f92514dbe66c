"""Which sheet of a workbook holds the responses."""

from collections.abc import Sequence
from typing import Any

from nps.errors import SourceError, UsageError, near_match
from nps.frozen import frozen

MANY = 2
"""Columns, or rows with the header, that a sheet of responses has at least."""


@frozen
class Sheet:
    """What is known of a sheet before it is read.

    Attributes:
        name: Its name.
        place: Its place in the workbook, from 0.
        width: Its columns.
        height: Its rows, header included.
        shown: It is not hidden.
    """

    name: str
    place: int
    width: int
    height: int
    shown: bool


def survey_sheets(book: Any) -> list[Sheet]:  # noqa: ANN401  # the package's own
    """Look at all sheets of a workbook; charts among them have no rows."""
    sheets = []
    for place, name in enumerate(book.sheet_names):
        sheet = book.load_sheet(place, header_row=None, n_rows=MANY, dtypes="string")
        sheets.append(
            Sheet(
                name=name,
                place=place,
                width=sheet.width,
                height=sheet.total_height,
                shown=sheet.visible == "visible",
            )
        )
    return sheets


def choose_sheet(sheets: Sequence[Sheet], export: str) -> Sheet:
    """Find the one sheet that can be meant where nothing is said.

    Hidden sheets, and those of one column, can be meant only where there is no other.

    Raises:
        SourceError: There are several, or none holds rows.
    """
    holding = [sheet for sheet in sheets if sheet.width and sheet.height >= MANY]
    shown = [sheet for sheet in holding if sheet.shown] or holding
    meant = [sheet for sheet in shown if sheet.width >= MANY] or shown
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise SourceError(
            f"{export}: none of its sheets ({_listed(sheets)}) holds rows,"
            " expected a header and responses; save the workbook again with its data"
        )
    raise SourceError(
        f"{export}: {len(meant)} sheets could be meant ({_listed(meant)});"
        f" name one with --sheet, for instance --sheet {meant[0].place + 1}"
    )


def named_sheet(names: Sequence[str], asked: str, export: str) -> int:
    """Find the place of a sheet by its name, in any case, or by its number from 1.

    Raises:
        UsageError: There is no such sheet.
    """
    if asked in names:
        return names.index(asked)
    folded = [name.casefold() for name in names]
    if folded.count(asked.casefold()) == 1:
        return folded.index(asked.casefold())
    if asked.isdecimal() and 1 <= int(asked) <= len(names):
        return int(asked) - 1
    raise UsageError(
        f"--sheet {asked}: {export} has no such sheet{near_match(asked, names)};"
        f" sheets are: {', '.join(f'{at} {name!r}' for at, name in enumerate(names, 1))}"
    )


def _listed(sheets: Sequence[Sheet]) -> str:
    return ", ".join(f"{sheet.place + 1} {sheet.name!r}" for sheet in sheets)
