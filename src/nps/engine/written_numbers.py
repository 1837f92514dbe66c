"""Texts that are numbers, as people write them: 1.234,50 €, $1,234.50, 12 %, (12)."""

import polars as pl

from nps.spec.written import Decimal

CODES = (
    "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MXN|"
    "MYR|NOK|NZD|PEN|PHP|PLN|RON|RSD|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
SIGN = rf"(?:(?i:{CODES}|kr\.?|zł|kč|ft|fr\.|lei)|(?:US|AU|CA|NZ|HK|R|S|A|C)?\p{{Sc}})"
CELL = rf"^[-+−]?\s*(?:{SIGN}\s*)?[-+−]?\s*[.,]*[0-9][0-9.,'’\s]*(?:%|{SIGN}|,-)?$"
DOTTED_SIGN = r"^[^0-9]*(?i:kr|fr)\."
MINUS = "^[^0-9]*[-−]"
CORE = r"([.,]*[0-9][0-9.,'’\s]*)"
"""The digits of a cell that is a number, once no sign with a dot stands before them."""
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
    negative = _is_bracketed(text) ^ _unbracketed(text).str.contains(MINUS)
    number = with_dot.cast(pl.Float64, strict=False)
    return pl.coalesce(pl.when(negative).then(-number).otherwise(number), plain)


def digits_of(text: pl.Expr) -> pl.Expr:
    """The digits of a number with its marks; spaces and apostrophes that part thousands left out.

    Returns:
        Null where the cell is no number.
    """
    inner = _unbracketed(text)
    # NOTE: To find the digits by the pattern of the whole cell takes ten times as long.
    bare_end = inner.str.strip_suffix(",-").str.replace(DOTTED_SIGN, "")
    found = bare_end.str.extract(CORE).str.strip_chars_end()
    core = pl.when(inner.str.contains(CELL)).then(found)
    bare = core.str.contains("^[0-9.,]+$")
    joined = pl.when(core.str.contains(SPACED)).then(core.str.replace_all(r"['’\s]", ""))
    return pl.when(bare).then(core).otherwise(joined)


def _is_bracketed(text: pl.Expr) -> pl.Expr:
    """Whether a number is negative as bookkeepers write it."""
    return text.str.starts_with("(") & text.str.ends_with(")")


def _unbracketed(text: pl.Expr) -> pl.Expr:
    inner = text.str.strip_prefix("(").str.strip_suffix(")")
    return pl.when(_is_bracketed(text)).then(inner).otherwise(text)


def _read(digits: pl.Expr, decimal: Decimal) -> pl.Expr:
    if decimal == ".":
        return digits.str.replace_all(",", "", literal=True)
    return digits.str.replace_all(".", "", literal=True).str.replace_all(",", ".", literal=True)
