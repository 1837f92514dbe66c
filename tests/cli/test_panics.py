"""Native code that gives up says so in the command's words only."""

import io
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest

Run = Callable[..., CompletedProcess[str]]
NOISE = """
import os, sys
from nps.cli.panics import hushed
os.write(2, b"before ")
with hushed(debug={debug}):
    os.write(2, b"native ")
    sys.stderr.write("python ")
    sys.stderr.flush()
os.write(2, b"after")
"""
MESSAGE = (
    "nps: error: export.parquet: the export could not be read to its end (ComputeError); "
    "expected a complete file; export it again, or see --debug\n"
)
DAMAGED = (
    "nps: error: export.parquet: a Parquet file that is damaged or ends too early; fetch it again\n"
)


@pytest.mark.parametrize(
    ("debug", "heard"), [(False, "before python after"), (True, "before native python after")]
)
def test_native_code_is_not_heard_but_python_is(
    run: Run,
    debug: bool,  # noqa: FBT001  # of a table
    heard: str,
) -> None:
    ran = run(script=NOISE.format(debug=debug))

    assert (ran.returncode, ran.stderr) == (0, heard)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A Parquet export of several row groups."""
    rows = 20_000
    frame = pl.DataFrame({
        "score": [row % 11 for row in range(rows)],
        "plan": [f"plan {row * 7919 % rows}" for row in range(rows)],
    })  # fmt: skip
    content = io.BytesIO()
    frame.write_parquet(content, row_group_size=5_000)
    return content.getvalue()


def footer(whole: bytes) -> int:
    """Where the footer begins."""
    return len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")


@pytest.mark.parametrize("part", [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999])
def test_parquet_that_ends_too_early_is_named(
    run: Run, folder: Path, whole: bytes, part: float
) -> None:
    (folder / "export.parquet").write_bytes(whole[: int(len(whole) * part)])

    ran = run("segment", "export.parquet", "--by", "plan", "-o", "report.csv", "-q")

    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", DAMAGED)
    assert not (folder / "report.csv").exists()


@pytest.mark.parametrize("hole", ["first pages", "last pages", "all pages"])
@pytest.mark.parametrize("filled", [True, False], ids=["zeros", "gone"])
def test_parquet_that_lacks_pages_is_named(
    run: Run,
    folder: Path,
    whole: bytes,
    hole: str,
    filled: bool,  # noqa: FBT001  # of a table
) -> None:
    end = footer(whole)
    start, stop = {
        "first pages": (4, 3000), "last pages": (end - 3000, end), "all pages": (4, end),
    }[hole]  # fmt: skip
    between = bytes(stop - start) if filled else b""
    (folder / "export.parquet").write_bytes(whole[:start] + between + whole[stop:])

    ran = run("segment", "export.parquet", "--by", "plan", "-o", "report.csv", "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr in {MESSAGE, DAMAGED}
    assert not (folder / "report.csv").exists()
