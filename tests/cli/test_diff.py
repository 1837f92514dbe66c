"""`nps diff` as a process: two exports, or two periods of one."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.stats.rows import CLOSE, GOLDEN

Run = Callable[..., CompletedProcess[str]]
SIMPSON = GOLDEN["periods"]["simpson"]
GOLDEN_DATA = Path(__file__).parent.parent / "golden" / "data"
HEADER = "score,day,who,plan,tags,weight"
Q2 = ["9,2026-05-01,{},Free,a,1"] * 14 + ["6,2026-06-30,{},Team,a;b,2"] * 6
Q3 = ["9,2026-07-01,{},Free,a,1"] * 6 + ["6,2026-09-30,{},Team,b,2"] * 14


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows, ""])


@pytest.fixture
def waves(tmp_path: Path) -> Path:
    """A folder with `was.csv`, `now.csv`, and both together as `all.csv`."""
    before = [row.format(f"C{number}") for number, row in enumerate(Q2)]
    after = [row.format(f"C{number * 2}") for number, row in enumerate(Q3)]
    (tmp_path / "was.csv").write_text(lines(*before), encoding="utf-8")
    (tmp_path / "now.csv").write_text(lines(*after), encoding="utf-8")
    (tmp_path / "all.csv").write_text(lines(*before, *after), encoding="utf-8")
    return tmp_path


@pytest.fixture
def diff(call: Run, waves: Path) -> Run:
    """Call `nps diff` where the waves are."""

    def diff_here(*arguments: str) -> CompletedProcess[str]:
        return call("diff", *arguments, cwd=waves)

    return diff_here


def found(done: CompletedProcess[str]) -> Any:  # noqa: ANN401  # nested plain values
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_two_exports_as_a_process(run: Run, waves: Path) -> None:
    done = run("diff", "was.csv", "now.csv", "--by", "plan", cwd=waves)

    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == [
        "now.csv against was.csv",
        "NPS fell from +40 to -40, by 80.0 points (-142 to -17): beyond chance.",
    ]
    assert done.stderr == "score column: 'score' (name another with --score)\n"
    assert done.stdout.endswith("Rows  40 read = 40 scored\n")


def test_two_periods_of_one_export_say_what_two_exports_say(diff: Run) -> None:
    options = ("--by", "plan", "-q", "-f", "json")
    sides = found(diff("was.csv", "now.csv", *options))
    periods = found(
        diff("all.csv", "--date", "day", "--before", "2026Q2", "--after", "2026Q3", *options)
    )

    assert sides["before"] == {"period": "was.csv", "from": None, "to": None}
    assert periods["before"] == {"period": "2026Q2", "from": "2026-04-01", "to": "2026-06-30"}
    assert periods["after"] == {"period": "2026Q3", "from": "2026-07-01", "to": "2026-09-30"}
    assert periods["overall"]["change"] == sides["overall"]["change"]
    assert periods["ranking"] == sides["ranking"]
    assert periods["segmentations"][0]["verdict"] == sides["segmentations"][0]["verdict"]


def test_simpsons_paradox_is_split_as_r_splits_it(diff: Run, waves: Path) -> None:
    rows = (GOLDEN_DATA / SIMPSON["file"]).read_text(encoding="utf-8").splitlines()
    for period in ("P1", "P2"):
        held = [row for row in rows if row.startswith((period, "period"))]
        (waves / f"{period}.csv").write_text("\n".join([*held, ""]), encoding="utf-8")
    record = found(diff("P1.csv", "P2.csv", "--score", "score", "--by", "seg", "-q", "-f", "json"))
    (seg,) = record["segmentations"]
    parts = {one["segment"]: one for one in seg["segments"]}
    expected = SIMPSON["midpoint"]

    assert record["overall"]["change"]["difference"] == pytest.approx(SIMPSON["delta"], abs=CLOSE)
    assert seg["split"]["scores"]["points"] == pytest.approx(expected["rate_total"], abs=CLOSE)
    assert seg["split"]["mix"]["points"] == pytest.approx(expected["mix_total"], abs=CLOSE)
    for at, name in enumerate(SIMPSON["segments"]):
        moved = parts[name]
        assert moved["before"]["nps"] == pytest.approx(SIMPSON["nps_P1"][name], abs=CLOSE)
        assert moved["after"]["nps"] == pytest.approx(SIMPSON["nps_P2"][name], abs=CLOSE)
        assert moved["scores_moved"]["points"] == pytest.approx(expected["rate"][at], abs=CLOSE)
        assert moved["respondents_moved"]["points"] == pytest.approx(expected["mix"][at], abs=CLOSE)
    assert seg["verdict"].startswith(
        "scores rose in every segment; the mix of respondents cost 51.3 points"
    )


def test_those_who_answered_both_times_are_told_from_the_others(diff: Run) -> None:
    record = found(diff("was.csv", "now.csv", "--respondent", "who", "-q", "-f", "json"))
    respondents = record["overall"]["respondents"]

    assert respondents["stayers"]["respondents"] == 10
    assert respondents["joiners"]["after"]["base"] == 10
    assert respondents["leavers"]["before"]["base"] == 10
    points = sum(one["points"] for one in respondents.values())
    assert points == pytest.approx(record["overall"]["change"]["difference"], abs=CLOSE)


def test_weights_weigh(diff: Run) -> None:
    record = found(diff("was.csv", "now.csv", "--weight", "weight", "-q", "-f", "json"))

    assert record["overall"]["before"]["nps"] == pytest.approx(100 * 2 / 26)
    assert record["overall"]["after"]["nps"] == pytest.approx(-100 * 22 / 34)


def test_overlapping_segments_are_shown_and_not_split(diff: Run, waves: Path) -> None:
    (waves / "nps.yaml").write_text(
        'version: 1\nsurvey: {score: score}\nsegments: {tags: {tags: tags, split: ";"}}\n',
        encoding="utf-8",
    )
    record = found(diff("was.csv", "now.csv", "-c", "nps.yaml", "-q", "-f", "json"))
    (tags,) = record["segmentations"]

    assert {one["segment"]: one["before"]["base"] for one in tags["segments"]} == {"a": 20, "b": 6}
    assert tags["split"] is None
    assert (
        "tags: segments overlap, so the change cannot be split into scores and respondents"
        in record["notes"]
    )


PERIODS = ("all.csv", "--date", "day")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*PERIODS, "--before", "2026Q3", "--after", "2026Q2"),
         "--before 2026Q3 ends on 2026-09-30, and --after 2026Q2 begins on 2026-04-01; expected a "
         "period before, and one after it that shares no day with it"),
        ((*PERIODS, "--before", "2026Q3", "--after", "2026Q3"),
         "--before and --after: found 2026Q3 twice, expected two periods"),
        ((*PERIODS, "--before", "2026Q2", "--after", "2026H1"),
         "--before 2026Q2 ends on 2026-06-30, and --after 2026H1 begins on 2026-01-01"),
        ((*PERIODS, "--before", "2025Q1", "--after", "2026Q3"),
         "2025Q1 (2025-01-01 to 2025-03-31): found no answer of that time; the answers run from "
         "2026-05-01 to 2026-09-30"),
        ((*PERIODS, "--before", "2026Q2", "--after", "2027Q1"),
         "2027Q1 (2027-01-01 to 2027-03-31): found no answer of that time"),
        ((*PERIODS, "--before", "spring", "--after", "2026Q3"),
         "--before: found 'spring', expected a period such as 2026Q3"),
        ((*PERIODS, "--before", "2026Q2"), "--before: found no --after, expected both of them"),
        ((*PERIODS, "--after", "2026Q3"), "--after: found no --before, expected both of them"),
        (("all.csv", "--before", "2026Q2", "--after", "2026Q3"),
         "--before: found no column of dates, expected the day of each answer; name the column "
         "with --date, or declare survey.answered_at"),
        (("all.csv",),
         "found 1 export, expected two, BEFORE and AFTER; or, of one, --before and --after"),
        (("was.csv", "now.csv", "all.csv"), "found 3 exports, expected two, BEFORE and AFTER"),
        (("was.csv", "was.csv"), "was.csv: named twice"),
        (("was.csv", "then.csv"), "then.csv: no such file"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(
    diff: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = diff(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.splitlines()[-1]


def test_many_uncounted_answers_are_a_warning(diff: Run, waves: Path) -> None:
    (waves / "now.csv").write_text(lines(*["ten,2026-08-01,C1,Free,a,1"] * 9, "9,,,,,1"))
    done = diff("was.csv", "now.csv", "-q", "--score", "score")
    said = diff("was.csv", "now.csv", "--score", "score").stderr

    assert (done.returncode, done.stderr) == (0, "")
    assert said.startswith("warning: 9 of 30 answers given (30%) are in no figure")


def test_a_period_that_is_not_over_is_said_to_be(diff: Run) -> None:
    options = (*PERIODS, "--before", "2026Q2", "--after", "2026Q3", "-q", "-f", "json")
    note = "2026Q3 is not over: it ends on 2026-09-30, so its figures will still change"

    assert note in found(diff(*options, "--today", "2026-09-30"))["notes"]
    assert note not in found(diff(*options, "--today", "2026-10-01"))["notes"]


def test_before_after_after_is_refused_by_the_process_too(run: Run, waves: Path) -> None:
    done = run("diff", *PERIODS, "--before", "2026Q3", "--after", "2026Q2", cwd=waves)

    assert (done.returncode, done.stdout) == (2, "")
    assert "nps: error: --before 2026Q3 ends on 2026-09-30" in done.stderr


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "tsv", "markdown", "parquet"])
def test_two_runs_give_the_same_bytes_in_every_format(diff: Run, waves: Path, form: str) -> None:
    outputs = []
    for name in ("first", "second"):
        done = diff(
            "was.csv", "now.csv", "--by", "plan", "--weight", "weight", "--respondent", "who",
            "-q", "-f", form, "-o", name,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        outputs.append((waves / name).read_bytes())

    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 500


def test_rows_of_the_csv_add_up_to_the_change(diff: Run) -> None:
    done = diff("was.csv", "now.csv", "--by", "plan", "-q", "-f", "csv")
    overall, *segments = csv.DictReader(io.StringIO(done.stdout))

    assert [one["segment"] for one in segments] == ["Free", "Team"]
    assert {one["before.period"] for one in segments} == {"was.csv"}
    total = float(overall["change.difference"])
    assert sum(float(one["cost"]) for one in segments) == pytest.approx(total, abs=CLOSE)
    assert overall["ledger.read"] == "40"


@pytest.mark.parametrize(
    ("after", "message"),
    [
        ("score,plan\n", "after.csv: found a header and no data rows"),
        ("points,plan\n9,Free\n", "after.csv: found no column 'score'"),
    ],
)
def test_an_export_without_any_score_is_no_side(
    folder: Path, call: Callable[..., Any], after: str, message: str
) -> None:
    (folder / "before.csv").write_text("score,plan\n9,Free\n3,Pro\n", encoding="utf-8")
    (folder / "after.csv").write_text(after, encoding="utf-8")
    done = call("diff", "before.csv", "after.csv", "--no-config", "--score", "score")
    assert done.returncode == 2
    assert message in done.stderr
    assert not done.stdout
