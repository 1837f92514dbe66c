"""Texts that are numbers, as people write them: 1.234,50 €, $1,234.50, 12 %, (12)."""

import polars as pl

from nps.spec.written import Decimal

CODES = (
    "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MXN|"
    "MYR|NOK|NZD|PEN|PHP|PLN|RON|RSD|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
SIGN = rf"(?:(?i:{CODES}|kr\.?|zł|kč|ft|fr\.|lei)|(?:US|AU|CA|NZ|HK|R|S|A|C)?\p{{Sc}})"
CELL = rf"^([-+−]?)\s*(?:{SIGN}\s*)?([-+−]?)\s*([0-9.,][0-9.,'’\s]*?)\s*(?:%|{SIGN}|,-)?$"
BRACKETS = r"^\((.*)\)$"
"""A negative number, as bookkeepers write it."""
SPACED = r"^[0-9]{1,3}(?:['’\s][0-9]{3})+(?:[.,][0-9]+)?$"
SURE = (
    r"^[0-9]*{0}[0-9]{{1,2}}$|^[0-9]*{0}[0-9]{{4,}}$|^(?:0?|[0-9]{{4,}}){0}[0-9]+$"
    r"|^[0-9]{{1,3}}(?:{1}[0-9]{{3}})+{0}[0-9]+$|^[0-9]{{1,3}}(?:{1}[0-9]{{3}}){{2,}}$"
)
"""A number of which the decimal mark is told by itself: the mark, then what parts thousands."""
SURE_COMMA, SURE_DOT = SURE.format(",", r"\."), SURE.format(r"\.", ",")
UNSURE_COMMA, UNSURE_DOT = r"^[1-9][0-9]{0,2},[0-9]{3}$", r"^[1-9][0-9]{0,2}\.[0-9]{3}$"


def written_number(text: pl.Expr, decimal: Decimal) -> pl.Expr:
    """The number of a cell; null where it is none."""
    return text.map_batches(
        lambda texts: _each(texts, decimal), return_dtype=pl.Float64, is_elementwise=True
    )


def _each(texts: pl.Series, decimal: Decimal) -> pl.Series:
    """Read each different text once."""
    cells = pl.DataFrame({"text": texts.unique()})
    parts = cells.with_columns(digits=digits_of(pl.col("text")))
    found = parts.select("text", read=_number(pl.col("text"), pl.col("digits"), decimal))
    given = pl.DataFrame({"text": texts})
    joined = given.join(found, on="text", how="left", maintain_order="left", nulls_equal=True)
    return joined["read"].alias(texts.name)


def _number(text: pl.Expr, digits: pl.Expr, decimal: Decimal) -> pl.Expr:
    plain = text.cast(pl.Float64, strict=False)
    with_dot = (
        pl.when(digits.str.contains(SURE_COMMA))
        .then(_read(digits, ","))
        .when(digits.str.contains(SURE_DOT))
        .then(_read(digits, "."))
        .when(digits.str.contains(f"{UNSURE_COMMA}|{UNSURE_DOT}"))
        .then(_read(digits, decimal))
        .when(digits.str.contains("^[0-9]+$"))
        .then(digits)
    )
    inner = text.str.extract(BRACKETS)
    minus = pl.coalesce(inner, text).str.extract_groups(CELL)
    signs = minus.struct.field("1") + minus.struct.field("2")
    negative = inner.is_not_null() ^ signs.str.contains("[-−]")
    number = with_dot.cast(pl.Float64, strict=False)
    return pl.coalesce(pl.when(negative).then(-number).otherwise(number), plain)


def digits_of(text: pl.Expr) -> pl.Expr:
    """The digits of a number with its marks; spaces and apostrophes that part thousands left out.

    Returns:
        Null where the cell is no number.
    """
    inner = pl.coalesce(text.str.extract(BRACKETS), text)
    core = inner.str.extract(CELL, 3)
    bare = core.str.contains("^[0-9.,]+$")
    joined = pl.when(core.str.contains(SPACED)).then(core.str.replace_all(r"['’\s]", ""))
    return pl.when(bare).then(core).otherwise(joined)


def _read(digits: pl.Expr, decimal: Decimal) -> pl.Expr:
    if decimal == ".":
        return digits.str.replace_all(",", "", literal=True)
    return digits.str.replace_all(".", "", literal=True).str.replace_all(",", ".", literal=True)
