"""The command with files of what is known about the customers."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest

Ran = CompletedProcess[str]
ROOT = Path(__file__).parent.parent.parent
ANSWERS = """score,cust,at
9,0123,2026-03-01
10,123,2026-03-05
3,C1,2026-01-01
4,C2,2026-06-01
8,,2026-06-01
7,C9,2026-06-01
2,C1,2026-07-01
"""
CUSTOMERS = """id,plan,mrr,since,tags
0123,Free,0,2020-01-01,a;b
123,Pro,10,2021-01-01,b
C1,,20,2022-01-01,
C2,Team,,2025-01-01,c
"""
HISTORY = """cust,valid_from,tier
C1,2026-01-02,Silver
C1,2026-06-15,Gold
C2,2026-06-01,Silver
"""
DECLARED = """
survey: {score: score, answered_at: at}
joins: [{path: customers.csv, on: {cust: id}}]
"""
ABSENT = "(not in customers.csv)"


@pytest.fixture
def place(folder: Path) -> Path:
    """A folder with answers, customers and a history."""
    (folder / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "history.csv").write_text(HISTORY, encoding="utf-8")
    return folder


@pytest.fixture
def segments(place: Path, call: Callable[..., Ran]) -> Callable[..., dict[str, Any]]:
    """Gives what is counted, and the bases of the segments by segmentation."""

    def count(*arguments: str) -> dict[str, Any]:
        ran = call("segment", "answers.csv", *arguments, "-f", "json", cwd=place)
        assert ran.returncode == 0, ran.stderr
        shown: dict[str, Any] = json.loads(ran.stdout)
        return shown

    return count


def bases(shown: dict[str, Any], name: str = "") -> dict[str, int]:
    (found,) = [one for one in shown["segmentations"] if one["name"] == name or not name]
    return {segment["segment"]: segment["base"] for segment in found["segments"]}


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("plan", {"Free": 1, "Pro": 1, "Team": 1, "(blank)": 2, ABSENT: 2}),
        ("{column: plan, top: 1}", {"Free": 1, "Other": 2, "(blank)": 2, ABSENT: 2}),
        (
            "{column: plan, map: {A: [Free]}, other: B}",
            {"A": 1, "B": 2, "(blank)": 2, ABSENT: 2},
        ),
        (
            "{column: mrr, breaks: [5, 15]}",
            {"under 5": 1, "5 to under 15": 1, "15 and over": 2, "(blank)": 1, ABSENT: 2},
        ),
        (
            "{column: mrr, quantiles: 2}",
            {"lowest half": 2, "highest half": 2, "(blank)": 1, ABSENT: 2},
        ),
        ("{since: since, breaks: [1y]}", {"under 1 year": 0, "1 year and over": 5, ABSENT: 2}),
        ("{column: tenure, breaks: [365]}", {"under 365": 0, "365 and over": 5, ABSENT: 2}),
        (
            "{column: since, every: year}",
            {"2020": 1, "2021": 1, "2022": 2, "2025": 1, ABSENT: 2},
        ),
        ("{tags: tags}", {"b": 2, "a": 1, "c": 1, ABSENT: 2}),
        ("{tags: tags, groups: {A: [a, c]}}", {"A": 2, ABSENT: 2}),
        (
            "{rules: {Free: {plan: Free}, Other: {not: {plan: Free}}}, otherwise: Unknown}",
            {"Free": 1, "Other": 2, "Unknown": 4},
        ),
    ],
)
def test_answers_that_are_not_in_the_file_are_a_segment(
    declared: str,
    expected: dict[str, int],
    place: Path,
    segments: Callable[..., dict[str, Any]],
) -> None:
    text = f"{DECLARED}columns: {{tenure: {{days_since: since}}}}\nsegments: {{it: {declared}}}"
    (place / "c.yaml").write_text(text, encoding="utf-8")
    shown = segments("-c", "c.yaml")

    assert bases(shown) == expected
    assert "2 of 7 answers are not in customers.csv" in shown["notes"]


def test_a_join_changes_nothing_in_the_ledger(segments: Callable[..., dict[str, Any]]) -> None:
    plain = segments("--no-config")
    join = segments("--no-config", "--join", "customers.csv:cust=id")

    assert join["ledger"] == plain["ledger"]
    assert join["overall"] == plain["overall"]
    assert join["sources"] == plain["sources"]


def test_a_cross_and_where_use_joined_columns(segments: Callable[..., dict[str, Any]]) -> None:
    join = ("--no-config", "--join", "customers.csv:cust=id")
    both = segments(*join, "--by", "plan*mrr:15", "--where", "{mrr: {lt: 100}}")

    assert bases(both) == {"Free × under 15": 1, "Pro × under 15": 1, "(blank) × 15 and over": 2}
    assert both["ledger"]["filtered_out"] == 3


def test_two_files_are_joined(place: Path, segments: Callable[..., dict[str, Any]]) -> None:
    tiers = "cust,tier\nC1,Gold\nC9,Silver\n"
    (place / "a:b.csv").write_text(tiers, encoding="utf-8")
    shown = segments(
        "--no-config", "--join", "customers.csv:cust=id", "--join", "a:b.csv:cust", "--by", "plan",
        "--by", "tier",
    )  # fmt: skip

    assert bases(shown, "plan")[ABSENT] == 2
    assert bases(shown, "tier") == {"Gold": 2, "Silver": 1, "(not in a:b.csv)": 4}
    assert "4 of 7 answers are not in a:b.csv" in shown["notes"]


def test_a_parquet_file_with_numbers_as_keys_is_joined(
    place: Path, segments: Callable[..., dict[str, Any]]
) -> None:
    pl.DataFrame({"id": [123, 7], "kind": ["A", "B"]}).write_parquet(place / "kinds.parquet")
    shown = segments("--no-config", "--join", "kinds.parquet:cust=id", "--by", "kind")

    assert bases(shown) == {"A": 1, "(not in kinds.parquet)": 6}


def test_of_a_history_the_row_in_force_counts(
    place: Path, segments: Callable[..., dict[str, Any]]
) -> None:
    text = (
        "survey: {score: score, answered_at: at}\nsegments: {tier: tier}\n"
        "joins: [{path: history.csv, on: cust, as_of: valid_from, columns: tier}]"
    )
    (place / "c.yaml").write_text(text, encoding="utf-8")
    shown = segments("-c", "c.yaml")

    assert bases(shown) == {"Gold": 1, "Silver": 1, "(not in history.csv)": 5}
    note = "5 of 7 answers are not in history.csv, or were given before their first row there"
    assert note in shown["notes"]


@pytest.mark.parametrize(
    ("answered", "valid"),
    [("%d/%m/%Y", "%Y-%m-%d"), ("%Y-%m-%d", "%d/%m/%Y"), ("%m/%d/%Y", "%d.%m.%Y")],
)
def test_dates_of_answers_and_of_histories_are_read_as_people_write_them(
    place: Path, call: Callable[..., Ran], answered: str, valid: str
) -> None:
    answers = pl.read_csv(ANSWERS.encode(), schema_overrides={"cust": pl.String, "at": pl.Date})
    history = pl.read_csv(HISTORY.encode(), schema_overrides={"valid_from": pl.Date})
    # NOTE: A day past the twelfth says on which side the month is.
    more = pl.DataFrame({"score": [9], "cust": ["C7"], "at": [date(2026, 7, 13)]})
    answers = pl.concat([answers, more])
    answers.with_columns(pl.col("at").dt.strftime(answered)).write_csv(place / "answers.csv")
    history.with_columns(pl.col("valid_from").dt.strftime(valid)).write_csv(place / "history.csv")
    text = (
        "survey: {score: score, answered_at: at}\nsegments: {tier: tier}\n"
        "joins: [{path: history.csv, on: cust, as_of: valid_from, columns: tier}]"
    )
    (place / "c.yaml").write_text(text, encoding="utf-8")

    ran = call("segment", "answers.csv", "-c", "c.yaml", "-f", "json", cwd=place)
    shown = json.loads(ran.stdout)
    assert bases(shown) == {"Gold": 1, "Silver": 1, "(not in history.csv)": 6}
    said = "history.csv: column 'valid_from' was read as day/month/year: 1 cell has a first part"
    assert any(said in note for note in shown["notes"]) == (valid != "%Y-%m-%d")


def test_dates_of_a_history_that_may_be_two_are_refused(
    place: Path, call: Callable[..., Ran]
) -> None:
    history = "cust,valid_from,tier\nC1,03/04/2026,Silver\n"
    (place / "history.csv").write_text(history, encoding="utf-8")
    text = (
        "survey: {score: score, answered_at: at}\n%s"
        "joins: [{path: history.csv, on: cust, as_of: valid_from, columns: tier}]"
    )
    (place / "c.yaml").write_text(text % "", encoding="utf-8")
    ran = call("segment", "answers.csv", "-c", "c.yaml", cwd=place)
    assert ran.returncode == 2
    assert "joins[0].as_of: found 1 cell of column 'valid_from' such as 03/04/2026" in ran.stderr

    declared = text % "columns: {valid_from: {date: day-first}}\n"
    (place / "c.yaml").write_text(declared, encoding="utf-8")
    ran = call("segment", "answers.csv", "-c", "c.yaml", "--by", "tier", cwd=place)
    assert ran.returncode == 0, ran.stderr


def test_paths_begin_at_the_folder_of_the_configuration(
    place: Path, call: Callable[..., Ran]
) -> None:
    (place / "sub").mkdir()
    text = f"{DECLARED}segments: {{plan: plan}}".replace("customers.csv", "../customers.csv")
    (place / "sub" / "c.yaml").write_text(text, encoding="utf-8")
    (place / "elsewhere").mkdir()

    ran = call("segment", "../answers.csv", "-c", "../sub/c.yaml", cwd=place / "elsewhere")
    assert ran.returncode == 0, ran.stderr
    assert ABSENT in ran.stdout


KEPT = "joins: [{path: customers.csv, on: {cust: id}, columns: plan, keep: %s}]"


@pytest.mark.parametrize(("keep", "plan"), [("first", "Free"), ("last", "Pro")])
def test_duplicate_keys_are_refused_unless_one_is_kept(
    keep: str, plan: str, place: Path, call: Callable[..., Ran]
) -> None:
    (place / "customers.csv").write_text("id,plan\nC1,Free\nC2,Team\nC1,Pro\n", encoding="utf-8")
    refused = call(
        "segment", "answers.csv", "--no-config", "--join", "customers.csv:cust=id", cwd=place
    )
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "found duplicate keys in customers.csv: 1 value of id stands in 2 rows" in refused.stderr
    assert "keep: first or keep: last" in refused.stderr

    (place / "c.yaml").write_text(
        f"survey: {{score: score}}\n{KEPT % keep}\nsegments: {{plan: plan}}", encoding="utf-8"
    )
    ran = call("segment", "answers.csv", "-c", "c.yaml", "-f", "json", cwd=place)
    assert bases(json.loads(ran.stdout)) == {plan: 2, "Team": 1, ABSENT: 4}


@pytest.mark.parametrize(
    ("join", "message"),
    [
        (
            "customers.csv:cust",
            "--join customers.csv:cust: found no column 'cust' in customers.csv",
        ),
        (
            "customers.csv:custo=id",
            "found no column 'custo' in the export, did you mean 'cust'?",
        ),
        ("customer.csv:cust=id", "customer.csv: no such file, did you mean 'customers.csv'?"),
        ("customers.csv", "found 'customers.csv', expected FILE:KEY"),
        ("answers.csv:cust", "found 'score', 'at' in answers.csv and in answers.csv"),
        ("-:cust", "found standard input, expected a file to join"),
    ],
)
def test_what_cannot_be_joined_is_one_message(
    join: str, message: str, place: Path, call: Callable[..., Ran]
) -> None:
    ran = call("segment", "answers.csv", "--no-config", "-q", "--join", join, cwd=place)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_mistake_in_the_configuration_is_told_with_its_line(
    place: Path, call: Callable[..., Ran]
) -> None:
    (place / "c.yaml").write_text(DECLARED.replace("cust: id", "cust: ids"), encoding="utf-8")
    ran = call("validate", "c.yaml", "answers.csv", cwd=place)

    assert ran.returncode == 2
    place_of = (
        "c.yaml:3:35: joins[0].on: found no column 'ids' in customers.csv, did you mean 'id'?"
    )
    assert place_of in ran.stderr


def test_a_history_needs_the_date_of_the_answer(place: Path, call: Callable[..., Ran]) -> None:
    text = "survey: {score: score}\njoins: [{path: history.csv, on: cust, as_of: valid_from}]"
    (place / "c.yaml").write_text(text, encoding="utf-8")

    ran = call("segment", "answers.csv", "-c", "c.yaml", cwd=place)
    assert ran.returncode == 2
    assert "joins[0].as_of: found no date of the answer, expected survey.answered_at" in ran.stderr
    dated = call("segment", "answers.csv", "-c", "c.yaml", "--date", "at", cwd=place)
    assert dated.returncode == 0


def test_explain_says_which_answers_are_not_in_the_file(
    place: Path, call: Callable[..., Ran]
) -> None:
    join = ("answers.csv", "--no-config", "--join", "customers.csv:cust=id", "--by", "plan")

    assert "the answer is not in customers.csv" in call("explain", *join, cwd=place).stdout
    row = call("explain", *join, "--row", "6", cwd=place).stdout
    assert f"plan: {ABSENT}" in row
    assert "the key of customers.csv" in call("explain", *join, "--plan", cwd=place).stdout
    assert "not in" not in call("explain", *join, "--freeze", cwd=place).stdout


def test_counts_without_rows_are_refused_by_name(place: Path, call: Callable[..., Ran]) -> None:
    (place / "c.yaml").write_text(f"{DECLARED}segments: {{plan: plan}}", encoding="utf-8")
    ran = call("tally", "answers.csv", "-c", "c.yaml", "-o", "a.tally", cwd=place)
    assert ran.returncode == 2
    assert "c.yaml:3:8: joins: found joins, for which the rows are read" in ran.stderr

    cached = call("segment", "answers.csv", "-c", "c.yaml", "--cache", "k", cwd=place)
    assert "--cache: all rows are read, since joins needs them at once" in cached.stderr
    (place / "customers.csv").write_text("id,plan\nC9,Free\n", encoding="utf-8")
    again = call("segment", "answers.csv", "-c", "c.yaml", "--cache", "k", "-f", "json", cwd=place)
    assert bases(json.loads(again.stdout)) == {"Free": 1, ABSENT: 6}


def test_a_joined_file_is_no_target(place: Path, call: Callable[..., Ran]) -> None:
    ran = call(
        "segment", "answers.csv", "--no-config", "--join", "customers.csv:cust=id", "-o",
        "customers.csv", cwd=place,
    )  # fmt: skip

    assert ran.returncode == 2
    assert (place / "customers.csv").read_text(encoding="utf-8") == CUSTOMERS


@pytest.mark.parametrize(
    "command", [("trend",), ("diff", "--before", "2026-03", "--after", "2026-06"), ("power",)]
)
def test_other_commands_join_too(
    command: tuple[str, ...], place: Path, call: Callable[..., Ran]
) -> None:
    ran = call(
        command[0], "answers.csv", *command[1:], "--no-config", "--date", "at", "--join",
        "customers.csv:cust=id", "--by", "plan", "-f", "json", cwd=place,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert ABSENT in ran.stdout


def test_the_sample_says_whose_customers_are_unhappy(run_in: Callable[..., Ran]) -> None:
    ran = run_in(
        "segment", "sample_data/responses.csv", "-c", "configs/joined.yaml", "-f", "json", cwd=ROOT
    )
    shown = json.loads(ran.stdout)

    assert shown["ledger"]["read"] == 3582
    assert bases(shown, "success_manager") == {
        "Ines Falk": 472, "Tomás Rey": 354, "Åse Dahl": 324, "Jo Lind": 53, "(blank)": 2086,
    }  # fmt: skip
    lowest = next(
        one for one in shown["segmentations"][0]["segments"] if one["segment"] == "Åse Dahl"
    )
    assert round(lowest["nps"]) == 22
    assert lowest["vs_rest"]["significant"]


def test_the_sample_history_says_who_had_which_plan(
    run_in: Callable[..., Ran], folder: Path
) -> None:
    history = ROOT / "sample_data" / "vendors" / "plan_history.csv"
    text = (
        "survey: {score: score, answered_at: responded_at, where: {response_id: "
        "[T0001, T0002, T0003, T0004]}}\nsegments: {plan: plan}\n"
        f"joins: [{{path: {history}, on: customer_id, as_of: valid_from, columns: plan}}]"
    )
    (folder / "c.yaml").write_text(text, encoding="utf-8")
    touchpoints = str(ROOT / "sample_data" / "touchpoints.csv")
    shown = json.loads(
        run_in("segment", touchpoints, "-c", "c.yaml", "-f", "json", cwd=folder).stdout
    )

    assert bases(shown) == {"Team": 2, "Free": 1, "(not in plan_history.csv)": 1}
    assert shown["ledger"]["read"] == 1500
