"""A configuration file or a condition, read and checked, with every problem at its place."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from nps.errors import ConfigurationError, Problem
from nps.frozen import frozen
from nps.spec.agreement import Agreement, split_columns
from nps.spec.base import Declaration
from nps.spec.condition_problems import PatternProblem, pattern_problems, tag_problems
from nps.spec.conditions import Condition
from nps.spec.configuration import Configuration
from nps.spec.marks import Mark, Marks, Path, located
from nps.spec.scale import ScaleRange

if TYPE_CHECKING:
    from nps.spec.document import Value

LARGEST = 10_000_000
"""Bytes; more is an export given as a configuration."""


@frozen
class LoadedConfiguration:
    """A configuration, and where in its file everything stands.

    Attributes:
        name: Of the file, as given.
        configuration: What it declares.
        marks: Places of its keys and values.
    """

    name: str
    configuration: Configuration
    marks: Marks

    def error(self, problems: Iterable[Problem]) -> ConfigurationError:
        """Turn problems that show only later, at the data, into lines of this file."""
        return self.marks.error(problems)


def load_configuration(
    path: FilePath,
    *,
    pattern_problem: PatternProblem,
    scale: ScaleRange | None = None,
    given: Collection[str] = (),
) -> LoadedConfiguration:
    """Read a file.

    Args:
        path: Of a YAML file in UTF-8.
        pattern_problem: Judges regular expressions.
        scale: Of the scores, where the command says so; beats that of the file.
        given: Keys of `survey` that the command gives, such as `account`; the file may do
            without them.

    Raises:
        ConfigurationError: With a line for every problem.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        message = "there is no such file, give one with -c or go without by --no-config"
        raise ConfigurationError(f"{path}: {message}") from None
    except IsADirectoryError:
        raise ConfigurationError(f"{path}: found a folder, expected a YAML file") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read, {error.strerror}") from None
    if len(content) > LARGEST:
        message = f"found more than {LARGEST // 1_000_000} MB, expected a configuration in YAML"
        raise ConfigurationError(f"{path}: {message}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].split(b"\n")
        mark = Mark(len(before), len(before[-1].decode(errors="replace")) + 1)
        message = "found bytes that are not UTF-8, save the file as UTF-8"
        raise ConfigurationError(located(str(path), mark, message)) from None
    return parse_configuration(
        text, str(path), pattern_problem=pattern_problem, scale=scale, given=given
    )


def parse_configuration(
    text: str,
    name: str,
    *,
    pattern_problem: PatternProblem,
    scale: ScaleRange | None = None,
    given: Collection[str] = (),
) -> LoadedConfiguration:
    """Read the text of a configuration.

    Args:
        text: YAML.
        name: What errors call it.
        pattern_problem: Judges regular expressions.
        scale: Of the scores, where the command says so; beats that of the text.
        given: Keys of `survey` that the command gives; the text may do without them.

    Raises:
        ConfigurationError: With a line for every problem.
    """
    from nps.spec.document import read_document  # noqa: PLC0415  # YAML only where there is some

    document = read_document(text, name, "keys such as survey and segments")
    problems = _own_problems(document.mapping, Configuration)
    kept, left_out = _divide(document.mapping, problems)
    configuration = Configuration.model_validate(kept, by_alias=True, by_name=False)
    agreement = Agreement(
        configuration=configuration,
        left_out=left_out,
        scale=scale,
        pattern_problem=pattern_problem,
        given=given,
    )
    problems += [*document.problems, *agreement.problems()]
    if problems:
        raise document.marks.error(problems)
    return LoadedConfiguration(name=name, configuration=configuration, marks=document.marks)


def parse_condition(
    text: str,
    name: str = "--where",
    *,
    pattern_problem: PatternProblem,
    configuration: Configuration | None = None,
) -> Condition:
    """Read a condition given by itself.

    Args:
        text: YAML, as `{country: [DE, AT]}`.
        name: What errors call it.
        pattern_problem: Judges regular expressions.
        configuration: Says which columns hold several tags; without it `has` is not judged.

    Raises:
        ConfigurationError: With a line for every problem.
    """
    from nps.spec.document import read_document  # noqa: PLC0415  # YAML only where there is some

    document = read_document(text, name, "a condition such as {country: [DE, AT]}")
    problems = [*document.problems, *_own_problems(document.mapping, Condition)]
    if problems:
        raise document.marks.error(problems)
    condition = Condition.model_validate(document.mapping, by_alias=True, by_name=False)
    problems += pattern_problems(condition, (), pattern_problem)
    if configuration is not None:
        problems += tag_problems(condition, (), split_columns(configuration))
    if problems:
        raise document.marks.error(problems)
    return condition


def _own_problems(written: "dict[str, Value]", model: type[Declaration]) -> list[Problem]:
    """What is wrong with parts by themselves, whatever the others say."""
    problems: list[Problem] = []
    try:
        model.model_validate(written, by_alias=True, by_name=False)
    except ValidationError as error:
        from nps.spec.translation import problems_of  # noqa: PLC0415  # only where there are some

        problems = problems_of(error, written)
    # NOTE: A key without a value reads as null; models take that for a key that is not there.
    known = {problem.path for problem in problems}
    message = "found null, expected a value, or no key at all"
    return problems + [Problem(path=path, message=message) for path in _nulls(written, (), known)]


def _nulls(value: "Value", path: Path, known: Collection[Path]) -> Iterator[Path]:
    if path in known:
        return
    if value is None:
        yield path
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _nulls(part, (*path, key), known)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _nulls(part, (*path, index), known)


def _divide(
    written: "dict[str, Value]", problems: Iterable[Problem]
) -> "tuple[dict[str, Value], dict[Path, Value]]":
    """Part the sections and their entries into those without problems and those with."""
    broken = {problem.path[:2] for problem in problems}
    kept: dict[str, Value] = {}
    left_out: dict[Path, Value] = {}
    for section, value in written.items():
        is_broken_list = isinstance(value, list) and any(path[0] == section for path in broken)
        if (section,) in broken or is_broken_list:
            left_out[section,] = value
        elif isinstance(value, dict):
            left_out |= {(section, key): value[key] for key in value if (section, key) in broken}
            kept[section] = {key: value[key] for key in value if (section, key) not in broken}
        else:
            kept[section] = value
    return kept, left_out
