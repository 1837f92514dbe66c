"""From options to a tally: configuration, exports, engine."""

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from nps.cli.configuration import find_configuration
from nps.cli.messages import Messages
from nps.engine.collect import collect
from nps.engine.conditions import pattern_problem
from nps.engine.finding import find_score
from nps.engine.keys import leaves
from nps.engine.tallying import tally
from nps.errors import DeclarationError, NpsError, Problem, UsageError, key_path, near_match
from nps.results.tally import Tally
from nps.sources.export import Export
from nps.sources.exports import open_exports
from nps.spec.by import parse_by
from nps.spec.configuration import Configuration
from nps.spec.load import LoadedConfiguration, parse_condition
from nps.spec.scale import ScaleRange, parse_scale
from nps.spec.survey import Score

ADVICE = "fix the configuration, name another with -c, or use --no-config"


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

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of all that is read, which must not be overwritten."""
        configuration = () if self.loaded is None else (self.loaded.name,)
        return (*(export.path for export in self.exports), *configuration)

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
            raise self.located(error.problems, ADVICE) from error

    def located(self, problems: Iterable[Problem], advice: str = "") -> NpsError:
        """Say where problems were declared: an option, or a line of the file.

        Args:
            problems: What is wrong.
            advice: What to do where the file does not fit the export.
        """
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
            if advice and any("in the export" in problem.message for problem in declared):
                lines.append(advice)
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
    _answer_interrupts()
    scale = _scale(choices.scale)
    loaded = find_configuration(choices.config, scale, messages, no_config=choices.no_config)
    base = loaded.configuration if loaded is not None else Configuration()
    _check_only(base, choices.only)
    base = _with_where(base, choices, messages)
    with open_exports(choices.exports, collect=collect, encoding=choices.encoding) as exports:
        for export in exports:
            messages.detail(f"{export.path}: read as {export.format}")
        configuration = _with_score(base, choices, scale, exports, messages)
        configuration, shown, by_paths = _with_segments(configuration, choices, exports)
        yield Request(
            exports=exports,
            configuration=configuration,
            shown=shown,
            loaded=loaded,
            from_options=_survey_paths(choices) | by_paths,
        )


def _answer_interrupts() -> None:
    # NOTE: Polars handles SIGINT so that a read goes on after it, and a run that waits for a pipe
    # would not hear Ctrl-C.
    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)  # noqa: FBT003  # its one argument


def _survey_paths(choices: Choices) -> dict[tuple[str, ...], str]:
    options = {"score": choices.score, "where": choices.where}
    return {("survey", key): f"--{key}" for key, given in options.items() if given is not None}


def _with_where(base: Configuration, choices: Choices, messages: Messages) -> Configuration:
    """Put --where into the configuration."""
    if choices.where is None:
        return base
    where = parse_condition(
        choices.where, "--where", pattern_problem=pattern_problem, configuration=base
    )
    if base.survey.where is not None:
        messages.say("--where stands in for survey.where of the configuration")
    return base.model_copy(update={"survey": base.survey.model_copy(update={"where": where})})


def _with_score(
    base: Configuration,
    choices: Choices,
    scale: ScaleRange | None,
    exports: Sequence[Export],
    messages: Messages,
) -> Configuration:
    """Put --score and --scale into the configuration; find the score if need be."""
    survey = base.survey
    if choices.score is not None:
        if not choices.score:
            raise UsageError("--score: found nothing, expected the name of a column")
        kept = survey.score if survey.score and survey.score.column == choices.score else None
        score = kept or Score(column=choices.score, scale=_declared_scale(survey.score))
    elif survey.score is not None:
        score = survey.score
    else:
        wanted = scale or ScaleRange()
        score = Score(column=find_score(exports, wanted), scale=wanted)
        messages.say(f"score column: {score.column!r} (name another with --score)")
    if scale is not None:
        score = score.model_copy(update={"scale": scale})
    return base.model_copy(update={"survey": survey.model_copy(update={"score": score})})


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


def _check_only(configuration: Configuration, names: Iterable[str]) -> None:
    declared = configuration.segments
    for name in names:
        if name not in declared:
            raise UsageError(
                f"--only {name}: there is no such segmentation{near_match(name, declared)}; "
                f"declared are: {', '.join(declared) or 'none'}"
            )


def _with_segments(
    configuration: Configuration, choices: Choices, exports: Sequence[Export]
) -> tuple[Configuration, tuple[str, ...], dict[tuple[str, ...], str]]:
    """Settle which segmentations are shown: the file's, those of --only, those of --by."""
    declared = configuration.segments
    if not choices.by:
        shown = dict.fromkeys(choices.only or declared)
        return configuration, tuple(shown), {}
    # NOTE: A name that a header has more than once is found here, and refused with all others.
    named = [name for one in exports for name in (*one.columns, *sorted(one.duplicates))]
    named = list(dict.fromkeys([*named, *configuration.columns]))
    kept = {part for name in choices.only for part in (name, *leaves(name, declared))}
    segments = dict(declared)
    shown = dict.fromkeys(choices.only)
    from_options: dict[tuple[str, ...], str] = {}
    for text in choices.by:
        by = parse_by(text, named)
        for name, segmentation in by.segments.items():
            if name in kept and segmentation != declared[name]:
                raise UsageError(
                    f"--by {text}: the configuration has another segmentation {name!r}, which "
                    "--only keeps; leave out one of them"
                )
            segments[name] = segmentation
            from_options["segments", name] = f"--by {text}"
        shown |= dict.fromkeys(by.shown)
    return configuration.model_copy(update={"segments": segments}), tuple(shown), from_options
