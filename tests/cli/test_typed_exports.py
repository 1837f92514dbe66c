"""A Parquet export with types gives the figures of the CSV export of the same answers."""

import random
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest

Run = Callable[..., CompletedProcess[str]]
CONFIGURATION = """survey: {score: score, answered_at: answered_at, where: {active: [true, false]}}
columns:
  tenure: {days_since: joined}
  topics: {column: tags, split: ";"}
segments:
  active: active
  is_active: {rules: {"Yes": {active: true}, "No": {active: false}}}
  plan: {column: plan, top: 1}
  joined: joined
  cohort: {column: joined, every: month}
  age: {since: joined, breaks: [30d, 1y]}
  tags: {tags: tags}
  usage: usage
  visits: {column: visits, breaks: [10, 50]}
  few: {column: visits, map: {one: [1], many: ["20", 300]}}
  spend: {column: usage, quantiles: 2}
  hits:
    overlap: true
    rules:
      New: {joined: {gte: 2026-01-01}}
      Then: {joined: 2025-07-04}
      Tagged: {topics: {has: x}}
      B: {plan: {in: [b]}}
      Busy: {visits: {gt: 19}}
      Long: {tenure: {gte: 100}}
      Half: {usage: 2.5}
      Unknown: {usage: {is_null: true}}
"""


def answers() -> pl.DataFrame:
    chance = random.Random(7)  # noqa: S311  # the same answers at every run

    def pick(*values: object) -> list[object]:
        return [chance.choice(values) for _ in range(300)]

    start = datetime(2026, 3, 1, 13, 5)  # noqa: DTZ001  # exports have local times
    return pl.DataFrame(
        {
            "score": pick(None, 0, 3, 6, 7, 8, 9, 10),
            "usage": pick(None, float("nan"), 1.0, 2.5, 3.0),
            "active": pick(*(True, False, None)),
            "joined": pick(None, date(2026, 1, 1), date(2025, 7, 4)),
            "answered_at": [start + timedelta(hours=7 * index) for index in range(300)],
            "plan": pick("a", "b", None),
            "tags": pick(None, [], ["x", "y"], ["y"]),
            "visits": pick(None, 1, 20, 300),
        },
        schema={
            "score": pl.Int64, "usage": pl.Float64, "active": pl.Boolean, "joined": pl.Date,
            "answered_at": pl.Datetime("us"), "plan": pl.String, "tags": pl.List(pl.String),
            "visits": pl.Int32,
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same answers as CSV and as Parquet of several types."""
    folder = tmp_path_factory.mktemp("typed")
    typed = answers()
    written = typed.with_columns(
        pl.col("tags").list.join(";"),
        pl.col("usage").fill_nan(None).cast(pl.String).str.strip_suffix(".0"),
    )
    written.write_csv(folder / "text.csv")
    typed.write_parquet(folder / "plain.parquet")
    typed.with_columns(
        pl.col("plan").cast(pl.Categorical),
        pl.col("score").cast(pl.Float64),
        pl.col("usage").cast(pl.Float32),
        pl.col("visits").cast(pl.UInt16),
        pl.col("answered_at").dt.replace_time_zone("Europe/Berlin").dt.cast_time_unit("ms"),
    ).write_parquet(folder / "other.parquet")
    written.write_parquet(folder / "text.parquet")
    (folder / "nps.yaml").write_text(CONFIGURATION, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(run_in: Run, exports: Path) -> str:
    """What the CSV export gives."""
    ran = run_in("segment", "text.csv", "-f", "csv", "-q", cwd=exports)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


@pytest.mark.parametrize("name", ["plain.parquet", "other.parquet", "text.parquet"])
def test_types_do_not_change_the_figures(
    call: Run, exports: Path, expected: str, name: str
) -> None:
    ran = call("segment", name, "-f", "csv", "-q", cwd=exports)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == expected.splitlines()


def test_an_order_that_the_type_does_not_have_is_an_error(call: Run, exports: Path) -> None:
    ran = call("segment", "plain.parquet", "--by", "joined:10,20", "-q", cwd=exports)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.fullmatch(
        r"nps: error: --by joined:10,20: found .*date.* in column 'joined', expected numbers\n",
        ran.stderr,
        re.IGNORECASE,
    )


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["--by", "who"], "--by who"),
        (["--respondent", "who"], "--respondent"),
        (["--account", "who"], "--account"),
        (["--weight", "who"], "--weight"),
        (["--date", "who"], "--date"),
        (["--where", "{who: {is_null: true}}"], "--where: who.is_null"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cells_that_are_no_single_values_are_refused_when_named(
    call: Run, tmp_path: Path, arguments: list[str], option: str
) -> None:
    frame = pl.DataFrame({"score": [9, 8], "plan": ["a", "b"], "who": [{"s3cret": 1}] * 2})
    frame.write_parquet(tmp_path / "nested.parquet")

    ran = call("segment", "nested.parquet", "--score", "score", "-q", *arguments)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: {option}: found type Struct in column 'who', expected text, numbers or "
        "dates\n"
    )
    assert call("segment", "nested.parquet", "--score", "score", "--by", "plan").returncode == 0
