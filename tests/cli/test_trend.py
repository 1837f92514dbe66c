"""`nps trend` as its users meet it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parent.parent.parent
HEAD = "score,plan,day,secret\n"
DATED = ("--date", "day", "--today", "2027-01-01")


def answers(day: str, plan: str, detractors: int, passives: int, promoters: int) -> str:
    """Rows of one day and one plan."""
    scores = [3] * detractors + [7] * passives + [10] * promoters
    return "".join(f"{score},{plan},{day},x\n" for score in scores)


EXPORT = HEAD + "".join([
    answers("2025-11-20", "Free", 10, 10, 40),
    answers("2025-12-31", "Pro", 20, 20, 20),
    answers("2026-01-01", "Free", 40, 10, 10),
    answers("2026-03-31", "Pro", 20, 20, 21),
    answers("2026-07-01T09:30:00", "Free", 5, 5, 50),
    answers("2026-09-30", "Pro", 19, 20, 20),
])  # fmt: skip


@pytest.fixture
def dated(folder: Path) -> Path:
    """A folder that also holds `dated.csv`."""
    (folder / "dated.csv").write_text(EXPORT, encoding="utf-8")
    return folder


def record_of(ran: CompletedProcess[str]) -> Any:  # noqa: ANN401  # any record
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def periods(record: Any) -> list[str]:  # noqa: ANN401
    return [one["period"] for one in record["periods"]]


def test_trend_as_a_process(run: Run, dated: Path) -> None:
    ran = run("trend", "dated.csv", *DATED, "--by", "plan", cwd=dated)

    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == "score column: 'score' (name another with --score)\n"
    lines = ran.stdout.splitlines()
    assert lines[0] == "20 Nov 2025 to 30 Sep 2026   dated.csv"
    assert lines[1].endswith(" in 2026Q3; there is no NPS in 2026Q2 to compare it with.")
    assert any(line.startswith("by quarter ") for line in lines)
    assert "plan: Free" in lines
    free = lines.index("plan: Free")
    assert [line.split()[:3] for line in lines[free + 1 : free + 5]] == [
        ["2025Q4", "60", "+50"], ["2026Q1", "60", "-50"], ["2026Q2", "0*", "n/a"],
        ["2026Q3", "60", "+75"],
    ]  # fmt: skip
    assert "-100▼" in lines[free + 2]


def test_a_gap_is_shown_and_breaks_the_chain(call: Run, dated: Path) -> None:
    record = record_of(call("trend", "dated.csv", *DATED, "-f", "json", cwd=dated))

    assert periods(record) == ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]
    assert [one["base"] for one in record["overall"]["periods"]] == [120, 121, 0, 119]
    assert [one["change"] is None for one in record["overall"]["periods"]] == [
        True, False, True, True,
    ]  # fmt: skip
    assert record["since"]["period"] == "2025Q4"


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("year", ["2025", "2026"]),
        ("half", ["2025H2", "2026H1", "2026H2"]),
        ("quarter", ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]),
        ("month", ["2025-11", "2025-12", "2026-01"]),
        ("week", ["2025-W47", "2025-W48", "2025-W49"]),
    ],
)
def test_every(call: Run, dated: Path, every: str, expected: list[str]) -> None:
    ran = call("trend", "dated.csv", *DATED, "--every", every, "-f", "json", cwd=dated)

    record = record_of(ran)
    assert record["every"] == every
    assert periods(record)[: len(expected)] == expected
    assert sum(one["base"] for one in record["overall"]["periods"]) == record["ledger"]["scored"]


def test_last_keeps_the_change_to_the_hidden_period(call: Run, dated: Path) -> None:
    arguments = ["trend", "dated.csv", *DATED, "--every", "half", "-f", "json"]
    whole = record_of(call(*arguments, cwd=dated))
    last = record_of(call(*arguments, "--last", "1", cwd=dated))

    assert periods(last) == ["2026H2"]
    change = last["overall"]["periods"][0]["change"]
    assert change["difference"] == whole["overall"]["periods"][2]["change"]["difference"]
    assert change["p_adjusted"] == change["p"]
    assert "241 scored answers are of periods before 2026H2, which are not shown" in last["notes"]


def test_fiscal_quarters(call: Run, dated: Path) -> None:
    (dated / "nps.yaml").write_text(
        "version: 1\nsurvey: {score: score, answered_at: day, fiscal_year_starts: 4}\n"
        "segments: {plan: plan}\n",
        encoding="utf-8",
    )
    record = record_of(call("trend", "dated.csv", "-q", "-f", "json", cwd=dated))

    assert periods(record) == ["FY2026Q3", "FY2026Q4", "FY2027Q1", "FY2027Q2"]
    assert record["periods"][2] | {"incomplete": False} == {
        "period": "FY2027Q1", "from": "2026-04-01", "to": "2026-06-30", "incomplete": False,
    }  # fmt: skip
    assert [one["segment"] for one in record["segmentations"][0]["segments"]] == ["Free", "Pro"]


@pytest.mark.parametrize(
    ("today", "incomplete"), [("2026-09-30", True), ("2026-10-01", False), ("2030-05-05", False)]
)
def test_today_decides_what_is_incomplete(
    call: Run,
    dated: Path,
    today: str,
    incomplete: bool,  # noqa: FBT001
) -> None:
    arguments = ["trend", "dated.csv", "--date", "day", "--today", today, "--by", "plan"]
    record = record_of(call(*arguments, "-f", "json", cwd=dated))
    shown = call(*arguments, cwd=dated).stdout

    assert [one["incomplete"] for one in record["periods"]] == [False, False, False, incomplete]
    for one in (record["overall"], *record["segmentations"][0]["segments"]):
        assert ("incomplete" in one["periods"][-1]["flags"]) == incomplete
    assert ("2026Q3 (incomplete)" in shown) == incomplete


def test_rows_of_csv_are_those_of_json(call: Run, dated: Path) -> None:
    arguments = ["trend", "dated.csv", *DATED, "--by", "plan", "-f"]
    record = record_of(call(*arguments, "json", cwd=dated))
    rows = list(csv.DictReader(io.StringIO(call(*arguments, "csv", cwd=dated).stdout)))
    header, *objects = map(json.loads, call(*arguments, "ndjson", cwd=dated).stdout.splitlines())

    every = [
        (one["segment"], period)
        for one in (record["overall"], *record["segmentations"][0]["segments"])
        for period in one["periods"]
    ]
    assert len(rows) == len(objects) == len(every) == 12
    for row, one, (segment, period) in zip(rows, objects, every, strict=True):
        assert (row["segment"], row["period"]) == (segment, period["period"])
        assert row["nps"] == ("" if period["nps"] is None else repr(period["nps"]))
        assert one["segment"] == segment
        assert {key: one[key] for key in period} == period
    assert header["periods"] == record["periods"]
    assert rows[0]["ledger.scored"] == "360"


def test_two_runs_give_the_same_bytes(call: Run, dated: Path) -> None:
    arguments = ["trend", "dated.csv", *DATED, "--by", "plan", "-f", "json"]

    assert call(*arguments, cwd=dated).stdout == call(*arguments, cwd=dated).stdout


def test_weights_and_accounts_reach_the_figures(call: Run, dated: Path) -> None:
    header, *rows = EXPORT.splitlines()
    lines = [f"{header},weight,account"]
    lines += [f"{row},{1 + at % 3},{at // 2}" for at, row in enumerate(rows)]
    (dated / "weighted.csv").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["trend", "weighted.csv", *DATED, "-f", "json"]

    plain = record_of(call(*arguments, cwd=dated))["overall"]["periods"][1]
    weighted = record_of(call(*arguments, "--weight", "weight", cwd=dated))["overall"]["periods"][1]
    paired = record_of(call(*arguments, "--account", "account", cwd=dated))["overall"]["periods"][1]
    assert weighted["effective_base"] < weighted["base"] == plain["base"]
    assert weighted["promoters"]["count"] == plain["promoters"]["count"]
    assert paired["nps"] == plain["nps"]
    assert paired["standard_error"] > plain["standard_error"]
    assert paired["change"]["p"] > plain["change"]["p"]


def test_undated_answers_are_counted_and_said(call: Run, dated: Path) -> None:
    (dated / "dated.csv").write_text(EXPORT + "9,Free,,x\n9,Free,soon,x\n", encoding="utf-8")
    ran = call("trend", "dated.csv", *DATED, "-f", "json", cwd=dated)

    record = record_of(ran)
    assert record["ledger"]["scored"] == 362
    assert "2 scored answers have no date and are in no period" in record["notes"]
    assert any("1 cell of column 'day' is no date" in note for note in record["notes"])
    assert "soon" not in ran.stdout + ran.stderr


def test_nobody_in_where_is_a_result(call: Run, dated: Path) -> None:
    ran = call("trend", "dated.csv", *DATED, "--where", "plan: None such", cwd=dated)

    assert ran.returncode == 0
    assert "No scored answers, so there is no NPS." in ran.stdout
    assert "360 filtered out" in ran.stdout


def test_a_period_that_is_cut_is_noted(call: Run, dated: Path) -> None:
    ran = call("trend", "dated.csv", *DATED, "--period", "2025-12-01..2026-08-01", cwd=dated)

    assert ran.returncode == 0
    assert "Note  2025Q4 is counted from 1 Dec 2025 on only" in ran.stdout
    assert "Note  2026Q3 is counted up to 1 Aug 2026 only" in ran.stdout


def test_a_segmentation_that_overlaps_is_shown_as_such(call: Run, dated: Path) -> None:
    (dated / "nps.yaml").write_text(
        "version: 1\nsurvey: {score: score, answered_at: day}\n"
        "segments:\n"
        "  watch: {overlap: true, rules: {All: {score: {gte: 0}}, Free: {plan: Free}}}\n",
        encoding="utf-8",
    )
    ran = call("trend", "dated.csv", "-q", cwd=dated)

    assert ran.returncode == 0, ran.stderr
    assert "watch (segments overlap; 0 in none)" in ran.stdout


BAD = [
    pytest.param((), "found no column of dates", "--date", id="no dates"),
    pytest.param(("--date", "dya"), "'dya'", "did you mean 'day'?", id="no such column"),
    pytest.param(("--date", "plan"), "found no dates in column 'plan'", "ISO dates",
                 id="a column of no dates"),
    pytest.param(("--date", "score"), "found no dates in column 'score'", "ISO dates",
                 id="numbers are no dates"),
    pytest.param((*DATED, "--every", "day"), "'day'", "'quarter'", id="no such length"),
    pytest.param((*DATED, "--last", "0"), "'--last'", "1", id="last of none"),
    pytest.param(("--date", "day", "--today", "soon"), "--today", "2026-03-31", id="today"),
    pytest.param((*DATED, "--period", "2019Q1"), "2019Q1", "2025-11-20 to 2026-09-30",
                 id="a period without answers"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "found", "advice"), BAD)
def test_bad_input_is_clear(
    call: Run, dated: Path, arguments: tuple[str, ...], found: str, advice: str
) -> None:
    ran = call("trend", "dated.csv", *arguments, cwd=dated)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert found in ran.stderr
    assert advice in ran.stderr


def test_blank_dates_only_are_no_trend(call: Run, dated: Path) -> None:
    (dated / "blank.csv").write_text("score,day\n9,\n3,\n", encoding="utf-8")
    ran = call("trend", "blank.csv", *DATED, cwd=dated)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "trend needs dates: none of 2 scored answers has one" in ran.stderr
    assert "--date" in ran.stderr


def test_a_wrong_date_that_makes_too_many_periods_is_named(call: Run, dated: Path) -> None:
    (dated / "dated.csv").write_text(EXPORT + "9,Free,0202-01-01,x\n", encoding="utf-8")
    ran = call("trend", "dated.csv", *DATED, cwd=dated)

    assert (ran.returncode, ran.stdout) == (2, "")
    for part in ("0202-01-01", "2026-09-30", "--last", "--every", "--period"):
        assert part in ran.stderr

    latest = call("trend", "dated.csv", *DATED, "--last", "2", "-f", "json", cwd=dated)
    assert periods(record_of(latest)) == ["2026Q2", "2026Q3"]


def test_a_date_in_the_future_is_noted(call: Run, dated: Path) -> None:
    (dated / "dated.csv").write_text(EXPORT + "9,Free,2062-01-01,x\n", encoding="utf-8")
    ran = call("trend", "dated.csv", *DATED, "--last", "2", cwd=dated)

    assert "the latest answer is of 1 Jan 2062, which is after today, 1 Jan 2027" in ran.stdout
    assert "2062Q1 (incomplete)" in ran.stdout


def test_the_sample_has_a_trend(call: Run) -> None:
    ran = call(
        "trend", "sample_data/responses.csv", "-c", "configs/saas.yaml", "--today", "2026-10-01",
        "-f", "json", "-q", cwd=ROOT,
    )  # fmt: skip
    record = record_of(ran)

    assert periods(record)[-1] == "2026Q3"
    assert not record["periods"][-1]["incomplete"]
    assert record["overall"]["periods"][-1]["change"]["difference"] < 0
