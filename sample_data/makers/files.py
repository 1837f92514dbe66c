"""The same answers as text, packed in every way, as JSON lines, as Arrow and as a data lake."""

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable, Mapping
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl
import zstandard

from makers.answers import PLANS, answers


def _csv() -> bytes:
    content = io.StringIO()
    rows = answers()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerows([[*rows[0]], *([*row.values()] for row in rows)])
    return content.getvalue().encode()


def _zip() -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name, packed in (("responses.csv", _csv()), ("__MACOSX/._responses.csv", b"\0\5")):
            archive.writestr(ZipInfo(name, (2026, 6, 1, 9, 0, 0)), packed, ZIP_DEFLATED)
    return content.getvalue()


def _ndjson() -> bytes:
    """What is not known is left out, and the device is nested."""
    lines = []
    for row in answers():
        record = {key: value for key, value in row.items() if value not in (None, "")}
        lines.append(json.dumps({**record, "device": {"os": "x"}}, default=str) + "\n")
    return "".join(lines).encode()


def _arrow(*, stream: bool) -> bytes:
    content = io.BytesIO()
    frame = pl.DataFrame(answers())
    if stream:
        frame.write_ipc_stream(content)
    else:
        frame.write_ipc(content)
    return content.getvalue()


def _part(plan: str) -> bytes:
    """The answers of a plan, which stands in the name of the folder only."""
    content = io.BytesIO()
    frame = pl.DataFrame(answers(), schema_overrides={"score": pl.Int64})
    frame.filter(plan=plan).drop("plan").write_parquet(content)
    return content.getvalue()


FILES: Mapping[str, Callable[[], bytes]] = {
    "responses.csv.gz": lambda: gzip.compress(_csv(), mtime=0),
    "responses.csv.zst": lambda: zstandard.ZstdCompressor().compress(_csv()),
    "responses.csv.bz2": lambda: bz2.compress(_csv()),
    "responses.csv.xz": lambda: lzma.compress(_csv()),
    "responses.csv.zip": _zip,
    "responses.ndjson": _ndjson,
    "responses.arrow": lambda: _arrow(stream=False),
    "responses.arrows": lambda: _arrow(stream=True),
    **{f"responses/plan={plan}/0.parquet": partial(_part, plan) for plan in PLANS},
}
