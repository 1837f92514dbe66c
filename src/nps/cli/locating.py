"""Where problems were declared: an option, or a line of the configuration."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from nps.errors import DeclarationError, NpsError, Problem, key_path
from nps.spec.load import LoadedConfiguration

ADVICE = "fix the configuration, name another with -c, or use --no-config"
FromOptions = Mapping[tuple[str | int, ...], str]
"""Key paths that came from options, and the option's name."""


def located(
    problems: Iterable[Problem],
    loaded: LoadedConfiguration | None,
    from_options: FromOptions,
    advice: str = "",
) -> NpsError:
    """Say where problems were declared.

    Args:
        problems: What is wrong.
        loaded: The file, for lines and columns; None without one.
        from_options: What options declared.
        advice: What to do where the file does not fit the export.
    """
    options, declared = [], []
    for problem in problems:
        name = _option(problem, from_options)
        if name is not None:
            options.append(f"{name}: {problem.message}")
        else:
            declared.append(problem)
    lines = list(dict.fromkeys(options))
    if loaded is not None and declared:
        lines.append(str(loaded.error(declared)))
        if advice and any("in the export" in problem.message for problem in declared):
            lines.append(advice)
    else:
        lines += [f"{key_path(problem.path)}: {problem.message}" for problem in declared]
    return NpsError("\n".join(lines))


@contextmanager
def locating(loaded: LoadedConfiguration | None, from_options: FromOptions) -> Iterator[None]:
    """Say where the problems that the block finds were declared; see `located`."""
    try:
        yield
    except DeclarationError as error:
        raise located(error.problems, loaded, from_options, ADVICE) from error


def _option(problem: Problem, from_options: FromOptions) -> str | None:
    for path, name in from_options.items():
        if problem.path[: len(path)] == path:
            below = key_path(problem.path[len(path) :])
            return f"{name}: {below}" if below and name == "--where" else name
    return None
