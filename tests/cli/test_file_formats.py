"""Whatever format a file has, the same answers give the same figures; what is wrong is said."""

import gzip
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from zipfile import ZipFile

import pytest

Run = Callable[..., CompletedProcess[str]]
SAMPLES = Path(__file__).parent.parent.parent / "sample_data" / "vendors"
FORMATS = {
    "responses.csv.gz": "csv",
    "responses.csv.zst": "csv",
    "responses.csv.bz2": "csv",
    "responses.csv.xz": "csv",
    "responses.csv.zip": "csv",
    "responses.ndjson": "ndjson",
    "responses.arrow": "arrow",
    "responses.arrows": "arrow",
    "responses": "parquet",
    "responses.xlsx": "xlsx",
    "survey.sav": "sav",
    "survey.zsav": "sav",
    "survey.dta": "dta",
}
BASES = {"Business": 8, "Team": 7, "Free": 6}
NPS = {"Business": 25.0, "Team": 100 / 7, "Free": 50.0}
COUNTED = {
    "read": 24, "previews": 0, "filtered_out": 0, "blank": 3, "not_a_number": 0, "off_scale": 0,
    "bad_weight": 0, "repeats_dropped": 0, "scored": 21,
}  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(("name", "form"), FORMATS.items(), ids=FORMATS)
def test_each_format_gives_the_same_figures(call: Run, name: str, form: str) -> None:
    ran = call("segment", str(SAMPLES / name), "--by", "plan", "-f", "json")

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["sources"] == [
        {"path": str(SAMPLES / name), "format": form, "layout": "plain", "rows": 24}
    ]
    assert found["ledger"] == COUNTED
    assert found["overall"]["nps"] == pytest.approx(600 / 21)
    segments = found["segmentations"][0]["segments"]
    assert {one["segment"]: one["base"] for one in segments} == BASES
    assert {one["segment"]: one["nps"] for one in segments} == pytest.approx(NPS)


@pytest.mark.parametrize("name", [*FORMATS])
def test_dates_texts_and_numbers_mean_the_same_in_each_format(call: Run, name: str) -> None:
    where = "{customer: {in: ['007-00', '0123-05', '1.10-10', 'A4-15']}, seats: {gte: 11}}"
    ran = call(
        "segment", str(SAMPLES / name), "--where", where, "--date", "answered_at",
        "--by", "answered_at:week", "--by", "customer", "-f", "json", "-q",
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["ledger"]["filtered_out"] == 21
    weeks, customers = (
        [one["segment"] for one in part["segments"]] for part in found["segmentations"]
    )
    assert sorted(weeks) == ["2026-W10", "2026-W12"]
    assert sorted(customers) == ["0123-05", "A4-15"]


def test_a_workbook_with_two_sheets_of_rows_needs_a_sheet(call: Run) -> None:
    ran = call("segment", str(SAMPLES / "regions.xlsx"), "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: {SAMPLES}/regions.xlsx: 2 sheets could be meant (1 'EMEA', 2 'Americas'); "
        "name one with --sheet, for instance --sheet 1\n"
    )


@pytest.mark.parametrize("sheet", ["Americas", "americas", "2"])
def test_a_sheet_is_named_or_numbered(call: Run, sheet: str) -> None:
    path = str(SAMPLES / "regions.xlsx")
    ran = call("segment", path, "--sheet", sheet, "--by", "plan", "-f", "json", "-q")

    found = json.loads(ran.stdout)
    assert (found["ledger"]["read"], found["ledger"]["blank"]) == (12, 1)
    assert found["overall"]["nps"] == pytest.approx(400 / 11)


def test_a_sheet_that_is_not_there_is_an_error(call: Run) -> None:
    ran = call("segment", str(SAMPLES / "regions.xlsx"), "--sheet", "Amerika")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: --sheet Amerika: {SAMPLES}/regions.xlsx has no such sheet, "
        "did you mean 'Americas'?; sheets are: 1 'EMEA', 2 'Americas'\n"
    )


@pytest.mark.parametrize("name", ["responses.csv.gz", "responses.arrow", "survey.sav", "responses"])
def test_a_sheet_of_what_is_no_workbook_is_an_error(call: Run, name: str) -> None:
    ran = call("segment", str(SAMPLES / name), "--sheet", "2", "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: --sheet: {SAMPLES / name} is no workbook, which has sheets; leave it out\n"
    )


@pytest.mark.parametrize("name", ["responses.ndjson", "responses.arrow", "survey.sav", "responses"])
def test_a_layout_of_what_no_vendor_lays_out_is_an_error(call: Run, name: str) -> None:
    ran = call("segment", str(SAMPLES / name), "--layout", "qualtrics", "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: --layout qualtrics: {SAMPLES / name} is neither text nor a workbook, "
        "which vendors lay out; leave it out\n"
    )


def test_every_export_may_be_said_to_be_plain(call: Run) -> None:
    ran = call("segment", str(SAMPLES / "survey.sav"), "--layout", "plain", "-q", "-f", "json")

    assert json.loads(ran.stdout)["ledger"] == COUNTED


def test_a_workbook_called_csv_is_read_with_a_word(call: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "responses.xlsx", tmp_path / "responses.csv")

    ran = call("segment", "responses.csv", "--by", "plan", "-f", "json")

    assert json.loads(ran.stdout)["ledger"] == COUNTED
    assert "responses.csv: read as xlsx, which is what it holds, whatever its name" in ran.stderr


def test_a_workbook_in_a_gzip_file_is_read(call: Run, tmp_path: Path) -> None:
    packed = gzip.compress((SAMPLES / "responses.xlsx").read_bytes())
    (tmp_path / "responses.xlsx.gz").write_bytes(packed)

    ran = call("segment", "responses.xlsx.gz", "--by", "plan", "-f", "json")

    assert json.loads(ran.stdout)["ledger"] == COUNTED
    assert "read as" not in ran.stderr


def test_questions_of_spss_name_columns(call: Run) -> None:
    question = "How likely are you to recommend us to a friend or colleague?"
    ran = call(
        "segment", str(SAMPLES / "survey.sav"), "--score", question,
        "--by", "Which plan are you on?", "-f", "json",
    )  # fmt: skip

    found = json.loads(ran.stdout)
    assert found["ledger"] == COUNTED
    assert found["segmentations"][0]["segments"][0]["segment"] == "Business"


def _zip(*names: str) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "score\n9\n")
    return content.getvalue()


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("inner.zip", content)
    return packed.getvalue()


def _cut(name: str, end: int = -40) -> bytes:
    return (SAMPLES / name).read_bytes()[:end]


BAD = {
    "a workbook with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "found a workbook with a password, expected one without; remove the password in Excel",
    ),
    "an old workbook": (
        OLE + "Workbook\0".encode("utf-16-le"),
        "found an Excel workbook of before 2007 (.xls), which is not read; save it as .xlsx",
    ),
    "another old document": (OLE, "found an old Office document that is no workbook"),
    "a binary workbook": (_zip("xl/workbook.bin"), "found a binary Excel workbook (.xlsb)"),
    "a workbook of nothing": (_zip("xl/workbook.xml"), "an Excel workbook that is damaged"),
    "a zip of two": (
        _zip("a.csv", "b.csv"),
        "a zip archive with 2 files in it, expected one; unpack it and name the exports in it",
    ),
    "a zip of none": (_zip(), "a zip archive with no file in it, expected one"),
    "a zip in a zip": (_zipped(_zip("a.csv")), "a file that is compressed twice"),
    "half a zip": (_cut("responses.csv.zip"), "a zip archive that is damaged or ends too early"),
    "half a workbook": (_cut("responses.xlsx"), "a workbook that is damaged or ends too early"),
    "half an SPSS file": (_cut("survey.sav"), "an SPSS file that is damaged, ends too early or"),
    "half a zsav file": (_cut("survey.zsav"), "an SPSS file that is damaged, ends too early or"),
    "half a Stata file": (_cut("survey.dta", 900), "a Stata file that is damaged, ends too early"),
    "half an Arrow file": (_cut("responses.arrow"), "Arrow data that is damaged or ends too early"),
    "half a stream": (_cut("responses.arrows"), "Arrow data that is damaged or ends too early"),
    "half of NDJSON": (_cut("responses.ndjson"), "line 24 is no JSON object that is whole"),
    "half of gzip": (_cut("responses.csv.gz"), "the gzip data ends too early"),
    "half of bzip2": (_cut("responses.csv.bz2"), "the bzip2 data ends too early"),
    "half of xz": (_cut("responses.csv.xz"), "the xz data ends too early"),
    "half of Zstandard": (_cut("responses.csv.zst"), "the Zstandard data ends too early"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_takes_one_line(
    call: Run, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)

    ran = call("segment", "bad.csv")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert ran.stderr.startswith("nps: error: bad.csv: ")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "package", "extra", "what"),
    [
        ("responses.xlsx", "fastexcel", "excel", "an Excel workbook"),
        ("survey.sav", "pyreadstat", "spss", "an SPSS file"),
        ("survey.dta", "pyreadstat", "spss", "a Stata file"),
        ("responses.csv.zst", "zstandard", "zstd", "a Zstandard file"),
    ],
)
def test_a_missing_package_is_named_with_its_command(  # noqa: PLR0913, PLR0917  # a row of the table
    call: Run, monkeypatch: pytest.MonkeyPatch, name: str, package: str, extra: str, what: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    ran = call("segment", str(SAMPLES / name))

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: {SAMPLES / name}: {what} needs one more package; "
        f"install it with: pip install 'nps[{extra}]'\n"
    )


def test_a_folder_is_counted_anew_once_a_file_in_it_changed(call: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "responses", tmp_path / "lake")
    command = ("segment", "lake", "--score", "score", "--by", "plan", "-f", "json", "-v")
    cached = (*command, "--cache", "kept")

    first, again = call(*cached), call(*cached)
    shutil.copy(tmp_path / "lake/plan=Free/0.parquet", tmp_path / "lake/plan=Free/1.parquet")
    changed = call(*cached)

    assert json.loads(first.stdout) == json.loads(again.stdout)
    assert "not read again" in again.stderr
    assert "not read again" not in changed.stderr
    assert json.loads(changed.stdout)["overall"] == json.loads(call(*command).stdout)["overall"]
    assert json.loads(changed.stdout)["ledger"]["read"] == 32


def test_a_file_of_a_folder_that_is_read_is_not_overwritten(call: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "responses", tmp_path / "lake")
    part = "lake/plan=Free/0.parquet"

    ran = call("segment", "lake", "--by", "plan", "-o", part)

    assert ran.returncode == 2
    assert f"--output {part}: is an input too" in ran.stderr


def test_a_part_of_a_lake_is_a_lake_itself(call: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "responses", tmp_path / "run=1" / "lake")

    ran = call("segment", "run=1/lake", "--by", "plan", "-f", "json")
    other = call("segment", "run=1/lake", "--by", "run", "-q")

    found = json.loads(ran.stdout)
    assert found["ledger"] == COUNTED
    assert {one["segment"]: one["base"] for one in found["segmentations"][0]["segments"]} == BASES
    assert "there is no column 'run'" in other.stderr


def test_a_folder_and_a_file_in_it_are_not_counted_twice(call: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "responses", tmp_path / "lake")

    ran = call("segment", "lake", "lake/plan=Free/0.parquet")

    assert ran.returncode == 2
    assert "named twice (first as lake)" in ran.stderr
