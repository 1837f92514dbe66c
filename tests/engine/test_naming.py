"""What a configuration names must be there, before any row is read."""

from typing import Any

import pytest

from nps.engine.naming import name_problems, named_columns
from nps.errors import key_path
from nps.spec.configuration import Configuration
from nps.spec.survey import RoleRollUp, Survey


def problems(declared: dict[str, Any], *duplicates: str) -> list[str]:
    configuration = Configuration.model_validate(declared)
    columns = ("score", "plan", "comment", "started", "tags", "role", "customer")
    twice = {one: f"found {one!r} more than once; rename one" for one in duplicates}
    found = name_problems(configuration, tuple(configuration.segments), columns, twice)
    return [f"{key_path(problem.path)}: {problem.message}" for problem in found]


def test_what_is_there_is_no_problem() -> None:
    declared = {
        "survey": {
            "score": "score",
            "comment": "comment",
            "answered_at": "started",
            "account": "customer",
            "weight": "age",
            "roll_up": {"role": ["Admin"]},
        },
        "columns": {"words": {"column": "tags", "split": ";"}, "age": {"days_since": "started"}},
        "segments": {
            "plan": "plan",
            "rules": {"rules": {"R": {"age": {"lt": 3}, "words": {"has": "x"}}}},
            "ages": {"since": "started", "until": "2026-01-01", "breaks": ["30d"]},
            "talk": {"rules": {"Price": {"comment": {"contains": "price"}}}},
        },
    }
    assert problems(declared) == []


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (
            {"survey": {"score": "scores"}},
            "survey.score.column: found no column 'scores' in the export, did you mean 'score'?",
        ),
        (
            {"survey": {"respondent": "who"}},
            "survey.respondent: found no column 'who' in the export",
        ),
        (
            {"survey": {"account": "custmer"}},
            "survey.account: found no column 'custmer' in the export, did you mean 'customer'?",
        ),
        (
            {"survey": {"weight": "wt"}},
            "survey.weight: found no column 'wt' in the export",
        ),
        (
            {"survey": {"account": "customer", "roll_up": {"rolle": ["Admin"]}}},
            "survey.roll_up.rolle: found no column 'rolle' in the export, did you mean 'role'?",
        ),
        (
            {"survey": {"account": "age", "comment": "x"}, "columns": {"age": {"days_since": "y"}}},
            "survey.comment: found no column 'x' in the export",
        ),
        (
            {"survey": {"weight": "age"}, "columns": {"age": {"days_since": "begun"}}},
            "columns.age.days_since: found no column 'begun' in the export",
        ),
        (
            {"survey": {"account": "comment", "comment": "comment"}},
            "survey.account: found 'comment', the comments, which are never shown, "
            "expected another column",
        ),
        (
            {"survey": {"where": {"any": [{"plam": "x"}, {"plan": "y"}]}}},
            "survey.where.any[0].plam: found no column 'plam' in the export, did you mean 'plan'?",
        ),
        (
            {"segments": {"s": {"since": "start", "until": "ended", "breaks": ["1d"]}}},
            "segments.s.since: found no column 'start' in the export, did you mean 'started'?",
        ),
        (
            {"segments": {"s": {"tags": "tagz"}}},
            "segments.s.tags: found no column 'tagz' in the export, did you mean 'tags'?",
        ),
        (
            {
                "columns": {"age": {"days_since": "begun", "until": "ended"}},
                "segments": {"s": {"column": "age", "breaks": [1]}},
            },
            "columns.age.days_since: found no column 'begun' in the export",
        ),
        (
            {"columns": {"words": {"column": "wordz", "split": ";"}}, "segments": {"s": "words"}},
            "columns.words.column: found no column 'wordz' in the export",
        ),
        (
            {"columns": {"plan": {"days_since": "started", "until": "2026-01-01"}}},
            "columns.plan: found a column 'plan' in the export too, expected a name of its own",
        ),
        (
            {"survey": {"comment": "comment"}, "segments": {"s": "comment"}},
            "segments.s.column: found 'comment', the comments, which are never shown, "
            "expected another column, or rules such as {contains: price}",
        ),
        (
            {
                "survey": {"comment": "comment"},
                "columns": {"words": {"column": "comment", "split": " "}},
                "segments": {"s": {"tags": "words"}},
            },
            "segments.s.tags: found 'words', the comments, which are never shown, "
            "expected another column, or rules such as {contains: price}",
        ),
    ],
)
def test_what_is_not_there_is_located(declared: dict[str, Any], expected: str) -> None:
    assert problems(declared)[0] == expected


def test_columns_of_segmentations_that_are_not_shown_need_not_be_there() -> None:
    configuration = Configuration.model_validate({"segments": {"a": "gone", "b": "plan"}})
    assert name_problems(configuration, ("b",), ("plan",), {}) == []


def test_roles_are_read_only_where_they_speak_for_accounts() -> None:
    survey = Survey(account="customer", roll_up="mean")
    assert [*named_columns(Configuration(survey=survey), ())] == [
        (("survey", "account"), "customer")
    ]
    survey = Survey(account="customer", roll_up=RoleRollUp("role", ("Admin",)), weight="w")
    assert [*named_columns(Configuration(survey=survey), ())] == [
        (("survey", "account"), "customer"),
        (("survey", "weight"), "w"),
        (("survey", "roll_up", "role"), "role"),
    ]


def test_a_header_that_stands_twice_fails_where_it_is_named() -> None:
    declared = {"segments": {"s": "plan"}}
    assert problems(declared, "plan") == [
        "segments.s.column: found 'plan' more than once; rename one"
    ]
    assert problems(declared, "other") == []
