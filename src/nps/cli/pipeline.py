"""From options to a tally: configuration, exports, engine."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nps.cli.messages import Messages
from nps.engine.conditions import pattern_problem
from nps.engine.finding import find_score
from nps.engine.tallying import tally
from nps.errors import DeclarationError, NpsError, Problem, UsageError, key_path, near_match
from nps.results.tally import Tally
from nps.sources.export import Export
from nps.sources.exports import open_exports
from nps.spec.by import parse_by
from nps.spec.configuration import Configuration
from nps.spec.load import LoadedConfiguration, load_configuration, parse_condition
from nps.spec.scale import ScaleRange, parse_scale
from nps.spec.survey import Score

CONFIG_NAME = "nps.yaml"
CONFIG_VARIABLE = "NPS_CONFIG"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the options say about the data.

    Attributes:
        exports: Paths, globs, or `-`.
        config: Of `--config`.
        no_config: No configuration is looked for.
        score: Column, of `--score`.
        scale: `0-10` or `1-10`, of `--scale`.
        by: Of `--by`.
        only: Of `--only`.
        where: Of `--where`.
        encoding: Of `--encoding`.
    """

    exports: Sequence[str]
    config: str | None = None
    no_config: bool = False
    score: str | None = None
    scale: str | None = None
    by: Sequence[str] = ()
    only: Sequence[str] = ()
    where: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be counted, with everything settled.

    Attributes:
        exports: Opened exports.
        configuration: The file's, with the options put into it.
        shown: Names of the segmentations asked for, in order.
        loaded: The file, for lines and columns in errors; None without one.
        from_options: Key paths that came from options, and the option's name.
    """

    exports: tuple[Export, ...]
    configuration: Configuration
    shown: tuple[str, ...]
    loaded: LoadedConfiguration | None
    from_options: dict[tuple[str, ...], str] = field(default_factory=dict)

    def tally(self) -> Tally:
        """Count the responses.

        Raises:
            NpsError: As the engine's, with lines and columns of the configuration.
        """
        with self.locating():
            return tally(self.exports, self.configuration, self.shown)

    @contextmanager
    def locating(self) -> Iterator[None]:
        """Say where the problems that the block finds were declared."""
        try:
            yield
        except DeclarationError as error:
            raise self.located(error.problems) from error

    def located(self, problems: Iterable[Problem]) -> NpsError:
        """Say where problems were declared: an option, or a line of the file."""
        options, declared = [], []
        for problem in problems:
            name = self._option(problem)
            if name is not None:
                options.append(f"{name}: {problem.message}")
            else:
                declared.append(problem)
        lines = list(dict.fromkeys(options))
        if self.loaded is not None and declared:
            lines.append(str(self.loaded.error(declared)))
            if any("in the export" in problem.message for problem in declared):
                lines.append("fix the configuration, name another with -c, or use --no-config")
        else:
            lines += [f"{key_path(problem.path)}: {problem.message}" for problem in declared]
        return NpsError("\n".join(lines))

    def _option(self, problem: Problem) -> str | None:
        for path, name in self.from_options.items():
            if problem.path[: len(path)] == path:
                below = key_path(problem.path[len(path) :])
                return f"{name}: {below}" if below and name == "--where" else name
        return None


@contextmanager
def requested(choices: Choices, messages: Messages) -> Iterator[Request]:
    """Settle what to count, and open the exports while the block runs."""
    loaded = find_configuration(choices, messages)
    base = loaded.configuration if loaded is not None else Configuration()
    with open_exports(choices.exports, encoding=choices.encoding) as exports:
        for export in exports:
            messages.detail(f"{export.path}: read as {export.format}")
        columns = list(dict.fromkeys(name for export in exports for name in export.columns))
        configuration, from_options = _with_survey(base, choices, exports, messages)
        configuration, shown, by_paths = _with_segments(configuration, choices, columns)
        yield Request(
            exports=exports,
            configuration=configuration,
            shown=shown,
            loaded=loaded,
            from_options=from_options | by_paths,
        )


def find_configuration(choices: Choices, messages: Messages) -> LoadedConfiguration | None:
    """Load the configuration: of the option, the environment, or the nearest folder."""
    if choices.config is not None:
        return load_configuration(Path(choices.config), pattern_problem=pattern_problem)
    if choices.no_config:
        return None
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        messages.say(f"using {named} (from {CONFIG_VARIABLE})")
        return load_configuration(Path(named), pattern_problem=pattern_problem)
    here = Path.cwd()
    for folder in (here, *here.parents):
        found = folder / CONFIG_NAME
        if found.is_file():
            messages.say(f"using {found}")
            return load_configuration(found, pattern_problem=pattern_problem)
    return None


def _with_survey(
    base: Configuration, choices: Choices, exports: Sequence[Export], messages: Messages
) -> tuple[Configuration, dict[tuple[str, ...], str]]:
    """Put --score, --scale and --where into the configuration; find the score if need be."""
    survey = base.survey
    from_options: dict[tuple[str, ...], str] = {}
    scale = _scale(choices.scale)
    if choices.score is not None:
        kept = survey.score if survey.score and survey.score.column == choices.score else None
        score = kept or Score(column=choices.score, scale=_declared_scale(survey.score))
        from_options["survey", "score"] = "--score"
    elif survey.score is not None:
        score = survey.score
    else:
        wanted = scale or ScaleRange()
        score = Score(column=find_score(exports, wanted), scale=wanted)
        messages.say(f"score column: {score.column!r} (name another with --score)")
    if scale is not None:
        score = score.model_copy(update={"scale": scale})
    where = survey.where
    if choices.where is not None:
        if where is not None:
            messages.say("--where stands in for survey.where of the configuration")
        where = parse_condition(choices.where, "--where", pattern_problem=pattern_problem)
        from_options["survey", "where"] = "--where"
    survey = survey.model_copy(update={"score": score, "where": where})
    return base.model_copy(update={"survey": survey}), from_options


def _declared_scale(score: Score | None) -> ScaleRange:
    return score.scale if score is not None else ScaleRange()


def _scale(text: str | None) -> ScaleRange | None:
    if text is None:
        return None
    try:
        scale = parse_scale(text)
    except ValueError as error:
        raise UsageError(f"--scale: {error}") from None
    return scale if isinstance(scale, ScaleRange) else None


def _with_segments(
    configuration: Configuration, choices: Choices, columns: Sequence[str]
) -> tuple[Configuration, tuple[str, ...], dict[tuple[str, ...], str]]:
    """Settle which segmentations are shown: the file's, those of --only, those of --by."""
    segments = dict(configuration.segments)
    for name in choices.only:
        if name not in segments:
            near = near_match(name, segments)
            known = ", ".join(segments) or "none"
            raise UsageError(
                f"--only {name}: there is no such segmentation{near}; declared are: {known}"
            )
    if not choices.by:
        shown = dict.fromkeys(choices.only or segments)
        return configuration, tuple(shown), {}
    named = [*columns, *configuration.columns]
    shown = dict.fromkeys(choices.only)
    from_options: dict[tuple[str, ...], str] = {}
    for text in choices.by:
        by = parse_by(text, named)
        for name, segmentation in by.segments.items():
            segments[name] = segmentation
            from_options["segments", name] = f"--by {text}"
        shown |= dict.fromkeys(by.shown)
    return configuration.model_copy(update={"segments": segments}), tuple(shown), from_options
