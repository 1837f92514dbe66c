"""`nps formats` says what this installation reads and writes."""

import json
import re
import sys
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from nps.render.registry import FORMATS as WRITTEN
from nps.sources.addresses import KINDS
from nps.sources.compression import PACKINGS
from nps.sources.formats import FORMATS
from nps.sources.layouts.registry import LAYOUTS

Run = Callable[..., CompletedProcess[str]]


def test_all_that_is_read_and_written_is_listed(call: Run) -> None:
    ran = call("formats", "-f", "json")

    assert (ran.returncode, ran.stderr) == (0, "")
    found = json.loads(ran.stdout)
    assert [one["name"] for one in found["read"]] == [one.name for one in FORMATS]
    assert [one["name"] for one in found["addresses"]] == [one.name for one in KINDS]
    assert [one["name"] for one in found["packings"]] == [one.name for one in PACKINGS]
    assert [one["name"] for one in found["layouts"]] == [one.name for one in LAYOUTS]
    assert [one["name"] for one in found["written"]] == [*WRITTEN]
    read = (*found["read"], *found["addresses"], *found["packings"])
    assert all(one["installed"] for one in read)
    assert {key: found[key] for key in ("schema_version", "command")} == {
        "schema_version": 1,
        "command": "formats",
    }


def test_the_table_has_a_row_for_each(call: Run) -> None:
    ran = call("formats")

    assert re.search(r"^  xlsx +\.xlsx \.xlsm +yes +Excel workbook$", ran.stdout, re.MULTILINE)
    assert re.search(r"^  plain +one header row, then a response a row$", ran.stdout, re.MULTILINE)
    assert "reads and writes all of them" in ran.stdout


def test_what_is_missing_stands_with_the_command_that_installs_it(
    call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fastexcel", None)

    table = call("formats").stdout
    found = {one["name"]: one for one in json.loads(call("formats", "-f", "json").stdout)["read"]}

    assert re.search(r"^  xlsx .* pip install 'nps\[excel\]' +Excel", table, re.MULTILINE)
    assert "Not read here for want of a package: xlsx, ods;" in table
    assert found["xlsx"]["installed"] is False
    assert found["xlsx"]["install"] == "pip install 'nps[excel]'"
    assert found["sav"]["install"] is None


def test_addresses_are_listed_with_what_they_begin_with(call: Run) -> None:
    table = call("formats").stdout

    assert re.search(r"^  postgresql +postgresql:// postgres:// +yes ", table, re.MULTILINE)
    assert re.search(r"^  s3 +s3:// s3a:// +yes ", table, re.MULTILINE)
    assert re.search(r"^  https +https:// http:// +yes ", table, re.MULTILINE)


@pytest.mark.parametrize(
    ("package", "extra", "missing"),
    [
        ("adbc_driver_postgresql", "db", {"postgresql"}),
        ("pyarrow", "db", {"postgresql", "sqlite", "duckdb"}),
        ("obstore", "cloud", {"s3", "gs", "az"}),
    ],
)
def test_every_package_of_addresses_and_databases_counts(
    call: Run, monkeypatch: pytest.MonkeyPatch, package: str, extra: str, missing: set[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    found = json.loads(call("formats", "-f", "json").stdout)

    assert {
        one["name"]: one["install"]
        for one in (*found["read"], *found["addresses"])
        if not one["installed"]
    } == dict.fromkeys(missing, f"pip install 'nps[{extra}]'")


def test_a_list_is_no_rows(call: Run) -> None:
    ran = call("formats", "-o", "list.csv")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "nps: error: --output list.csv: a list is no rows of csv, "
        "expected --format table, json, markdown\n"
    )
