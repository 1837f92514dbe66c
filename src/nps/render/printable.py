"""Text from data, made safe to show."""

import re

_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def printable(text: str) -> str:
    """Take out what steers a terminal or reorders a line: C0, C1, DEL and bidi controls.

    Tabs and line breaks become spaces, so that a name stays on its line.
    Surrogates, which file names of unknown encoding hold, become U+FFFD.
    """
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub(" ", text)))
