"""The rows before the first response of a Qualtrics export, told by what stands in them."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from nps.frozen import frozen
from nps.sources.layouts.reading import Head

IMPORT_ID = re.compile(r"""\s*"?\{\s*["']{1,2}ImportId["']{1,2}\s*:\s*["']{1,2}([^"']+)["']""")
"""A cell of the row of import ids, in double quotes or, by some programs, in single ones."""
FEWEST_IDS = 2
"""Import ids that a row has to have."""
NAMED = {
    "ResponseID": "_recordId", "ResponseId": "_recordId", "ResponseSet": "responseSet",
    "StartDate": "startDate", "EndDate": "endDate", "RecordedDate": "recordedDate",
    "Status": "status", "Finished": "finished", "Progress": "progress",
    "IPAddress": "ipAddress", "RecipientLastName": "recipientLastName",
    "RecipientFirstName": "recipientFirstName", "RecipientEmail": "recipientEmail",
    "EmailAddress": "recipientEmail", "ExternalDataReference": "externalDataReference",
    "ExternalReference": "externalDataReference", "DistributionChannel": "distributionChannel",
    "UserLanguage": "userLanguage", "Q_Language": "userLanguage",
    "LocationLatitude": "locationLatitude", "LocationLongitude": "locationLongitude",
}  # fmt: skip
"""Columns that every survey has, by names that are never translated, with their import ids."""
OTHERWISE = {"responseId": "_recordId", "panel-RecipientEmail": "recipientEmail",
             "Q_Language": "userLanguage"}  # fmt: skip
"""Other import ids of them."""
NUMBERED = re.compile(r"V\d+")
"""Names of such columns in the oldest exports, which have their own names below."""
FEWEST_NAMED, FEWEST_ASKED = 5, 2
"""Such columns that an export without import ids has, and one that is said to be Qualtrics'."""
RECORD = re.compile(r"[A-Z]{1,2}_[A-Za-z0-9]{9,}")
DATE, NUMBER = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d.*"), re.compile(r"-?\d+(\.\d+)?")
DATA = {
    "_recordId": RECORD,
    "startDate": DATE,
    "endDate": DATE,
    "recordedDate": DATE,
    "status": NUMBER,
    "finished": re.compile(r"[01]|true|false", re.IGNORECASE),
    "progress": NUMBER,
}
"""What cells of responses look like, by the import id of their column."""


@frozen
class Header:
    """What the header says of each column, in order.

    Attributes:
        rows: Records before the first response.
        names: Names, which are ids of questions unless the analyst renamed them.
        texts: Texts of questions, with line breaks; fewer than names where there is no such row.
        ids: Import ids; empty where there is none.
        system: Places of the columns that every survey has, by import id.
    """

    rows: int
    names: tuple[str, ...]
    texts: tuple[str, ...]
    ids: tuple[str, ...]
    system: dict[str, int]


def find_header(head: Head, asked: bool) -> Header | None:  # noqa: FBT001  # as Layout.read has it
    """Tell the header rows; None where the layout is another.

    Args:
        head: The first records.
        asked: The analyst says that it is this layout.
    """
    names = tuple(head[0])
    if not any(name.strip() for name in names):
        return None
    for at, row in enumerate(head[1:3], 1):
        ids = _import_ids(row, len(names), FEWEST_ASKED - 1 if asked else FEWEST_IDS)
        if ids is not None:
            system = {OTHERWISE.get(one, one): place for place, one in reversed([*enumerate(ids)])}
            texts = tuple(head[1]) if at > 1 else ()
            return Header(rows=at + 1, names=names, texts=texts, ids=ids, system=system)
    return _without_ids(head, names, asked=asked)


def _import_ids(row: Sequence[str], width: int, fewest: int) -> tuple[str, ...] | None:
    """Import ids of a row that holds nothing else."""
    found = [IMPORT_ID.match(cell) for cell in row]
    given = [one for one in found if one]
    if len(given) < fewest or len(given) < sum(1 for cell in row if cell.strip()):
        return None
    ids = [one[1].strip() if one else "" for one in found]
    return (*ids, *[""] * (width - len(ids)))


def _without_ids(head: Head, names: tuple[str, ...], *, asked: bool) -> Header | None:
    """The older form: names, then texts, told by the columns that every survey has."""
    below = head[1] if len(head) > 1 else ()
    fixed = [
        text if NUMBERED.fullmatch(name.strip()) else name
        for name, text in zip_longest(names, below[: len(names)], fillvalue="")
    ]
    system = {
        NAMED[name.strip()]: place
        for place, name in reversed([*enumerate(fixed)])
        if name.strip() in NAMED
    }
    has_texts = len(head) > 1 and _is_texts(head[1], system)
    if asked:
        if len(system) < FEWEST_ASKED:
            return None
    else:
        responses = head[2:]
        told = "_recordId" in system and len(system) >= FEWEST_NAMED and has_texts
        # NOTE: Without a response, a first row of odd cells looks the same.
        if not told or not responses:
            return None
        if not all(_is(row, "_recordId", system) for row in responses):
            return None
    return Header(
        rows=2 if has_texts else 1,
        names=names,
        texts=tuple(head[1]) if has_texts else (),
        ids=("",) * len(names),
        system=system,
    )


def _is_texts(row: Sequence[str], system: dict[str, int]) -> bool:
    """Whether a row says something of each such column, and nothing that a response would say."""
    return all(
        place < len(row) and row[place].strip() and not _is(row, one, system)
        for one, place in system.items()
    )


def _is(row: Sequence[str], one: str, system: dict[str, int]) -> bool:
    """Whether a cell looks like one of a response."""
    place = system[one]
    return one in DATA and place < len(row) and DATA[one].fullmatch(row[place].strip()) is not None
