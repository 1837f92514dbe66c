"""Every failure a user can cause, one class a cause.

A message says what was found, where, what was expected and what to do.
It never holds a respondent's data.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from nps.frozen import frozen


class NpsError(Exception):
    """A failure that ends the run with one clear message and exit code 2."""


class UsageError(NpsError):
    """An option's value that cannot be used."""


class SourceError(NpsError):
    """An export that cannot be read."""


class ScoreError(NpsError):
    """A score column that is not found, not clear, or holds no valid score."""


class OutputError(NpsError):
    """A report that cannot be written."""


class MissingExtraError(NpsError):
    """An optional dependency that is not installed."""


@frozen
class Problem:
    """One mistake in a declaration.

    Attributes:
        path: Keys from the top of the declaration down to the mistake.
        message: What was found, what was expected, and the nearest match.
    """

    path: tuple[str | int, ...]
    message: str


class DeclarationError(NpsError):
    """Mistakes in what the analyst declared, all of one file together.

    Raised with key paths by the code that finds them.
    The code that knows the file turns the paths into lines and columns.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(f"{key_path(problem.path)}: {problem.message}" for problem in self.problems)
        )


class ConfigurationError(NpsError):
    """A configuration with mistakes, each `file:line:column: key path: message`."""


def key_path(path: Sequence[str | int]) -> str:
    """Write a key path as a person would: `segments.lifecycle.rules.At risk`."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def near_match(found: str, known: Iterable[str]) -> str:
    """Return `, did you mean 'plan'?`, or nothing where nothing is near."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(found.casefold(), by_fold, n=1, cutoff=0.6)
    return f", did you mean {by_fold[near[0]]!r}?" if near else ""
