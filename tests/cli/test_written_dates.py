"""The command reads dates and numbers as people write them, says how, and refuses to guess."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
HEAD = "score,at,mrr\n"
DECLARED = """version: 1
survey: {score: score, answered_at: at}
columns: {at: {date: day-first}, mrr: {decimal: ","}}
"""


def write(folder: Path, *rows: str) -> None:
    (folder / "written.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")


@pytest.mark.parametrize(
    ("at", "other", "note"),
    [
        ("13/02/2026", "01/02/2026", "was read as day/month/year: 1 cell has a first part over 12"),
        ("02/13/2026 2:15 PM", "02/01/2026 9:00 AM", "was read as month/day/year"),
        ("46054", "46055.25", "was read as days of a spreadsheet: 2 cells have them"),
        ("1770681600", "1770681600", "was read as unix seconds, in UTC: 2 cells have them"),
        ('"Friday, 13 February 2026"', '"Feb 1, 2026"', ""),
    ],
)
def test_periods_of_dates_as_people_write_them(
    call: Call, folder: Path, at: str, other: str, note: str
) -> None:
    write(folder, f"9,{at},", f"8,{other},")

    done = call("trend", "written.csv", "--date", "at", "--every", "month", "-f", "json")

    assert done.returncode == 0
    assert [period["period"] for period in json.loads(done.stdout)["periods"]] == ["2026-02"]
    assert note in done.stdout


def test_dates_that_do_not_tell_are_refused_until_they_are_declared(
    call: Call, folder: Path
) -> None:
    write(folder, "9,01/02/2026,", "8,03/02/2026,")

    refused = call("trend", "written.csv", "--date", "at", "--every", "month")
    (folder / "nps.yaml").write_text(DECLARED, "utf-8")
    read = call("trend", "written.csv", "--every", "month", "-f", "json")

    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1] == (
        "nps: error: --date: found 2 cells of column 'at' such as 03/04/2026, of which none tells "
        "whether the day or the month comes first, expected one with a part over 12; declare "
        "columns: {'at': {date: day-first}}, or month-first"
    )
    assert [period["period"] for period in json.loads(read.stdout)["periods"]] == ["2026-02"]


def test_numbers_with_currencies_and_decimal_commas(call: Call, folder: Path) -> None:
    write(folder, '9,,"€ 1.234,50"', '8,,"12,5 €"', "3,,7")

    done = call("segment", "written.csv", "--by", "mrr:10,100", "-f", "json")

    (by,) = json.loads(done.stdout)["segmentations"]
    assert [one["base"] for one in by["segments"]] == [1, 1, 1]
    assert "was read with commas before decimals: 2 cells tell so" in done.stdout


def test_numbers_that_do_not_tell_are_refused_until_they_are_declared(
    call: Call, folder: Path
) -> None:
    write(folder, '9,,"1,234"', '8,,"2,500"')

    refused = call("segment", "written.csv", "--by", "mrr:10,100")
    (folder / "nps.yaml").write_text(DECLARED, "utf-8")
    read = call("segment", "written.csv", "--by", "mrr:2", "-f", "json")

    assert refused.returncode == 2
    assert "found 2 cells of column 'mrr' such as 1,234" in refused.stderr
    (by,) = json.loads(read.stdout)["segmentations"]
    assert [one["base"] for one in by["segments"]] == [1, 1]


def test_counts_that_are_kept_say_how_columns_were_read(call: Call, folder: Path) -> None:
    write(folder, "9,13/02/2026,", "8,01/02/2026,")
    arguments = ("trend", "written.csv", "--date", "at", "--every", "month", "--cache", "kept")

    first, again = call(*arguments), call(*arguments)

    assert first.stdout == again.stdout
    assert "column 'at' was read as day/month/year" in again.stdout
