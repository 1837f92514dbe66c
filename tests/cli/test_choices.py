"""What options say of columns, rows and segmentations, and how they meet a configuration."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Ran = CompletedProcess[str]
Run = Callable[..., Ran]

DUPLICATES = "score,plan,plan,,x\n9,Free,a,b,1\n3,Pro,a,b,2\n"
CONFIGURATION = """survey: {score: score, where: {plan: Free}}
segments:
  plan: plan
  spend: {column: mrr, breaks: [20]}
  region: {column: plan, top: 1}
  plan_by_spend: {cross: [plan, spend]}
"""


def segments(ran: Ran) -> list[tuple[str, str, str]]:
    """Segmentation, segment and base of every row of CSV."""
    assert ran.returncode == 0, ran.stderr
    rows = csv.DictReader(ran.stdout.splitlines())
    return [(row["segmentation"], row["segment"], row["base"]) for row in rows]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--score", "scor"],
            "--score: found no column 'scor' in the export, did you mean 'score'?",
        ),
        (["--score", ""], "--score: found nothing, expected the name of a column"),
        (["--scale", "2-9"], "--scale: found '2-9', expected 0-10 or 1-10"),
        (["--by", "plam"], "--by plam: there is no column 'plam', did you mean 'plan'?"),
        (["--by", ""], "--by '': found nothing, expected a column"),
        (["--by", "mrr:30,10"], "--by mrr:30,10: found break 10 after 30, expected ascending"),
        (["--by", "mrr:weekly"], "--by mrr:weekly: found 'weekly', expected breaks"),
        (["--by", "plan:10"], "--by plan:10: found no numbers in column 'plan'"),
        (["--by", "plan*plan"], "--by plan*plan: found part 'plan' twice"),
        (["--only", "plam"], "--only plam: there is no such segmentation; declared are: none"),
        (
            ["--where", "{plam: Free}"],
            "--where: plam: found no column 'plam' in the export, did you",
        ),
        (["--where", "plan"], "--where:1:1: found 'plan', expected a condition such as"),
        (["--where", "{plan: [}"], "--where:1:9: found '}', expected a value"),
        (["--where", "{plan: {gtt: 1}}"], "--where:1:9: plan.gtt: found unknown key 'gtt'"),
        (["--where", "{plan: {matches: '*'}}"], "expected a regular expression: repetition"),
        (["--where", "{plan: {gt: 3}}"], "--where: plan.gt: found no numbers in column 'plan'"),
        (["--where", "{tags: {has: a}}"], "--where:1:14: tags.has: found has on 'tags'"),
        (["-c", "nps.yaml", "--no-config"], "--no-config: found -c too, expected one of them"),
        (["--weight", ""], "--weight: found nothing, expected the name of a column"),
        (
            ["--weight", "mr"],
            "--weight: found no column 'mr' in the export, did you mean 'mrr'?",
        ),
        (["--weight", "plan"], "column 'plan' holds no weight that can be used: 3 scored answers"),
        (["--weight", "comment"], "column 'comment' holds no weight that can be used"),
        (["--respondent", "plam"], "--respondent: found no column 'plam' in the export, did you"),
        (["--account", "plam"], "--account: found no column 'plam' in the export, did you mean"),
        (["--date", "dya"], "--date: found no column 'dya' in the export"),
        (["--date", "comment"], "--date: found no dates in column 'comment': none of its 3 cells"),
        (["--period", "2026Q1"], "--period: found no column of dates, expected the day of each"),
        (["--period", "2026Q5"], "--period: found '2026Q5', expected a quarter from Q1 to Q4"),
        (["--today", "soon"], "--today: found 'soon', expected an ISO date such as 2026-03-31"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_choice_that_does_not_fit_is_named(
    call: Run, arguments: Sequence[str], message: str
) -> None:
    ran = call("segment", "export.csv", "-q", *arguments)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nps: error: ")
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_columns_without_a_name_of_their_own_do_no_harm_unless_named(
    call: Run, tmp_path: Path
) -> None:
    (tmp_path / "twice.csv").write_text(DUPLICATES, encoding="utf-8")

    assert segments(call("segment", "twice.csv", "--by", "x", "-f", "csv")) == [
        ("", "All responses", "2"),
        ("x", "1", "1"),
        ("x", "2", "1"),
    ]


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["--by", "plan"], "--by plan"),
        (["--score", "plan"], "--score"),
        (["--where", "{plan: Free}"], "--where: plan"),
    ],
)
def test_a_column_that_is_there_twice_is_refused_when_named(
    call: Run, tmp_path: Path, arguments: Sequence[str], option: str
) -> None:
    (tmp_path / "twice.csv").write_text(DUPLICATES, encoding="utf-8")

    ran = call("segment", "twice.csv", "-q", *arguments)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: {option}: found column 'plan' more than once, expected each name once; "
        "rename one of columns 2 and 3\n"
    )


@pytest.fixture
def configured(call: Run, tmp_path: Path) -> Run:
    (tmp_path / "nps.yaml").write_text(CONFIGURATION, encoding="utf-8")
    return call


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], ["plan", "spend", "region", "plan_by_spend"]),
        (["--by", "mrr"], ["mrr"]),
        (["--by", "mrr,plan", "--by", "mrr:15"], ["mrr", "plan", "mrr:15"]),
        (["--only", "spend"], ["spend"]),
        (["--only", "spend", "--by", "mrr"], ["spend", "mrr"]),
        (["--only", "plan", "--by", "plan"], ["plan"]),
        (["--no-config", "--by", "plan*mrr"], ["plan*mrr"]),
    ],
    ids=" ".join,
)
def test_by_replaces_and_only_keeps(
    configured: Run, arguments: Sequence[str], shown: Sequence[str]
) -> None:
    rows = segments(configured("segment", "export.csv", "-f", "csv", *arguments))

    assert list(dict.fromkeys(name for name, _, _ in rows)) == ["", *shown]


def test_two_segmentations_of_one_name_are_not_mixed(configured: Run, tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("score,region,plan,mrr\n9,a,b,1\n", encoding="utf-8")

    ran = configured("segment", "export.csv", "-q", "--only", "region", "--by", "region")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: --by region: the configuration has another segmentation 'region', which "
        "--only keeps; leave out one of them\n"
    )


def test_a_segmentation_that_is_not_declared_is_named(configured: Run) -> None:
    ran = configured("segment", "export.csv", "-q", "--only", "plam")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "nps: error: --only plam: there is no such segmentation, did you mean 'plan'?; "
        "declared are: plan, spend, region, plan_by_spend\n"
    )


def test_where_stands_in_for_that_of_the_configuration_and_says_so(configured: Run) -> None:
    ran = configured("segment", "export.csv", "--where", "{plan: Pro}", "--by", "plan", "-f", "csv")

    assert segments(ran) == [("", "All responses", "1"), ("plan", "Pro", "1")]
    assert "--where stands in for survey.where of the configuration" in ran.stderr.splitlines()


def test_where_may_use_columns_that_the_configuration_makes(
    configured: Run, tmp_path: Path
) -> None:
    (tmp_path / "tags.yaml").write_text(
        "columns: {words: {column: comment, split: ' '}}\n", encoding="utf-8"
    )

    ran = configured(
        "segment", "export.csv", "-c", "tags.yaml", "--where", "{words: {has: nice}}", "-f", "csv"
    )

    assert segments(ran) == [("", "All responses", "1")]


@pytest.mark.parametrize(
    "format_name", ["table", "json", "ndjson", "csv", "tsv", "markdown", "parquet"]
)
def test_a_condition_that_nobody_meets_gives_base_0(
    configured: Run, tmp_path: Path, format_name: str
) -> None:
    ran = configured(
        "segment", "export.csv", "--where", "{plan: Gratis}", "-f", format_name, "-o", "report"
    )

    report = (tmp_path / "report").read_bytes()
    assert (ran.returncode, ran.stdout) == (0, "")
    if format_name in {"table", "markdown"}:
        assert b"No scored answers, so there is no NPS." in report
        assert b"no cell of column 'plan' is 'Gratis'" in report
    if format_name == "csv":
        assert report.splitlines()[1].startswith(b",All responses,0,")


def test_the_score_column_is_found_and_said(call: Run) -> None:
    ran = call("segment", "export.csv")

    assert ran.returncode == 0
    assert ran.stderr.startswith("score column: 'score' (name another with --score)\n")


@pytest.mark.parametrize(
    ("env", "arguments", "said"),
    [
        ({}, ["--no-config", "-q"], []),
        ({}, [], ["using {folder}/nps.yaml"]),
        ({"NPS_CONFIG": ""}, [], ["using {folder}/nps.yaml"]),
        ({"NPS_CONFIG": "../other.yaml"}, [], ["using ../other.yaml (from NPS_CONFIG)"]),
        ({"NPS_CONFIG": "../none.yaml"}, ["-c", "../other.yaml"], []),
        ({"NPS_CONFIG": "../other.yaml"}, ["--no-config", "-q"], []),
        ({}, ["-q"], []),
        ({}, ["-v"], ["using {folder}/nps.yaml", "../export.csv: read as csv"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_configuration_in_use_is_said(
    configured: Run, tmp_path: Path, env: dict[str, str], arguments: list[str], said: list[str]
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "other.yaml").write_text("survey: {score: mrr}\nsegments: {}\n", encoding="utf-8")
    (tmp_path / "export.csv").write_text("score,plan,mrr\n9,Free,3\n1,b,4\n", encoding="utf-8")

    ran = configured(
        "segment", "../export.csv", "--by", "plan", *arguments, cwd=tmp_path / "deep", env=env
    )

    assert ran.returncode == 0
    assert ran.stderr.splitlines() == [line.format(folder=tmp_path) for line in said]


def test_a_configuration_of_the_environment_that_is_not_there_is_named(configured: Run) -> None:
    ran = configured("segment", "export.csv", env={"NPS_CONFIG": "none.yaml"})

    assert ran.returncode == 2
    assert ran.stderr.splitlines() == [
        "using none.yaml (from NPS_CONFIG)",
        "nps: error: none.yaml: there is no such file, give one with -c or go without by "
        "--no-config",
    ]


def test_a_column_of_the_configuration_that_is_not_there_is_located(
    configured: Run, tmp_path: Path
) -> None:
    (tmp_path / "export.csv").write_text("score,paln\n9,Free\n", encoding="utf-8")

    ran = configured("segment", "export.csv", "-c", "nps.yaml", "--only", "plan")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.splitlines() == [
        "nps: error: nps.yaml:1:38: survey.where.plan: found no column 'plan' in the export, did "
        "you mean 'paln'?",
        "nps.yaml:3:9: segments.plan.column: found no column 'plan' in the export, did you mean "
        "'paln'?",
        "fix the configuration, name another with -c, or use --no-config",
    ]


DATED = """score,day,weight,who,account
9,2026-01-05,2,ann,acme
3,2026-03-31,1,bob,acme
8,2026-07-01,0,ann,acme
10,,-1,eve,bolt
1,soon,3,,
"""


@pytest.fixture
def dated(call: Run, tmp_path: Path) -> Run:
    (tmp_path / "dated.csv").write_text(DATED, encoding="utf-8")
    return lambda *arguments: call("segment", "dated.csv", *arguments)


def test_rows_outside_the_period_are_filtered_out_and_its_days_said(dated: Run) -> None:
    ran = dated("--date", "day", "--period", "last-quarter", "--today", "2026-06-01", "-f", "json")

    record = json.loads(ran.stdout)
    assert record["ledger"]["filtered_out"] == 3
    assert record["overall"]["scores"] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]
    assert "--period last-quarter: 2026-01-01 to 2026-03-31" in ran.stderr.splitlines()


def test_weights_and_who_answered_without_a_configuration(dated: Run) -> None:
    options = ("--weight", "weight", "--respondent", "who", "--account", "account", "-f", "json")

    record = json.loads(dated(*options).stdout)

    assert record["ledger"]["bad_weight"] == 1
    assert record["overall"]["base"] == 4
    assert record["overall"]["weighted_scores"] == [0, 3, 0, 1, 0, 0, 0, 0, 0, 2, 0]
    assert record["overall"]["effective_base"] == pytest.approx(36 / 14)
    assert record["notes"] == [
        "1 scored answer has a weight of 0 and no say in shares and NPS",
        "1 of 2 respondents answered more than once",
        "1 of 1 account answered more than once",
    ]


def test_columns_of_options_beat_those_of_the_configuration(dated: Run, tmp_path: Path) -> None:
    (tmp_path / "nps.yaml").write_text(
        "survey: {score: score, weight: none, respondent: none, account: none, "
        "answered_at: {column: none, format: '%d/%m/%Y'}, repeats: latest}\n",
        encoding="utf-8",
    )
    options = ("--weight", "weight", "--respondent", "who", "--account", "account", "-f", "json")

    record = json.loads(dated("--date", "day", *options).stdout)

    assert record["ledger"]["repeats_dropped"] == 1
    assert record["overall"]["scores"] == [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--weight", "weight", "--where", "{account: acme, score: 8}"],
            "column 'weight' holds weights of 0 only, for 1 scored answer, expected numbers of 0 "
            "or more, some of them above 0; name another column with --weight",
        ),
        (
            ["--weight", "weight", "--where", "{who: eve}"],
            "column 'weight' holds no weight that can be used: 1 scored answer has one that is "
            "blank, negative or a text, expected numbers of 0 or more, some of them above 0; name "
            "another column with --weight",
        ),
        (
            ["--date", "day", "--period", "2025Q4"],
            "period 2025Q4 (2025-10-01 to 2025-12-31): found no answer of that time; the answers "
            "run from 2026-01-05 to 2026-07-01",
        ),
        (
            ["--date", "who", "--period", "2025Q4"],
            "--date: found no dates in column 'who': none of its 4 cells converts, expected ISO "
            "dates such as 2026-03-31, or a pattern under survey.answered_at.format",
        ),
    ],
    ids=["weights of 0 only", "no weights", "a period without answers", "no dates"],
)
def test_data_that_an_option_does_not_fit_is_said(
    dated: Run, arguments: Sequence[str], message: str
) -> None:
    ran = dated("-q", *arguments)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"nps: error: {message}\n"
