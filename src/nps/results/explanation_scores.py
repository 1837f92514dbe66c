"""Score values that were not counted, and why."""

from nps.frozen import frozen
from nps.results.blocks import Column, Document, Figure, Kind, Row, RowGroup, Table
from nps.results.explanation import Setting
from nps.results.result import Record

WORDS = {"not_a_number": "not a number", "off_scale": "off the scale"}
"""Parts of the ledger in words."""


@frozen
class BadScore:
    """A value of the score column.

    Attributes:
        value: As written; long ones may be comments, and only their length is told.
        count: Responses with it.
        reason: Why it is no score: `not_a_number` or `off_scale`, as in the ledger.
    """

    value: str
    count: int
    reason: str


@frozen
class BadScoreResult:
    """What `nps explain --bad` found.

    Attributes:
        setting: What is explained.
        column: The score column.
        scale: As in `0-10`.
        values: Every value that was not counted, the most frequent first.
    """

    setting: Setting
    column: str
    scale: str
    values: tuple[BadScore, ...]

    @property
    def count(self) -> int:
        """Responses whose score was not counted."""
        return sum(value.count for value in self.values)

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            **self.setting.record(),
            "column": self.column,
            "scale": self.scale,
            "overall": {"value": None, "count": self.count, "reason": None},
            "rows": [
                {"value": one.value, "count": one.count, "reason": one.reason}
                for one in self.values
            ],
            "notes": [*self.setting.notes],
        }

    def document(self) -> Document:
        """A table of the values, for people."""
        count = Figure(kind=Kind.COUNT, value=self.count)
        words = "answer was" if self.count == 1 else "answers were"
        if not self.values:
            sentence = f"Every answer in column {self.column!r} is a score {self.scale}."
            return (self.setting.headline((sentence,)), *self.setting.small_print())
        return (
            self.setting.headline(
                (count, f" {words} not counted as scores {self.scale} of column {self.column!r}.")
            ),
            Table(
                columns=(
                    Column(title="value", kind=Kind.NAME),
                    Column(title="n", kind=Kind.COUNT),
                    Column(title="why", kind=Kind.NAME),
                ),
                groups=(
                    RowGroup(
                        heading=None,
                        rows=tuple(
                            Row(cells=(one.value, one.count, WORDS[one.reason]))
                            for one in self.values
                        ),
                    ),
                ),
            ),
            *self.setting.small_print(),
        )
