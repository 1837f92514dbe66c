"""Segmentations named on the command line: `plan`, `employees:10,50,250`, `plan*region`."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from nps.errors import UsageError, near_match
from nps.frozen import frozen
from nps.spec.base import Declaration
from nps.spec.core import read_plain
from nps.spec.periods import PERIODS
from nps.spec.segmentations import (
    BreakSegmentation,
    CrossSegmentation,
    EverySegmentation,
    QuantileSegmentation,
    Segmentation,
    TagSegmentation,
    ValueSegmentation,
)
from nps.spec.translation import problems_of

FORMS = "plan, employees:10,50,250, mrr:q4, signed_up:quarter, plan*region"
NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?=\s*(?:[,*]|$))"
NUMBERS = re.compile(rf"\s*{NUMBER}(?:\s*,\s*{NUMBER})*\s*")
QUANTILES = re.compile(r"[qQ]([0-9]{1,9})")
DELIMITER = re.compile(r"\s*(?:[,:*]|$)")

D = TypeVar("D", bound=Declaration)


@frozen
class By:
    """What one `--by` asks for.

    Attributes:
        segments: By the text typed for each, parts of crosses too.
        shown: The names asked for, in order.
    """

    segments: Mapping[str, Segmentation]
    shown: tuple[str, ...]


def parse_by(text: str, columns: Sequence[str], tags: Collection[str] = ()) -> By:
    """Read what was typed.

    The whole text is tried as a column first; after that, at each place the longest column
    that a comma, colon or star follows, or the end.

    Args:
        text: One column or form, or several with commas between.
        columns: Names there are, derived ones too.
        tags: Those that hold the several choices of one question.

    Raises:
        UsageError: Where a column is not there or a form does not exist.
    """
    if text and text in columns:
        return By(segments={text: _plain(text, tags)}, shown=(text,))
    reader = _Reader(text, columns, tags)
    shown = reader.segmentations()
    return By(segments=reader.segments, shown=tuple(dict.fromkeys(shown)))


def _plain(column: str, tags: Collection[str]) -> Segmentation:
    """A column alone: a segment a value, or a choice."""
    return TagSegmentation(tags=column) if column in tags else ValueSegmentation(column=column)


class _Reader:
    """Reads from left to right."""

    def __init__(self, text: str, columns: Sequence[str], tags: Collection[str]) -> None:
        self.segments: dict[str, Segmentation] = {}
        self._text = text
        self._columns = sorted(filter(None, columns), key=len, reverse=True)
        self._tags = tags
        self._at = 0

    def segmentations(self) -> list[str]:
        names = [self._segmentation()]
        while self._pass(","):
            names.append(self._segmentation())
        return names

    def _segmentation(self) -> str:
        start = self._at
        parts = [self._part()]
        while self._pass("*"):
            parts.append(self._part())
        if len(parts) == 1:
            return parts[0]
        return self._add(start, self._make(CrossSegmentation, cross=tuple(parts)))

    def _part(self) -> str:
        start = self._at
        column = self._column()
        is_form = self._pass(":")
        return self._add(start, self._form(column) if is_form else _plain(column, self._tags))

    def _column(self) -> str:
        self._spaces()
        for column in self._columns:
            end = self._at + len(column)
            if self._text.startswith(column, self._at) and DELIMITER.match(self._text, end):
                self._at = end
                return column
        found = self._until(",:*")
        if not found:
            raise self._error(f"found nothing, expected a column (forms: {FORMS})")
        near = near_match(found, self._columns)
        raise self._error(f"there is no column {found!r}{near} (forms: {FORMS})")

    def _form(self, column: str) -> Segmentation:
        numbers = NUMBERS.match(self._text, self._at)
        if numbers:
            self._at = numbers.end()
            breaks = tuple(read_plain(number.strip()) for number in numbers[0].split(","))
            return self._make(BreakSegmentation, column=column, breaks=breaks)
        found = self._until(",*")
        quantiles = QUANTILES.fullmatch(found)
        if quantiles:
            return self._make(QuantileSegmentation, column=column, quantiles=int(quantiles[1]))
        if found in PERIODS:
            return self._make(EverySegmentation, column=column, every=found)
        forms = f"breaks such as 10,50,250, quantiles such as q4, or {', '.join(PERIODS)}"
        raise self._error(f"found {found!r}, expected {forms}{near_match(found, PERIODS)}")

    def _add(self, start: int, segmentation: Segmentation) -> str:
        name = self._text[start : self._at].strip()
        self.segments[name] = segmentation
        return name

    def _make(self, kind: type[D], **fields: Any) -> D:  # noqa: ANN401  # of any kind
        try:
            return kind(**fields)
        except ValidationError as error:
            raise self._error(problems_of(error, {})[0].message) from None

    def _pass(self, sign: str) -> bool:
        self._spaces()
        is_there = self._text.startswith(sign, self._at)
        self._at += len(sign) if is_there else 0
        return is_there

    def _spaces(self) -> None:
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1

    def _until(self, signs: str) -> str:
        """Take the text before the next of these signs."""
        start = self._at
        while self._at < len(self._text) and self._text[self._at] not in signs:
            self._at += 1
        return self._text[start : self._at].strip()

    def _error(self, message: str) -> UsageError:
        return UsageError(f"--by {self._text or repr('')}: {message}")
