"""Columns of any type as truth values, numbers and dates; their text is asked for if need be."""

from collections.abc import Callable

import polars as pl

from nps.engine.dates import iso_day, iso_moment, parse_date
from nps.engine.score_text import score_number
from nps.engine.texts import written
from nps.engine.written_dates import number_moment, written_day, written_moment
from nps.engine.written_numbers import written_number
from nps.spec.configuration import Configuration
from nps.spec.survey import Survey
from nps.spec.written import ORDERS, WrittenColumn

Text = Callable[[], pl.Expr]
"""Asks for the trimmed text of the column; where it is missing null, or empty."""
Converter = Callable[[str, pl.DataType, Text, Configuration], pl.Expr]
"""Makes a form of a column of an export: its name, its type, its text, what is declared."""


def as_known(column: str, dtype: pl.DataType, text: Text, survey: Survey) -> pl.Expr:
    """Whether a cell is not missing."""
    # NOTE: The one place where a cell becomes missing: its text is empty once trimmed, or one of
    # those that the analyst declared to mean missing.
    if survey.missing:
        return (~text().is_in(["", *survey.missing])).fill_null(value=False)
    if dtype.is_float():
        return written(column).is_not_nan().fill_null(value=False)
    if dtype.is_integer() or dtype.is_temporal() or dtype == pl.Boolean:
        return written(column).is_not_null()
    return (text().str.len_bytes() > 0).fill_null(value=False)


def as_number(column: str, dtype: pl.DataType, text: Text, configuration: Configuration) -> pl.Expr:
    """Cells as finite numbers; what is none is null."""
    survey, how = configuration.survey, configuration.columns.get(column)
    cells = written(column) if dtype.is_numeric() else text()
    if isinstance(how, WrittenColumn) and how.decimal is not None and not dtype.is_numeric():
        number = written_number(cells, how.decimal)
    else:
        number = cells.cast(pl.Float64, strict=False)
    if survey.score is not None and survey.score.column == column and not dtype.is_numeric():
        number = pl.coalesce(score_number(cells, survey.score).cast(pl.Float64), number)
    kept = number.is_finite()
    if dtype.is_numeric() and survey.missing:
        kept &= text().is_not_null()
    return pl.when(kept).then(number)


def as_day(column: str, dtype: pl.DataType, text: Text, configuration: Configuration) -> pl.Expr:
    """Cells as calendar dates, as written: a time of day is left out."""
    if isinstance(dtype, pl.Date):
        return written(column)
    if isinstance(dtype, pl.Datetime):
        return _local(column, dtype).dt.date()
    how = _date_format(column, configuration)
    if dtype.is_numeric():
        return _from_number(column, how, text, configuration.survey).dt.date()
    if how is None:
        return iso_day(text())
    if how in ORDERS:
        return pl.coalesce(iso_day(text()), written_day(text(), how))
    return parse_date(text(), how).dt.date()


def as_moment(column: str, dtype: pl.DataType, text: Text, configuration: Configuration) -> pl.Expr:
    """Cells as dates with their time of day, as written."""
    if isinstance(dtype, pl.Date):
        return written(column).cast(pl.Datetime("us"))
    if isinstance(dtype, pl.Datetime):
        return _local(column, dtype).cast(pl.Datetime("us"))
    how = _date_format(column, configuration)
    if dtype.is_numeric():
        return _from_number(column, how, text, configuration.survey)
    # NOTE: A time of day that there is none, such as 24:00, leaves a date that counts.
    iso = (iso_moment(text()), iso_day(text()).cast(pl.Datetime("us")))
    if how is None:
        return pl.coalesce(iso)
    return (
        pl.coalesce(*iso, written_moment(text(), how)) if how in ORDERS else parse_date(text(), how)
    )


def _from_number(column: str, how: str | None, text: Text, survey: Survey) -> pl.Expr:
    """Numbers as dates, where it has been found out that they are some."""
    if how not in ORDERS:
        return pl.lit(None, pl.Datetime("us"))
    number = written(column).cast(pl.Float64)
    if survey.missing:
        number = pl.when(as_known(column, pl.Float64(), text, survey)).then(number)
    return number_moment(number)


def _local(column: str, dtype: pl.Datetime) -> pl.Expr:
    cells = written(column)
    return cells if dtype.time_zone is None else cells.dt.replace_time_zone(None)


def _date_format(column: str, configuration: Configuration) -> str | None:
    """How dates are written, if it is declared or has been found out."""
    answered, how = configuration.survey.answered_at, configuration.columns.get(column)
    if answered is not None and answered.column == column and answered.format is not None:
        return answered.format
    return how.date if isinstance(how, WrittenColumn) else None
