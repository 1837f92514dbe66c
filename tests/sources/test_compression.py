import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl
import pytest
import zstandard

CONTENT = "score;comment\n9;né\n10;«ok»\n".encode()
ROWS = [("9", "né"), ("10", "«ok»")]


def gz(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def zipped(*names: str, content: bytes = CONTENT) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(ZipInfo(name), content)
    return packed.getvalue()


def locked() -> bytes:
    """An archive whose member says that it has a password."""
    packed = bytearray(zipped("a.csv"))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + place] |= 1
    return bytes(packed)


def rotten() -> bytes:
    """An archive whose member does not have the bytes that its sum says."""
    packed = bytearray(zipped("a.csv"))
    packed[40] ^= 0xFF
    return bytes(packed)


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


@pytest.mark.parametrize(
    "packed",
    [
        gz(CONTENT),
        gz(CONTENT[:9]) + gz(CONTENT[9:]),
        zstd(CONTENT),
        zstd(CONTENT[:9]) + zstd(CONTENT[9:]),
        b"".join(zstd(CONTENT[at : at + 1]) for at in range(len(CONTENT))),
        gz(CONTENT.decode().encode("utf-16")),
        bz2.compress(CONTENT),
        bz2.compress(CONTENT[:9]) + bz2.compress(CONTENT[9:]),
        lzma.compress(CONTENT),
        zipped("a.csv"),
        zipped("folder/", "folder/a.csv", "__MACOSX/a.csv", "folder/.DS_Store"),
    ],
    ids=[
        "gzip",
        "two gzip members",
        "zstd",
        "two zstd frames",
        "many zstd frames",
        "utf-16",
        "bzip2",
        "two bzip2 streams",
        "xz",
        "zip",
        "zip of a Mac",
    ],
)
def test_a_compressed_export_is_read(
    rows_of: Callable[[bytes], list[tuple[str, ...]]], packed: bytes
) -> None:
    assert rows_of(packed) == ROWS


@pytest.mark.parametrize("pack", [gz, zstd])
def test_a_compressed_parquet_file_is_read(
    rows_of: Callable[[bytes], list[tuple[int, ...]]], pack: Callable[[bytes], bytes]
) -> None:
    content = io.BytesIO()
    pl.DataFrame({"score": [9, 10]}).write_parquet(content)
    assert rows_of(pack(content.getvalue())) == [(9,), (10,)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gz(CONTENT)[:-9], "the gzip data ends too early"),
        (gz(CONTENT)[:-8] + b"\0" * 8, "the gzip data is damaged"),
        (gz(CONTENT)[:10] + b"\xff" * 20, "the gzip data is damaged"),
        (gz(CONTENT) + b"junk", "the gzip data is damaged"),
        (bz2.compress(CONTENT)[:-9], "the bzip2 data ends too early"),
        (bz2.compress(CONTENT)[:20] + b"\xff" * 40, "the bzip2 data is damaged"),
        (lzma.compress(CONTENT)[:-9], "the xz data ends too early"),
        (lzma.compress(CONTENT)[:30] + b"\xff" * 40, "the xz data is damaged"),
        (rotten(), "the zip data is damaged"),
        (zstd(CONTENT)[:-1], "the Zstandard data ends too early"),
        (zstd(CONTENT)[:4], "the Zstandard data ends too early"),
        (zstd(CONTENT) + b"junk" * 9, "the Zstandard data is damaged"),
    ],
)
def test_damage_is_named(failure_of: Callable[[bytes], str], content: bytes, message: str) -> None:
    assert failure_of(content) == f"responses.csv: {message}; fetch the file again"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped("a.csv", "b.csv"), "a zip archive with 2 files in it, expected one;"),
        (zipped("__MACOSX/a.csv"), "a zip archive with no file in it, expected one;"),
        (locked(), "a zip archive with a password, expected one without;"),
        (zipped("a.csv")[:-9], "a zip archive that is damaged or ends too early;"),
        (zipped("a.csv")[:40], "a zip archive that is damaged or ends too early;"),
        (b"PK\x05\x06", "a zip archive that is damaged or ends too early;"),
    ],
    ids=["two", "none", "password", "cut", "half", "bare"],
)
def test_an_archive_that_is_no_export_is_named(
    failure_of: Callable[[bytes], str], content: bytes, message: str
) -> None:
    assert failure_of(content).startswith(f"responses.csv: {message}")


@pytest.mark.parametrize("pack", [gz, zstd, bz2.compress, lzma.compress])
def test_nothing_is_unpacked_twice(
    failure_of: Callable[[bytes], str], pack: Callable[[bytes], bytes]
) -> None:
    assert failure_of(pack(pack(CONTENT))) == (
        "responses.csv: found a file that is compressed twice, expected an export;"
        " unpack it and name the export in it, or see nps formats"
    )


def test_the_package_for_zstandard_may_be_missing(
    failure_of: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert failure_of(zstd(CONTENT)) == (
        "responses.csv: a Zstandard file needs one more package;"
        " install it with: pip install 'nps[zstd]'"
    )
