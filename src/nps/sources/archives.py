"""Zip archives: workbooks, which are some, and exports in one."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from nps.errors import SourceError
from nps.sources.files import ExportFile
from nps.sources.signatures import ZIP

EMPTY = b"PK\x05\x06"
BESIDES = ("__MACOSX/", ".")
"""Beginnings of names that are not what was packed, but what a system adds."""
ENCRYPTED = 0x1
DAMAGES = (BadZipFile, ValueError, NotImplementedError)
"""What the list of members fails with where its bytes are not what they should be."""
WORKBOOKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
"""Formats of workbooks, by the member that tells."""


def workbook_format(file: ExportFile, head: bytes) -> str:
    """The format of a workbook that is a zip archive; empty where it is none.

    Raises:
        SourceError: The archive is damaged.
    """
    if not head.startswith(ZIP):
        return ""
    try:
        with ZipFile(file.file) as archive:
            names = set(archive.namelist())
    except DAMAGES:
        workbook = b"[Content_Types].xml" in head or b"mimetypeapplication/vnd.oasis" in head
        what = "a workbook" if workbook else "a zip archive"
        raise SourceError(
            f"{file.name}: {what} that is damaged or ends too early; fetch it again"
        ) from None
    return next((name for member, name in WORKBOOKS.items() if member in names), "")


def find_member(file: ExportFile) -> ZipInfo:
    """The one export in an archive.

    Raises:
        SourceError: There are more or none, or it is damaged or protected with a password.
    """
    try:
        with ZipFile(file.file) as archive:
            every = archive.infolist()
    except DAMAGES:
        raise SourceError(
            f"{file.name}: a zip archive that is damaged or ends too early; fetch it again"
        ) from None
    members = [
        one
        for one in every
        if not one.is_dir() and not one.filename.startswith(BESIDES)
        and not Path(one.filename).name.startswith(".")
    ]  # fmt: skip
    if len(members) != 1:
        found = f"{len(members)} files" if members else "no file"
        raise SourceError(
            f"{file.name}: a zip archive with {found} in it, expected one;"
            " unpack it and name the exports in it"
        )
    if members[0].flag_bits & ENCRYPTED:
        raise SourceError(
            f"{file.name}: a zip archive with a password, expected one without;"
            " unpack it and name the export in it"
        )
    return members[0]
