"""Records of a text export, read one by one and exactly."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from nps.errors import SourceError

_LONGEST_CELL = 1 << 24
"""Characters. A longer one is the rest of the file after a quote that nothing closes."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def read_rows(lines: Iterable[str], separator: str, *, strict: bool) -> Iterator[list[str]]:
    ...
