"""Cells of an export as text, numbers and dates, each column converted once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl
from polars.selectors import by_name

from nps.engine.score_text import score_number
from nps.errors import DeclarationError, Problem
from nps.spec.conditions import is_iso_moment
from nps.spec.configuration import Configuration, DaysSince, SplitColumn

Path = tuple[str | int, ...]
Form = Literal["text", "number", "day", "moment"]
LARGEST_EXACT = 2.0**53
DAY_LENGTH = len("2026-03-31")
SECOND_LENGTH = len("2026-03-31T12:00:00")
CLOCK = r"^(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
CLOCK_DIRECTIVES = ("%H", "%I", "%k", "%l", "%M", "%S", "%T", "%R", "%X", "%r", "%c", "%+", "%s")
DEFAULT_SPLIT = ";"


@dataclass(kw_only=True)
class Conversion:
    """One column turned into numbers or dates, and what came of it over all exports.

    Attributes:
        column: Name of the column.
        words: What its cells were turned into: numbers or dates.
        path: Key path of the first use.
        cells: Cells that are not missing.
        converted: Those of them that convert.
    """

    column: str
    words: str
    path: Path
    cells: int = 0
    converted: int = 0


@dataclass
class Cells:
    """The columns of one export that the configuration names, in the forms it needs.

    Ask for forms first; `prepare` then adds them to the frame, each once.

    Attributes:
        schema: Types of the export's own columns.
        configuration: What is declared.
        conversions: Conversions whose failures are counted; shared by the exports of a run.
    """

    schema: pl.Schema
    configuration: Configuration
    conversions: dict[tuple[str, str], Conversion]
    _counts: dict[tuple[str, str], tuple[pl.Expr, pl.Expr]] = field(default_factory=dict)
    _stages: tuple[dict[str, pl.Expr], ...] = field(default_factory=lambda: ({}, {}, {}))

    def dtype(self, column: str) -> pl.DataType:
        """Type of a column, derived ones included; Null where this export lacks it."""
        derived = self.configuration.columns.get(column)
        if isinstance(derived, DaysSince):
            return pl.Float64()
        source = derived.column if isinstance(derived, SplitColumn) else column
        dtype = self.schema.get(source, pl.Null())
        return pl.String() if isinstance(dtype, (pl.Categorical, pl.Enum)) else dtype

    def text(self, column: str) -> pl.Expr:
        """Cells as trimmed text; missing ones are null."""
        derived = self.configuration.columns.get(column)
        if isinstance(derived, DaysSince):
            return number_text(self.number(column, ()))
        source = derived.column if isinstance(derived, SplitColumn) else column
        name = f"\0text\0{source}"
        if name not in self._stages[0]:
            split = derived.split if isinstance(derived, SplitColumn) else DEFAULT_SPLIT
            self._stages[0][name] = self._source_text(source, split)
        return pl.col(name)

    def number(self, column: str, path: Path, *, counted: bool = True) -> pl.Expr:
        """Cells as finite numbers; what is none is null.

        Args:
            column: Name of the column.
            path: Key path of the use, for an error.
            counted: Cells that do not convert are told to the analyst.
        """
        derived = self.configuration.columns.get(column)
        if isinstance(derived, DaysSince):
            return self._days_since(column, derived)
        dtype = self.dtype(column)
        if dtype.is_temporal():
            raise _mismatch(column, path, f"type {dtype}", "numbers")
        name = f"\0number\0{column}"
        if name not in self._stages[1]:
            cells = written(column) if dtype.is_numeric() else self.text(column)
            number = cells.cast(pl.Float64, strict=False)
            score = self.configuration.survey.score
            if score is not None and score.column == column and not dtype.is_numeric():
                number = pl.coalesce(score_number(cells, score).cast(pl.Float64), number)
            kept = number.is_finite()
            if dtype.is_numeric() and self.configuration.survey.missing:
                kept &= self.text(column).is_not_null()
            self._stages[1][name] = pl.when(kept).then(number)
        if counted:
            self._count(column, "numbers", path, pl.col(name))
        return pl.col(name)

    def day(self, column: str, path: Path) -> pl.Expr:
        """Cells as calendar dates, as written: a time of day is left out."""
        return self._dated(column, path, "day")

    def moment(self, column: str, path: Path) -> pl.Expr:
        """Cells as dates with their time of day, as written."""
        return self._dated(column, path, "moment")

    def days_since(self, since: str, until: str | None, path: Path) -> pl.Expr:
        """Whole days from one date to another, as numbers; negative where it lies ahead.

        Args:
            since: Column at which counting begins.
            until: Column or ISO date at which it ends; the date of the answer by default.
            path: Key path of the mapping that names them.
        """
        if until is not None and is_iso_moment(until) and until not in self.schema:
            end = pl.lit(date.fromisoformat(until[:DAY_LENGTH]))
        elif until is not None:
            end = self.day(until, (*path, "until"))
        else:
            answered = self.configuration.survey.answered_at
            if answered is None:
                raise DeclarationError([Problem(
                    path=path, message="found no date to count until, "
                    "expected survey.answered_at or until",
                )])  # fmt: skip
            end = self.day(answered.column, ("survey", "answered_at", "column"))
        start = self.day(since, (*path, "days_since" if path[0] == "columns" else "since"))
        return (end - start).dt.total_days().cast(pl.Float64)

    def prepare(self, responses: pl.LazyFrame) -> pl.LazyFrame:
        """Add the forms asked for, under names that no export can have."""
        for stage in self._stages:
            if stage:
                responses = responses.with_columns(
                    expression.alias(name) for name, expression in stage.items()
                )
        return responses

    def counting(self) -> dict[str, pl.Expr]:
        """Two columns of truth values a conversion, to be summed for `count_conversions`."""
        return {
            f"\0count\0{index}\0{part}": expression
            for index, pair in enumerate(self._counts.values())
            for part, expression in enumerate(pair)
        }

    def count_conversions(self, counts: Sequence[int]) -> None:
        """Take the sums of `counting` into the conversions of the run."""
        for index, key in enumerate(self._counts):
            self.conversions[key].cells += counts[2 * index]
            self.conversions[key].converted += counts[2 * index + 1]

    def _count(self, column: str, words: str, path: Path, converted: pl.Expr) -> None:
        key = (column, words)
        self.conversions.setdefault(key, Conversion(column=column, words=words, path=path))
        self._counts[key] = (self.text(column).is_not_null(), converted.is_not_null())

    def _days_since(self, column: str, derived: DaysSince) -> pl.Expr:
        name = f"\0days\0{column}"
        if name not in self._stages[2]:
            path = ("columns", column)
            self._stages[2][name] = self.days_since(derived.days_since, derived.until, path)
        return pl.col(name)

    def _dated(self, column: str, path: Path, form: Form) -> pl.Expr:
        dtype = self.dtype(column)
        if dtype.is_numeric() or dtype == pl.Boolean:
            raise _mismatch(column, path, "numbers" if dtype.is_numeric() else "booleans", "dates")
        name = f"\0{form}\0{column}"
        if name not in self._stages[1]:
            self._stages[1][name] = self._date(column, dtype, form)
        self._count(column, "dates", path, pl.col(name))
        return pl.col(name)

    def _date(self, column: str, dtype: pl.DataType, form: Form) -> pl.Expr:
        if isinstance(dtype, pl.Date):
            return written(column) if form == "day" else written(column).cast(pl.Datetime("us"))
        if isinstance(dtype, pl.Datetime):
            local = written(column).dt.replace_time_zone(None).cast(pl.Datetime("us"))
            return local.dt.date() if form == "day" else local
        text = self.text(column)
        answered = self.configuration.survey.answered_at
        if answered is not None and answered.column == column and answered.format is not None:
            moment = parse_date(text, answered.format)
            return moment.dt.date() if form == "day" else moment
        day = iso_day(text)
        if form == "day":
            return day
        # NOTE: A time of day that there is none, such as 24:00, leaves a date that counts.
        return pl.coalesce(iso_moment(text), day.cast(pl.Datetime("us")))

    def _source_text(self, column: str, split: str) -> pl.Expr:
        dtype = self.schema.get(column, pl.Null())
        cells = written(column)
        match dtype:
            case pl.Null():
                return pl.lit(None, pl.String)
            case pl.Float32() | pl.Float64():
                text = number_text(pl.when(cells.is_not_nan()).then(cells).cast(pl.Float64))
            case pl.Datetime():
                text = cells.dt.to_string("%Y-%m-%d %H:%M:%S")
            case pl.List():
                text = cells.cast(pl.List(pl.String)).list.join(split)
            case pl.String() | pl.Categorical() | pl.Enum():
                # NOTE: The one place where a text cell becomes missing: it is empty once
                # trimmed, or one of the texts that the analyst declared to mean missing.
                text = cells.cast(pl.String).str.strip_chars()
            case pl.Duration():
                text = cells.dt.to_string("iso")
            case pl.Struct() | pl.Binary() | pl.Array() | pl.Object():
                raise _mismatch(column, (), f"type {dtype}", "text, numbers or dates")
            case _:
                text = cells.cast(pl.String)
        missing = ["", *self.configuration.survey.missing]
        return pl.when(~text.is_in(missing)).then(text)


def written(column: str) -> pl.Expr:
    """The cells of a column, whose name is taken literally: `*` and `^a$` are no patterns."""
    return by_name(column).as_expr()


def number_text(number: pl.Expr) -> pl.Expr:
    """Numbers as a person writes them: 3, not 3.0."""
    whole = (number == number.floor()) & (number.abs() < LARGEST_EXACT)
    return (
        pl.when(whole)
        .then(number.cast(pl.Int64, strict=False).cast(pl.String))
        .otherwise(number.cast(pl.String))
    )


def iso_day(text: pl.Expr) -> pl.Expr:
    """The date at the beginning of an ISO date or date with a time."""
    day = text.str.slice(0, DAY_LENGTH).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(text.str.slice(DAY_LENGTH).str.contains(CLOCK)).then(day)


def iso_moment(text: pl.Expr) -> pl.Expr:
    """An ISO date with its time of day; midnight where it has none."""
    head = text.str.slice(0, SECOND_LENGTH).str.replace("T", " ", literal=True)
    filled = head + pl.lit(" 00:00:00").str.slice(head.str.len_chars() - DAY_LENGTH)
    moment = filled.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
    return pl.when(text.str.slice(DAY_LENGTH).str.contains(CLOCK)).then(moment)


def parse_date(text: pl.Expr, pattern: str) -> pl.Expr:
    """Dates of a declared strftime pattern, as naive moments."""
    if any(directive in pattern for directive in CLOCK_DIRECTIVES):
        moment = text.str.to_datetime(pattern, time_unit="us", strict=False)
        return moment.dt.replace_time_zone(None)
    return text.str.to_date(pattern, strict=False).cast(pl.Datetime("us"))


def _mismatch(column: str, path: Path, found: str, expected: str) -> DeclarationError:
    message = f"found {found} in column {column!r}, expected {expected}"
    return DeclarationError([Problem(path=path, message=message)])
