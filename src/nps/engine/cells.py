"""Cells of an export as text, numbers and dates, each column converted once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

from nps.engine.conversions import Conversion, ConversionCounts, Path, mismatch, undated
from nps.engine.cuts import COMPARE, Cut, Ordering, edges_of, form_name
from nps.engine.dates import DAY_LENGTH
from nps.engine.forms import Converter, as_day, as_known, as_moment, as_number
from nps.engine.searches import Searches
from nps.engine.texts import number_text, source_text, written
from nps.results.vendor import matched_name
from nps.spec.conditions import is_iso_moment
from nps.spec.configuration import Configuration, DaysSince, SplitColumn

DEFAULT_SPLIT = ";"


@dataclass
class Cells:
    """The columns of one export that the configuration names, in the forms it needs.

    Ask for forms first; `prepare` then adds them to the frame, each once.

    Attributes:
        schema: Types of the export's own columns.
        configuration: What is declared.
        conversions: Conversions whose failures are counted; shared by the exports of a run.
        searches: Words sought in texts.
        counts: Which cells convert.
        cuts: Where the forms are cut of which not every value matters, by name.
        stages: How each form is made, of columns and of the forms of the stages before: texts,
            whether a cell is known, texts of known cells, numbers and dates, days between dates,
            what is asked of all these.
    """

    schema: pl.Schema
    configuration: Configuration
    conversions: dict[tuple[str, str], Conversion]
    searches: Searches = field(default_factory=Searches)
    cuts: dict[str, Cut] = field(default_factory=dict)
    stages: tuple[dict[str, pl.Expr], ...] = field(default_factory=lambda: ({}, {}, {}, {}, {}, {}))
    counts: ConversionCounts = field(init=False)

    def __post_init__(self) -> None:
        self.counts = ConversionCounts(self.conversions)

    def dtype(self, column: str) -> pl.DataType:
        """Type of a column, derived ones included; Null where this export lacks it."""
        if isinstance(self.configuration.columns.get(column), DaysSince):
            return pl.Float64()
        dtype = self.schema.get(self.source(column), pl.Null())
        return pl.String() if isinstance(dtype, (pl.Categorical, pl.Enum)) else dtype

    def source(self, column: str) -> str:
        """The column of the export that one is split from, or the column itself."""
        derived = self.configuration.columns.get(column)
        return derived.column if isinstance(derived, SplitColumn) else column

    def text(self, column: str) -> pl.Expr:
        """Cells as trimmed text; missing ones are null."""
        if isinstance(self.configuration.columns.get(column), DaysSince):
            return number_text(self.number(column, ()))
        return pl.col(self._text(column))

    def text_among(self, column: str, values: Collection[str]) -> pl.Expr:
        """Cells as text, of which only matters which of some texts they are, if any."""
        if isinstance(self.configuration.columns.get(column), DaysSince):
            return self.text(column)
        name = self._cut(self._text(column))
        self.cuts[name].values.update(values)
        return pl.col(name)

    def loose_text(self, column: str) -> pl.Expr:
        """Cells as trimmed text for what finds nothing in an empty one: missing ones may be so."""
        return pl.col(self._written(column)) if self._is_plain(column) else self.text(column)

    def staged(self, form: str, column: str, expression: pl.Expr, stage: int) -> pl.Expr:
        """Make a form of a column that no rule asks for, once for all that need it."""
        name = form_name(form, column)
        self.stages[stage][name] = expression
        return pl.col(name)

    def known(self, column: str) -> pl.Expr:
        """Whether a cell is not missing."""
        if isinstance(self.configuration.columns.get(column), DaysSince):
            return pl.col(self.ordered("number", column, ())).is_not_null()
        name = form_name("known", self.source(column))
        if name not in self.stages[1]:
            self.stages[1][name] = as_known(
                self.source(column),
                self.dtype(column),
                lambda: pl.col(self._written(column)),
                self.configuration.survey,
            )
        return pl.col(name)

    def matched(self, join: int) -> pl.Expr:
        """Whether a row is in the file of a join."""
        return self.staged("join", str(join), pl.col(matched_name(join)), 5)

    def test(self, column: str, words: str, compile_test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
        """Whether the text of a cell passes a test that is not about equality; null where missing.

        Args:
            column: Name of the column.
            words: What is tested, different for every test.
            compile_test: Compiles it.
        """
        if isinstance(self.configuration.columns.get(column), DaysSince):
            return self.staged("test", f"{column}\0{words}", compile_test(self.text(column)), 5)
        # NOTE: It costs less to make what comes of missing texts null than the texts themselves.
        passed = compile_test(pl.col(self._written(column)))
        passed = pl.when(self.known(column)).then(passed)
        return self.staged("test", f"{column}\0{words}", passed, 5)

    def search(self, column: str, words: list[str]) -> pl.Expr | None:
        """Whether any of some words without blanks at their ends is in a text, trimmed or not.

        Returns:
            False or null where it is missing; None where the text has to be made first.
        """
        source = self.source(column)
        if isinstance(self.schema.get(source), pl.String) and self._is_plain(column):
            return self.searches.seek(source, words)
        return None

    def number(self, column: str, path: Path, *, counted: bool = True) -> pl.Expr:
        """Cells as finite numbers; what is none is null.

        Args:
            column: Name of the column.
            path: Key path of the use, for an error.
            counted: Cells that do not convert are told to the analyst.
        """
        return pl.col(self._number(column, path, counted=counted)).cast(pl.Float64)

    def weight(self, column: str, path: Path) -> pl.Expr:
        """Cells as numbers of which those that do not convert are told by the ledger."""
        number = self.number(column, path, counted=False)
        if not self.dtype(column).is_numeric():
            self._count(column, "weights", path, number.is_not_null())
        return number

    def day(self, column: str, path: Path) -> pl.Expr:
        """Cells as calendar dates, as written: a time of day is left out."""
        return pl.col(self._dated("day", column, path))

    def moment(self, column: str, path: Path) -> pl.Expr:
        """Cells as dates with their time of day, as written."""
        return pl.col(self._dated("moment", column, path))

    def days_since(self, since: str, until: str | None, path: Path) -> pl.Expr:
        """Whole days from one column to another, or to an ISO date, or to the date of the answer.

        Numbers, negative where the first date lies ahead.
        """
        return pl.col(self._days(since, until, path)).cast(pl.Float64)

    def ordered(
        self,
        form: Literal["number", "day", "moment"],
        column: str,
        path: Path,
        *,
        counted: bool = True,
    ) -> str:
        """Name a form that has an order and is only compared with some of its values.

        Args:
            form: Which.
            column: Name of the column.
            path: Key path of the use, for an error.
            counted: Cells that do not convert are told to the analyst.
        """
        if form == "number":
            return self._cut(self._number(column, path, counted=counted))
        return self._cut(self._dated(form, column, path))

    def ordered_days(self, since: str, until: str | None, path: Path) -> str:
        """Name the days of `days_since`, which are only compared with some numbers."""
        return self._cut(self._days(since, until, path))

    def compare(self, name: str, operator: Ordering, operand: float | date) -> pl.Expr:
        """Compare a form that has an order with a value of its kind."""
        self.cuts[name].edges.update(edges_of(operator, operand))
        return COMPARE[operator](pl.col(name), pl.lit(operand))

    def equals_one_of(self, name: str, operands: Collection[float | date]) -> pl.Expr:
        """Whether a form that has an order is one of some values."""
        for operand in operands:
            self.cuts[name].edges.update(edges_of("eq", operand))
        # NOTE: Days are whole numbers, which Polars does not look up among others.
        numbers = all(isinstance(operand, float) for operand in operands)
        form = pl.col(name).cast(pl.Float64) if numbers else pl.col(name)
        return form.is_in(list(operands))

    def prepare(self, responses: pl.LazyFrame) -> pl.LazyFrame:
        """Add the forms asked for, under names that no export can have."""
        for stage in (*self.stages, *self.searches.stages()):
            if stage:
                responses = responses.with_columns(**stage)
        return responses

    def is_plain_float(self, column: str) -> bool:
        """Whether a cell is a number as it stands, unless it is none or infinite."""
        return self.dtype(column) == pl.Float64 and self._is_plain(column)

    def _is_plain(self, column: str) -> bool:
        """Whether a cell is missing only where it is empty."""
        derived = self.configuration.columns.get(column)
        return not self.configuration.survey.missing and not isinstance(derived, DaysSince)

    def _cut(self, form: str) -> str:
        """Give a form another name, by which it can be told that not every value matters."""
        name = form_name("cut", form)
        self.cuts.setdefault(name, Cut(form=form))
        self.stages[5][name] = pl.col(form)
        return name

    def _number(self, column: str, path: Path, *, counted: bool) -> str:
        derived = self.configuration.columns.get(column)
        if isinstance(derived, DaysSince):
            return self._days(derived.days_since, derived.until, ("columns", column))
        dtype = self.dtype(column)
        if dtype.is_temporal():
            raise mismatch(column, path, f"type {dtype}", "numbers")
        name = form_name("number", column)
        self._convert(name, column, as_number)
        if counted and self.is_plain_float(column):
            self._count(column, "numbers", path, written(self.source(column)).is_finite())
        elif counted and not dtype.is_integer():
            self._count(column, "numbers", path, pl.col(name).is_not_null())
        return name

    def _convert(self, name: str, column: str, make: Converter) -> None:
        """Make numbers or dates of a column, once."""
        if name not in self.stages[3]:
            self.stages[3][name] = make(
                self.source(column),
                self.dtype(column),
                lambda: self.loose_text(column),
                self.configuration,
            )

    def _days(self, since: str, until: str | None, path: Path) -> str:
        if until is not None and is_iso_moment(until) and until not in self.schema:
            end = pl.lit(date.fromisoformat(until[:DAY_LENGTH]))
        elif until is not None:
            end = self.day(until, (*path, "until"))
        else:
            answered = self.configuration.survey.answered_at
            if answered is None:
                raise undated(path)
            until = answered.column
            end = self.day(until, ("survey", "answered_at", "column"))
        start = self.day(since, (*path, "days_since" if path[0] == "columns" else "since"))
        name = form_name("days", since, until)
        if name not in self.stages[4]:
            self.stages[4][name] = end.to_physical() - start.to_physical()
        return name

    def _count(self, column: str, words: str, path: Path, converted: pl.Expr) -> None:
        self.counts.ask(column, words, path, self.known(column), converted)

    def _text(self, column: str) -> str:
        name = form_name("text", self.source(column))
        if name not in self.stages[2]:
            text = pl.col(self._written(column))
            self.stages[2][name] = pl.when(self.known(column)).then(text)
        return name

    def _written(self, column: str) -> str:
        source = self.source(column)
        name = form_name("written", source)
        if name not in self.stages[0]:
            derived = self.configuration.columns.get(column)
            split = derived.split if isinstance(derived, SplitColumn) else DEFAULT_SPLIT
            dtype = self.schema.get(source, pl.Null())
            text = source_text(source, dtype, split)
            if text is None:
                raise mismatch(source, (), f"type {dtype}", "text, numbers or dates")
            self.stages[0][name] = text
        return name

    def _dated(self, form: Literal["day", "moment"], column: str, path: Path) -> str:
        dtype = self.dtype(column)
        if dtype == pl.Boolean:
            raise mismatch(column, path, "booleans", "dates")
        name = form_name(form, column)
        self._convert(name, column, as_day if form == "day" else as_moment)
        if not isinstance(dtype, (pl.Date, pl.Datetime)):
            self._count(column, "dates", path, pl.col(name).is_not_null())
        return name
