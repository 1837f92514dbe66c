"""PyYAML's writer, with quotes around all that the core schema, or YAML 1.1, takes for no text."""

import re
import sys

import yaml

from nps.spec.core import DECIMAL, FLOAT, INFINITY, NOT_A_NUMBER, OCTAL_OR_HEXADECIMAL
from nps.spec.limits import CORE


class Dumper(yaml.SafeDumper):
    """Writes plain values; YAML 1.1 is what other programs may read it with."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # for all alike
        """Write what occurs twice twice."""
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # NOTE: Line breaks other than \n are lost in single quotes.
    return dumper.represent_scalar(f"{CORE}str", text, style=None if text.isprintable() else '"')


Dumper.add_representer(str, _write_text)
for _kind, _pattern in (
    ("int", DECIMAL),
    ("int", OCTAL_OR_HEXADECIMAL),
    ("float", FLOAT),
    ("float", INFINITY),
    ("float", NOT_A_NUMBER),
):
    _whole = re.compile(rf"(?:{_pattern.pattern})\Z")
    Dumper.add_implicit_resolver(f"{CORE}{_kind}", _whole, list("-+.0123456789"))


def write(value: object) -> str:
    """Write plain values as YAML in blocks, in their order."""
    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=sys.maxsize)
