"""What keeps a text from being read as YAML, in the words of this project."""

import re
from collections.abc import Callable

import yaml

from nps.spec.marks import Mark


class SyntaxMistake(Exception):  # noqa: N818  # named for what it is, as the errors of nps.errors
    """A text that cannot be read as YAML.

    Attributes:
        mark: Where.
        message: What was found and what was expected.
    """

    def __init__(self, mark: Mark, message: str) -> None:
        self.mark = mark
        self.message = message
        super().__init__(message)


def mark_of(mark: yaml.Mark) -> Mark:
    """Count lines and columns from 1."""
    return Mark(mark.line + 1, mark.column + 1)


def put_into_words(error: yaml.MarkedYAMLError, here: Mark) -> SyntaxMistake:
    """Say what is wrong, at the place to look at.

    Args:
        error: What the parser says, in several lines.
        here: Where the parser stands.
    """
    problem = error.problem or ""
    at = mark_of(error.problem_mark) if error.problem_mark else here
    begin = mark_of(error.context_mark) if error.context_mark else at
    if problem.endswith(("unexpected end of stream", "but got '<stream end>'")):
        context = error.context or ""
        opened = next(words for part, words in UNCLOSED.items() if part in context)
        return SyntaxMistake(begin, f"found no end of {opened} before the end of the text")
    for pattern, phrase in PHRASES.items():
        found = re.search(pattern, problem)
        if found:
            return SyntaxMistake(at, phrase(found[1] if found.re.groups else "", begin))
    return SyntaxMistake(at, f"found no valid YAML, {problem}")


UNCLOSED = {"sequence": "this '['", "mapping": "this '{'", "quoted": "these quotes"}
"""What the parser was in when the text ended."""
TOKENS = {
    "<stream end>": "the end of the text",
    "<document end>": "the end of a document",
    "<block mapping start>": "a key",
    "<block sequence start>": "a list",
    "<scalar>": "a text",
    "?": "a key",
}
"""What the parser calls the parts of a text."""


def _token(name: str) -> str:
    return TOKENS.get(name, repr(name))


def _closed(name: str, begin: Mark, end: str) -> str:
    where = f"line {begin.line}, column {begin.column}"
    return f"found {_token(name)}, expected ',' or {end!r} to end what begins at {where}"


PHRASES: dict[str, Callable[[str, Mark], str]] = {
    r"mapping values are not allowed": lambda _, __: (
        "found ':' where no key can stand, expected quotes around the text, "
        "or the key on a line of its own"
    ),
    r"mapping keys are not allowed": lambda _, __: "found '?' where no key can stand",
    r"sequence entries are not allowed": lambda _, __: (
        "found a list item where none can stand, expected it on a line of its own"
    ),
    r"character '\\t' that cannot start": lambda _, __: "found a tab, expected spaces",
    r"character '(.+)' that cannot start": lambda char, _: (
        f"found {char!r} at the beginning of a text, expected quotes around the text"
    ),
    r"could not find expected ':'": lambda _, begin: (
        f"found a line without ':', expected `key: value` from line {begin.line} on"
    ),
    r"expected <block end>, but found '(.+)'": lambda name, begin: (
        f"found {_token(name)} out of line, expected it in column {begin.column} "
        f"as line {begin.line} begins, or quotes around the whole text"
    ),
    r"expected ',' or ']', but got '(.+)'": lambda name, begin: _closed(name, begin, "]"),
    r"expected ',' or '}', but got '(.+)'": lambda name, begin: _closed(name, begin, "}"),
    r"expected the node content, but found '(.+)'": lambda name, _: (
        f"found {_token(name)}, expected a value"
    ),
    r"expected '<document start>', but found '(.+)'": lambda name, _: (
        f"found {_token(name)} after the end of the mapping"
    ),
    r"another document": lambda _, __: "found a second document, expected one",
    r"unknown escape character '(.+)'": lambda char, _: (
        f"found a backslash before {char!r} in double quotes, expected two, or single quotes"
    ),
    r"escape sequence": lambda _, __: "found an escape that stands for no character",
    r"undefined alias '(.+)'": lambda name, _: (
        f"found alias *{name}, expected an anchor &{name} before it"
    ),
    r"second occurrence": lambda _, begin: (
        f"found an anchor that line {begin.line} has, expected a name of its own"
    ),
}
"""What the parser says, as patterns, and what to say instead."""
