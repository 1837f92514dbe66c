"""Configurations as files: what is read, and every problem at its place."""

import re
from pathlib import Path

import pytest

from nps.errors import ConfigurationError, Problem
from nps.spec.configuration import Configuration
from nps.spec.load import LoadedConfiguration, load_configuration, parse_configuration
from nps.spec.scale import ScaleRange, ScoreBand
from nps.spec.segmentations import BreakSegmentation, MapSegmentation, ValueSegmentation
from nps.spec.survey import RoleRollUp

ROOT = Path(__file__).parents[2]


def pattern_problem(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"{error.msg}\n  in the pattern"
    return None


def parse(text: str, scale: ScaleRange | None = None) -> LoadedConfiguration:
    return parse_configuration(text, "nps.yaml", pattern_problem=pattern_problem, scale=scale)


def errors(text: str, scale: ScaleRange | None = None) -> list[str]:
    with pytest.raises(ConfigurationError) as raised:
        parse(text, scale)
    return str(raised.value).splitlines()


README_BLOCKS = re.findall(
    r"```yaml\n(.*?)```", (ROOT / "configs/README.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.yaml")), ids=lambda p: p.name)
def test_ready_made_configuration_is_valid(path: Path) -> None:
    loaded = load_configuration(path, pattern_problem=pattern_problem)
    assert loaded.name == str(path)
    assert loaded.configuration.segments


@pytest.mark.parametrize("block", README_BLOCKS)
def test_configuration_in_the_reference_is_valid(block: str) -> None:
    assert parse(block).configuration.survey.score is not None


def test_ten_mistakes_are_ten_lines() -> None:
    text = """\
version: 1
survey:
  score: {column: nps_score, scale: 0-5}
  where: {status: {equals: complete}}
columns:
  tenure_days: {days_since: signed_up_at}
score_bands: {low: 0-6, high: 6-10}
segmnts: {plan: plan}
segments:
  size: {column: employees, breaks: [50, 10]}
  age: {since: signed_up_at, until: 2026-01-31, breaks: [90 days]}
  both: {cross: [size, agee]}
  talk: {rules: {Price: {comment: {matches: "(price"}}}}
  size: employees
"""
    assert errors(text) == [
        "nps.yaml:3:37: survey.score.scale: found '0-5', expected 0-10 or 1-10",
        (
            "nps.yaml:4:20: survey.where.status.equals: found unknown key 'equals', "
            "expected one of eq, ne, in, not_in, gt, gte, lt, lte, between, contains, "
            "starts_with, ends_with, matches, is_null, has"
        ),
        (
            "nps.yaml:6:16: columns.tenure_days: found no until and no survey.answered_at, "
            "expected one of them"
        ),
        "nps.yaml:7:31: score_bands.high: found score 6, which 'low' has, expected it once",
        (
            "nps.yaml:8:1: segmnts: found unknown key 'segmnts', expected one of "
            "version, survey, columns, joins, score_bands, segments, benchmarks, invited, "
            "did you mean 'segments'?"
        ),
        "nps.yaml:10:9: segments.size: found break 10 after 50, expected ascending breaks",
        (
            "nps.yaml:11:58: segments.age.breaks[0]: found '90 days', "
            "expected a duration such as 30d, 2w, 6mo or 1y"
        ),
        (
            "nps.yaml:12:24: segments.both.cross[1]: found 'agee', "
            "expected a segmentation of this file, did you mean 'age'?"
        ),
        (
            "nps.yaml:13:45: segments.talk.rules.Price.comment.matches: found '(price', "
            "expected a regular expression: missing ), unterminated subpattern in the pattern"
        ),
        "nps.yaml:14:3: segments.size: found key 'size' twice, first on line 10, expected it once",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("version: 2", "1:10: version: found version 2, expected 1, the only one there is"),
        ("version: true", "1:10: version: found version true, expected 1, the only one there is"),
        ("survey: x", "1:9: survey: found 'x', expected a mapping"),
        ("survey:", "1:8: survey: found null, expected a mapping"),
        ("segments: [plan]", "1:11: segments: found a list, expected a mapping"),
        ("survey: {name: true}", "1:16: survey.name: found true, expected a text, in quotes"),
        ("survey: {name: ''}", "1:16: survey.name: found an empty text, expected at least one"),
        ("survey: {name: [a]}", "1:16: survey.name: found a list, expected a text"),
        ("survey: {name: }", "1:15: survey.name: found null, expected a value, or no key at all"),
        ("survey: {score: {}}", "1:17: survey.score: found no key 'column', expected it"),
        (
            "survey: {score: 1, wieght: w}",
            (
                "1:20: survey.wieght: found unknown key 'wieght', expected one of name, score, "
                "answered_at, respondent, account, weight, comment, where, missing, finished, "
                "repeats, period, roll_up, fiscal_year_starts, did you mean 'weight'?"
            ),
        ),
        ("survey: {weight: true}", "1:18: survey.weight: found true, expected a text, in quotes"),
        ("survey: {account: [a]}", "1:19: survey.account: found a list, expected a text"),
        (
            "survey: {repeats: last}",
            (
                "1:19: survey.repeats: found 'last', expected all, latest or latest-per-period, "
                "did you mean 'latest'?"
            ),
        ),
        (
            "survey: {repeats: latest}",
            (
                "1:19: survey.repeats: found latest and no survey.respondent, expected the column "
                "that says who answered there"
            ),
        ),
        (
            "survey: {respondent: r, period: week, repeats: latest-per-period}",
            (
                "1:48: survey.repeats: found latest-per-period and no survey.answered_at, "
                "expected the column of the date of the answer there"
            ),
        ),
        (
            "survey: {respondent: r, answered_at: a, repeats: latest-per-period}",
            (
                "1:50: survey.repeats: found latest-per-period and no survey.period, expected "
                "week, month, quarter, half or year there"
            ),
        ),
        (
            "survey: {respondent: r, answered_at: a, period: qarter, repeats: latest-per-period}",
            (
                "1:49: survey.period: found 'qarter', expected week, month, quarter, half or "
                "year, did you mean 'quarter'?"
            ),
        ),
        (
            "survey: {respondent: r, repeats: latest, period: half}",
            (
                "1:50: survey.period: found half with repeats: latest, "
                "expected it with repeats: latest-per-period only"
            ),
        ),
        (
            "survey:\n  period: week",
            (
                "2:11: survey.period: found week with repeats: all, "
                "expected it with repeats: latest-per-period only"
            ),
        ),
        (
            "survey: {account: a, roll_up: means}",
            (
                "1:31: survey.roll_up: found 'means', expected respondents, mean, latest or a "
                "column and its roles, such as {role: [Decision maker, User]}, "
                "did you mean 'mean'?"
            ),
        ),
        (
            "survey: {account: a, roll_up: [role]}",
            "1:31: survey.roll_up: found a list, expected respondents, mean, latest or a column",
        ),
        (
            "survey: {account: a, roll_up: {}}",
            (
                "1:31: survey.roll_up: found an empty mapping, expected one column and its "
                "roles, such as {role: [Decision maker, User]}"
            ),
        ),
        (
            "survey: {account: a, roll_up: {role: [User], plan: [Free]}}",
            "1:31: survey.roll_up: found 2 columns, expected one column and its roles, such as",
        ),
        (
            "survey: {account: a, roll_up: {role: []}}",
            "1:38: survey.roll_up.role: found an empty list, expected at least one",
        ),
        (
            "survey: {account: a, roll_up: {role: [Admin, User, Admin]}}",
            "1:38: survey.roll_up.role: found role 'Admin' twice, expected each once",
        ),
        (
            "survey: {account: a, roll_up: {role: [Admin, true]}}",
            "1:46: survey.roll_up.role[1]: found true, expected a text, in quotes",
        ),
        (
            "survey: {account: a, roll_up: {role: }}",
            "1:37: survey.roll_up.role: found null, expected a text",
        ),
        (
            "survey: {respondent: r, roll_up: mean}",
            (
                "1:34: survey.roll_up: found mean and no survey.account, expected the column of "
                "the customer there"
            ),
        ),
        (
            "survey:\n  roll_up:\n    role: [Admin, User]",
            "2:3: survey.roll_up: found roles of 'role' and no survey.account, expected the colu",
        ),
        (
            "survey: {fiscal_year_starts: 13}",
            "1:30: survey.fiscal_year_starts: found 13, expected a whole number from 1 to 12",
        ),
        (
            "survey: {fiscal_year_starts: April}",
            "1:30: survey.fiscal_year_starts: found 'April', expected a whole number from 1 to 12",
        ),
        ("benchmarks: 40", "1:13: benchmarks: found 40, expected a mapping"),
        (
            "benchmarks: {overall: 101}",
            "1:23: benchmarks.overall: found 101, expected an NPS from -100 to 100",
        ),
        (
            "benchmarks: {overall: {Retail: 50}}",
            "1:23: benchmarks.overall: found a mapping, expected an NPS from -100 to 100",
        ),
        (
            "benchmarks: {overall: '40'}",
            "1:23: benchmarks.overall: found '40', expected a number without quotes",
        ),
        ("benchmarks: {overall: }", "1:22: benchmarks.overall: found null, expected a value, or"),
        (
            "benchmarks: {industry: 50}",
            (
                "1:24: benchmarks.industry: found 50, expected segments and what to hold them "
                "against, such as {Retail: 50}"
            ),
        ),
        ("benchmarks: {industry: {}}", "1:24: benchmarks.industry: found an empty mapping, expe"),
        ("benchmarks: {industry: [50]}", "1:24: benchmarks.industry: found a list, expected segm"),
        (
            "benchmarks:\n  industry:\n    Retail: -100.5",
            "3:13: benchmarks.industry.Retail: found -100.5, expected an NPS from -100 to 100",
        ),
        (
            "benchmarks: {industry: {Retail: }}",
            "1:32: benchmarks.industry.Retail: found null, expected a number",
        ),
        (
            "segments: {overall: plan}\nbenchmarks: {plan: {Free: 5}, overall: 40}",
            (
                "2:40: benchmarks.overall: found the name of a segmentation too, but here it "
                "means all responses; expected another name for the segmentation"
            ),
        ),
        ("survey: {missing: NA}", "1:19: survey.missing: found 'NA', expected a list"),
        (
            "survey: {score: {column: q, labels: {ten: 11}}}",
            "1:43: survey.score.labels.ten: found 11, expected a whole number from 0 to 10",
        ),
        (
            "survey: {score: {column: q, scale: 1-10, labels: {none: 0}}}",
            "1:57: survey.score.labels.none: found score 0, expected scores of the scale 1-10",
        ),
        ("columns: {a: b}", "1:14: columns.a: found 'b', expected a mapping with days_since, s"),
        (
            "columns: {a: {splitt: ;}}",
            (
                "1:14: columns.a: found none of days_since, split, date or decimal, expected one "
                "of them, did you mean 'split'?"
            ),
        ),
        ("columns: {a: {split: ;}}", "1:14: columns.a: found no key 'column', expected it"),
        (
            "columns: {a: {column: b, split: ;, until: c}}",
            "1:36: columns.a.until: found unknown key 'until', expected one of column, split",
        ),
        ("score_bands: {a: x}", "1:18: score_bands.a: found 'x', expected scores such as 0-4 or 7"),
        ("score_bands: {a: 4-0}", "1:18: score_bands.a: found '4-0', expected a run of scores up"),
        ("score_bands: {a: 0-11}", "1:18: score_bands.a: found '0-11', expected a run of scores "),
        ("score_bands: {a: }", "1:17: score_bands.a: found null, expected scores such as 0-4 or 7"),
        ("score_bands: {a: true}", "1:18: score_bands.a: found true, expected scores such as 0-4"),
        (
            "score_bands: {a: 0-4, b: 6-10}",
            "1:14: score_bands: found no band for score 5, expected every score of 0-10 in one",
        ),
        (
            "score_bands: {a: 7, b: 9-10}",
            "1:14: score_bands: found no band for scores 0, 1, 2, 3, 4, 5, 6, 8, expected every",
        ),
        (
            "survey: {score: {column: q, scale: 1-10}}\nscore_bands: {a: 0-6, b: 7-10}",
            "2:18: score_bands.a: found score 0, expected scores of the scale 1-10",
        ),
        ("segments: {a: [b]}", "1:15: segments.a: found a list, expected a column or a mapping"),
        ("segments: {a: {}}", "1:15: segments.a: found an empty mapping, expected column, since,"),
        (
            "segments: {a: {colum: b}}",
            (
                "1:15: segments.a: found only 'colum', expected column, since, rules, tags or "
                "cross, did you mean 'column'?"
            ),
        ),
        ("segments: {'': b}", "1:16: segments.: found an empty text, expected at least one char"),
        (
            "segments: {a: {column: b, braeks: [1]}}",
            (
                "1:27: segments.a.braeks: found unknown key 'braeks', expected one of column, top, "
                "other, map, breaks, labels, quantiles, every, did you mean 'breaks'?"
            ),
        ),
        (
            "segments: {a: {cross: [b, c], other: d}, b: b, c: c}",
            "1:31: segments.a.other: found unknown key 'other', expected cross",
        ),
        (
            "segments: {a: {column: b, top: 0}}",
            "1:32: segments.a.top: found 0, expected a whole nu",
        ),
        ("segments: {a: {column: b, top: .inf}}", "1:32: segments.a.top: found .inf, expected a w"),
        (
            "segments: {a: {column: b, top: yes}}",
            "1:32: segments.a.top: found 'yes', expected a wh",
        ),
        (
            "segments: {a: {column: b, other: c}}",
            "1:15: segments.a: found other without top or map, expected one of them beside it",
        ),
        (
            "segments: {a: {column: b, map: {c: [1, x], d: 1.0}}}",
            "1:15: segments.a: found value 1 twice, expected it in one segment",
        ),
        (
            "segments: {a: {column: b, map: {c: 1}, other: c}}",
            "1:15: segments.a: found other with the name of a segment, 'c', expected one of its",
        ),
        ("segments: {a: {column: b, map: {c: []}}}", "1:36: segments.a.map.c: found an empty list"),
        ("segments: {a: {column: b, map: {}}}", "1:32: segments.a.map: found an empty mapping, ex"),
        (
            "segments: {a: {column: b, map: {c: [null]}}}",
            (
                "1:37: segments.a.map.c[0]: found null, expected a value; test for missing cells "
                "with is_null"
            ),
        ),
        (
            "segments: {a: {column: b, breaks: []}}",
            "1:35: segments.a.breaks: found an empty list, ",
        ),
        ("segments: {a: {column: b, breaks: 3}}", "1:35: segments.a.breaks: found 3, expected a l"),
        (
            "segments: {a: {column: b, breaks: [1, .nan]}}",
            "1:39: segments.a.breaks[1]: found .nan, expected a finite number",
        ),
        (
            "segments: {a: {column: b, breaks: ['1']}}",
            "1:36: segments.a.breaks[0]: found '1', expected a number without quotes",
        ),
        (
            "segments: {a: {column: b, breaks: [3, 10], labels: [few, many]}}",
            "1:15: segments.a: found 2 labels for 2 breaks, expected 3",
        ),
        (
            "segments: {a: {column: b, breaks: [3], labels: [few, few]}}",
            "1:15: segments.a: found label 'few' twice, expected each once",
        ),
        (
            "segments: {a: {column: b, quantiles: 101}}",
            "1:38: segments.a.quantiles: found 101, expected a whole number from 2 to 100",
        ),
        (
            "segments: {a: {since: b, breaks: [1y, 12mo], until: 2026-01-31}}",
            "1:15: segments.a: found break 12mo after 1y, expected ascending breaks",
        ),
        (
            "segments: {a: {since: b, breaks: [30]}}",
            "1:35: segments.a.breaks[0]: found 30, expected a duration such as 30d, 2w, 6mo or 1y",
        ),
        (
            "segments: {a: {since: b, breaks: [30d]}}",
            "1:15: segments.a: found no until and no survey.answered_at, expected one of them",
        ),
        (
            "segments: {a: {column: b, every: quarters}}",
            (
                "1:34: segments.a.every: found 'quarters', expected week, month, quarter, half or "
                "year, did you mean 'quarter'?"
            ),
        ),
        (
            "segments: {a: {column: b, every: 7}}",
            "1:34: segments.a.every: found 7, expected week, ",
        ),
        (
            "segments: {a: {rules: {b: [c]}}}",
            "1:27: segments.a.rules.b: found a list, expected a mapping",
        ),
        (
            "segments: {a: {rules: {b: {c: d}}, overlap: 1}}",
            "1:45: segments.a.overlap: found 1, expected true or false",
        ),
        (
            "segments: {a: {rules: {b: {c: d}}, otherwise: b}}",
            "1:15: segments.a: found otherwise with the name of a rule, 'b', expected one of its",
        ),
        (
            "segments: {a: {cross: [b]}, b: b}",
            "1:23: segments.a.cross: found 1, expected at least 2",
        ),
        (
            "segments: {a: {cross: [b, b]}, b: b}",
            "1:15: segments.a: found part 'b' twice, expected",
        ),
        (
            "segments: {a: {cross: [b, a]}, b: b}",
            "1:27: segments.a.cross[1]: found 'a', the cross itself, expected other segmentations",
        ),
        (
            "segments: {plan: plan, a: {cross: [plan, plaan]}}",
            (
                "1:42: segments.a.cross[1]: found 'plaan', expected a segmentation of this file, "
                "did you mean 'plan'?"
            ),
        ),
        (
            "columns: {t: {column: tags, split: ;}}\nsegments: {a: {tags: t, split: ','}}",
            "2:32: segments.a.split: found ',', expected ';' as in columns.t",
        ),
        (
            "columns: {t: {column: tags, split: ;}}\nsegments: {a: {tags: tags, split: ','}}",
            "2:35: segments.a.split: found ',', expected ';' as in columns.t",
        ),
        (
            "segments: {a: {tags: t, split: ;}, b: {tags: t, split: ','}}",
            "1:56: segments.b.split: found ',', expected ';' as in segments.a",
        ),
        (
            "survey: {where: {t: {has: x}}}",
            "1:27: survey.where.t.has: found has on 't', expected a column whose split is declared",
        ),
        (
            "survey: {where: {topic: {has: x}}}\ncolumns: {topics: {column: tags, split: ;}}",
            (
                "1:31: survey.where.topic.has: found has on 'topic', expected a column whose split "
                "is declared, did you mean 'topics'?"
            ),
        ),
        (
            "survey: {where: {tags: {has: x}}}\ncolumns: {topics: {column: tags, split: ;}}",
            (
                "1:30: survey.where.tags.has: found has on 'tags', expected a column whose split "
                "is declared, did you mean 'topics'?"
            ),
        ),
        (
            "segments: {a: {rules: {b: {any: [{c: {matches: [x, '(']}}]}}}}",
            (
                "1:52: segments.a.rules.b.any[0].c.matches[1]: found '(', expected a regular "
                "expression: missing ), unterminated subpattern in the pattern"
            ),
        ),
    ],
)
def test_mistake_is_one_line_that_says_what_was_expected(text: str, error: str) -> None:
    (line,) = errors(text)
    assert line.startswith(f"nps.yaml:{error}")


def test_what_repeats_lacks_is_said_together() -> None:
    assert [
        line.split(", expected")[0] for line in errors("survey: {repeats: latest-per-period}")
    ] == [
        "nps.yaml:1:19: survey.repeats: found latest-per-period and no survey.answered_at",
        "nps.yaml:1:19: survey.repeats: found latest-per-period and no survey.period",
        "nps.yaml:1:19: survey.repeats: found latest-per-period and no survey.respondent",
    ]


def test_what_the_command_gives_need_not_be_in_the_file() -> None:
    text = """
survey: {repeats: latest-per-period, period: quarter, roll_up: mean}
segments: {age: {since: signed_up, breaks: [1y]}}
"""
    given = ("respondent", "account", "answered_at")
    loaded = parse_configuration(text, "nps.yaml", pattern_problem=pattern_problem, given=given)
    assert loaded.configuration.survey.period == "quarter"
    assert len(errors(text)) == 4


def test_the_latest_answer_needs_no_date() -> None:
    assert (
        parse("survey: {respondent: r, repeats: latest}").configuration.survey.repeats == "latest"
    )


@pytest.mark.parametrize(
    ("written", "roll_up"),
    [
        ("respondents", "respondents"),
        ("mean", "mean"),
        ("latest", "latest"),
        (
            "{role: [Decision maker, Admin, 3]}",
            RoleRollUp("role", ("Decision maker", "Admin", "3")),
        ),
        ("{latest: Admin}", RoleRollUp("latest", ("Admin",))),
    ],
)
def test_roll_up_is_a_policy_or_a_column_and_its_roles(written: str, roll_up: object) -> None:
    survey = parse(f"survey: {{account: a, roll_up: {written}}}").configuration.survey
    assert survey.roll_up == roll_up
    assert type(survey.roll_up) is type(roll_up)


def test_benchmarks_are_those_of_all_responses_and_of_segments() -> None:
    text = """
segments: {plan: plan}
benchmarks: {overall: 40, industry: {Retail: 50, "2026": -35.5}, segments: {copy: 100}}
"""
    benchmarks = parse(text).configuration.benchmarks
    assert benchmarks.overall == 40
    assert benchmarks.segments == {
        "industry": {"Retail": 50, "2026": -35.5},
        "segments": {"copy": 100},
    }
    assert parse("segments: {overall: plan}\nbenchmarks: {plan: {Free: 5}}")
    assert parse("version: 1").configuration.benchmarks.segments == {}


def test_crosses_that_are_made_of_each_other_are_named_both() -> None:
    text = "segments: {a: {cross: [b, c]}, b: {cross: [a, c]}, c: c, d: {cross: [a, c]}}"
    assert errors(text) == [
        "nps.yaml:1:24: segments.a.cross[0]: found 'b', which is made of 'a' itself",
        "nps.yaml:1:44: segments.b.cross[0]: found 'a', which is made of 'b' itself",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "survey: {score: {column: q, scale: 9}}\nscore_bands: {a: 1-6, b: 7-10}",
        "survey: 3\nsegments: {a: {since: b, breaks: [1y]}}",
        "survey: {answered_at: }\nsegments: {a: {since: b, breaks: [1y]}}",
        "survey: {answered_at: 1, name: }\ncolumns: {a: {days_since: b}}",
        "segments: {a: {cross: [b, c]}, b: b, c: 7, 8: [x]}\nscore_bands: {a: 0-6}\nx: 1",
        "segments: {a: {cross: [b, c]}, b: {column: }, c: c}",
        "columns: {t: {split: ;}}\nsurvey: {where: {t: {has: x}}}",
        "segments: {t: {tags: t, groups: {}}}\nsurvey: {where: {t: {has: x}}}",
        "survey: {where: {any: [{a: }]}}",
        "survey: {repeats: lately, period: week}",
        "survey: {repeats: latest, respondent: }",
        "survey: {roll_up: mean, account: }",
        "survey: {roll_up: {a: []}}",
        "benchmarks: {overall: 200}\nsegments: {overall: plan}",
        "benchmarks: {overall: 20}\nsegments: {overall: {top: 0, column: a}, b: b}\nversion: 1",
        "x: {y: }",
    ],
)
def test_mistake_hides_no_other_and_makes_none_up(text: str) -> None:
    lines = errors(text)
    assert len(lines) == (3 if "x: 1" in text else 2 if "version" in text else 1)


def test_bands_are_judged_by_the_scale_of_the_command() -> None:
    text = "survey: {score: {column: q, labels: {no: 0}}}\nscore_bands: {a: 1-6, b: 7-10}"
    assert errors(text)[-1].endswith(
        "found no band for score 0, expected every score of 0-10 in one"
    )
    assert errors(text, ScaleRange(1)) == [
        "nps.yaml:1:42: survey.score.labels.no: found score 0, expected scores of the scale 1-10"
    ]


def test_names_are_read_as_written() -> None:
    text = """
survey: {name: 2026, score: 7, missing: [NA, 0.0]}
segments:
  1.10: 007
  a: {column: 1e3, map: {yes: [1.10, 2, "2.0", true, NO]}, other: 0x1}
  b: {column: c, breaks: [1, 2.50], labels: [1.10, 2, 3]}
"""
    configuration = parse(text).configuration
    assert configuration.survey.name == "2026"
    assert configuration.survey.missing == ("NA", "0.0")
    assert configuration.segments == {
        "1.10": ValueSegmentation(column="007"),
        "a": MapSegmentation(column="1e3", map={"yes": (1.1, 2, "2.0", True, "NO")}, other="0x1"),
        "b": BreakSegmentation(column="c", breaks=(1, 2.5), labels=("1.10", "2", "3")),
    }
    mapped = configuration.segments["a"]
    assert isinstance(mapped, MapSegmentation)
    assert [type(value) for value in mapped.map["yes"]] == [float, int, str, bool, str]


def test_bands_stand_lowest_first() -> None:
    bands = parse("score_bands: {high: 9-10, low: 0-7, almost: 8}").configuration.bands
    assert bands == (ScoreBand("low", 0, 7), ScoreBand("almost", 8, 8), ScoreBand("high", 9, 10))


def test_derived_columns_may_stand_in_where() -> None:
    text = """
survey: {answered_at: a, where: {days: {gte: 30}, topics: {has: x}, tags: {has: [y, z]}}}
columns: {days: {days_since: s}, topics: {column: t, split: ";"}}
segments: {tags: {tags: tags}, again: {tags: t}, own: {tags: topics, split: ";"}}
"""
    assert parse(text).configuration.splits == {"topics": ";", "tags": ";", "t": ";"}


def test_split_of_tags_is_the_declared_one_or_a_semicolon() -> None:
    text = """
columns: {topics: {column: a, split: "|"}, days: {days_since: s, until: 2026-01-31}}
segments: {a: {tags: a}, b: {tags: b}, b2: {tags: b, split: ","}, c: {tags: c}, d: d}
"""
    expected = {"topics": "|", "b": ",", "a": "|", "c": ";"}
    assert parse(text).configuration.splits == expected


def test_problem_found_later_is_placed_in_the_file() -> None:
    loaded = parse("segments:\n  plan: {column: plann}\n")
    problem = Problem(path=("segments", "plan", "column"), message="there is no column 'plann'")
    assert str(loaded.error([problem])) == (
        "nps.yaml:2:18: segments.plan.column: there is no column 'plann'"
    )


def test_short_form_without_its_keys_is_placed_at_the_text() -> None:
    loaded = parse("segments: {plan: plann}")
    problem = Problem(path=("segments", "plan", "column"), message="there is no column 'plann'")
    assert str(loaded.error([problem])).startswith("nps.yaml:1:18: segments.plan.column: there")


def load(path: Path) -> str:
    with pytest.raises(ConfigurationError) as raised:
        load_configuration(path, pattern_problem=pattern_problem)
    return str(raised.value).replace(str(path), "nps.yaml")


def test_file_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    assert load(tmp_path / "nps.yaml") == (
        "nps.yaml: there is no such file, give one with -c or go without by --no-config"
    )


def test_folder_is_no_configuration(tmp_path: Path) -> None:
    assert load(tmp_path) == "nps.yaml: found a folder, expected a YAML file"


def test_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert "cannot be read, File name too long" in load(tmp_path / ("x" * 300))


def test_export_given_as_a_configuration_is_refused_by_size(tmp_path: Path) -> None:
    path = tmp_path / "responses.csv"
    path.write_bytes(b"0123456789\n" * 1_000_000)
    assert load(path) == "nps.yaml: found more than 10 MB, expected a configuration in YAML"


def test_bytes_that_are_not_utf_8_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("version: 1\nsurvey: {name: é".encode() + b"\xe9}")
    assert load(path) == ("nps.yaml:2:17: found bytes that are not UTF-8, save the file as UTF-8")


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfversion: 1\r\nsurvey: {score: q}\r\n")
    loaded = load_configuration(path, pattern_problem=pattern_problem)
    assert loaded.configuration == Configuration.model_validate({"survey": {"score": "q"}})


def test_errors_in_the_reference_are_those_of_the_program() -> None:
    reference = (ROOT / "configs/README.md").read_text(encoding="utf-8")
    text, expected = re.findall(r"```text\n(.*?)```", reference, re.DOTALL)[-2:]
    assert errors(text) == expected.splitlines()
