"""YAML 1.2's core schema: what a text without quotes means.

`NO`, `yes`, `on` and dates stay text; a number keeps the text it was written as.
Source of the patterns: https://yaml.org/spec/1.2.2/#103-core-schema.
"""

import re
from typing import Self

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# NOTE: Python reads no whole number of more than 4,300 digits; one that long is a float, infinite.
DECIMAL = re.compile(r"[-+]?[0-9]{1,4000}")
OCTAL_OR_HEXADECIMAL = re.compile(r"0o[0-7]{1,4000}|0x[0-9a-fA-F]{1,4000}")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
INFINITY = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
NOT_A_NUMBER = re.compile(r"\.(?:nan|NaN|NAN)")


class WrittenInt(int):
    """A whole number that knows how it was written.

    Attributes:
        text: As in the file.
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Read 12, -3, 007, 0o14 or 0xF; a zero at the front does not make it octal."""
        number = super().__new__(cls, text, 10 if DECIMAL.fullmatch(text) else 0)
        number.text = text
        return number


class WrittenFloat(float):
    """A number with a point or an exponent that knows how it was written.

    Attributes:
        text: As in the file.
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Read 1.10, 1e3, .5, -.inf or .nan."""
        special = INFINITY.fullmatch(text) or NOT_A_NUMBER.fullmatch(text)
        number = super().__new__(cls, text.replace(".", "") if special else text)
        number.text = text
        return number


Plain = None | bool | WrittenInt | WrittenFloat | str


def read_plain(text: str) -> Plain:
    """Give the value of a text without quotes."""
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if DECIMAL.fullmatch(text) or OCTAL_OR_HEXADECIMAL.fullmatch(text):
        return WrittenInt(text)
    if FLOAT.fullmatch(text) or INFINITY.fullmatch(text) or NOT_A_NUMBER.fullmatch(text):
        return WrittenFloat(text)
    return text


def describe(value: object) -> str:
    """Say what was found, as a person writes it; long texts are cut."""
    longest = 60
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return repr(value if len(value) <= longest else f"{value[: longest - 1]}…")
        case dict():
            return "a mapping" if value else "an empty mapping"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            written = str(getattr(value, "text", value))
            return written if len(written) <= longest else f"{written[: longest - 1]}…"
