"""Who of the invited answered, and answers weighted back to them: the whole command."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from math import sqrt
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest

ROOT = Path(__file__).parents[2]
VENDORS = ROOT / "sample_data" / "vendors"
Ran = CompletedProcess[str]
Call = Callable[..., Ran]
Record = dict[str, Any]

INVITES = (
    "id,plan,mrr\n01,Free,0\n02,Free,0\n03,Free,5\n04,Free,9\n05,Pro,20\n06,Pro,30\n07,New,1\n"
)
ANSWERS = (
    "customer,score,plan,mrr,region,weight\n"
    "01,9,Free,0,E,1\n05,3,Pro,20,E,2\n06,10,Pro,30,W,0.5\n06,2,Pro,30,W,1\n"
    "03,,Free,5,E,1\n99,7,Free,0,E,1\n,9,,,E,1\n1,9,Free,0,W,3\n"
)
SURVEY = "version: 1\nsurvey: {score: score}\n"
INVITED = "invited: {path: lists/invites.csv, on: {customer: id}}\n"
SEGMENTS = "segments: {plan: plan, mrr: {column: mrr, breaks: [10]}, region: region}\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A folder with answers, a list of the invited in a folder below, and a configuration."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "invites.csv").write_text(INVITES, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "nps.yaml").write_text(SURVEY + INVITED + SEGMENTS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def segmented(call: Call, survey: Path) -> Callable[..., Record]:
    """Run the command in the folder and give its record."""

    def run(*options: str) -> Record:
        ran = call("segment", "answers.csv", *options, "-f", "json", "-q", cwd=survey)
        assert ran.returncode == 0, ran.stderr
        record: Record = json.loads(ran.stdout)
        return record

    return run


def rates(record: Record, name: str) -> dict[str, tuple[int | None, int | None]]:
    (found,) = (one for one in record["segmentations"] if one["name"] == name)
    return {one["segment"]: (one["invited"], one["responded"]) for one in found["segments"]}


def test_rates_are_those_of_the_invited_by_segment(segmented: Callable[..., Record]) -> None:
    record = segmented()

    overall = record["overall"]
    assert (overall["base"], overall["invited"], overall["responded"]) == (7, 7, 3)
    assert overall["response_rate"] == 3 / 7
    assert rates(record, "plan") == {
        "Free": (4, 1), "Pro": (2, 2), "New": (1, 0), "(blank)": (0, 0)
    }  # fmt: skip
    assert rates(record, "mrr") == {"under 10": (5, 1), "10 and over": (2, 2), "(blank)": (0, 0)}
    assert rates(record, "region") == {"E": (None, None), "W": (None, None)}
    assert record["notes"][-3:] == [
        "2 answers are of customers who were not invited, by lists/invites.csv; response rates "
        "leave them out",
        "1 answer has no 'customer'; response rates leave them out",
        "region: no response rates, since lists/invites.csv has no column 'region'",
    ]


def test_without_a_list_there_are_no_such_keys(call: Call, survey: Path) -> None:
    ran = call("segment", "answers.csv", "--no-config", "--by", "plan", "-f", "json", cwd=survey)

    assert "invited" not in ran.stdout
    assert "response_rate" not in ran.stdout


@pytest.mark.parametrize("format_name", ["csv", "tsv", "ndjson", "parquet"])
def test_machine_formats_have_the_fields(call: Call, survey: Path, format_name: str) -> None:
    target = survey / f"out.{format_name}"
    ran = call("segment", "answers.csv", "-f", format_name, "-o", target.name, cwd=survey)
    assert ran.returncode == 0
    rows: list[Record]
    match format_name:
        case "parquet":
            rows = pl.read_parquet(target).to_dicts()
        case "ndjson":
            rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()[1:]]
        case _:
            text = io.StringIO(target.read_text("utf-8"))
            rows = list(csv.DictReader(text, delimiter="\t" if format_name == "tsv" else ","))

    found = [
        tuple("" if row[key] is None else f"{float(row[key]):.3f}" if row[key] != "" else ""
              for key in ("invited", "responded", "response_rate"))
        for row in rows
    ]  # fmt: skip
    assert found[0] == ("7.000", "3.000", "0.429")
    assert ("4.000", "1.000", "0.250") in found
    assert ("", "", "") in found


def test_the_answers_weighted_back_are_those_of_a_reader_with_a_pencil(
    segmented: Callable[..., Record],
) -> None:
    record = segmented("--only", "region", "--poststratify", "plan")

    assert_weighted(record["overall"], poststratified())
    region = {one["segment"]: one for one in record["segmentations"][0]["segments"]}
    for name in ("E", "W"):
        assert_weighted(region[name], poststratified(), name)
    assert record["notes"][-3:] == [
        "weighted back to the invited by plan: an answer weighs 0.78 to 1.56",
        "nobody of New answered, 1 of 7 invited; the others stand in for them",
        "nobody of (blank) was invited; 1 answer weighs 0",
    ]


def test_a_declared_weight_is_kept_within_a_stratum(segmented: Callable[..., Record]) -> None:
    record = segmented("--poststratify", "plan", "--weight", "weight")

    assert_weighted(record["overall"], poststratified(declared=True))


Weighted = list[tuple[int, str, float]]
"""Of each scored answer: +1, 0 or -1, the region, and the weight."""


def poststratified(*, declared: bool = False) -> Weighted:
    """Weigh by (invited share) / (share of the answers), strata that have both."""
    invited = Counter(row["plan"] for row in csv.DictReader(io.StringIO(INVITES)))
    answers = [row for row in csv.DictReader(io.StringIO(ANSWERS)) if row["score"]]
    before = [float(row["weight"]) if declared else 1.0 for row in answers]
    of_plan: Counter[str] = Counter()
    for row, weight in zip(answers, before, strict=True):
        of_plan[row["plan"]] += weight  # type: ignore[assignment]  # a counter of weights
    asked = sum(number for plan, number in invited.items() if of_plan[plan])
    made = []
    for row, weight in zip(answers, before, strict=True):
        plan, score = row["plan"], int(row["score"])
        factor = (invited[plan] / asked) / (of_plan[plan] / sum(before))
        made.append(((score >= 9) - (score < 7), row["region"], weight * factor))
    return made


def assert_weighted(figures: Record, answers: Weighted, region: str | None = None) -> None:
    """NPS, linearised standard error and Kish's effective base, the weights taken as known."""
    part = [(y, w) for y, own, w in answers if region in {None, own}]
    total, number = sum(w for _, w in part), len(answers)
    mean = sum(w * y for y, w in part) / total
    variance = number / (number - 1) * sum((w * (y - mean) / total) ** 2 for y, w in part)
    assert figures["nps"] == pytest.approx(100 * mean, abs=1e-6)
    assert figures["standard_error"] == pytest.approx(100 * sqrt(variance), abs=1e-6)
    effective = total**2 / sum(w**2 for _, w in part)
    assert figures["effective_base"] == pytest.approx(effective, abs=1e-6)
    assert figures["base"] == len(part)


def test_the_sample_says_what_its_configuration_asks(call: Call) -> None:
    command = ("segment", "vendors/invited_answers.csv", "-c", "../configs/response_rate.yaml")
    plain = call(*command, "-q", cwd=VENDORS.parent, env={"COLUMNS": "80"})
    weighted = call(*command, "-q", "--poststratify", "plan", cwd=VENDORS.parent)

    lines = plain.stdout.splitlines()
    assert lines[1:3] == ["NPS +15 (-2 to +30), 103 answers.", "100 of 400 invited answered: 25%."]
    assert (
        "response rates differ by plan (12% to 50%); weighted back to the invited NPS is +27, not "
        "+15: see --poststratify plan"
    ) in " ".join(plain.stdout.split())
    assert "NPS +27 (+7 to +44), 103 answers, weighted." in weighted.stdout
    assert "see --poststratify" not in weighted.stdout


@pytest.mark.parametrize(("width", "first"), [(80, ["n", "inv", "resp%"]), (50, ["n", "resp%"])])
def test_a_narrow_terminal_keeps_the_rate_longest(
    call: Call, survey: Path, width: int, first: list[str]
) -> None:
    env = {"COLUMNS": str(width)}
    ran = call("segment", "answers.csv", "-q", cwd=survey, env=env)

    lines = ran.stdout.splitlines()
    heading = next(line for line in lines if "resp%" in line)
    assert heading.split()[: len(first)] == first
    assert ("inv  invited" in ran.stdout) == ("inv" in first)
    assert all(len(line) <= width for line in lines)


def test_a_table_of_markdown_has_the_rate(call: Call, survey: Path) -> None:
    ran = call("segment", "answers.csv", "-f", "markdown", "-q", cwd=survey)

    assert "|  | n | inv | resp% |" in ran.stdout
    assert "| Pro | 3\\* | 2 | 100 |" in ran.stdout


def test_suppressed_segments_show_no_rate(segmented: Callable[..., Record]) -> None:
    record = segmented("--suppress-below", "3", "--only", "plan")

    assert rates(record, "plan")["(blank)"] == (None, None)
    assert record["overall"]["invited"] == 7
    assert "some answers have no 'customer'" in record["notes"]
    assert not any("1 answer" in note for note in record["notes"])


@pytest.mark.parametrize("ours", ["customer", "id"])
def test_a_list_may_be_named_without_a_configuration(call: Call, survey: Path, ours: str) -> None:
    (survey / "other.tsv").write_text(f"{ours}\tplan\n01\tFree\n88\tPro\n", encoding="utf-8")
    keys = "customer" if ours == "customer" else "customer=id"
    options = ("--invited", f"other.tsv:{keys}", "--by", "plan", "--score", "score", "-f", "json")
    ran = call("segment", "answers.csv", "--no-config", *options, cwd=survey)

    assert ran.returncode == 0, ran.stderr
    assert rates(json.loads(ran.stdout), "plan")["Free"] == (1, 1)


def test_a_typed_list_finds_texts_and_a_period_counts_its_own_answers(
    call: Call, survey: Path
) -> None:
    pl.DataFrame({"id": [1, 2, 3], "plan": ["a", "a", "b"]}).write_parquet(survey / "list.parquet")
    rows = "id,score,plan,day\n1,9,a,2026-01-01\n2,9,a,2026-02-01\n"
    (survey / "days.csv").write_text(rows, encoding="utf-8")
    options = ("--invited", "list.parquet:id", "--by", "plan", "--date", "day", "-f", "json")
    ran = call("segment", "days.csv", "--no-config", *options, "--period", "2026-02", cwd=survey)

    assert rates(json.loads(ran.stdout), "plan") == {"a": (2, 1), "b": (1, 0)}


@pytest.mark.parametrize(
    ("listed", "options", "message"),
    [
        ("id,plan\n01,a\n01,b\n02,a\n", (), "invited: found 1 customer more than once in column"),
        ("key,plan\n01,a\n", (), "invited.on: found no column 'id' in lists/invites.csv"),
        ("id,plan\n,a\n,b\n", (), "no cell in column 'id' that is not blank"),
        ("id,plan\n", (), "found no rows of lists/invites.csv"),
        ("id,plan\nA,a\nB,b\n", (), "found none of the 6 values of column 'customer' in column"),
        (None, (), "lists/invites.csv: no such file"),
        (INVITES, ("--poststratify", "plam"), "did you mean 'plan'?"),
        (
            INVITES,
            ("--poststratify", "region"),
            "found that lists/invites.csv has no column 'region'",
        ),
        (INVITES, ("--invited", "lists/invites.csv"), "expected a file and the column"),
        (INVITES, ("--invited", "answers.csv:custumer"), "did you mean 'customer'?"),
        (INVITES, ("--no-config", "--poststratify", "plan"), "found no list of the invited"),
        (INVITES, ("--compare", "plan=Free", "plan=Pro", "--poststratify", "plan"), "--compare"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_message(
    call: Call, survey: Path, listed: str | None, options: tuple[str, ...], message: str
) -> None:
    path = survey / "lists" / "invites.csv"
    path.unlink()
    if listed is not None:
        path.write_text(listed, encoding="utf-8")
    ran = call("segment", "answers.csv", "-q", *options, cwd=survey)

    assert ran.returncode == 2
    assert message in ran.stderr
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) <= 2


def test_a_column_that_is_joined_to_answers_is_not_that_of_the_list(
    call: Call, survey: Path
) -> None:
    (survey / "answers.csv").write_text("customer,score\n01,9\n05,3\n", encoding="utf-8")
    (survey / "customers.csv").write_text("id,plan\n01,Free\n05,Pro\n", encoding="utf-8")
    join = "joins: [{path: customers.csv, on: {customer: id}, columns: plan}]\n"
    (survey / "nps.yaml").write_text(
        f"{SURVEY}{INVITED}{join}segments: {{plan: plan}}\n", encoding="utf-8"
    )
    why = "column 'plan' is joined to the answers, and not to lists/invites.csv"

    shown = call("segment", "answers.csv", cwd=survey)
    assert f"plan: no response rates, since {why}" in " ".join(shown.stdout.split())
    refused = call("segment", "answers.csv", "--poststratify", "plan", cwd=survey)
    assert refused.returncode == 2
    assert f"found that {why}" in refused.stderr


@pytest.mark.parametrize(
    ("own", "listed"),
    [
        ("2025-01-13 2025-05-04 2025-08-14", "13/01/2025 04/05/2025 14/08/2025"),
        ("01/13/2025 05/04/2025 08/14/2025", "13/01/2025 04/05/2025 14/08/2025"),
        ("13/01/2025 04/05/2025 14/08/2025", "2025-01-13 2025-05-04 2025-08-14"),
        ("13/01/2025 04/05/2025 14/08/2025", "01/01/2025 04/05/2025 07/08/2025"),
    ],
)
def test_the_list_is_read_as_its_own_columns_are_written(
    call: Call, survey: Path, own: str, listed: str
) -> None:
    for name, key, days, amounts in [
        ("answers.csv", "customer", own, ("10.5", "20.5", "1030.5")),
        ("lists/invites.csv", "id", listed, ("10,5", "20,5", "1.030,5 €")),
    ]:
        rows = (
            f'{number},9,{day},"{amount}"\n'
            for number, (day, amount) in enumerate(zip(days.split(), amounts, strict=True))
        )
        (survey / name).write_text(f"{key},score,signed,mrr\n{''.join(rows)}", encoding="utf-8")
    segments = "segments: {day: {column: signed, every: quarter}, mrr: {column: mrr, breaks: [25]}}"
    (survey / "nps.yaml").write_text(SURVEY + INVITED + segments, encoding="utf-8")

    record = json.loads(call("segment", "answers.csv", "-f", "json", cwd=survey).stdout)

    quarters = {name: counts for name, counts in rates(record, "day").items() if counts[0]}
    assert quarters == {"2025Q1": (1, 1), "2025Q2": (1, 1), "2025Q3": (1, 1)}
    assert rates(record, "mrr") == {"under 25": (2, 2), "25 and over": (1, 1)}
    assert (
        "lists/invites.csv: column 'mrr' was read with commas before decimals: 3 cells tell so"
        in record["notes"]
    )


def test_segments_that_overlap_are_no_strata(call: Call, survey: Path) -> None:
    tags = "segments: {tags: {tags: plan, split: ;}}\n"
    (survey / "nps.yaml").write_text(SURVEY + INVITED + tags, encoding="utf-8")
    ran = call("segment", "answers.csv", "--poststratify", "tags", cwd=survey)

    assert ran.returncode == 2
    assert "its segments overlap" in ran.stderr


def test_one_of_two_rows_counts_where_that_is_declared(call: Call, survey: Path) -> None:
    text = "id,plan\n01,Free\n01,Pro\n05,Pro\n"
    (survey / "lists" / "invites.csv").write_text(text, encoding="utf-8")
    for keep, expected in (("first", (1, 1)), ("last", (0, 0))):
        declared = INVITED.replace("id}}", f"id}}, keep: {keep}}}")
        (survey / "nps.yaml").write_text(SURVEY + declared + SEGMENTS, encoding="utf-8")
        ran = call("segment", "answers.csv", "--only", "plan", "-f", "json", cwd=survey)
        assert rates(json.loads(ran.stdout), "plan")["Free"] == expected
        assert f"the {keep} row counts" in ran.stdout


def test_a_tally_refuses_the_list_and_a_cache_reads_all_rows(call: Call, survey: Path) -> None:
    refused = call("tally", "answers.csv", "-o", "a.tally", cwd=survey)
    cached = call("segment", "answers.csv", "--cache", "kept", cwd=survey)

    assert refused.returncode == 2
    assert "invited: found a list of the invited" in refused.stderr
    assert "--cache: all rows are read, since invited needs them at once" in cached.stderr


def test_the_list_is_not_overwritten(call: Call, survey: Path) -> None:
    ran = call("segment", "answers.csv", "-o", "lists/invites.csv", cwd=survey)

    assert ran.returncode == 2
    assert (survey / "lists" / "invites.csv").read_text(encoding="utf-8") == INVITES


def test_a_where_that_nobody_meets_has_rates_of_0(segmented: Callable[..., Record]) -> None:
    record = segmented("--where", "{plan: Moon}", "--poststratify", "plan")

    assert record["overall"]["base"] == 0
    assert record["overall"]["response_rate"] == 0


def test_a_tally_among_the_inputs_has_no_rates(call: Call, survey: Path) -> None:
    made = call(
        "tally", "answers.csv", "--no-config", "--score", "score", "-o", "a.tally", cwd=survey
    )
    ran = call("segment", "a.tally", "--invited", "lists/invites.csv:id", cwd=survey)

    assert made.returncode == 0
    assert ran.returncode == 2
    assert "--invited: found a list of the invited" in ran.stderr


def test_other_commands_do_without_the_list(call: Call, survey: Path) -> None:
    (survey / "lists" / "invites.csv").unlink()
    ran = call("power", "answers.csv", "-f", "json", cwd=survey)

    assert ran.returncode == 0
    assert "invited" not in ran.stdout


def test_validating_looks_at_the_list_too(call: Call, survey: Path) -> None:
    fits = call("validate", "nps.yaml", "answers.csv", cwd=survey)
    (survey / "lists" / "invites.csv").write_text("key,plan\n01,Free\n", encoding="utf-8")
    fails = call("validate", "nps.yaml", "answers.csv", cwd=survey)

    assert fits.returncode == 0
    assert "region: no response rates" in fits.stderr
    assert fails.returncode == 2
    assert "nps.yaml:3:40: invited.on: found no column 'id' in lists/invites.csv" in fails.stderr
