"""Texts that are no scores: which of them may be named."""

import re
from collections import Counter

import polars as pl

from nps.engine.scores import NUMBER

LONGEST_VALUE = 24
"""Longer texts in the score column read like comments, which are never shown."""
LONGEST_NUMBER = 8
"""Longer numbers may be those of a telephone or of a customer."""


def values_of(uncounted: pl.DataFrame) -> set[str]:
    """Those texts of one export that are no scores and may be named."""
    given: Counter[str] = Counter()
    for text, count in uncounted.select("uncounted", "len").iter_rows():
        given[text] += count
    return {text for text, count in given.items() if is_value(text, count)}


def is_value(text: str, count: int) -> bool:
    """Whether a text that is no score may be named: a number, or a short text given again.

    Args:
        text: A cell of the score column.
        count: How often it is given in the export.
    """
    if count > 1:
        return len(text) <= LONGEST_VALUE
    return len(text) <= LONGEST_NUMBER and re.fullmatch(NUMBER, text) is not None
