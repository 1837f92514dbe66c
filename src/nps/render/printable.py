"""Text from data, made safe to show."""

import re

_BREAKS = r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]"
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_SURROGATES = r"[\ud800-\udfff]"


def printable(text: str) -> str:
    """Take out what steers a terminal or reorders a line: C0, C1, DEL and bidi controls.

    Tabs and line breaks become spaces, so that a name stays on its line.
    Surrogates, which file names of unknown encoding hold, become U+FFFD.
    """
    # NOTE: What Python calls printable holds none of them. Most texts are, and the patterns are
    # compiled for the first that is not.
    if text.isprintable():
        return text
    return re.sub(_SURROGATES, "\ufffd", re.sub(_CONTROLS, "", re.sub(_BREAKS, " ", text)))
