"""What holds for whatever bytes are named as an export: a clear refusal, or rows that add up."""

import csv
import io
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from nps.engine.tallying import count, tally
from nps.errors import NpsError
from nps.results.ledger import Ledger
from nps.sources.dialect import TAB
from nps.sources.export import Export
from nps.sources.exports import open_exports
from nps.sources.separator import find_dialect
from nps.spec.configuration import Configuration

EXPORT = "responses.csv"
TEXT = ("csv", "tsv")
LONGEST_MESSAGE = 1000


@dataclass(frozen=True)
class Outcome:
    """What came of an input.

    Attributes:
        layout: How it was laid out; None where it was refused.
        read: Rows.
        compared: Whether the csv module reads the same, and as many rows were expected.
    """

    layout: str | None = None
    read: int = 0
    compared: bool = False


def outcome_of(content: bytes, folder: Path) -> Outcome:
    """Read bytes, count them, and hold them to all laws.

    Raises:
        AssertionError: A law is broken.
        Exception: What a user would see as an internal error.
    """
    (folder / EXPORT).write_bytes(content)
    with chdir(folder):
        try:
            with open_exports([EXPORT], collect=_collect) as (export,):
                return _counted(export, content)
        except NpsError as refusal:
            message = str(refusal)
            assert message.startswith(f"{EXPORT}: "), message
            assert len(message.splitlines()) == 1, message
            assert len(message) < LONGEST_MESSAGE, message
            return Outcome()


def _collect(queries: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    """As the engine, but for the thread that lets Ctrl-C be answered."""
    return pl.collect_all(queries, engine="streaming")


def _counted(export: Export, content: bytes) -> Outcome:
    # NOTE: What begins as JSON does is read as that, whatever the file is called.
    expected = _expected_rows(content) if export.format in TEXT else None
    rows = export.frame.collect(engine="streaming").height
    if expected is not None and export.layout == "plain":
        assert rows == expected, f"{rows} rows read, {expected} expected"
    ledger = _ledger(export)
    assert ledger.read == rows, f"{rows} rows, of which the ledger has {ledger.read}"
    return Outcome(export.layout, rows, compared=expected is not None)


def _ledger(export: Export) -> Ledger:
    """Where every row went; that it adds up is checked as it is made."""
    score = export.vendor.score or next(iter(export.columns), None)
    if score is None:
        return Ledger(read=(rows := export.frame.select(pl.len()).collect().item()), blank=rows)
    declared = {"survey": {"score": score}, "segments": {"last": export.columns[-1]}}
    configuration = Configuration.model_validate(declared)
    counted = count([export], configuration, ("last",))
    ledger = Ledger(read=sum(source.rows for source in counted.sources), **counted.statuses)
    if ledger.scored:
        assert tally([export], configuration, ("last",)).ledger == ledger
    return ledger


def _expected_rows(content: bytes) -> int | None:
    """Rows after the header by the csv module alone; None where that is not defined.

    It is for UTF-8 without tabs as separators, between which quotes may be text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    dialect = find_dialect(content)
    if dialect.separator == TAB or "\x00" in text or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    lines = io.StringIO(text if "\n" in text else text.replace("\r", "\n"), newline="").readlines()
    del lines[: dialect.preamble]
    records = csv.reader(lines, delimiter=dialect.separator, strict=True)
    try:
        rows = sum(
            1 for row in records if len(row) > 1 or lines[records.line_num - 1].strip(" \t\r\n")
        )
    except csv.Error:
        raise AssertionError("rows were read of which the csv module makes nothing") from None
    return rows - 1
