"""Texts that are dates."""

import polars as pl

DAY_LENGTH = len("2026-03-31")
SECOND_LENGTH = len("2026-03-31T12:00:00")
CLOCK = r"^(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
CLOCK_DIRECTIVES = ("%H", "%I", "%k", "%l", "%M", "%S", "%T", "%R", "%X", "%r", "%c", "%+", "%s")


def iso_day(text: pl.Expr) -> pl.Expr:
    """The date at the beginning of an ISO date or date with a time."""
    # NOTE: Looking dates up costs more than reading them anew.
    day = text.str.slice(0, DAY_LENGTH).str.to_date("%Y-%m-%d", strict=False, cache=False)
    bare = text.str.len_bytes() == DAY_LENGTH
    clock = pl.when(~bare).then(text.str.slice(DAY_LENGTH))
    return pl.when(bare | clock.str.contains(CLOCK)).then(day)


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
