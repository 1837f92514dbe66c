"""What the user named: files, patterns, standard input, addresses."""

import os
import stat
from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path

from nps.errors import SourceError, near_match
from nps.sources.addresses import OBJECTS, Address, find_addresses, local_path
from nps.sources.datasets import is_dataset
from nps.sources.files import STANDARD_INPUT, parts_of, shown


def expand(paths: Sequence[str]) -> tuple[str, ...]:
    """Replace patterns by the files they match, sorted, and check that each can be found.

    Addresses are given as they are shown, without secrets.

    Raises:
        SourceError: A path leads nowhere, to a folder, or to a file that is already read.
    """
    addresses = find_addresses(paths)
    found = [file for path in paths for file in _expand(path, addresses.get(path))]
    first: dict[object, str] = {}
    for path, same in [(one, same) for one in found for same in _identities(one)]:
        if same in first:
            spelled = "" if first[same] == path else f" (first as {shown(first[same])})"
            raise SourceError(
                f"{shown(path)}: named twice{spelled}, which would count its responses twice;"
                " name it once"
            )
        first[same] = path
    return tuple(found)


def _expand(path: str, address: Address | None) -> Iterator[str]:
    if address is None:
        yield from _expand_path(local_path(path))
    elif address.scheme in OBJECTS:
        from nps.sources.objects import StoredObject  # noqa: PLC0415  # only where there is one

        yield from StoredObject(address.shown).matches()
    else:
        yield address.shown


def _expand_path(path: str) -> Iterator[str]:
    if path == STANDARD_INPUT:
        yield path
        return
    try:
        status = os.stat(path)  # noqa: PTH116 -- Path("") is this folder, os.stat("") is nothing
        is_export = not stat.S_ISDIR(status.st_mode) or is_dataset(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        yield from _matches(path)
    except OSError as error:
        raise SourceError(f"{shown(path)}: cannot be read ({error.strerror})") from None
    else:
        if not is_export:
            raise SourceError(
                f"{shown(path)}: a folder, expected an export; name the files in it,"
                " for instance with a pattern such as 'exports/*.csv'"
            )
        yield path


def _matches(path: str) -> list[str]:
    if not has_magic(path):
        raise SourceError(_missing(path))
    found = glob(path, recursive=True)  # noqa: PTH207 -- Path.glob refuses absolute patterns
    files = sorted(match for match in found if Path(match).is_file())
    if not files:
        raise SourceError(
            f"{shown(path)}: no file matches this pattern; check the folder and the name"
        )
    return files


def _missing(path: str) -> str:
    folder = Path(path).parent
    try:
        names = os.listdir(folder)  # noqa: PTH208 -- names are wanted, not paths
    except (OSError, ValueError):
        return f"{shown(path)}: no such folder; check the path"
    near = near_match(Path(path).name, names)
    return f"{shown(path)}: no such file{near or '; check the name'}"


def _identities(path: str) -> list[object]:
    if path == STANDARD_INPUT:
        return [path]
    try:
        states = [part.stat() for part in parts_of(path)]
    except OSError:
        # An address.
        return [path]
    return [(status.st_dev, status.st_ino) for status in states]
