"""`nps explain` as a process."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from nps.render.registry import FORMATS

ROOT = Path(__file__).parent.parent.parent
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
SAMPLES = {
    "touchpoints.yaml": "touchpoints.csv", "weighted.yaml": "panel.csv",
    "response_rate.yaml": "vendors/invited_answers.csv",
}  # fmt: skip
EXPORT = """\
id,score,plan,logins,comment,tags
C1,9,Free,5,too expensive,api;beta
C2,ten,Free,20,,API
C3,7,Team,,fine,
C1,,Team,many,"the price, again",beta
C4,3,Business,40,x,beta
C5,11,Free,1,,api
C6,0,Free,2,price,
"""
CONFIG = """\
survey: {name: Quarterly, score: score, respondent: id, comment: comment}
segments:
  plan: plan
  lifecycle:
    rules:
      Idle: {logins: {lt: 10}}
      Price talk: {comment: {contains: price}}
      Trial: {plan: Freee}
      Dormant: {logins: {lt: 3}}
    otherwise: Active
  watchlist:
    overlap: true
    rules: {Idle: {logins: {lt: 10}}, Free: {plan: Free}, Low: {logins: {lt: 3}}}
  usage: {column: logins, breaks: [10]}
"""
SETTINGS = {"COLUMNS", "NPS_CONFIG", "NO_COLOR", "FORCE_COLOR"}
MODES = [(), ("--row", "1"), ("--id", "C1"), ("--bad",)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answers.csv").write_text(EXPORT, encoding="utf-8")
    (tmp_path / "nps.yaml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "nps", *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in SETTINGS},
    )


def explain(folder: Path, *arguments: str, command: str = "explain") -> str:
    done = run(folder, command, "answers.csv", "-q", *arguments)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def refused(folder: Path, *arguments: str) -> str:
    done = run(folder, "explain", "answers.csv", "-q", *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    return done.stderr.decode()


def test_rules_say_what_they_select(folder: Path) -> None:
    assert (
        explain(folder)
        == """\
Quarterly   answers.csv
What each segment selects, of 4 scored responses.

              matched  taken  selects                         also met
plan
  Free              2      2  plan is Free
  Business          1      1  plan is Business
  Team              1      1  plan is Team
lifecycle (first match wins)
  Idle              2      2  logins < 10                     Price talk 1, Dormant 1
  Price talk        1      0  comment contains "price"        Idle 1, Dormant 1
  Trial             0      0  plan is Freee
  Dormant           1      0  logins < 3                      Idle 1, Price talk 1
  Active            2      2  no rule holds
watchlist (segments overlap; 2 in none)
  Idle              2      2  logins < 10                     Free 2, Low 1
  Free              2      2  plan is Free                    Idle 2, Low 1
  Low               1      1  logins < 3                      Idle 1, Free 1
usage
  under 10          2      2  logins < 10
  10 and over       1      1  logins >= 10
  (blank)           1      1  logins is missing or no number

matched  scored responses that meet the condition, whoever takes them
taken  those that are in the segment
also met  other rules that the matched meet too
Rows  7 read = 4 scored + 1 blank + 1 not a number + 1 off scale
"""
        + "".join(f"Note  {note}\n" for note in NOTES)
    )


NOTES = (
    "lifecycle: rule 'Price talk' gets nothing: rules before it take the response that it matches",
    "lifecycle: rule 'Trial' selects nothing",
    "lifecycle: rule 'Dormant' gets nothing: rules before it take the response that it matches",
    "1 cell of column 'logins' is no number and counted as missing",
    (
        "segments.lifecycle.rules.Trial.plan: no cell of column 'plan' is 'Freee'; "
        "the nearest value is 'Free'"
    ),
)


def test_a_row_says_what_became_of_it_and_why(folder: Path) -> None:
    assert (
        explain(folder, "--row", "4", "--only", "lifecycle", "--only", "usage")
        == """\
Quarterly   answers.csv
What became of 1 response, and why.

Row 4
Not scored: the score is blank.
It is in no figure; below is where it would be.

               holds    because
score                   score: (missing)
lifecycle: Price talk
  Idle         unknown  logins < 10: many → unknown
  Price talk   true     comment contains "price": true
  Trial        false    plan is Freee: Team → false
  Dormant      unknown  logins < 3: many → unknown
usage: (blank)
                        logins is missing or no number: many → true

Rows  7 read = 4 scored + 1 blank + 1 not a number + 1 off scale
"""
    )


def test_an_id_gives_every_row_of_a_respondent(folder: Path) -> None:
    where = "{score: {is_null: false}}"
    assert (
        explain(folder, "--id", " C1", "--only", "watchlist", "--where", where)
        == """\
Quarterly   answers.csv
What became of 2 responses, and why.

Row 1
Scored 9, a promoter.

         holds  because
score           score: 9
where    true   score is not missing: 9 → true
watchlist: Idle, Free
  Idle   true   logins < 10: 5 → true
  Free   true   plan is Free: Free → true
  Low    false  logins < 3: 5 → false

Row 4
Filtered out: it does not meet where.
It is in no figure; below is where it would be.

         holds    because
score             score: (missing)
where    false    score is not missing: (missing) → false
watchlist: in none
  Idle   unknown  logins < 10: many → unknown
  Free   false    plan is Free: Team → false
  Low    unknown  logins < 3: many → unknown

Rows  7 read = 4 scored + 1 not a number + 1 off scale + 1 filtered out
"""
    )


def test_bad_scores_are_listed(folder: Path) -> None:
    assert (
        explain(folder, "--bad")
        == """\
Quarterly   answers.csv
2 answers were not counted as scores 0-10 of column 'score'.

value n  why
11    1  off the scale
ten   1  not a number

Rows  7 read = 4 scored + 1 blank + 1 not a number + 1 off scale
"""
    )


def test_bad_scores_are_listed_even_where_none_is_good(folder: Path) -> None:
    texts = ["meh", "meh", "x\x1b[31m", *["y" * 180] * 2, "z" * 180]
    lines = ["score", *texts]
    (folder / "answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    printed = explain(folder, "--bad", "--no-config", "--score", "score")
    assert [line for line in printed.splitlines() if line.endswith("not a number")] == [
        "(a text of 180 characters) 3  not a number",
        "meh                        2  not a number",
        "x[31m                      1  not a number",
        "Rows  6 read = 0 scored + 6 not a number",
    ]


def test_no_bad_scores_are_none(folder: Path) -> None:
    (folder / "answers.csv").write_text("score\n9\n\n", encoding="utf-8")
    options = ("--bad", "--no-config", "--score", "score")
    assert "Every answer in column 'score' is a score 0-10." in explain(folder, *options)
    assert explain(folder, *options, "-f", "csv").splitlines()[1].startswith(",0,,1,")


def test_frozen_segmentations_are_ready_to_paste(folder: Path) -> None:
    assert (
        explain(folder, "--freeze", "--only", "plan", "--only", "usage")
        == """\
segments:
  plan:
    column: plan
    map:
      Free:
      - Free
      Business:
      - Business
      Team:
      - Team
  usage:
    column: logins
    breaks:
    - 10
"""
    )


def test_what_is_frozen_steers_no_terminal(folder: Path) -> None:
    values = ["a\u202eb", "\x1b[31m", "c\x9b\u2028d", "é"]
    lines = ["score,plan", *(f"9,{value}" for value in values)]
    (folder / "answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    frozen = explain(folder, "--no-config", "--score", "score", "--by", "plan", "--freeze")
    assert "é" in frozen
    assert all(char.isprintable() or char == "\n" for char in frozen)
    (folder / "frozen.yaml").write_text(frozen, encoding="utf-8")
    options = ("-c", "frozen.yaml", "--score", "score", "-f", "json")
    record = json.loads(explain(folder, *options, command="segment"))
    segments = record["segmentations"][0]["segments"]
    assert {part["segment"]: part["base"] for part in segments} == dict.fromkeys(values, 1)


def test_what_is_frozen_gives_the_same_figures(folder: Path) -> None:
    by = ("--no-config", "--score", "nps_score", "--by", "plan*mrr:q4,tags,country")
    sample = str(ROOT / "sample_data" / "responses.csv")
    done = run(folder, "explain", sample, "-q", *by, "--freeze", "-o", "frozen.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")

    def figures(*arguments: str) -> list[Any]:
        done = run(folder, "segment", sample, "-q", "-f", "json", *arguments)
        segmentations = json.loads(done.stdout)["segmentations"]
        return [(one["name"], one["segments"], one["unsegmented"]) for one in segmentations]

    frozen = ("-c", "frozen.yaml", "--score", "nps_score")
    names = ("plan*mrr:q4", "tags", "country")
    only = [part for name in names for part in ("--only", name)]
    assert figures(*frozen, *only) == figures(*by)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.name)
def test_figures_are_those_of_segment(folder: Path, config: Path) -> None:
    sample = str(ROOT / "sample_data" / SAMPLES.get(config.name, "responses.csv"))
    options = (sample, "-c", str(config), "-q", "-f", "json")
    explained, segmented = (
        json.loads(run(folder, command, *options).stdout) for command in ("explain", "segment")
    )
    shared = ("schema_version", "generated_by", "survey", "sources", "ledger")
    assert {key: explained[key] for key in shared} == {key: segmented[key] for key in shared}
    assert explained["command"] == "explain"
    assert explained["overall"]["taken"] == segmented["overall"]["base"]
    for one, other in zip(explained["segmentations"], segmented["segmentations"], strict=True):
        for key in ("name", "kind", "partition", "unsegmented"):
            assert one[key] == other[key]
        assert [(part["segment"], part["taken"]) for part in one["segments"]] == [
            (part["segment"], part["base"]) for part in other["segments"]
        ]


@pytest.mark.parametrize("mode", MODES, ids=" ".join)
@pytest.mark.parametrize("name", FORMATS)
def test_every_mode_has_every_format(folder: Path, mode: tuple[str, ...], name: str) -> None:
    done = run(folder, "explain", "answers.csv", "-q", "-f", name, *mode)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
    assert b"too expensive" not in done.stdout
    if name == "parquet":
        assert pl.read_parquet(BytesIO(done.stdout)).height > 0


def test_texts_are_texts_where_none_is_given(folder: Path) -> None:
    options = ("--row", "1", "--no-config", "--score", "score", "-f", "parquet", "-q")
    written = run(folder, "explain", "answers.csv", *options).stdout
    rows = pl.read_parquet(BytesIO(written))
    assert rows.schema["segment"] == rows.schema["holds"] == rows.schema["verdict"] == pl.String
    assert rows.rows() == [(1, "answers.csv", 1, "scored", 9, *[None] * 4, "score", "9", None)]


def test_without_segmentations_the_way_to_some_is_said(folder: Path) -> None:
    printed = explain(folder, "--no-config", "--score", "score")
    assert "No segmentation is declared; name a configuration with -c, or use --by." in printed


def test_several_exports_count_as_one(folder: Path) -> None:
    (folder / "more.csv").write_text("id,score\nC1,8\n", encoding="utf-8")
    printed = explain(folder, "more.csv", "--id", "C1", "--only", "plan")
    assert [line for line in printed.splitlines() if line.startswith("Row ")] == [
        "Row 1, row 1 of answers.csv",
        "Row 4, row 4 of answers.csv",
        "Row 8, row 1 of more.csv",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--row", "1", "--bad"), "found --row and --bad, expected at most one of"),
        (("--id", "C1", "--freeze"), "found --id and --freeze, expected at most one of"),
        (("--freeze", "-f", "json"), "--format: found it with --freeze, which writes YAML"),
        (("--freeze", "-o", "answers.csv"), "is an input too"),
        (("--freeze", "-o", "nps.yaml"), "is an input too"),
        (("--row", "8"), "--row 8: found 7 rows, expected a number from 1 to 7"),
        (("--row", "0"), "greater than or equal to 1"),
        (("--id", "C9"), "--id: found no row with it in column 'id'"),
        (("--id", "C1", "--no-config", "--score", "score"), "declare survey.respondent"),
        (("--freeze", "--no-config", "--score", "score"), "--freeze: found no segmentation"),
        (("--by", "plam"), "did you mean 'plan'?"),
        (("--where", "{plam: 1}"), "--where: plam: found no column 'plam' in the export"),
    ],
)
def test_mistakes_are_said(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    error = refused(folder, *arguments)
    assert message in error
    assert "C2" not in error


@pytest.mark.parametrize("mode", [(), ("--row", "1"), ("--freeze",)], ids=" ".join)
def test_mistakes_in_the_configuration_are_located(folder: Path, mode: tuple[str, ...]) -> None:
    config = CONFIG.replace("{plan: Freee}", "{plam: Freee}")
    (folder / "nps.yaml").write_text(config, encoding="utf-8")
    error = refused(folder, "-c", "nps.yaml", *mode)
    message = "nps.yaml:8:21: segments.lifecycle.rules.Trial.plam: found no column 'plam'"
    assert message in error
