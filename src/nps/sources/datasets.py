"""Folders of Parquet files that are one export, as data lakes keep them."""

from collections.abc import Iterator
from pathlib import Path

from nps.errors import SourceError
from nps.sources.files import HIDDEN, ExportFile, parts_of

SUFFIX = ".parquet"


def is_dataset(path: str) -> bool:
    """Whether all that a folder holds is Parquet files in folders named like `year=2026`."""
    folder = Path(path).absolute()
    # NOTE: Most folders are none by what stands right in them, and what is below may be a disk.
    for entry in folder.iterdir():
        if not entry.name.startswith(HIDDEN) and not ("=" in entry.name and entry.is_dir()):
            return False
    parts = parts_of(path)
    return bool(parts) and all(
        part.suffix == SUFFIX and list(_keys(part, folder)) for part in parts
    )


def partition_keys(file: ExportFile, parts: list[Path]) -> tuple[str, ...]:
    """The columns that the names of folders hold.

    Raises:
        SourceError: They are not the same for all files.
    """
    found = {tuple(_keys(part, file.file)) for part in parts}
    if len(found) > 1:
        raise SourceError(
            f"{file.name}: its files lie in folders of different names"
            f" ({' and '.join(sorted('/'.join(one) for one in found))}), expected the same for all;"
            " name the folders that belong together"
        )
    return found.pop()


def folder_keys(path: Path) -> tuple[str, ...]:
    """Give the columns that folders of a path hold by their names, wherever they stand."""
    parted = (name.partition("=") for name in path.parts)
    return tuple(key for key, equals, _ in parted if key and equals)


def _keys(part: Path, folder: Path) -> Iterator[str]:
    for name in part.relative_to(folder).parts[:-1]:
        key, equals, _ = name.partition("=")
        if not (key and equals):
            return
        yield key
