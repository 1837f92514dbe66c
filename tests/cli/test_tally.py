"""`nps tally`, and every command on tallies beside or instead of exports."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SAMPLE = Path(__file__).parents[2] / "sample_data" / "responses.csv"
SECRET = "s3cr3t-0f-a-resp0ndent"
SURVEY = """version: 1
survey:
  name: Relations
  score: nps_score
  answered_at: responded_at
  comment: comment
  where: {status: complete}
  {more}
columns:
  topics: {column: tags, split: ";"}
score_bands: {low: 0-6, high: 7-10}
segments:
  plan: plan
  region: {column: region, top: 2}
  life:
    rules: {New: {signed_up_at: {gte: "2025-06-01"}}, Pro: {plan: Proo}}
    otherwise: Else
  spend: {column: mrr, breaks: [100, 500]}
  cohort: {column: signed_up_at, every: quarter}
  tags: {tags: tags, split: ";"}
  watch: {overlap: true, rules: {Risk: {topics: {has: churn-risk}}, Low: {csat: {lte: 2}}}}
  both: {cross: [plan, watch]}
"""


@pytest.fixture
def wave(tmp_path: Path) -> Path:
    """A folder with a configuration and the sample in two exports."""
    folder = tmp_path / "wave"
    folder.mkdir()
    (folder / "nps.yaml").write_text(SURVEY.replace("{more}", "weight: csat"), encoding="utf-8")
    header, *lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    for name, part in (("a.csv", lines[:1500]), ("b.csv", lines[1500:])):
        (folder / name).write_text("".join([header, *part]), encoding="utf-8")
    return folder


COMMANDS = (
    ("segment",),
    ("segment", "--period", "2025Q4", "--bands"),
    ("segment", "--only", "both", "--only", "plan", "--suppress-below", "20"),
    ("trend", "--every", "month", "--last", "4"),
    ("diff", "--before", "2025Q3", "--after", "2025Q4"),
    ("power",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_counts_from_tallies_are_the_bytes_of_counts_from_exports(
    wave: Path, call: Run, command: tuple[str, ...]
) -> None:
    for name in ("a", "b"):
        assert call("tally", f"{name}.csv", "-o", f"{name}.tally", cwd=wave).returncode == 0
    assert call("tally", "a.tally", "b.tally", "-o", "ab.tally", cwd=wave).returncode == 0
    name, *options = command
    for form in ("json", "csv", "table"):
        arguments = (*options, "--today", "2026-06-30", "-f", form)
        direct = call(name, "a.csv", "b.csv", *arguments, cwd=wave)
        assert direct.returncode == 0
        assert direct.stdout
        for inputs in (("a.tally", "b.csv"), ("a.csv", "b.tally"), ("ab.tally",)):
            ran = call(name, *inputs, *arguments, cwd=wave)
            assert (ran.stdout, ran.stderr) == (direct.stdout, direct.stderr)


def test_two_sides_may_be_tallies(wave: Path, call: Run) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    direct = call("diff", "a.csv", "b.csv", "-f", "json", "--today", "2027-01-01", cwd=wave)
    ran = call("diff", "a.tally", "b.csv", "-f", "json", "--today", "2027-01-01", cwd=wave)
    assert direct.returncode == 0
    assert ran.stdout == direct.stdout


def test_rules_are_explained_from_a_tally(wave: Path, call: Run) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    direct = call("explain", "a.csv", cwd=wave)
    assert direct.returncode == 0
    assert call("explain", "a.tally", cwd=wave).stdout == direct.stdout


def test_without_configuration_that_of_the_tally_is_used(wave: Path, call: Run) -> None:
    call("tally", "a.csv", "--only", "plan", "-o", "a.tally", cwd=wave)
    direct = call("segment", "a.csv", "b.csv", "--only", "plan", "-f", "json", cwd=wave)
    (wave / "nps.yaml").unlink()
    ran = call("segment", "a.tally", "b.csv", "-f", "json", cwd=wave)
    assert ran.stdout == direct.stdout
    assert ran.stderr.splitlines()[0] == "using the configuration of a.tally"
    chosen = call("segment", "a.tally", "--by", "plan", "-f", "json", cwd=wave)
    assert [one["name"] for one in json.loads(chosen.stdout)["segmentations"]] == ["plan"]


def test_a_tally_is_told_by_its_content(wave: Path, call: Run, run: Run) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    direct = call("segment", "a.tally", "-f", "json", cwd=wave).stdout
    content = (wave / "a.tally").read_bytes()
    (wave / "renamed.dat").write_bytes(content)
    assert call("segment", "renamed.dat", "-f", "json", cwd=wave).stdout == direct
    assert run("segment", "-", "-f", "json", cwd=wave, stdin=content).stdout == direct


def test_what_was_written_is_said(wave: Path, call: Run) -> None:
    ran = call("tally", "a.csv", "--only", "plan", "--only", "life", "-o", "a.tally", cwd=wave)
    assert ran.stdout == ""
    assert re.search(
        r"^wrote a\.tally: 1,458 rows of 1 export, 2025-07-01 to 20\d\d-\d\d-\d\d, by plan, life; "
        r"[\d,]+ bytes$",
        ran.stderr,
        re.MULTILINE,
    )
    assert call("tally", "a.csv", "-o", "a.tally", "-q", cwd=wave).stderr == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("score: nps_score", "score: {column: nps_score, labels: {Yes: 10}}"),
         'survey.score.labels: found nothing in the tally a.tally, expected {"Yes":10}'),
        (("{status: complete}", "{status: [complete]}"), "survey.where.status: found 'complete'"),
        (("weight: csat", "missing: [NA]"), "survey.weight: found 'csat' in the tally a.tally"),
        (("  {more}", ""), ""),
        (('split: ";"', 'split: ","'), "columns.topics.split: found ';' in the tally a.tally"),
        (("top: 2", "top: 3"), "segments.region.top: found 2 in the tally a.tally, expected 3"),
        (('{New: {signed_up_at: {gte: "2025-06-01"}}, Pro: {plan: Proo}}',
          '{Pro: {plan: Proo}, New: {signed_up_at: {gte: "2025-06-01"}}}'), "segments.life.rules"),
        (("segments:", "segments:\n  role: role"), "segments.role: found no such segmentation"),
        (("name: Relations", "name: Another"), ""),
        (("low: 0-6, high: 7-10", "all: 0-10"), ""),
    ],
)  # fmt: skip
def test_a_tally_of_another_configuration_is_refused_with_what_differs(
    wave: Path, call: Run, change: tuple[str, str], words: str
) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    before = (wave / "nps.yaml").read_text(encoding="utf-8")
    after = before.replace(*change)
    (wave / "nps.yaml").write_text(after, encoding="utf-8")
    ran = call("segment", "a.tally", "b.csv", cwd=wave)
    if words:
        assert ran.returncode == 2
        assert words in ran.stderr
        assert "nps.yaml:" in ran.stderr
        assert ran.stdout == ""
    else:
        assert ran.returncode == 0
    if "role" in change[1]:
        assert call("segment", "a.tally", "--only", "plan", cwd=wave).returncode == 0


def test_tallies_that_disagree_are_refused(wave: Path, call: Run) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    call("tally", "b.csv", "--where", "{status: open}", "-o", "b.tally", cwd=wave)
    (wave / "nps.yaml").unlink()
    ran = call("segment", "a.tally", "b.tally", cwd=wave)
    assert ran.returncode == 2
    assert "survey.where.status: found 'open' in the tally b.tally, expected 'complete'" in (
        ran.stderr
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--respondent", "customer_id"), "--respondent: found a respondent"),
        (("--account", "account_id"), "--account: found an account"),
        (("--by", "mrr:q4"), "--by mrr:q4: found quantiles"),
    ],
)
def test_what_takes_all_rows_is_refused_by_option(
    wave: Path, call: Run, options: tuple[str, ...], words: str
) -> None:
    written = call("tally", "a.csv", *options, "-o", "x.tally", cwd=wave)
    assert (written.returncode, words in written.stderr) == (2, True)
    assert not (wave / "x.tally").exists()
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    read = call("segment", "a.tally", "b.csv", *options, cwd=wave)
    assert (read.returncode, words in read.stderr) == (2, True)
    assert "name the exports instead" in read.stderr


def test_what_takes_all_rows_is_refused_by_its_line(wave: Path, call: Run) -> None:
    text = SURVEY.replace("{more}", "respondent: customer_id\n  repeats: latest")
    (wave / "nps.yaml").write_text(text, encoding="utf-8")
    ran = call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    assert ran.returncode == 2
    assert re.search(r"nps\.yaml:8:3: survey\.respondent: found a respondent", ran.stderr) or (
        re.search(r"nps\.yaml:8:15: survey\.respondent: found a respondent", ran.stderr)
    )
    assert "survey.repeats: found latest" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("segment", "a.tally", "--compare", "plan=Free", "plan=Team"), "--compare needs the rows"),
        (("explain", "a.tally", "--row", "1"), "--row needs the rows"),
        (("explain", "a.tally", "--id", "C1"), "--id needs the rows"),
        (("explain", "a.tally", "--bad"), "--bad needs the rows"),
        (("explain", "a.tally", "--freeze"), "--freeze needs the rows"),
        (("init", "a.tally", "-o", "new.yaml"), "nps init needs the rows"),
    ],
)
def test_what_looks_at_rows_is_refused_where_there_are_none(
    wave: Path, call: Run, arguments: tuple[str, ...], words: str
) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    ran = call(*arguments, cwd=wave)
    assert (ran.returncode, words in ran.stderr) == (2, True)
    assert ran.stderr.startswith("nps: error: a.tally: found a tally") or "using" in ran.stderr


@pytest.mark.parametrize(
    "inputs",
    [("a.tally", "a.csv"), ("a.tally", "ab.tally"), ("a.tally", "other/a.csv")],
    ids=" and ".join,
)
def test_an_export_is_counted_once(wave: Path, call: Run, inputs: tuple[str, str]) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    call("tally", "a.csv", "b.csv", "-o", "ab.tally", cwd=wave)
    (wave / "other").mkdir()
    (wave / "other" / "a.csv").write_bytes((wave / "a.csv").read_bytes())
    ran = call("segment", *inputs, cwd=wave)
    assert ran.returncode == 2
    assert "count twice; leave out one of them" in ran.stderr


def test_dates_that_were_not_counted_cannot_be_asked_for(wave: Path, call: Run) -> None:
    options = ("--no-config", "--score", "nps_score")
    written = call("tally", "a.csv", *options, "-o", "a.tally", cwd=wave)
    assert "without dates (name their column with --date" in written.stderr
    ran = call("trend", "a.tally", "--no-config", cwd=wave)
    assert (ran.returncode, "trend: found no column of dates" in ran.stderr) == (2, True)
    given = call("trend", "a.tally", *options, "--date", "responded_at", cwd=wave)
    assert given.returncode == 2
    assert "--date: found nothing in the tally a.tally" in given.stderr


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("a.csv", "found .csv, expected a name that ends in .tally, such as a.tally"),
        ("week", "found no suffix, expected a name that ends in .tally, such as week.tally"),
        ("gone/a.tally", "there is no directory gone"),
    ],
)
def test_the_name_of_what_is_written_is_checked(
    wave: Path, call: Run, output: str, words: str
) -> None:
    before = (wave / "a.csv").read_bytes()
    ran = call("tally", "a.csv", "-o", output, cwd=wave)
    assert (ran.returncode, words in ran.stderr) == (2, True)
    assert (wave / "a.csv").read_bytes() == before


def test_a_tally_that_is_read_is_not_overwritten(wave: Path, call: Run) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    before = (wave / "a.tally").read_bytes()
    ran = call("tally", "a.tally", "b.csv", "-o", "a.tally", cwd=wave)
    assert (ran.returncode, "is an input too" in ran.stderr) == (2, True)
    assert (wave / "a.tally").read_bytes() == before


def test_a_tally_that_is_cut_short_or_no_tally_is_refused(wave: Path, call: Run) -> None:
    call("tally", "a.csv", "-o", "a.tally", cwd=wave)
    content = (wave / "a.tally").read_bytes()
    for part in (0, 3, 100, len(content) // 2, len(content) - 1):
        (wave / "cut.tally").write_bytes(content[:part])
        ran = call("segment", "cut.tally", cwd=wave)
        assert ran.returncode == 2
        assert "cut.tally: a tally by its name, but not by what it holds" in ran.stderr
    middle = len(content) // 3
    (wave / "cut.tally").write_bytes(content[:middle] + b"\0\0\0" + content[middle + 3 :])
    ran = call("segment", "cut.tally", cwd=wave)
    assert (ran.returncode, "cut.tally: a tally " in ran.stderr) == (2, True)


def test_a_tally_holds_no_data_of_respondents(folder: Path, call: Run) -> None:
    assert SECRET in (folder / "export.csv").read_text(encoding="utf-8")
    call("tally", "export.csv", "--by", "plan", "-o", "week.tally")
    assert SECRET.encode() not in (folder / "week.tally").read_bytes()
    ran = call("segment", "week.tally", "-f", "json")
    assert json.loads(ran.stdout)["ledger"]["scored"] == 3
