"""Texts and numbers that are dates, as people and spreadsheets write them."""

import polars as pl

from nps.spec.written import Order

MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
NAME = "|".join(MONTHS)
YEAR = "[0-9]{4}|[0-9]{2}"
MARK = r"\s*[-/.]\s*"
DAYS = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
CLOCK = (
    r"(?:,?\s+(?:at\s+)?|t)(?<hour>[0-9]{1,2})[:.](?<minute>[0-9]{2})"
    r"(?:[:.](?<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?:\s*(?<half>[ap])\.?\s?m\.?)?(?:\s*(?:z|[a-z]{3,5}))?(?:\s*[-+][0-9]{1,2}(?::?[0-9]{2})?)?"
)
CELL = (
    rf"(?i)^{DAYS}(?:"
    rf"(?<first>[0-9]{{1,2}}){MARK}(?<second_part>[0-9]{{1,2}}){MARK}(?<year1>{YEAR})\.?"
    rf"|(?<year2>[0-9]{{4}}){MARK}(?<month2>[0-9]{{1,2}}){MARK}(?<day2>[0-9]{{1,2}})"
    rf"|(?<day3>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?[-/\s]*(?<name3>{NAME})[.,]?[-/,\s]+(?<year3>{YEAR})"
    rf"|(?<name4>{NAME})\.?[-\s]+(?<day4>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?<year4>[0-9]{{4}})"
    rf")(?:{CLOCK})?$"
)
"""A date, and perhaps a time of day and a zone, which is left out: the time as written counts."""
EARLIEST_SHORT_YEAR = 69
"""Years of two digits are those from 1969 to 2068."""
COMPACT = r"^(?:19|20|21)[0-9]{6}$"
YEARS = (1900, 2200)
SERIALS, SECONDS, MILLISECONDS = (20_000, 80_000), (1e8, 4.3e9), (1e11, 4.3e12)
"""Days of a spreadsheet from 1954 to 2119; seconds, and milliseconds, from 1973 to 2106."""
EPOCH_SERIAL = 25_569
"""1970-01-01, as a spreadsheet counts."""
DAY_MILLISECONDS = 86_400_000
HALF_DAY, HOURS, MINUTES = 12, 24, 60


def written_day(text: pl.Expr, order: Order) -> pl.Expr:
    """The date of a cell; null where it is none, or may be one of two."""
    return text.map_batches(
        lambda texts: _each(texts, _days(order), pl.Date()),
        return_dtype=pl.Date,
        is_elementwise=True,
    )


def written_moment(text: pl.Expr, order: Order) -> pl.Expr:
    """The date of a cell with its time of day; midnight where there is none that counts."""
    return text.map_batches(
        lambda texts: _each(texts, _moments(order), pl.Datetime("us")),
        return_dtype=pl.Datetime("us"),
        is_elementwise=True,
    )


def _each(texts: pl.Series, read: pl.Expr, dtype: pl.DataType) -> pl.Series:
    """Read each different text once, and take it apart once."""
    # NOTE: Polars would take a text apart anew for each of its parts that an expression names.
    if texts.null_count() == texts.len():
        return pl.Series(texts.name, [None] * texts.len(), dtype=dtype)
    cells = pl.DataFrame({"text": texts.unique()})
    parts = cells.select("text", parts=pl.col("text").str.extract_groups(CELL)).unnest("parts")
    found = parts.select("text", read=read)
    given = pl.DataFrame({"text": texts})
    joined = given.join(found, on="text", how="left", maintain_order="left", nulls_equal=True)
    return joined["read"].alias(texts.name)


def _days(order: Order) -> pl.Expr:
    text = pl.col("text")
    return pl.coalesce(_text_day(order), _compact(text), _number_day(text))


def _moments(order: Order) -> pl.Expr:
    text = pl.col("text")
    midnight = pl.coalesce(_text_day(order), _compact(text)).cast(pl.Datetime("us"))
    moment = midnight + pl.duration(seconds=_seconds().fill_null(0))
    return pl.coalesce(moment, number_moment(text.cast(pl.Float64, strict=False)))


def number_moment(number: pl.Expr) -> pl.Expr:
    """The moment that a number stands for: days of a spreadsheet, unix seconds or milliseconds."""
    milliseconds = (
        pl.when(number.is_between(*SERIALS, closed="left"))
        .then((number - EPOCH_SERIAL) * DAY_MILLISECONDS)
        .when(number.is_between(*SECONDS, closed="left"))
        .then(number * 1000)
        .when(number.is_between(*MILLISECONDS, closed="left"))
        .then(number)
    )
    return milliseconds.round().cast(pl.Int64).cast(pl.Datetime("ms")).cast(pl.Datetime("us"))


def _number_day(text: pl.Expr) -> pl.Expr:
    return number_moment(text.cast(pl.Float64, strict=False)).dt.date()


def _compact(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(COMPACT)).then(text.str.to_date("%Y%m%d", strict=False))


def _text_day(order: Order) -> pl.Expr:
    part = pl.col
    names = pl.coalesce(part("name3"), part("name4")).str.to_lowercase().str.slice(0, 3)
    months = {name[:3]: f"{number:02}" for number, name in enumerate(MONTHS, 1)}
    named = names.replace_strict(months, default=None, return_dtype=pl.String)
    year = _long_year(pl.coalesce(part("year2"), part("year3"), part("year4")))
    month = pl.coalesce(part("month2"), named)
    day = pl.coalesce(part("day2"), part("day3"), part("day4"))
    dates = [_date(year, month, day)]
    if order != "year-first":
        first, second = part("first"), part("second_part")
        pair = (second, first) if order == "day-first" else (first, second)
        dates.append(_date(_long_year(part("year1")), *pair))
    return pl.coalesce(dates)


def _long_year(year: pl.Expr) -> pl.Expr:
    is_short = year.str.len_bytes() == len("69")
    is_past = year.cast(pl.Int16, strict=False) >= EARLIEST_SHORT_YEAR
    century = pl.when(is_past).then(pl.lit("19")).otherwise(pl.lit("20"))
    return pl.when(is_short).then(century + year).otherwise(year)


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    date = pl.format("{}-{}-{}", year, month, day).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(date.dt.year().is_between(*YEARS)).then(date)


def _seconds() -> pl.Expr:
    """Seconds since midnight; null where there is no such time of day."""
    hour, minute, second = (
        pl.col(name).cast(pl.Int32, strict=False) for name in ("hour", "minute", "second")
    )
    half = pl.col("half").str.to_lowercase()
    twelve = hour % HALF_DAY + pl.when(half == "p").then(HALF_DAY).otherwise(0)
    hours = pl.when(half.is_null()).then(hour).when(hour.is_between(1, HALF_DAY)).then(twelve)
    is_time = (hours < HOURS) & (minute < MINUTES) & (second.fill_null(0) < MINUTES)
    return pl.when(is_time).then((hours * MINUTES + minute) * MINUTES + second.fill_null(0))
