"""Whether the parts of a configuration agree with each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nps.errors import Problem, key_path, near_match
from nps.spec.conditions import Condition
from nps.spec.configuration import Configuration, DaysSince, SplitColumn
from nps.spec.marks import Path
from nps.spec.scale import ScaleRange
from nps.spec.segmentations import (
    CrossSegmentation,
    RuleSegmentation,
    SinceSegmentation,
    TagSegmentation,
)

PatternProblem = Callable[[str], str | None]
"""Says what is wrong with a regular expression, or nothing."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A configuration whose parts have no mistakes of their own any more.

    Attributes:
        configuration: Those parts.
        left_out: Parts that had mistakes, as written; what they declare counts as declared,
            so that a mistake is reported once.
        scale: On which scores are, if the command says so; beats that of the configuration.
        pattern_problem: Judges regular expressions.
    """

    configuration: Configuration
    left_out: Mapping[Path, object]
    scale: ScaleRange | None
    pattern_problem: PatternProblem

    def problems(self) -> Iterator[Problem]:
        """Find every disagreement."""
        yield from self._scores()
        yield from self._ages()
        yield from self._crosses()
        yield from self._splits()
        known = self._split_columns()
        for path, condition in self._conditions():
            yield from pattern_problems(condition, path, self.pattern_problem)
            yield from tag_problems(condition, path, known)
        for path, written in self.left_out.items():
            yield from self._written_patterns(path, written)

    def _lacks(self, *path: str) -> bool:
        return any(path[:length] in self.left_out for length in (1, 2))

    def _names_left_out(self, section: str) -> list[str]:
        return [str(path[1]) for path in self.left_out if path[0] == section and len(path) > 1]

    def _scores(self) -> Iterator[Problem]:
        score = self.configuration.survey.score
        scale = self.scale or (score.scale if score else ScaleRange())
        known = self.scale is not None or not self._lacks("survey", "score")
        if score and known:
            for label, number in score.labels.items():
                if number not in scale.scores:
                    path = ("survey", "score", "labels", label)
                    yield Problem(path=path, message=_off_scale(number, scale))
        runs = self.configuration.score_bands
        taken: dict[int, str] = {}
        for name, (lowest, highest) in runs.items():
            for number in range(lowest, highest + 1):
                if number in taken:
                    message = f"found score {number}, which {taken[number]!r} has, expected it once"
                    yield Problem(path=("score_bands", name), message=message)
                    break
            taken = {**dict.fromkeys(range(lowest, highest + 1), name), **taken}
            if known and lowest not in scale.scores:
                yield Problem(path=("score_bands", name), message=_off_scale(lowest, scale))
        whole = not any(path[0] == "score_bands" for path in self.left_out)
        # NOTE: Where the scale has a mistake of its own, only scores of both scales are missed.
        wanted = scale.scores if known else ScaleRange(1).scores
        gap = [str(number) for number in wanted if number not in taken]
        if runs and whole and gap:
            scores = f"score{'s' if len(gap) > 1 else ''} {', '.join(gap)}"
            message = f"found no band for {scores}, expected every score of {scale} in one"
            yield Problem(path=("score_bands",), message=message)

    def _ages(self) -> Iterator[Problem]:
        if self.configuration.survey.answered_at or self._lacks("survey", "answered_at"):
            return
        configuration = self.configuration
        parts = [
            *((("columns", name), part) for name, part in configuration.columns.items()),
            *((("segments", name), part) for name, part in configuration.segments.items()),
        ]
        for path, part in parts:
            if isinstance(part, (DaysSince, SinceSegmentation)) and part.until is None:
                message = "found no until and no survey.answered_at, expected one of them"
                yield Problem(path=path, message=message)

    def _crosses(self) -> Iterator[Problem]:
        segments = self.configuration.segments
        known = [*segments, *self._names_left_out("segments")]
        crosses = {
            name: part for name, part in segments.items() if isinstance(part, CrossSegmentation)
        }
        for name, segmentation in crosses.items():
            for index, part in enumerate(segmentation.cross):
                if part not in known:
                    message = f"found {part!r}, expected a segmentation of this file"
                    message += near_match(part, [other for other in known if other != name])
                elif part == name:
                    message = f"found {part!r}, the cross itself, expected other segmentations"
                elif name in _made_of(part, crosses):
                    message = f"found {part!r}, which is made of {name!r} itself"
                else:
                    continue
                yield Problem(path=("segments", name, "cross", index), message=message)

    def _splits(self) -> Iterator[Problem]:
        declared: dict[str, tuple[str, Path]] = {}
        for name, column in self.configuration.columns.items():
            if isinstance(column, SplitColumn):
                declared.setdefault(name, (column.split, ("columns", name)))
                declared.setdefault(column.column, (column.split, ("columns", name)))
        for name, part in self.configuration.segments.items():
            if isinstance(part, TagSegmentation) and part.split is not None:
                here = ("segments", name)
                split, path = declared.setdefault(part.tags, (part.split, here))
                if part.split != split:
                    message = f"found {part.split!r}, expected {split!r} as in {key_path(path)}"
                    yield Problem(path=(*here, "split"), message=message)

    def _written_patterns(self, path: Path, written: object) -> Iterator[Problem]:
        """Judge the regular expressions of a part that has other mistakes."""
        parts = (
            written.items()
            if isinstance(written, dict)
            else enumerate(written)
            if isinstance(written, list)
            else ()
        )
        for key, value in parts:
            here = (*path, key)
            if key == "matches":
                patterns = value if isinstance(value, list) else [value]
                yield from (
                    found
                    for pattern in patterns
                    if isinstance(pattern, str)
                    and (found := _pattern_problem(pattern, here, self.pattern_problem))
                )
            else:
                yield from self._written_patterns(here, value)

    def _split_columns(self) -> dict[str, str]:
        """Columns whose split is declared, and the columns that they are made from."""
        columns = {name: name for name in self._names_left_out("columns")}
        for part in self.left_out.values():
            if isinstance(part, dict) and "tags" in part:
                columns[str(part["tags"])] = str(part["tags"])
        return columns | split_columns(self.configuration)

    def _conditions(self) -> Iterator[tuple[Path, Condition]]:
        if self.configuration.survey.where is not None:
            yield ("survey", "where"), self.configuration.survey.where
        for name, part in self.configuration.segments.items():
            if isinstance(part, RuleSegmentation):
                for rule, condition in part.rules.items():
                    yield ("segments", name, "rules", rule), condition


def split_columns(configuration: Configuration) -> dict[str, str]:
    """Columns whose split is declared, each with the column of the export that it is made from."""
    sources = {name: name for name in configuration.splits}
    for name, column in configuration.columns.items():
        if isinstance(column, SplitColumn):
            sources[name] = column.column
    return sources


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
                problem = _pattern_problem(str(pattern), (*path, *below, *at), pattern_problem)
                if problem is not None:
                    yield problem


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


def _pattern_problem(pattern: str, path: Path, judge: PatternProblem) -> Problem | None:
    problem = judge(pattern)
    if problem is None:
        return None
    words = " ".join(problem.split())
    message = f"found {pattern!r}, expected a regular expression: {words}"
    return Problem(path=path, message=message)


def _off_scale(score: int, scale: ScaleRange) -> str:
    return f"found score {score}, expected scores of the scale {scale}"


def _made_of(name: str, crosses: Mapping[str, CrossSegmentation]) -> set[str]:
    """Everything that a cross is made of, through other crosses too."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        cross = crosses.get(waiting.pop())
        parts = set(cross.cross) - found if cross else set()
        found |= parts
        waiting += parts
    return found
