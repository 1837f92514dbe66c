"""`nps explain --plan`, from the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from nps.render.registry import FORMATS

Run = Callable[..., Any]
SECRET = "s3cr3t-0f-a-resp0ndent"
ROWS = 30_000
CONFIG = """\
version: 1
survey: {name: Quarterly, score: score, answered_at: at, comment: comment}
columns: {age: {days_since: signed}}
segments:
  plan: plan
  country: country
  usage: {column: logins, breaks: [3, 10]}
  lifecycle: {rules: {New: {age: {lt: 30}}, Heavy: {logins: {gt: 20}, plan: Pro}}, otherwise: Else}
  talk: {overlap: true, rules: {Price: {comment: {contains: price}}}}
  id: id
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration, an export of more than 4 MB, and a small one."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "nps.yaml").write_text(CONFIG, encoding="utf-8")
    frame = pl.DataFrame(
        {
            "id": [f"C{at}" for at in range(ROWS)],
            "score": [at % 11 for at in range(ROWS)],
            "plan": [("Free", "Team", "Pro")[at % 3] for at in range(ROWS)],
            "country": [("DE", "FR", "AT", "CH")[at // 3 % 4] for at in range(ROWS)],
            "logins": [at * 7 % 40 for at in range(ROWS)],
            "at": ["2026-03-01"] * ROWS,
            "signed": [f"2026-0{1 + at // 5 % 2}-11" for at in range(ROWS)],
            "comment": [f"{SECRET} " * 6] * ROWS,
            "other": ["-"] * ROWS,
        }
    )
    frame.write_csv(folder / "large.csv")
    frame.head(20).write_csv(folder / "small.csv")
    assert (folder / "large.csv").stat().st_size > 4_000_000
    return folder


def told(call: Run, folder: Path, *arguments: str) -> str:
    ran = call("explain", *arguments, "--plan", "-q", cwd=folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert SECRET not in ran.stdout
    return str(ran.stdout)


def test_a_large_export_is_put_together(call: Run, large: Path) -> None:
    printed = told(call, large, "large.csv")
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert lines == [
        "Quarterly large.csv",
        "Told from the first 20,000 rows: those that rules cannot tell apart are put together, and "
        "segments are worked out once for each combination.",
        "",
        "combinations how",
        "Columns read",
        "id its texts",
        "score the score",
        "plan its texts",
        "country its texts",
        "logins as a number, cut at 3, 10, above 20",
        "at the date of the answer; the date to which days since signed are counted",
        "signed days to at, cut at 30",
        'comment searched for "price"',
        "Rows put together",
        "plan, usage, lifecycle 24 share one group, by plan, logins, at, signed",
        "all responses, country, talk 4 share one group, by country, comment; apart, since two "
        "texts in one key cost more than one each in two",
        "Row by row",
        "id worked out for each row, by id; more than 200,000 combinations",
        "",
        "combinations about so many that rules can tell apart, each at every score",
    ]


def test_a_small_export_is_counted_as_it_is(call: Run, large: Path) -> None:
    printed = told(call, large, "small.csv", "--only", "usage")
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert lines[1].startswith("An export of ")
    assert lines[1].endswith(
        " all is counted row by row. Below 4 MB, and for at most 40 sets of keys, a look at a "
        "sample costs more than it saves."
    )
    assert lines[3:] == [
        "how",
        "Columns read",
        "score the score",
        "logins as a number, compared with 3, 10",
        "at the date of the answer",
        "Row by row",
        "all responses, usage worked out for each row",
    ]


def test_each_input_has_a_plan(call: Run, large: Path) -> None:
    assert call("tally", "small.csv", "-o", "week.tally", "-q", cwd=large).returncode == 0
    (large / "other.csv").write_text("id,score\nC1,9\n", encoding="utf-8")
    record = json.loads(told(call, large, "large.csv", "other.csv", "week.tally", "-f", "json"))
    ways = [(one["path"], one["way"], one["daily"]) for one in record["sources"]]
    assert ways == [
        ("large.csv", "together", True),
        ("other.csv", "small", True),
        ("week.tally", "tally", False),
    ]
    lacking = [row["name"] for row in record["rows"] if row["role"] == "lacking"]
    assert sorted(lacking) == sorted(["at", "signed", "plan", "country", "logins", "comment"])
    assert {row["source"] for row in record["rows"]} == {"large.csv", "other.csv"}


def test_all_rows_are_gathered_for_a_respondent(call: Run, large: Path) -> None:
    printed = told(call, large, "large.csv", "--respondent", "id", "--only", "plan")
    assert "All rows are gathered, then counted row by row, since survey.respondent" in printed
    assert "who answered" in printed
    assert "Rows put together" not in printed


def test_periods_and_options_are_part_of_the_plan(call: Run, large: Path) -> None:
    options = ("--period", "2026Q1", "--where", "{other: '-'}", "--by", "logins:5", "-f", "json")
    rows = json.loads(told(call, large, "large.csv", *options))["rows"]
    words = {row["name"]: row["words"] for row in rows if row["part"] == "column"}
    assert words == {
        "score": "the score", "logins": "as a number, cut at 5", "at": "the date of the answer",
        "other": "its texts, compared with -",
    } or words["other"] == 'its texts, compared with "-"'  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_plans(call: Run, large: Path, name: str, tmp_path: Path) -> None:
    target = tmp_path / f"plan.{name}"
    arguments = ("large.csv", "-f", name, "-o", str(target), "--plan", "-q")
    ran = call("explain", *arguments, cwd=large)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    if name == "parquet":
        frame = pl.read_parquet(target)
        assert frame["part"].value_counts(sort=True)["count"].to_list() == [9, 2, 1]
    else:
        text = target.read_text(encoding="utf-8")
        assert "as a number, cut at 3, 10, above 20" in text
        assert SECRET not in text


def test_no_more_than_a_sample_is_read(call: Run, large: Path) -> None:
    frame = pl.read_csv(large / "large.csv").with_columns(
        comment=pl.format("{} " + "{}" * 25, "id", *[pl.col("id")] * 25)
    )
    target = large / "broken.parquet"
    frame.write_parquet(target, row_group_size=25_000, compression="uncompressed")
    content = bytearray(target.read_bytes())
    # The head of the page that holds the first respondent of the second part.
    page = content.index(b"C25000")
    content[page - 40 : page] = b"\xff" * 40
    target.write_bytes(content)
    counted = call("segment", "broken.parquet", "-q", cwd=large)
    assert counted.returncode == 2
    assert "Rows put together" in told(call, large, "broken.parquet")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--plan", "--row", "1"), "found --row and --plan, expected at most one of"),
        (("--plan", "--id", "C1"), "found --id and --plan, expected at most one of"),
        (("--plan", "--bad"), "found --bad and --plan, expected at most one of"),
        (("--plan", "--freeze"), "found --freeze and --plan, expected at most one of"),
        (("--plan", "--by", "plam"), "did you mean 'plan'?"),
        (("--plan", "-o", "small.csv"), "is an input too"),
    ],
)
def test_mistakes_are_said(
    call: Run, large: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = call("explain", "small.csv", "-q", *arguments, cwd=large)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in ran.stderr


def test_a_tally_of_another_configuration_is_refused(call: Run, large: Path) -> None:
    assert call("tally", "small.csv", "-o", "old.tally", "-q", cwd=large).returncode == 0
    (large / "new.yaml").write_text(CONFIG.replace("[3, 10]", "[4]"), encoding="utf-8")
    ran = call("explain", "old.tally", "-c", "new.yaml", "--plan", "-q", cwd=large)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "usage" in ran.stderr
