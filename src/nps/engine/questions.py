"""What is asked of single responses: expressions to collect, and answers to read from a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conditions import test_expr, to_expr
from nps.engine.conversions import Path
from nps.results.explanation_responses import CONCEALED, Judgement, Reason
from nps.results.explanation_words import cell_words, comparison_words, condition_words
from nps.spec.conditions import Condition
from nps.spec.configuration import DaysSince, SplitColumn

Answers = Mapping[str, Any]
"""A row of what was asked, by name."""
Read = Callable[[Answers], Any]
VERDICTS = {True: "true", False: "false", None: "unknown"}


@dataclass
class Questions:
    """Everything that is asked of the responses of one export.

    Attributes:
        cells: Those of the export.
        expressions: What to collect, by name.
    """

    cells: Cells
    expressions: dict[str, pl.Expr] = field(default_factory=dict)

    def ask(self, expression: pl.Expr) -> Read:
        """Collect an expression; gives what reads its value from a row."""
        name = f"\0asked\0{len(self.expressions)}"
        self.expressions[name] = expression
        return lambda answers: answers[name]

    def ask_cell(
        self, column: str, expression: pl.Expr | None = None
    ) -> Callable[[Answers], str | None]:
        """Ask for a cell as it may be shown: never a comment, and never a long text.

        Args:
            column: Where it is from.
            expression: What it is turned into, as text; by default its own text.
        """
        if self.is_comment(column):
            return lambda _: CONCEALED
        read = self.ask(self.cells.text(column) if expression is None else expression)

        def shown(answers: Answers) -> str | None:
            cell = read(answers)
            return None if cell is None else cell_words(cell)

        return shown

    def ask_rule(
        self, rule: str, condition: Condition, path: Path
    ) -> Callable[[Answers], Judgement]:
        """Ask for the verdict of a condition and of each of its comparisons."""
        holds = self.ask(to_expr(condition, self.cells, path))
        tests = [
            (
                comparison_words(test),
                self.ask_cell(test.column),
                self.ask(test_expr(test, self.cells, path, known=True)),
            )
            for _, test in condition.every_test()
        ]
        words = condition_words(condition)

        def judge(answers: Answers) -> Judgement:
            return Judgement(
                rule=rule,
                holds=VERDICTS[holds(answers)],
                condition=words,
                reasons=tuple(
                    Reason(condition=test, cell=cell(answers), verdict=VERDICTS[verdict(answers)])
                    for test, cell, verdict in tests
                ),
            )

        return judge

    def is_comment(self, column: str) -> bool:
        """Whether a column is that of the comment, or made from it."""
        match self.cells.configuration.columns.get(column):
            case SplitColumn(column=source) | DaysSince(days_since=source):
                column = source
        return column == self.cells.configuration.survey.comment
