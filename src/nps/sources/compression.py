"""Compressed exports, unpacked to a temporary file."""

import gzip
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from nps.errors import MissingExtraError, SourceError
from nps.sources.files import HEAD, ExportFile
from nps.sources.scratch import Scratch
from nps.sources.signatures import GZIP, ZSTANDARD
from nps.sources.watching import reading

PIECE = 1 << 14
"""Bytes of packed data at a time: they may be thousands of times as many unpacked."""


def decompress(file: ExportFile, scratch: Scratch) -> ExportFile:
    """Unpack a gzip or Zstandard file; any other is returned as it is.

    Raises:
        SourceError: The packed data is damaged or ends too early.
        MissingExtraError: Zstandard needs a package that is not installed.
    """
    head = file.head(4)
    for signature, unpack in _PACKINGS.items():
        if head.startswith(signature):
            target = scratch.new()
            unpack(file, target)
            return file._replace(file=target)
    return file


def _unpack_gzip(file: ExportFile, target: Path) -> None:
    with (
        file.file.open("rb") as content,
        gzip.open(content) as packed,
        target.open("wb") as unpacked,
        reading("unpacking", file.name, file.file) as progress,
    ):
        try:
            while piece := packed.read(HEAD):
                unpacked.write(piece)
                progress.done = content.tell()
        except EOFError:
            raise _broken(file, "gzip", "ends too early") from None
        except (gzip.BadGzipFile, zlib.error):
            raise _broken(file, "gzip", "is damaged") from None


def _unpack_zstandard(file: ExportFile, target: Path) -> None:
    try:
        zstandard = import_module("zstandard")
    except ImportError:
        raise MissingExtraError(
            f"{file.name}: a Zstandard file needs one more package;"
            " install it with: pip install 'nps[zstd]'"
        ) from None
    # One frame may follow another, and only this object tells a whole frame from a broken one.
    frame = zstandard.ZstdDecompressor().decompressobj()
    with (
        file.file.open("rb") as packed,
        target.open("wb") as unpacked,
        reading("unpacking", file.name, file.file) as progress,
    ):
        while piece := packed.read(PIECE):
            progress.advance(len(piece))
            while piece:
                if frame.eof:
                    frame = zstandard.ZstdDecompressor().decompressobj()
                try:
                    unpacked.write(frame.decompress(piece))
                except zstandard.ZstdError:
                    raise _broken(file, "Zstandard", "is damaged") from None
                piece = frame.unused_data
    if not frame.eof:
        raise _broken(file, "Zstandard", "ends too early")


def _broken(file: ExportFile, packing: str, found: str) -> SourceError:
    return SourceError(f"{file.name}: the {packing} data {found}; fetch the file again")


_PACKINGS: dict[bytes, Callable[[ExportFile, Path], None]] = {
    GZIP: _unpack_gzip,
    ZSTANDARD: _unpack_zstandard,
}
