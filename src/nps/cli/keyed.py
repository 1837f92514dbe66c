"""Files that are named with the columns by which customers are told."""

from pathlib import Path

from nps.frozen import frozen


@frozen
class Keyed:
    """What `FILE:KEY` names.

    Attributes:
        path: The file.
        ours: Column of the export.
        theirs: Column of the file.
    """

    path: str
    ours: str
    theirs: str


def read_keyed(text: str) -> Keyed | None:
    """Read `FILE:KEY`, or `FILE:OURS=THEIRS` where the names differ; None where it is neither."""
    path, _, keys = text.rpartition(":")
    ours, differs, theirs = keys.partition("=")
    if not path or not ours or (differs and not theirs):
        return None
    return Keyed(path=path, ours=ours, theirs=theirs or ours)


def beside(folder: Path, path: str) -> str:
    """Lead a declared path from the folder of its configuration; an address stays one."""
    return path if "://" in path else str(folder / path)
