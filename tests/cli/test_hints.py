"""After a result, standard error says what to try next."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
RESPONSES, TOUCHPOINTS = str(SAMPLES / "responses.csv"), str(SAMPLES / "touchpoints.csv")
ROWS = 120


def segment(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nps", "segment", *arguments],
        capture_output=True, text=True, check=False, cwd=folder, encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "NPS_CONFIG"},
    )  # fmt: skip


def export(folder: Path, columns: dict[str, list[str]]) -> str:
    columns = {"score": [str(row % 11) for row in range(ROWS)], **columns}
    with (folder / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(columns), *zip(*columns.values(), strict=True)])
    return "a.csv"


def hints(*arguments: str, folder: Path) -> list[str]:
    done = segment(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return [line for line in done.stderr.splitlines() if not line.startswith("score column")]


def test_run_without_segments_says_what_to_try(tmp_path: Path) -> None:
    found = hints(TOUCHPOINTS, folder=tmp_path)

    assert found[0].startswith("Try     --by journey_stage  ")
    assert found[0].endswith("4 values: Renewal, Onboarding, Adoption, Evaluation")
    assert found[1].split() == [
        "--by", "touchpoint", "6", "values:", "Renewal,", "Onboarding", "call,", "Invoice,",
        "Support", "ticket,", "Webinar", "and", "1", "more",
    ]  # fmt: skip
    assert found[3] == "        --by responded_at:month"
    assert found[4] == f"        nps init {TOUCHPOINTS}  writes a configuration to build on"


def test_everything_that_is_suggested_works(tmp_path: Path) -> None:
    found = hints(RESPONSES, folder=tmp_path)
    forms = [line.removeprefix("Try").split()[1] for line in found[:-1]]

    assert forms[:3] == ["plan", "region", "role"]
    assert {"employees:10,50,250", "signed_up_at:year"} <= set(forms)
    done = segment(RESPONSES, *(f"--by={form}" for form in forms), folder=tmp_path)
    assert done.returncode == 0
    assert all(f"\n{form}\n" in done.stdout for form in forms)


def test_hints_never_show_comments_identifiers_or_control_characters(tmp_path: Path) -> None:
    half = ROWS // 2
    path = export(
        tmp_path,
        {
            "plan": ["\x1b[31mFree", "Team"] * half,
            "bad\x07name": ["a", "b"] * half,
            "comment": ["too slow", "too dear"] * half,
            "e-mail": ["ann@example.org", "bob@example.org"] * half,
        },
    )
    found = hints(path, folder=tmp_path)

    assert found == [
        "Try     --by plan       2 values: [31mFree, Team",
        "        nps init a.csv  writes a configuration to build on",
    ]


@pytest.mark.parametrize(
    "arguments", [("-q",), ("--by", "plan"), ("--by", "plan", "-f", "json")], ids=" ".join
)
def test_no_hint_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = export(tmp_path, {"plan": ["Free", "Team"] * (ROWS // 2)})

    assert hints(path, *arguments, folder=tmp_path) == []


def test_init_is_not_suggested_where_a_configuration_is(tmp_path: Path) -> None:
    path = export(tmp_path, {"plan": ["Free", "Team"] * (ROWS // 2)})
    (tmp_path / "nps.yaml").write_text("survey: {score: score}", encoding="utf-8")
    used, unused = hints(path, folder=tmp_path), hints(path, "--no-config", folder=tmp_path)

    assert used[1:] == unused == ["Try     --by plan  2 values: Free, Team"]


def test_export_without_columns_to_segment_by_still_has_a_next_step(tmp_path: Path) -> None:
    found = hints(export(tmp_path, {}), folder=tmp_path)

    assert found == ["Try     nps init a.csv  writes a configuration to build on"]


def test_names_are_quoted_for_a_shell(tmp_path: Path) -> None:
    path = export(tmp_path, {"What's your plan?": ["Free", "Team"] * (ROWS // 2)})

    assert hints(path, folder=tmp_path)[0].startswith("""Try     --by 'What'"'"'s your plan?'""")


@pytest.mark.parametrize(
    ("cells", "advice"),
    [
        ([str(row) for row in range(ROWS)], "try --by size:25,50,100 or size:q4"),
        ([f"20{row % 60:02}-01-31" for row in range(ROWS)], "try --by size:year"),
        (
            [f"Town {row}" for row in range(ROWS)],
            "in a configuration, `top: 8` shows the largest, and the rest together",
        ),
    ],
)
def test_many_segments_have_a_narrower_form(tmp_path: Path, cells: list[str], advice: str) -> None:
    (found,) = hints(export(tmp_path, {"size": cells}), "--by", "size", folder=tmp_path)

    assert found == f"--by size: {len(set(cells))} values; {advice}"


def test_fifty_segments_and_segmentations_of_a_configuration_are_left_alone(tmp_path: Path) -> None:
    path = export(tmp_path, {
        "town": [f"T{row % 50}" for row in range(ROWS)],
        "size": [str(row) for row in range(ROWS)],
    })  # fmt: skip
    (tmp_path / "nps.yaml").write_text("segments: {size: size}", encoding="utf-8")

    assert hints(path, "--by", "town", "--no-config", folder=tmp_path) == []
    assert len(hints(path, folder=tmp_path)) == 1
