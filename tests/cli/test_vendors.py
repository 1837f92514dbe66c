"""Exports as vendors write them, read by the whole command with nothing said of them."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest

Run = Callable[..., CompletedProcess[str]]
VENDORS = Path(__file__).parent.parent.parent / "sample_data" / "vendors"
GERMAN = "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?"
SCORE = "How likely is it that you would recommend us to a friend or colleague?"
FEATURES = "Which features do you use?"

EXPORTS = [
    ("surveymonkey.csv", "surveymonkey", (), {"read": 12, "blank": 1, "scored": 11}, 100 / 11),
    (
        "surveymonkey-german.csv",
        "surveymonkey",
        ("--score", GERMAN),
        {"read": 12, "blank": 1, "scored": 11},
        100 / 11,
    ),
    ("typeform.csv", "typeform", (), {"read": 10, "scored": 10}, 20),
    ("typeform-partial.csv", "typeform", (), {"read": 10, "scored": 10}, 20),
    ("google-forms.csv", "google-forms", (), {"read": 8, "blank": 1, "scored": 7}, 100 / 7),
    ("google-forms-french.csv", "google-forms", (), {"read": 8, "blank": 1, "scored": 7}, 100 / 7),
    ("alchemer.csv", "alchemer", (), {"read": 9, "blank": 1, "scored": 8}, 25),
    ("surveygizmo.csv", "alchemer", (), {"read": 9, "blank": 1, "scored": 8}, 25),
    ("delighted.csv", "delighted", (), {"read": 10, "scored": 10}, 20),
]


def figures(ran: CompletedProcess[str]) -> dict[str, Any]:
    """What the command shows, which must have gone well."""
    assert ran.returncode == 0, ran.stderr
    shown: dict[str, Any] = json.loads(ran.stdout)
    return shown


def segments(shown: dict[str, Any]) -> list[list[tuple[str, int, float]]]:
    """The segments of each segmentation, their bases and NPS to one digit."""
    return [
        [(one["segment"], one["base"], round(one["nps"], 1)) for one in block["segments"]]
        for block in shown["segmentations"]
    ]


@pytest.mark.parametrize(
    ("name", "layout", "options", "ledger", "nps"), EXPORTS, ids=[row[0] for row in EXPORTS]
)
def test_an_export_is_told_by_its_content_and_read(  # noqa: PLR0913, PLR0917  # a row of the table
    call: Run, name: str, layout: str, options: tuple[str, ...], ledger: dict[str, int], nps: float
) -> None:
    ran = call("segment", name, *options, "-f", "json", cwd=VENDORS)
    shown = figures(ran)

    assert f"{name}: laid out by {layout} (name another layout with --layout)" in ran.stderr
    assert shown["sources"] == [
        {"path": name, "format": "csv", "layout": layout, "rows": ledger["read"]}
    ]
    assert {key: count for key, count in shown["ledger"].items() if count} == ledger
    assert shown["overall"]["nps"] == pytest.approx(nps)


@pytest.mark.parametrize(
    ("name", "by", "expected"),
    [
        (
            "surveymonkey.csv",
            FEATURES,
            [
                ("Reports", 7, 42.9),
                ("Alerts", 5, 20.0),
                ("Mobile app", 3, 66.7),
                ("Other (please specify)", 2, 0.0),
            ],
        ),
        (
            "surveymonkey.csv",
            "How happy are you with… › Support",
            [
                ("Happy", 5, 40.0),
                ("Unhappy", 3, -66.7),
                ("Very happy", 2, 100.0),
                ("Very unhappy", 1, -100.0),
            ],
        ),
        (
            "typeform.csv",
            "Reports … Mobile app",
            [("Reports", 5, 60.0), ("Alerts", 4, 50.0), ("Mobile app", 4, 75.0)],
        ),
        (
            "alchemer.csv",
            "How do you reach us: name all",
            [("E-mail", 4, 100.0), ("Phone: sales", 3, 33.3), ("Other - Write In", 1, -100.0)],
        ),
        (
            "alchemer.csv",
            "Speed:How do you rate our…",
            [("Good", 4, 100.0), ("Fair", 2, 0.0), ("Poor", 1, -100.0), ("(blank)", 1, -100.0)],
        ),
        ("delighted.csv", "plan", [("pro", 6, 66.7), ("free", 4, -50.0)]),
    ],
)
def test_columns_that_a_layout_makes_divide_respondents(
    call: Run, name: str, by: str, expected: list[tuple[str, int, float]]
) -> None:
    shown = figures(call("segment", name, "--by", by, "-f", "json", cwd=VENDORS))

    assert segments(shown) == [expected]


def test_ticked_choices_are_grouped_by_tags_and_tested_by_rules(call: Run, tmp_path: Path) -> None:
    config = tmp_path / "nps.yaml"
    config.write_text(
        f"""version: 1
columns: {{features: {{column: "{FEATURES}", split: ";"}}}}
segments:
  used: {{tags: "{FEATURES}", groups: {{Data: [Reports, Alerts], Mobile: [Mobile app]}}}}
  alerted: {{rules: {{Alerted: {{features: {{has: alerts}}}}}}}}
""",
        encoding="utf-8",
    )
    name = str(VENDORS / "surveymonkey.csv")
    shown = figures(call("segment", name, "-c", str(config), "-f", "json"))

    assert segments(shown) == [
        [("Data", 9, 11.1), ("Mobile", 3, 66.7)],
        [("Alerted", 5, 20.0)],
    ]


@pytest.mark.parametrize(
    ("name", "filtered", "scored"), [("alchemer.csv", 2, 6), ("typeform-partial.csv", 2, 8)]
)
def test_unfinished_answers_are_left_out_where_the_configuration_says_so(
    call: Run, tmp_path: Path, name: str, filtered: int, scored: int
) -> None:
    config = tmp_path / "nps.yaml"
    config.write_text("version: 1\nsurvey: {finished: true}\n", encoding="utf-8")
    shown = figures(call("segment", str(VENDORS / name), "-c", str(config), "-f", "json"))

    assert (shown["ledger"]["filtered_out"], shown["ledger"]["scored"]) == (filtered, scored)


@pytest.mark.parametrize(
    ("name", "period", "scored"),
    [
        ("surveymonkey.csv", "2026-03", 9),
        ("alchemer.csv", "2026-03", 2),
        ("surveygizmo.csv", "2026-03", 2),
        ("typeform.csv", "2026-03", 6),
        ("google-forms.csv", "2026-03", 2),
        ("google-forms-french.csv", "2026-03", 2),
        ("delighted.csv", "2026-03", 4),
    ],
)
def test_the_date_of_an_answer_is_known_where_a_run_needs_it(
    call: Run, name: str, period: str, scored: int
) -> None:
    shown = figures(call("segment", name, "--period", period, "-f", "json", cwd=VENDORS))

    assert shown["ledger"]["scored"] == scored


AMBIGUOUS = "03/04/2026 01:00:00 PM"
MONKEY = f"""Respondent ID,Start Date,End Date,How likely is it?,,Since
,,,Response,Why?,Response
118000000001,{AMBIGUOUS},{AMBIGUOUS},9,x,
118000000002,{AMBIGUOUS},{AMBIGUOUS},3,y,
"""
MONTH_FIRST = "column 'End Date' was read as month/day/year, as its layout writes dates"


def test_a_date_that_may_be_one_of_two_is_read_as_its_layout_writes_it(
    call: Run, tmp_path: Path
) -> None:
    (tmp_path / "monkey.csv").write_text(MONKEY, encoding="utf-8")
    score = ("--score", "How likely is it?")
    shown = figures(call("segment", "monkey.csv", *score, "--period", "2026-03", "-f", "json"))

    assert shown["ledger"]["scored"] == 2
    assert MONTH_FIRST in shown["notes"]


def test_what_a_layout_says_of_dates_does_not_hold_for_a_file_that_is_joined(
    call: Run, tmp_path: Path
) -> None:
    (tmp_path / "monkey.csv").write_text(MONKEY, encoding="utf-8")
    (tmp_path / "customers.csv").write_text(
        "id,since\n118000000001,03/04/2025\n118000000002,05/04/2025\n", encoding="utf-8"
    )
    ran = call(
        *("segment", "monkey.csv", "--score", "How likely is it?", "--by", "since:quarter"),
        *("--join", "customers.csv:Respondent ID=id"),
    )

    assert ran.returncode == 2
    assert "none tells whether the day or the month comes first" in ran.stderr


@pytest.mark.parametrize(
    "options", [("--by", "Date Modified:month"), ("--date", "Date Created", "--period", "2026-03")]
)
def test_surveymonkey_writes_the_month_first_in_every_column(
    call: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    names = "Respondent ID,Collector ID,Date Created,Date Modified,Would you recommend us?,Why?"
    rows = (
        f"11812345{at},400123456,03/0{at}/2026 09:14:22 AM,03/0{at}/2026 09:18:40 AM,9,so"
        for at in range(4, 9)
    )
    text = "\n".join((names, ",,,,Response,Open-Ended Response", *rows))
    (tmp_path / "early.csv").write_text(text, encoding="utf-8")

    shown = figures(call("segment", "early.csv", *options, "-f", "json", "--no-config"))

    assert shown["ledger"]["scored"] == 5
    bases = [[one["segment"] for one in part["segments"]] for part in shown["segmentations"]]
    assert bases in ([], [["2026-03"]])
    assert "month/day/year, as its layout writes dates" in str(shown["notes"])


def test_answers_of_a_form_mean_the_same_in_a_workbook(call: Run, tmp_path: Path) -> None:
    question = "How likely are you to recommend us?"
    answers = [(f"2026-0{1 + at % 3}-1{at} 09:50:29.878", 10 - at) for at in range(6)]
    moments = [(datetime.fromisoformat(stamp), float(score)) for stamp, score in answers]
    pl.DataFrame(moments, schema=["Timestamp", question], orient="row").write_excel(
        tmp_path / "form.xlsx", dtype_formats={pl.Datetime: "m/d/yyyy h:mm:ss"}
    )
    rows = "".join(f"{one:%m/%d/%Y %H:%M:%S},{score:.0f}\n" for one, score in moments)
    (tmp_path / "form.csv").write_text(f"Timestamp,{question}\n{rows}", encoding="utf-8")

    workbook, text = (
        figures(call("trend", name, "--every", "month", "-f", "json", "--no-config", "-q"))
        for name in ("form.xlsx", "form.csv")
    )

    assert workbook["sources"][0]["layout"] == text["sources"][0]["layout"] == "google-forms"
    assert workbook["periods"] == text["periods"]


def test_the_comment_on_the_score_is_known(call: Run) -> None:
    ran = call("segment", "surveymonkey.csv", "-v", "-f", "json", cwd=VENDORS)

    comment = f"{SCORE} › What is the main reason for your score?"
    assert f"comment: column {comment!r}, which the layout names" in ran.stderr


@pytest.mark.parametrize("options", [(), ("--score", SCORE), ("--score", "9", "--by", SCORE)])
def test_a_question_asked_twice_is_an_error_that_says_where(
    call: Run, options: tuple[str, ...]
) -> None:
    ran = call("segment", "surveymonkey-asked-twice.csv", "-q", *options, cwd=VENDORS)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert (
        f"found column {SCORE!r} more than once, expected each name once; "
        "rename one of columns 10 and 20\n"
    ) in ran.stderr


def test_a_name_that_stands_twice_in_a_plain_export_is_an_error_that_says_where(
    call: Run, tmp_path: Path
) -> None:
    (tmp_path / "twice.csv").write_text("id,nps,plan,nps\n1,9,a,9\n", encoding="utf-8")

    ran = call("segment", "twice.csv", "-q")

    assert ran.stderr == (
        "nps: error: found column 'nps' more than once, expected each name once; "
        "rename one of columns 2 and 4\n"
    )


@pytest.mark.parametrize("layout", ["surveymonkey", "typeform", "google-forms", "alchemer"])
def test_a_layout_that_cannot_be_is_refused(call: Run, layout: str) -> None:
    ran = call("segment", "delighted.csv", "--layout", layout, "-q", cwd=VENDORS)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"nps: error: delighted.csv: its first rows are not laid out as --layout {layout} says; "
        "name another layout, or leave the option out\n"
    )


def test_a_layout_may_be_plain_instead(call: Run) -> None:
    ran = call("segment", "delighted.csv", "--layout", "plain", "-f", "json", cwd=VENDORS)

    assert figures(ran)["sources"][0]["layout"] == "plain"


def test_counts_that_are_kept_know_the_layout(call: Run, tmp_path: Path) -> None:
    command = ("segment", str(VENDORS / "surveymonkey.csv"), "--by", FEATURES, "-f", "json")
    read = call(*command, "--cache", str(tmp_path / "kept"))
    kept = call(*command, "--cache", str(tmp_path / "kept"))

    assert figures(read) == figures(kept)
    assert segments(figures(kept))[0][0] == ("Reports", 7, 42.9)
