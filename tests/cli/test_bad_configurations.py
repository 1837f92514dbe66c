"""Mistakes in a configuration are all named, each with its line, and nothing is read."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
SECRET = "s3cr3t-0f-a-resp0ndent"

TEN_MISTAKES = """version: 2
survey:
  score: {column: score, scale: 0-11}
  where: {plan: null}
  missing: 5
  comments: comment
score_bands: {low: 0-4, middle: 4-8, high: 9-10}
segments:
  plan: {colum: plan}
  mrr: {column: mrr, breaks: [50, 10]}
  both: {cross: [plan, region]}
  words: {rules: {A: {comment: {matches: "(["}}}}
  age: {since: joined, breaks: [90]}
"""
EACH = [
    "1:10: version: found version 2, expected 1",
    "3:33: survey.score.scale: found '0-11', expected 0-10 or 1-10",
    "4:17: survey.where.plan: found null, expected a value; test for missing cells with is_null",
    "5:12: survey.missing: found 5, expected a list",
    "6:3: survey.comments: found unknown key 'comments', expected one of",
    "7:33: score_bands.middle: found score 4, which 'low' has, expected it once",
    "9:9: segments.plan: found only 'colum', expected column",
    "10:8: segments.mrr: found break 10 after 50, expected ascending breaks",
    "11:24: segments.both.cross[1]: found 'region', expected a segmentation of this file",
    "12:42: segments.words.rules.A.comment.matches: found '([', expected a regular expression: "
    "unclosed character class",
    "13:33: segments.age.breaks[0]: found 90, expected a duration such as 30d",
]


def nested(opening: str, closing: str, depth: int = 50_000) -> str:
    return "segments: " + opening * depth + closing * depth


def bomb() -> str:
    """Ten of ten of ten, ten times."""
    names = "abcdefghij"
    lines = [f"a: &a [{', '.join('x' * 10)}]"]
    for name, of in zip(names[1:], names, strict=False):
        lines.append(f"{name}: &{name} [{', '.join([f'*{of}'] * 10)}]")
    return "\n".join(lines)


def test_all_mistakes_of_a_file_are_named_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nps.yaml").write_text(TEN_MISTAKES, encoding="utf-8")

    ran = run("segment", "export.csv", "-q")

    lines = ran.stderr.removeprefix("nps: error: ").splitlines()
    assert (ran.returncode, ran.stdout) == (2, "")
    assert len(lines) == len(EACH)
    for line, expected in zip(lines, EACH, strict=True):
        assert f"nps.yaml:{expected}" in line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "1:1: found nothing, expected keys such as survey", id="empty"),
        pytest.param(
            "segments: [\n", "2:1: found the end of the text, expected a value", id="syntax"
        ),
        pytest.param("segments:\n\ta: b\n", "2:1: found a tab, expected spaces", id="tab"),
        pytest.param(
            "segments:\n  a: plan\n  a: mrr\nsegments: {}\n",
            "3:3: segments.a: found key 'a' twice, first on line 2",
            id="the same key twice",
        ),
        pytest.param(bomb(), "found aliases that stand for more than", id="alias bomb"),
        pytest.param(nested("[", "]"), "levels deep, expected fewer", id="brackets"),
        pytest.param(nested("{a: ", "}"), "levels deep, expected fewer", id="braces"),
        pytest.param(
            "segments:\n  a: {cross: [a, b]}\n  b: plan\n",
            "2:15: segments.a.cross[0]: found 'a', the cross itself",
            id="a cross of itself",
        ),
        pytest.param(
            "score_bands: {low: 0-4, high: 8-10}\n",
            "score_bands: found no band for scores 5, 6, 7",
            id="a gap between bands",
        ),
        pytest.param(
            "score_bands: {low: 0-8, high: 8-10}\n",
            "score_bands.high: found score 8, which 'low' has",
            id="bands that overlap",
        ),
        pytest.param(
            f"score,comment\n9,{SECRET}\n8,{SECRET}\n",
            "1:1: found a text of several lines, expected keys such as survey",
            id="an export instead",
        ),
    ],
)
def test_a_mistake_is_located(call: Run, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "some.yaml").write_text(content, encoding="utf-8")

    begun = time.monotonic()
    ran = call("validate", "some.yaml")

    assert time.monotonic() - begun < 10
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nps: error: some.yaml:")
    assert message in ran.stderr
    assert re.search(r"^(nps: error: )?some\.yaml:\d+:\d+: ", ran.stderr)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.yaml", "none.yaml: there is no such file"),
        (".", ".: found a folder, expected a YAML file"),
        ("export.csv", "export.csv: found an export by its suffix, expected a configuration"),
        ("x.ndjson", "x.ndjson: found an export by its suffix, expected a configuration"),
        ("https://me:pw@a/b", "https://a/b: found an address, expected a configuration"),
        ("latin.yaml", "latin.yaml:2:10: found bytes that are not UTF-8"),
    ],
)
def test_a_file_that_is_no_configuration_is_named(
    call: Run, tmp_path: Path, path: str, message: str
) -> None:
    (tmp_path / "latin.yaml").write_bytes("version: 1\nsurvey: {\xfc: 1}\n".encode("latin-1"))

    ran = call("segment", "export.csv", "-c", path)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"nps: error: {message}")
    assert ran.stderr.count("\n") == 1


UNFIT = """survey: {score: score}
segments:
  words: {rules: {Big: {comment: {gte: 3}}}}
  late: {rules: {Late: {plan: {gt: 2026-01-01}}}}
  spend: {column: comment, breaks: [3]}
  region: {column: mrrr, quantiles: 4}
"""


def test_validate_names_all_that_does_not_fit_an_export(call: Run, tmp_path: Path) -> None:
    (tmp_path / "unfit.yaml").write_text(UNFIT, encoding="utf-8")

    ran = call("validate", "unfit.yaml", "export.csv")

    assert ran.returncode == 2
    assert sorted(ran.stderr.removeprefix("nps: error: ").splitlines()) == [
        "unfit.yaml:3:40: segments.words.rules.Big.comment.gte: found no numbers in column "
        "'comment': none of its 3 cells converts, expected numbers such as 12 or 3.5",
        "unfit.yaml:4:36: segments.late.rules.Late.plan.gt: found no dates in column 'plan': none "
        "of its 3 cells converts, expected ISO dates such as 2026-03-31",
        "unfit.yaml:6:20: segments.region.column: found no column 'mrrr' in the export, "
        "did you mean 'mrr'?",
    ]


def test_a_rule_that_orders_texts_is_located(call: Run, tmp_path: Path) -> None:
    (tmp_path / "unfit.yaml").write_text(UNFIT, encoding="utf-8")

    ran = call("segment", "export.csv", "-c", "unfit.yaml", "--only", "words")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "nps: error: unfit.yaml:3:40: segments.words.rules.Big.comment.gte: found no numbers in "
        "column 'comment': none of its 3 cells converts, expected numbers such as 12 or 3.5\n"
    )


def test_bands_are_held_against_the_scale_of_the_command(call: Run, tmp_path: Path) -> None:
    bands = "score_bands: {low: 0-6, high: 7-10}\n"
    (tmp_path / "nps.yaml").write_text(bands, encoding="utf-8")

    ran = call("segment", "export.csv", "--scale", "1-10", "-q")

    assert ran.returncode == 2
    assert "nps.yaml:1:20: score_bands.low: " in ran.stderr


def test_a_valid_configuration_is_said_to_fit(call: Run, tmp_path: Path) -> None:
    (tmp_path / "fit.yaml").write_text("segments: {plan: plan}\n", encoding="utf-8")

    ran = call("validate", "fit.yaml", "export.csv")

    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr.splitlines()[-1] == "fit.yaml: valid and fits export.csv"


def test_validate_names_columns_of_the_survey_that_are_not_there(call: Run, folder: Path) -> None:
    (folder / "unfit.yaml").write_text(
        "survey: {score: score, answered_at: joined}\nsegments: {plan: plan}\n",
        encoding="utf-8",
    )

    ran = call("validate", "unfit.yaml", "export.csv")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: unfit.yaml:1:37: survey.answered_at.column: found no column 'joined' in the "
        "export\n"
    )


def test_validate_says_which_cells_do_not_convert(call: Run, folder: Path, secret: str) -> None:
    (folder / "export.csv").write_text(f"score,mrr\n9,10\n8,{secret}\n", encoding="utf-8")
    (folder / "fit.yaml").write_text(
        "survey: {score: score}\nsegments: {spend: {column: mrr, breaks: [20]}}\n", encoding="utf-8"
    )

    ran = call("validate", "fit.yaml", "export.csv")

    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr.splitlines() == [
        "note: 1 cell of column 'mrr' is no number and counted as missing",
        "fit.yaml: valid and fits export.csv",
    ]
