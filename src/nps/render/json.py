"""The record as JSON: one object, or an object a line."""

import json
import re
from collections.abc import Mapping

from nps.render.rows import header_of, nested_rows
from nps.render.style import Style
from nps.results.result import Plain, Result

_UNSAFE = re.compile(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]",
)
"""What JSON allows, but steers a terminal, ends a line for some readers, or is not encodable."""


def render(result: Result, style: Style) -> str:  # noqa: ARG001 - one signature for all formats
    """Write the record at full precision."""
    return _dump(result.record(), indent=2)


def render_lines(result: Result, style: Style) -> str:  # noqa: ARG001 - as above
    """Write a header, then a row for all responses and for every segment, an object a line."""
    record = result.record()
    return _dump(header_of(record)) + "".join(map(_dump, nested_rows(record)))


def _dump(value: Mapping[str, Plain], indent: int | None = None) -> str:
    text = json.dumps(dict(value), indent=indent, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
