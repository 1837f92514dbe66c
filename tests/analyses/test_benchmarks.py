"""Targets of segments that do not exist."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from nps.analyses.benchmarks import benchmark_problems
from nps.spec.configuration import Configuration

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Retial", "found 'Retial', which is no segment of 'industry', did you mean 'Retail'?"),
        (
            "xyz",
            "found 'xyz', which is no segment of 'industry'; expected one of 'Banking', 'Retail'",
        ),
    ],
)
def test_an_unknown_segment_is_a_problem_with_its_path(
    tally_of: Make, answers: Make, name: str, message: str
) -> None:
    tally = tally_of({"industry": {"Banking": answers(1), "Retail": answers(2)}})
    benchmarks = SimpleNamespace(overall=1, segments={"industry": {"Banking": 2, name: 3}})
    (problem,) = benchmark_problems(tally, benchmarks)
    assert problem.path == ("benchmarks", "industry", name)
    assert problem.message == message


def test_only_some_of_many_segments_are_named(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"code": {str(at): answers(1) for at in range(1000, 1060)}})
    (problem,) = benchmark_problems(
        tally, SimpleNamespace(overall=None, segments={"code": {"xyz": 3}})
    )
    assert problem.message.endswith(
        "expected one of '1000', '1001', '1002', '1003', '1004', '1005' and 54 more"
    )


def test_a_segmentation_without_segments_has_none_to_name(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"code": {}}, answers(1))
    (problem,) = benchmark_problems(
        tally, SimpleNamespace(overall=None, segments={"code": {"xyz": 3}})
    )
    assert problem.message.endswith("which is no segment of 'code', which has none")


def test_segmentations_that_are_not_shown_are_not_judged(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"industry": {"Banking": answers(1), "Empty": []}})
    benchmarks = Configuration.model_validate(
        {"benchmarks": {"overall": 40, "industry": {"Empty": 5}, "plan": {"Free": 1}}}
    ).benchmarks
    assert benchmark_problems(tally, benchmarks) == []


def test_where_nobody_was_scored_there_is_no_telling(tally_of: Make) -> None:
    benchmarks = SimpleNamespace(overall=None, segments={"industry": {"Banking": 1}})
    assert benchmark_problems(tally_of({"industry": {}}), benchmarks) == []
