"""`nps init` writes a configuration that runs as it is, whatever the export."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nps.analyses.starter import starter
from nps.cli.starting import next_command, title
from nps.engine.collect import collect
from nps.engine.conditions import pattern_problem
from nps.engine.profile import profile
from nps.engine.tallying import tally
from nps.sources.exports import open_exports
from nps.sources.opening import Opening
from nps.spec.configuration import Configuration
from nps.spec.load import parse_configuration
from nps.spec.scale import ScaleRange
from nps.spec.survey import Score, Survey

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
RESPONSES, TOUCHPOINTS = str(SAMPLES / "responses.csv"), str(SAMPLES / "touchpoints.csv")
ROWS = 24
RULES = "  # Rules of your own"


def nps(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "NPS_CONFIG"}
    return subprocess.run(
        [sys.executable, "-m", "nps", *arguments],
        capture_output=True, text=True, check=False, cwd=folder, encoding="utf-8",
        env=kept | variables,
    )  # fmt: skip


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return str(path)


def export(path: Path, columns: dict[str, list[str]]) -> str:
    return write(path, list(columns), list(zip(*columns.values(), strict=True)))


def taken_up(text: str) -> str:
    """The configuration with its comments from the example of rules on made part of it."""
    head, mark, tail = text.partition(RULES)
    lines = [line for line in (mark + tail).splitlines() if line.startswith("  # ")]
    freed = [line.replace("# ", "", 1) for line in lines]
    words = ("Rules of your own", "Remove the marks", "More columns")
    return head + "\n".join(line for line in freed if not line.strip().startswith(words)) + "\n"


SCORES = [str(score % 11) for score in range(ROWS)]


@pytest.mark.parametrize("path", [RESPONSES, TOUCHPOINTS])
def test_what_is_written_runs_as_it_is(tmp_path: Path, path: str) -> None:
    written = nps("init", path, folder=tmp_path)
    run = nps("segment", path, folder=tmp_path)
    checked = nps("validate", "nps.yaml", path, folder=tmp_path)

    assert (written.returncode, run.returncode, checked.returncode) == (0, 0, 0)
    assert written.stdout == ""
    assert f"wrote nps.yaml; next: nps segment {path}\n" in written.stderr
    assert "error" not in run.stderr
    assert "are no numbers" not in run.stdout


def test_every_kind_of_segmentation_that_fits_is_there(tmp_path: Path) -> None:
    nps("init", RESPONSES, folder=tmp_path)
    loaded = parse_configuration(
        (tmp_path / "nps.yaml").read_text(encoding="utf-8"), "x", pattern_problem=pattern_problem
    ).configuration

    survey = loaded.survey
    assert survey.score
    assert survey.answered_at
    assert (survey.name, survey.score.column, survey.answered_at.column) == (
        "Responses", "nps_score", "responded_at",
    )  # fmt: skip
    assert (survey.respondent, survey.comment) == ("customer_id", "comment")
    assert list(loaded.score_bands.values()) == [(0, 4), (5, 6), (7, 7), (8, 8), (9, 10)]
    kinds = {name: next(iter(type(part).model_fields)) for name, part in loaded.segments.items()}
    assert kinds["signed_up_age"] == "since"
    assert kinds["tags"] == "tags"
    assert {"signed_up_cohort", "plan", "employees", "country"} <= kinds.keys()
    assert loaded.segments["employees"].model_dump()["breaks"] == (10, 50, 250)
    assert loaded.segments["country"].model_dump()["top"] == 8


def test_comments_tell_how_to_go_on(tmp_path: Path) -> None:
    text = nps("init", RESPONSES, "-o", "-", folder=tmp_path).stdout

    assert text.startswith(f"# Run it:    nps segment {RESPONSES}\n")
    assert f"nps validate nps.yaml {RESPONSES}" in text
    assert "nps schema > nps.schema.json" in text
    assert "  # where: {status: complete}" in text


@pytest.mark.parametrize("path", [RESPONSES, TOUCHPOINTS])
def test_what_is_commented_out_runs_once_it_is_taken_up(tmp_path: Path, path: str) -> None:
    text = nps("init", path, "-o", "-", folder=tmp_path).stdout
    (tmp_path / "nps.yaml").write_text(taken_up(text), encoding="utf-8")
    run = nps("segment", path, "--only", "lifecycle", folder=tmp_path)

    assert run.returncode == 0, run.stderr
    assert "lifecycle" in run.stdout


def test_standard_output_is_no_file(tmp_path: Path) -> None:
    done = nps("init", TOUCHPOINTS, "-o", "-", "-q", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "score: score" in done.stdout
    assert not list(tmp_path.iterdir())


def test_standard_input_is_an_export(tmp_path: Path) -> None:
    with Path(TOUCHPOINTS).open(encoding="utf-8") as file:
        done = subprocess.run(
            [sys.executable, "-m", "nps", "init", "-", "-q"],
            capture_output=True, check=False, cwd=tmp_path, stdin=file,
        )  # fmt: skip

    assert done.returncode == 0
    assert "name:" not in (tmp_path / "nps.yaml").read_text(encoding="utf-8")


def test_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "nps.yaml").write_text("mine", encoding="utf-8")
    done = nps("init", TOUCHPOINTS, folder=tmp_path)

    assert done.returncode == 2
    assert "nps.yaml: is there already" in done.stderr
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_another_file_is_named_in_the_next_command(tmp_path: Path) -> None:
    done = nps("init", TOUCHPOINTS, "-o", "my file.yaml", folder=tmp_path)

    assert done.stderr.endswith(f"next: nps segment {TOUCHPOINTS} -c 'my file.yaml'\n")
    assert nps("segment", TOUCHPOINTS, "-c", "my file.yaml", folder=tmp_path).returncode == 0


def test_a_configuration_of_the_environment_would_stand_in_the_way(tmp_path: Path) -> None:
    done = nps("init", TOUCHPOINTS, folder=tmp_path, NPS_CONFIG="other.yaml")

    assert done.stderr.endswith(f"next: nps segment {TOUCHPOINTS} -c nps.yaml\n")


def test_score_that_is_not_clear_is_the_error_of_segment(tmp_path: Path) -> None:
    path = export(tmp_path / "two.csv", {"nps_score": SCORES, "nps score": SCORES})
    done, run = (nps(command, path, folder=tmp_path) for command in ("init", "segment"))

    assert (done.returncode, done.stderr) == (2, run.stderr)
    assert "name one with --score" in done.stderr
    assert not (tmp_path / "nps.yaml").exists()


@pytest.mark.parametrize(
    ("option", "words"),
    [("--score=plan", "holds no valid score"), ("--score=scor", "did you mean 'score'")],
)
def test_score_that_is_none_is_an_error(tmp_path: Path, option: str, words: str) -> None:
    path = export(tmp_path / "a.csv", {"score": SCORES, "plan": ["Free", "Team"] * 12})
    done = nps("init", path, option, folder=tmp_path)

    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "nps.yaml").exists()


def test_scale_and_words_that_stand_for_scores_are_written(tmp_path: Path) -> None:
    words = ["Strongly agree", "9", "8", "Strongly disagree", "2", "7"] * 4
    path = export(tmp_path / "words.csv", {"nps": words})
    done = nps("init", path, "--scale", "1-10", folder=tmp_path)
    text = (tmp_path / "nps.yaml").read_text(encoding="utf-8")

    assert done.returncode == 0
    assert "labels: {Strongly agree: 10, Strongly disagree: 1}" in text
    assert nps("segment", path, folder=tmp_path).returncode == 0
    assert "1-10" in text


def test_several_exports_share_a_configuration(tmp_path: Path) -> None:
    plans = {"score": SCORES, "plan": ["Free", "Team"] * 12}
    paths = [export(tmp_path / f"survey_2026_0{part}.csv", plans) for part in range(1, 6)]
    done = nps("init", *paths, folder=tmp_path)

    assert done.stderr.endswith("next: nps segment EXPORT...\n")
    assert nps("segment", *paths, folder=tmp_path).stdout.startswith("Survey ")


def test_typed_export_runs(tmp_path: Path) -> None:
    frame = pl.DataFrame({
        "score": [*range(11)] * 4,
        "spend": [row * 1.25 for row in range(44)],
        "trial": [row % 2 == 0 for row in range(44)],
        "tags": [["new", "beta"], ["new"]] * 22,
        "raw": [b"\xff"] * 44,
    })  # fmt: skip
    frame.write_parquet(tmp_path / "a.parquet")
    done = nps("init", "a.parquet", folder=tmp_path)
    run = nps("segment", "a.parquet", "-f", "json", folder=tmp_path)

    assert (done.returncode, run.returncode) == (0, 0), run.stderr
    for name in ("spend", "trial", "tags"):
        assert f'"name": "{name}"' in run.stdout


NASTY = [
    "a: b", "- x", "#c", "it's", '"q"', "{x}", "[y]", "yes", "007", "1.5", "null", "<<", "=", "~",
    "é ü", "名前", "a,b", "a*b", "a:q4", "line\nbreak", "tab\tin", "x" * 1500, "?", "!t", "&a",
    "%d", "@v", "`b`", "| p", "> f", "\u2028", "nbsp\u00a0", "-", "true", "all", "not", "\u200e",
    "📉",
]  # fmt: skip


def test_nasty_names_and_values_run(tmp_path: Path) -> None:
    columns = {"score": SCORES}
    for index, name in enumerate(NASTY):
        columns[name] = [name, NASTY[index - 1], "plain"] * (ROWS // 3)
    path = export(tmp_path / "it's a $(nasty) näme.csv", columns)
    done = nps("init", path, "--score", "score", folder=tmp_path)
    run = nps("segment", path, folder=tmp_path)

    assert (done.returncode, run.returncode) == (0, 0), done.stderr + run.stderr


NAME = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
VALUE = st.sampled_from(["NA", "-", "1.10", "yes", "a;b", "2026-01-31", "12", "0"]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=10
)
COLUMN = st.lists(VALUE, min_size=1, max_size=4).map(lambda values: (values * ROWS)[:ROWS])
NUMBERS = st.lists(st.integers(-5, 10**6).map(str), min_size=ROWS, max_size=ROWS)
DATES = st.lists(st.dates().map(str), min_size=ROWS, max_size=ROWS)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    columns=st.dictionaries(
        NAME | st.sampled_from(["responded_at", "signed_up_at", "tags"]),
        COLUMN | NUMBERS | DATES,
        max_size=5,
    )
)
def test_any_export_gives_a_configuration_that_runs(
    tmp_path: Path, columns: dict[str, list[str]]
) -> None:
    columns = {name: cells for name, cells in columns.items() if name.strip() != "score"}
    path = export(tmp_path / "any.csv", {"score": SCORES, **columns})
    with open_exports([path], collect=collect, opening=Opening(encoding="utf-8")) as exports:
        score = Score(column="score", scale=ScaleRange(0))
        alone = Configuration(survey=Survey(score=score))
        text = starter(
            profile(exports, "score"),
            score=score,
            tally=tally(exports, alone, ()),
            title="any",
            taken=[*exports[0].columns, *exports[0].duplicates],
            head=["any\nthing"],
        )
        for written in (text, taken_up(text)):
            loaded = parse_configuration(written, "nps.yaml", pattern_problem=pattern_problem)
            counted = tally(exports, loaded.configuration, tuple(loaded.configuration.segments))
            assert counted.ledger.scored == ROWS


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["data/responses.csv"], "Responses"),
        (["nps-export_2026-03.csv.gz"], "Nps export 2026-03"),
        (["https://example.org/q3_survey.csv?key=1"], "Q3 survey"),
        (["wave_1.csv", "wave_2.csv"], "Wave"),
        (["r.csv", "responses.csv"], None),
        (["-"], None),
        (["x\x1b[31m.csv"], "X[31m"),
    ],
)
def test_title_is_what_the_names_have_in_common(paths: list[str], expected: str | None) -> None:
    assert title(paths) == expected


def test_next_command_is_ready_for_a_shell() -> None:
    assert next_command(["my data.csv", "*.csv"], Opening(encoding="cp1252"), None) == (
        "nps segment 'my data.csv' *.csv --encoding cp1252"
    )
