"""What cannot be read ends the run with one message: what was found, where, what to do."""

import random
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
SECRET = "s3cr3t-0f-a-resp0ndent"
JUNK = random.Random(1).randbytes(4_000)  # noqa: S311  # the same junk at every run

BAD = [
    ("an empty file", b"", "found an empty file"),
    ("blank lines only", b"\n\n \n", "found nothing but blank lines"),
    ("a header only", b"score,plan\n", "found a header and no data rows, expected responses"),
    ("a blank header", b",\n9,a\n", "the header names no column"),
    ("binary junk", b"\x00\x01" + JUNK, "found binary data, expected an export"),
    ("half a Parquet file", b"PAR1" + JUNK, "a Parquet file that is damaged"),
    ("half a gzip file", b"\x1f\x8b\x08\x00" + JUNK, "gzip data"),
    ("a web page", b"<!DOCTYPE html><p>s", "found a web page"),
    (
        "an over-long row",
        f"score,plan\n9,a\n8,b\n7,c,{SECRET}\n".encode(),
        "line 4 has 3 cells, expected 2",
    ),
    (
        "an over-long row after a cell of two lines",
        f'score,plan\n9,"a\nb"\n7,c,{SECRET}\n'.encode(),
        "line 4 has 3 cells, expected 2",
    ),
    (
        "an unclosed quote",
        f'score,plan\n9,a\n8,"{SECRET}\n7,c\n6,d\n'.encode(),
        "line 3: a quote opens in this row and is never closed",
    ),
    (
        "text after a quote",
        f'score,plan\n9,a\n8,"b"{SECRET}\n'.encode(),
        "line 3: text follows a closing quote",
    ),
    (
        "no valid score",
        f"score,plan\n{SECRET},a\n{SECRET},b\n".encode(),
        "'score' is named like a score, but holds mostly other than 0-10",
    ),
    (
        "no column like a score",
        f"a,b\n{SECRET},{SECRET}\n".encode(),
        "no column is named like a score or holds scores 0-10; the columns are 'a', 'b'",
    ),
    (
        "several columns like a score",
        b"rating,score\n9,9\n8,8\n",
        "several columns could be the score: 'rating', 'score'; name one with --score",
    ),
    (
        "the score column twice",
        b"score,score\n9,9\n",
        "found column 'score' more than once, expected each name once",
    ),
]


@pytest.mark.parametrize(("content", "message"), [row[1:] for row in BAD], ids=[r[0] for r in BAD])
def test_bad_content_is_named(call: Run, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "bad.csv").write_bytes(content)

    ran = call("segment", "bad.csv", "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nps: error: ")
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("exprot.csv", "exprot.csv: no such file, did you mean 'export.csv'?"),
        ("nowhere/export.csv", "nowhere/export.csv: no such folder; check the path"),
        ("folder", "folder: a folder, expected an export"),
        ("none*.csv", "none*.csv: no file matches this pattern"),
        ("export.csv/more", "export.csv/more: no such folder"),
        ("ftp://user:pw@example.com/x.csv", "ftp://…: addresses of this kind are not read"),
        ("", "no such f"),
    ],
)
def test_a_path_that_leads_nowhere_is_named(
    call: Run, tmp_path: Path, path: str, message: str
) -> None:
    (tmp_path / "folder").mkdir()

    ran = call("segment", path, "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_an_export_named_twice_is_refused(call: Run) -> None:
    ran = call("segment", "export.csv", "exp*.csv")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: export.csv: named twice, which would count its responses twice; name it once\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("utf-32", "export.csv: line 1 does not decode as utf-32"),
        ("ascii", "export.csv: line 2 does not decode as ascii"),
        ("klingon", "--encoding: found 'klingon', expected an encoding that Python knows"),
        ("utf-88", "did you mean 'utf8'?"),
        ("hex", "--encoding: found 'hex'"),
    ],
)
def test_an_encoding_that_does_not_fit_is_named(
    call: Run, tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "export.csv").write_text(f"score,plan\n9,é{SECRET}\n8,b\n", encoding="utf-8")

    ran = call("segment", "export.csv", "--encoding", name, "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_score_column_without_valid_scores_says_what_it_holds(call: Run) -> None:
    ran = call("segment", "export.csv", "--score", "comment")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: column 'comment' holds no valid score (3 not numbers), expected whole numbers "
        "0-10; name another column with --score, or declare the words under survey.score.labels\n"
    )


def test_a_damaged_export_is_named_without_its_cells(run: Run, tmp_path: Path) -> None:
    (tmp_path / "make.py").write_text(
        "import polars as pl, sys\n"
        f"pl.DataFrame({{'score': [9] * 5000, 'plan': ['{SECRET}' + str(i) for i in range(5000)]}})"
        ".write_parquet('export.parquet', compression='uncompressed')\n",
        encoding="utf-8",
    )
    run(script=(tmp_path / "make.py").read_text(encoding="utf-8"))
    content = bytearray((tmp_path / "export.parquet").read_bytes())
    content[8 : len(content) // 2] = bytes(len(content) // 2 - 8)
    (tmp_path / "export.parquet").write_bytes(content)

    ran = run("segment", "export.parquet", "--by", "plan", "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nps: error: export.parquet: the export could not be read to its")
