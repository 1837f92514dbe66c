"""A YAML text as plain values, with the place of each."""

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from nps.errors import ConfigurationError, Problem
from nps.frozen import frozen
from nps.spec.core import Plain, WrittenFloat, WrittenInt, describe, read_plain
from nps.spec.limits import CORE, Limits
from nps.spec.marks import KeyProblem, Mark, Marks, Path, located
from nps.spec.syntax import SyntaxMistake, mark_of, put_into_words

UNQUOTED = "unquoted"
"""Tag of a text without quotes and tag, whose value the core schema tells."""
KINDS = {
    f"{CORE}null": type(None),
    f"{CORE}bool": bool,
    f"{CORE}int": WrittenInt,
    f"{CORE}float": WrittenFloat,
}

Value = Plain | list["Value"] | dict[str, "Value"]


@frozen
class Document:
    """One YAML text.

    Attributes:
        mapping: Its values; numbers know how they were written, keys are always text.
        marks: The place of each.
        problems: Keys written more than once; the first counts.
    """

    mapping: dict[str, Value]
    marks: Marks
    problems: tuple[Problem, ...]


def read_document(text: str, name: str, expected: str) -> Document:
    """Read a text whose top level is a mapping.

    Args:
        text: The YAML.
        name: What errors call it.
        expected: What should be there, for a text that is no mapping.

    Raises:
        ConfigurationError: Where it is no YAML, no mapping, or more than a person writes.
    """
    builder = _Builder()
    try:
        mapping = builder.top(_compose(text), expected)
    except SyntaxMistake as mistake:
        raise ConfigurationError(located(name, mistake.mark, mistake.message)) from None
    return Document(
        mapping=mapping,
        marks=Marks(name=name, keys=builder.keys, values=builder.values),
        problems=tuple(builder.problems.values()),
    )


class _Loader(Reader, Scanner, Parser, Composer, BaseResolver):
    """PyYAML's pure-Python stages; the C ones die on deep nesting."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self._limits = Limits()

    def get_event(self) -> yaml.Event:
        """Let an event go by on its way to the composer."""
        event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]  # of PyYAML
        self._limits.watch(event)
        return event

    def resolve(self, kind: type[yaml.Node], _value: str, implicit: tuple[bool, bool]) -> str:
        """Tag what has no tag of its own; only texts are looked at again."""
        return UNQUOTED if kind is yaml.ScalarNode and implicit[0] else f"{CORE}str"


def _compose(text: str) -> yaml.Node | None:
    _refuse_control_characters(text)
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise put_into_words(error, mark_of(loader.get_mark())) from None
    except (ValueError, OverflowError):
        # NOTE: The scanner hands "\UFFFFFFFF" to chr().
        message = "found an escape that stands for no character"
        raise SyntaxMistake(mark_of(loader.get_mark()), message) from None


def _refuse_control_characters(text: str) -> None:
    found = Reader.NON_PRINTABLE.search(text)
    if found:
        lines = text[: found.start()].split("\n")
        raise SyntaxMistake(
            Mark(len(lines), len(lines[-1]) + 1),
            f"found control character U+{ord(found[0]):04X}, expected text",
        )


class _Builder:
    """Makes plain values of nodes and writes down where they stand."""

    def __init__(self) -> None:
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self.problems: dict[Path, Problem] = {}

    def top(self, node: yaml.Node | None, expected: str) -> dict[str, Value]:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, ())
        mark = mark_of(node.start_mark) if node else Mark(1, 1)
        raise SyntaxMistake(mark, f"found {self._in_words(node)}, expected {expected}")

    def _in_words(self, node: yaml.Node | None) -> str:
        if node is None:
            return "nothing"
        # NOTE: A text of several lines may be an export, whose cells must not be shown.
        if isinstance(node, yaml.ScalarNode) and node.start_mark.line != node.end_mark.line:
            return "a text of several lines"
        return describe(self.value(node, ()))

    def value(self, node: yaml.Node, path: Path) -> Value:
        match node:
            case yaml.MappingNode():
                return self.mapping(node, path)
            case yaml.SequenceNode():
                self.values[path] = mark_of(node.start_mark)
                return [self.value(part, (*path, at)) for at, part in enumerate(node.value)]
            case _:
                self.values[path] = mark_of(node.start_mark)
                return _scalar(node)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        self.values[path] = mark_of(node.start_mark)
        mapping: dict[str, Value] = {}
        for key_node, value_node in node.value:
            mark = mark_of(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                raise SyntaxMistake(mark, "found a list or a mapping as a key, expected a text")
            key = key_node.value
            here = (*path, key)
            if key not in mapping:
                self.keys[here] = mark
                mapping[key] = self.value(value_node, here)
            elif here not in self.problems:
                first = self.keys[here].line
                message = f"found key {key!r} twice, first on line {first}, expected it once"
                self.problems[here] = KeyProblem(path=here, message=message, mark=mark)
        return mapping


def _scalar(node: yaml.Node) -> Plain:
    if node.tag == f"{CORE}str":
        return str(node.value)
    value = read_plain(node.value)
    if node.tag != UNQUOTED and type(value) is not KINDS[node.tag]:
        written = node.tag.replace(CORE, "!!")
        message = f"found {describe(node.value)} with tag {written}, which it does not fit"
        raise SyntaxMistake(mark_of(node.start_mark), message)
    return value
