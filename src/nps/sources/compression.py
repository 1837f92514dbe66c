"""Compressed exports, unpacked to a temporary file."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile

from nps.errors import SourceError
from nps.frozen import frozen
from nps.sources.archives import EMPTY, find_member, workbook_format
from nps.sources.extras import import_extra
from nps.sources.files import HEAD, ExportFile
from nps.sources.scratch import Scratch
from nps.sources.signatures import BZIP2, GZIP, XZ, ZIP, ZSTANDARD
from nps.sources.watching import reading

if TYPE_CHECKING:
    from _typeshed import SupportsRead

PIECE = 1 << 14
"""Bytes of packed data at a time: they may be thousands of times as many unpacked."""


@frozen
class Packing:
    """A way in which exports are compressed.

    Attributes:
        name: As messages have it.
        words: What it is.
        suffixes: Of files packed so.
        signatures: Beginnings of such files.
        unpack: Writes what is in the file to a path.
        packages: Needed for it, and not of the standard library.
        extra: Brings the packages.
    """

    name: str
    words: str
    suffixes: tuple[str, ...]
    signatures: tuple[bytes, ...]
    unpack: Callable[[ExportFile, Path], None]
    packages: tuple[str, ...] = ()
    extra: str = ""


def decompress(file: ExportFile, scratch: Scratch) -> ExportFile:
    """Unpack a compressed file; any other is returned as it is.

    Raises:
        SourceError: The packed data is damaged or ends too early, or holds several files.
        MissingExtraError: Zstandard needs a package that is not installed.
    """
    head = file.head()
    for packing in PACKINGS:
        if head.startswith(packing.signatures):
            if workbook_format(file, head):
                return file
            target = scratch.new()
            packing.unpack(file, target)
            return file._replace(file=target)
    return file


def _unpack_gzip(file: ExportFile, target: Path) -> None:
    with file.file.open("rb") as content, gzip.open(content) as packed:
        _copy(file, "gzip", content, packed, target, gzip.BadGzipFile, zlib.error)


def _unpack_bzip2(file: ExportFile, target: Path) -> None:
    with file.file.open("rb") as content, bz2.open(content) as packed:
        _copy(file, "bzip2", content, packed, target, OSError)


def _unpack_xz(file: ExportFile, target: Path) -> None:
    with file.file.open("rb") as content, lzma.open(content) as packed:
        _copy(file, "xz", content, packed, target, lzma.LZMAError)


def _unpack_zip(file: ExportFile, target: Path) -> None:
    member = find_member(file)
    try:
        with (
            file.file.open("rb") as content,
            ZipFile(content) as archive,
            archive.open(member) as packed,
        ):
            _copy(file, "zip", content, packed, target, BadZipFile, zlib.error)
    except BadZipFile:
        raise _broken(file, "zip", "is damaged") from None
    except NotImplementedError:
        raise SourceError(
            f"{file.name}: a zip archive packed in an unusual way;"
            " unpack it and name the export in it"
        ) from None


def _copy(
    file: ExportFile,
    packing: str,
    content: BinaryIO,
    packed: "SupportsRead[bytes]",
    target: Path,
    *damages: type[Exception],
) -> None:
    """Write what one of Python's own files unpacks, while `content` tells how far it is."""
    with (
        target.open("wb") as unpacked,
        reading("unpacking", file.name, file.file) as progress,
    ):
        while True:
            try:
                piece = packed.read(HEAD)
            except EOFError:
                raise _broken(file, packing, "ends too early") from None
            except damages:
                raise _broken(file, packing, "is damaged") from None
            if not piece:
                break
            unpacked.write(piece)
            progress.done = content.tell()


def _unpack_zstandard(file: ExportFile, target: Path) -> None:
    zstandard = import_extra("zstandard", "zstd", f"{file.name}: a Zstandard file")
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


PACKINGS = (
    Packing(name="gzip", words="gzip", suffixes=(".gz",), signatures=(GZIP,), unpack=_unpack_gzip),
    Packing(
        name="Zstandard",
        words="Zstandard",
        suffixes=(".zst",),
        signatures=(ZSTANDARD,),
        unpack=_unpack_zstandard,
        packages=("zstandard",),
        extra="zstd",
    ),
    Packing(
        name="bzip2", words="bzip2", suffixes=(".bz2",), signatures=(BZIP2,), unpack=_unpack_bzip2
    ),
    Packing(name="xz", words="LZMA", suffixes=(".xz",), signatures=(XZ,), unpack=_unpack_xz),
    Packing(
        name="zip",
        words="zip archive of one file",
        suffixes=(".zip",),
        signatures=(ZIP, EMPTY),
        unpack=_unpack_zip,
    ),
)
"""In the order in which they are listed."""
