"""Whether the parts of a configuration agree with each other."""

from collections.abc import Collection, Iterator, Mapping

from nps.errors import Problem, key_path, near_match
from nps.frozen import frozen
from nps.spec.condition_problems import (
    PatternProblem,
    pattern_problems,
    tag_problems,
    written_pattern_problems,
)
from nps.spec.conditions import Condition
from nps.spec.configuration import Configuration, DaysSince, SplitColumn
from nps.spec.marks import Path
from nps.spec.periods import PERIODS
from nps.spec.scale import ScaleRange
from nps.spec.segmentations import (
    CrossSegmentation,
    RuleSegmentation,
    SinceSegmentation,
    TagSegmentation,
)


@frozen
class Agreement:
    """A configuration whose parts have no mistakes of their own any more.

    Attributes:
        configuration: Those parts.
        left_out: Parts that had mistakes, as written; what they declare counts as declared,
            so that a mistake is reported once.
        scale: On which scores are, if the command says so; beats that of the configuration.
        pattern_problem: Judges regular expressions.
        given: Keys of `survey` that the command gives.
    """

    configuration: Configuration
    left_out: Mapping[Path, object]
    scale: ScaleRange | None
    pattern_problem: PatternProblem
    given: Collection[str] = ()

    def problems(self) -> Iterator[Problem]:
        """Find every disagreement."""
        yield from self._scores()
        yield from self.lacking()
        yield from self._roll_up()
        yield from self._crosses()
        yield from self._splits()
        yield from self._benchmarks()
        known = self._split_columns()
        for path, condition in self._conditions():
            yield from pattern_problems(condition, path, self.pattern_problem)
            yield from tag_problems(condition, path, known)
        for path, written in self.left_out.items():
            yield from written_pattern_problems(written, path, self.pattern_problem)

    def lacking(self) -> Iterator[Problem]:
        """Find what needs a date or a respondent, and has none."""
        yield from self._repeats()
        yield from self._ages()

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

    def _knows(self, key: str) -> bool:
        """Whether the file or the command says what a key of `survey` is."""
        declared = getattr(self.configuration.survey, key) is not None
        return declared or key in self.given or self._lacks("survey", key)

    def _repeats(self) -> Iterator[Problem]:
        survey, path = self.configuration.survey, ("survey", "repeats")
        if self._lacks(*path):
            return
        needed = {
            "all": {},
            "latest": {"respondent": "the column that says who answered"},
            "latest-per-period": {
                "respondent": "the column that says who answered",
                "answered_at": "the column of the date of the answer",
                "period": f"{', '.join(PERIODS[:-1])} or {PERIODS[-1]}",
            },
        }[survey.repeats]
        for key, expected in needed.items():
            if not self._knows(key):
                message = f"found {survey.repeats} and no survey.{key}, expected {expected} there"
                yield Problem(path=path, message=message)
        if survey.period is not None and "period" not in needed:
            found = f"{survey.period} with repeats: {survey.repeats}"
            message = f"found {found}, expected it with repeats: latest-per-period only"
            yield Problem(path=("survey", "period"), message=message)

    def _roll_up(self) -> Iterator[Problem]:
        policy = self.configuration.survey.roll_up
        if policy != "respondents" and not self._knows("account"):
            found = policy if isinstance(policy, str) else f"roles of {policy.column!r}"
            message = (
                f"found {found} and no survey.account, expected the column of the customer there"
            )
            yield Problem(path=("survey", "roll_up"), message=message)

    def _benchmarks(self) -> Iterator[Problem]:
        segments = [*self.configuration.segments, *self._names_left_out("segments")]
        if self.configuration.benchmarks.overall is not None and "overall" in segments:
            message = (
                "found the name of a segmentation too, but here it means all responses; "
                "expected another name for the segmentation"
            )
            yield Problem(path=("benchmarks", "overall"), message=message)

    def _ages(self) -> Iterator[Problem]:
        if self._knows("answered_at"):
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
