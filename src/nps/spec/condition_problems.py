"""Regular expressions and tags of conditions: whether they are what they must be."""

from collections.abc import Callable, Iterator, Mapping

from nps.errors import Problem, near_match
from nps.spec.conditions import Condition
from nps.spec.marks import Path

PatternProblem = Callable[[str], str | None]
"""Says what is wrong with a regular expression, or nothing."""


def pattern_problems(
    condition: Condition, path: Path, pattern_problem: PatternProblem
) -> Iterator[Problem]:
    """Find the regular expressions of a condition that are none.

    Args:
        condition: Without mistakes of its own.
        path: Its key path.
        pattern_problem: Judges regular expressions.
    """
    for below, test in condition.every_test():
        if test.operator == "matches":
            for index, pattern in enumerate(test.operands):
                at = (index,) if len(test.operands) > 1 else ()
                yield from _judged(str(pattern), (*path, *below, *at), pattern_problem)


def written_pattern_problems(
    written: object, path: Path, pattern_problem: PatternProblem
) -> Iterator[Problem]:
    """Find the same in a part that has other mistakes.

    Args:
        written: Plain values, of any shape.
        path: Its key path.
        pattern_problem: Judges regular expressions.
    """
    parts = (
        written.items()
        if isinstance(written, dict)
        else enumerate(written)
        if isinstance(written, list)
        else ()
    )
    for key, value in parts:
        here = (*path, key)
        if key != "matches":
            yield from written_pattern_problems(value, here, pattern_problem)
            continue
        for pattern in value if isinstance(value, list) else [value]:
            if isinstance(pattern, str):
                yield from _judged(pattern, here, pattern_problem)


def tag_problems(
    condition: Condition, path: Path, split_columns: Mapping[str, str]
) -> Iterator[Problem]:
    """Find each `has` on a column that is not known to hold several tags.

    Args:
        condition: Without mistakes of its own.
        path: Its key path.
        split_columns: Columns whose split is declared, and what they are made from.
    """
    made = {source: name for name, source in split_columns.items()}
    for below, test in condition.every_test():
        if test.operator == "has" and test.column not in split_columns:
            near = made.get(test.column)
            hint = f", did you mean {near!r}?" if near else near_match(test.column, split_columns)
            message = f"found has on {test.column!r}, expected a column whose split is declared"
            yield Problem(path=(*path, *below), message=f"{message}{hint}")


def _judged(pattern: str, path: Path, judge: PatternProblem) -> Iterator[Problem]:
    problem = judge(pattern)
    if problem is not None:
        words = " ".join(problem.split())
        message = f"found {pattern!r}, expected a regular expression: {words}"
        yield Problem(path=path, message=message)
