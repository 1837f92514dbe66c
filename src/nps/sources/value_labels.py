"""What the values of a column of SPSS or Stata mean."""

import re
from collections.abc import Iterable, Mapping

import polars as pl

ENDS = 3
"""Labels at most of a scale that names its ends, and perhaps its middle."""
ENDS_OF_SCORES = ({0, 10}, {1, 10}, {0, 5, 10})
EVERY_SCORE = set(range(11))


def with_labels(values: pl.Series, labels: Mapping[float | str, str]) -> pl.Series:
    """Put labels in place of values, unless these are numbers on a scale.

    A value without a label stays, as text.
    """
    present = set(values.drop_nulls().unique().to_list())
    if values.dtype.is_numeric():
        known = {value: label for value, label in labels.items() if not isinstance(value, str)}
        if is_scale(known, present):
            return values
        texts = {value: known.get(value, written(value)) for value in present}
    else:
        texts = {value: labels.get(value, str(value)) for value in present}
    return values.replace_strict(
        list(texts), list(texts.values()), default=None, return_dtype=pl.String
    )


def is_scale(labels: Mapping[float, str], present: Iterable[float]) -> bool:
    """Whether labelled numbers are points on a scale, such as scores, and no codes.

    They are if each label says its own number, if it is the ends of the scale of scores that have
    labels or all of its eleven points, or if numbers between labelled ends have none.

    Args:
        labels: By number.
        present: Numbers that occur.
    """
    if not labels:
        return True
    named = set(labels)
    if all(_says(label, value) for value, label in labels.items()):
        return True
    if named == EVERY_SCORE or named in ENDS_OF_SCORES:
        return True
    bare = [one for one in present if one not in named and min(named) < one < max(named)]
    return bool(bare) and len(named) <= ENDS


def written(value: float) -> str:
    """Write a number as people do: 4, not 4.0."""
    return f"{value:.0f}" if value == int(value) else str(value)


def _says(label: str, value: float) -> bool:
    """Whether a label begins with its number, as in "0 - Not at all likely"."""
    found = re.match(r"\s*(-?\d+)(?![\d.])", label)
    return found is not None and int(found[1]) == value
