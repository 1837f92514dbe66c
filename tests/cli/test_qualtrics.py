"""Qualtrics exports, read as they come."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VENDORS = Path(__file__).parent.parent.parent / "sample_data" / "vendors"
FILES = sorted(path.name for path in VENDORS.glob("qualtrics*"))
LEDGER = {
    "read": 12, "previews": 2, "filtered_out": 0, "blank": 1, "not_a_number": 0, "off_scale": 0,
    "bad_weight": 0, "repeats_dropped": 0, "scored": 9,
}  # fmt: skip
NPS = 100 * (5 - 2) / 9
DISAGREE = "Q8 and Q8_NPS_GROUP disagree in 1 answer: 7 is promoter (1); the score counts"
QUESTION = "Wie wahrscheinlich ist es,\ndass Sie uns weiterempfehlen?"
BOTH = """StartDate,ResponseId,Q1_NPS_GROUP,Q1,Q2_NPS_GROUP,Q2
a,b,c,d,e,f
"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_NPS_GROUP""}",\
"{""ImportId"":""QID1""}","{""ImportId"":""QID2_NPS_GROUP""}","{""ImportId"":""QID2""}"
2026-01-01 10:00:00,R_abcdefghijklmno,Promoter,9,Passive,7
"""
Call = Callable[..., Any]


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    """A folder of the exports."""
    return Path(shutil.copytree(VENDORS, tmp_path / "vendors"))


def result(ran: Any) -> dict[str, Any]:  # noqa: ANN401  # what was run
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))


def bases(found: dict[str, Any], place: int = 0) -> dict[str, int]:
    segments = found["segmentations"][place]["segments"]
    return {segment["segment"]: segment["base"] for segment in segments}


@pytest.mark.parametrize("name", FILES)
def test_every_form_is_told_and_gives_the_same_figures(
    call: Call, vendors: Path, name: str
) -> None:
    ran = call("segment", name, "--by", "plan", "-f", "json", cwd=vendors)
    found = result(ran)
    told = f"{name}: laid out by qualtrics (name another layout with --layout)"
    assert ran.stderr.splitlines() == [told, "score column: 'Q8' (name another with --score)"]
    assert found["sources"][0]["layout"] == "qualtrics"
    assert found["ledger"] == LEDGER
    assert found["overall"]["nps"] == pytest.approx(NPS)
    assert bases(found) == {"Free": 4, "Pro": 3, "Team": 2}
    assert found["notes"] == [DISAGREE]


@pytest.mark.parametrize("name", ["Q8", "QID8", QUESTION, " ".join(QUESTION.split())])
def test_a_column_can_be_named_by_id_text_and_import_id(
    call: Call, vendors: Path, name: str
) -> None:
    ran = call("segment", "qualtrics.csv", "--score", name, "--by", name, "-f", "json", cwd=vendors)
    found = result(ran)
    assert found["overall"]["nps"] == pytest.approx(NPS)
    assert found["notes"] == [DISAGREE]
    assert sum(bases(found).values()) == LEDGER["scored"]


def test_a_configuration_names_columns_likewise(call: Call, vendors: Path) -> None:
    question = json.dumps(QUESTION)
    (vendors / "nps.yaml").write_text(
        f"survey: {{score: {question}, answered_at: Enddatum, where: {{finished: {{ne: x}}}}}}\n"
        "segments:\n  used: {tags: QID5}\n  language: Benutzersprache\n",
        encoding="utf-8",
    )
    found = result(call("segment", "qualtrics.tsv", "-f", "json", cwd=vendors))
    assert found["ledger"] == LEDGER
    assert bases(found) == {"Berichte": 5, "Karten": 4, "Etwas anderes:": 2}
    assert bases(found, 1) == {"DE": 9}


@pytest.mark.parametrize("name", ["qualtrics.csv", "qualtrics-numeric.csv"])
def test_unfinished_answers_count_unless_only_finished_ones_shall(
    call: Call, vendors: Path, name: str
) -> None:
    (vendors / "nps.yaml").write_text("survey: {finished: true}\n", encoding="utf-8")
    found = result(call("segment", name, "-f", "json", cwd=vendors))
    parts = {"filtered_out": 2, "blank": 0, "scored": 8}
    assert found["ledger"] == {**LEDGER, **parts}
    said = call("explain", name, "--row", "6", cwd=vendors).stdout
    assert "Filtered out: the answer is unfinished." in said


def test_the_date_and_the_respondent_need_no_naming(call: Call, vendors: Path) -> None:
    (vendors / "nps.yaml").write_text("survey: {repeats: latest}\n", encoding="utf-8")
    shutil.copy(vendors / "qualtrics.csv", vendors / "again.csv")
    found = result(call("segment", "qualtrics.csv", "again.csv", "-f", "json", cwd=vendors))
    assert (found["ledger"]["scored"], found["ledger"]["repeats_dropped"]) == (9, 9)
    assert call("validate", "nps.yaml", "qualtrics.csv", cwd=vendors).returncode == 0
    lacking = call("segment", "../export.csv", cwd=vendors)
    assert "survey.repeats: found latest and no survey.respondent" in lacking.stderr
    periods = call("trend", "qualtrics.csv", "--no-config", "--every", "week", cwd=vendors)
    assert (periods.returncode, "2026-W11" in periods.stdout) == (0, True)


def test_what_is_kept_and_what_is_tallied_say_the_same(call: Call, vendors: Path) -> None:
    options = ("--by", "plan", "-f", "json")
    paths = ("qualtrics.csv", "qualtrics-numeric.csv")
    first = call("segment", *paths, *options, "--cache", "kept", cwd=vendors)
    again = call("segment", *paths, *options, "--cache", "kept", cwd=vendors)
    assert again.stdout == first.stdout == call("segment", *paths, *options, cwd=vendors).stdout
    assert "disagree in 2 answers: 7 is promoter (2)" in first.stdout
    assert call("tally", paths[0], "--by", "plan", "-o", "x.tally", cwd=vendors).returncode == 0
    found = result(call("segment", "x.tally", "-f", "json", cwd=vendors))
    assert (found["ledger"], found["notes"]) == (LEDGER, [DISAGREE])


def test_a_preview_is_explained_and_a_plan_does_not_stumble_over_it(
    call: Call, vendors: Path
) -> None:
    said = call("explain", "qualtrics.csv", "--row", "4", cwd=vendors)
    assert "Not a response: the export says that it is a preview or a test." in said.stdout
    plan = call("explain", "qualtrics.csv", "--by", "plan", "--plan", cwd=vendors)
    assert plan.returncode == 0, plan.stderr


def test_what_init_writes_runs_and_leaves_the_group_of_the_score_out(
    call: Call, vendors: Path
) -> None:
    assert call("init", "qualtrics.csv", cwd=vendors).returncode == 0
    assert "NPS_GROUP" not in (vendors / "nps.yaml").read_text(encoding="utf-8")
    assert call("validate", "nps.yaml", "qualtrics.csv", cwd=vendors).returncode == 0
    assert result(call("segment", "qualtrics.csv", "-f", "json", cwd=vendors))["ledger"] == LEDGER


def test_two_questions_with_a_group_are_both_named(call: Call, folder: Path) -> None:
    (folder / "both.csv").write_text(BOTH, encoding="utf-8")
    ran = call("segment", "both.csv")
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1] == (
        "nps: error: several columns could be the score: 'Q1', 'Q2'; name one with --score"
    )
    found = result(call("segment", "both.csv", "--score", "QID2", "-f", "json"))
    assert (found["overall"]["nps"], found["notes"]) == (0, [])


def test_the_layout_can_be_said(call: Call, vendors: Path) -> None:
    forced = call("segment", "qualtrics.csv", "--layout", "qualtrics", "-f", "json", cwd=vendors)
    assert result(forced)["ledger"] == LEDGER
    plain = call(
        "segment", "qualtrics.csv", "--layout", "plain", "--score", "Q8", "-f", "json", cwd=vendors
    )
    assert result(plain)["ledger"]["read"] == LEDGER["read"] + 2
    other = call("segment", "../export.csv", "--layout", "qualtrics", cwd=vendors)
    assert other.returncode == 2
    assert "its first rows are not laid out as --layout qualtrics says" in other.stderr
