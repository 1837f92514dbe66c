"""Where in a file each key and each value stands, so that errors can say so."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nps.errors import ConfigurationError, Problem, key_path
from nps.frozen import frozen

Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """A place in a file.

    Attributes:
        line: From 1.
        column: From 1.
    """

    line: int
    column: int


@frozen
class KeyProblem(Problem):
    """A mistake in a key itself, not in what it holds.

    Attributes:
        mark: Of the key, where it is not the first of its name.
    """

    mark: Mark | None = None


@frozen
class Marks:
    """The places of one file.

    Attributes:
        name: Of the file, as the analyst gave it.
        keys: Place of the key that ends a key path.
        values: Place of what stands at a key path; always holds that of the whole, `()`.
    """

    name: str
    keys: Mapping[Path, Mark]
    values: Mapping[Path, Mark]

    def of(self, problem: Problem) -> Mark:
        """Find the place of a problem; of the nearest that is there, if nothing is at its path."""
        if isinstance(problem, KeyProblem) and problem.mark is not None:
            return problem.mark
        path = problem.path
        while path not in self.values:
            path = path[:-1]
        value = self.values[path]
        key = self.keys.get(path, value)
        in_key = isinstance(problem, KeyProblem) and path == problem.path
        # NOTE: A block that begins on a line below its key is shown by its key; so is an alias,
        # whose value stands elsewhere.
        return key if in_key or key.line != value.line else value

    def error(self, problems: Iterable[Problem]) -> ConfigurationError:
        """Put problems into one error, a line each, in the order of the file."""
        placed = sorted((self.of(problem), _words(problem)) for problem in problems)
        lines = dict.fromkeys(located(self.name, mark, words) for mark, words in placed)
        return ConfigurationError("\n".join(lines))


def located(name: str, mark: Mark, message: str) -> str:
    """Write `nps.yaml:3:7: message`, on one line whatever the message holds."""
    text = f"{name}:{mark.line}:{mark.column}: {message}"
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _words(problem: Problem) -> str:
    path = key_path(problem.path)
    return f"{path}: {problem.message}" if path else problem.message
