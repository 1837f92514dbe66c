"""What is measured of each column of a sample, all columns in one pass."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from nps.engine.cells import Cells
from nps.engine.dates import parse_date
from nps.engine.sampling import Sample
from nps.frozen import frozen
from nps.results.profile import Counted
from nps.spec.configuration import Configuration
from nps.spec.survey import Survey

MISSING = ("na", "n/a", "#n/a", "null", "nan", "-", "--")
"""Texts that mean missing, in lower case."""
SEEN_OFTEN = 3
CODES = r"^[A-Z]{2}$"
MOST_TAGS = 40
MOST_VALUES = 30
SPLITS = (";", "|")
STEPS = 100
"""Steps between the points that stand for all numbers of a column."""
LAYOUTS = tuple(
    f"{day}{clock}"
    for clock in (" %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "")
    for day in (
        "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d %b %Y",
        "%b %d %Y", "%b %d, %Y", "%d-%b-%Y",
    )
)  # fmt: skip
"""Ways of writing dates, beside that of ISO."""
DATE_LIKE = r"^[0-9A-Za-z]{1,4}[-/. ][0-9A-Za-z]{1,3}[-/. ,]{1,2}[0-9]{2,4}"
YEARS = (1900, 2200)
"""A layout that finds other years has read something else."""


@frozen
class Measures:
    """One column.

    Attributes:
        cells: Cells that are not missing.
        distinct: Different ones.
        length: Mean length, characters.
        longest: Of all cells.
        same_length: Cells are nearly all equally long.
        spaced: Cells of several words.
        numbers: Cells that are numbers.
        wholes: Cells that are whole numbers.
        extent: Highest number less the lowest.
        days: Cells that are ISO dates.
        date_like: Cells that look like dates of any layout.
        first: Earliest date; None without any.
        last: Latest date.
        split: What stands between several tags in many cells; empty where nothing does.
    """

    cells: int
    distinct: int
    length: float
    longest: int
    same_length: bool
    spaced: int
    numbers: int
    wholes: int
    extent: float
    days: int
    date_like: int
    first: date | None
    last: date | None
    split: str


def missing_words(sample: Sample) -> tuple[str, ...]:
    """Find the texts that stand in several cells and mean that there is none."""
    text = pl.col("text")
    is_word = text.str.to_lowercase().is_in(MISSING)
    words, codes = sample.collect([
        sample.cells.filter(is_word).group_by("text").len(),
        sample.cells.filter(~is_word | (text == "NA"))
        .group_by("column")
        .agg(text.n_unique().alias("distinct"), text.str.contains(CODES).mean().alias("share"),
             (text == "NA").any().alias("holds")),
    ])  # fmt: skip
    seen = [word for word, count in words.sort("text").iter_rows() if count >= SEEN_OFTEN]
    # NOTE: Among two-letter codes, NA is Namibia or North America.
    coded = codes.filter(pl.col("holds") & (pl.col("share") > 0.9) & (pl.col("distinct") > 2))  # noqa: PLR2004  # codes nearly all, several
    return tuple(word for word in seen if word != "NA" or coded.is_empty())


def prepared(sample: Sample, missing: Sequence[str]) -> pl.LazyFrame:
    """Cells in every form: `column`, `text`, `number` and `day`; null where they do not convert."""
    frame = sample.cells
    configuration = Configuration(survey=Survey(missing=tuple(missing)))
    cells = Cells(pl.Schema({"column": pl.String(), "text": pl.String()}), configuration, {})
    forms = {
        "text": cells.text("text"),
        "number": cells.number("text", ()),
        "day": cells.day("text", ()),
    }
    return cells.prepare(frame).select("column", **forms).filter(pl.col("text").is_not_null())


def measure(sample: Sample, cells: pl.LazyFrame) -> dict[str, Measures]:
    """Measure every column that has cells."""
    text, number, day = pl.col("text"), pl.col("number"), pl.col("day")
    length = text.str.len_chars()
    (frame,) = sample.collect([
        cells.group_by("column").agg(
            pl.len().alias("cells"),
            text.n_unique().alias("distinct"),
            length.mean().alias("length"),
            length.max().alias("longest"),
            (length.quantile(0.05) == length.quantile(0.95)).alias("same_length"),
            text.str.contains(r"\S\s+\S").sum().alias("spaced"),
            number.count().alias("numbers"),
            (number == number.floor()).sum().alias("wholes"),
            (number.max() - number.min()).fill_null(0.0).alias("extent"),
            day.count().alias("days"),
            text.str.contains(DATE_LIKE).sum().alias("date_like"),
            day.min().alias("first"),
            day.max().alias("last"),
            *(_has_split(split).alias(f"split {split}") for split in SPLITS),
        )
    ])  # fmt: skip
    measures = {}
    for row in frame.iter_rows(named=True):
        split = [split for split in SPLITS if row.pop(f"split {split}")]
        column = row.pop("column")
        measures[column] = Measures(**row, split="".join(split[:1]))
    return measures


def count_texts(cells: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Count the different texts of some columns: `column`, `text` and `len`."""
    wanted = cells.filter(pl.col("column").is_in(list(columns)))
    return wanted.group_by("column", "text").len()


def count_tags(cells: pl.LazyFrame, splits: Mapping[str, str]) -> pl.LazyFrame:
    """Count the different tags of some columns, as `count_texts` does.

    Args:
        cells: Prepared.
        splits: What stands between the tags of each column.
    """
    wanted = cells.filter(pl.col("column").is_in(list(splits)))
    split = pl.col("column").replace_strict(splits, default=None, return_dtype=pl.String)
    tags = wanted.select("column", text=pl.col("text").str.split(split)).explode("text")
    named = tags.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
    return named.group_by("column", "text").len()


def number_points(cells: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Sort the numbers of some columns and keep some at equal steps: `column` and `points`."""
    wanted = cells.filter(pl.col("column").is_in(list(columns)) & pl.col("number").is_not_null())
    return wanted.group_by("column").agg(at_steps(pl.col("number")).alias("points"))


def at_steps(values: pl.Expr) -> pl.Expr:
    """Sorted values at equal steps, lowest and highest included; nulls where there are none."""
    at = pl.int_range(0, STEPS + 1, dtype=pl.Int64) * (pl.len().cast(pl.Int64) - 1) // STEPS
    return values.sort().gather(at, null_on_oob=True)


def fit_layouts(cells: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Try every layout on some columns: `column`, and the first and last date of each layout.

    Both are null where a cell does not fit.
    """
    wanted = cells.filter(pl.col("column").is_in(list(columns)))
    days = {layout: parse_date(pl.col("text"), layout).dt.date() for layout in LAYOUTS}
    return wanted.group_by("column").agg(
        pl.when(day.dt.year().is_between(*YEARS).fill_null(value=False).all())
        .then(end)
        .alias(f"{name} {layout}")
        for layout, day in days.items()
        for name, end in (("first", day.min()), ("last", day.max()))
    )


def counted(frame: pl.DataFrame) -> dict[str, Counted]:
    """Give the counts of each column, most frequent first, ties by name."""
    counts: dict[str, list[tuple[str, int]]] = {}
    for column, text, count in frame.sort("len", "text", descending=[True, False]).iter_rows():
        counts.setdefault(column, []).append((text, count))
    return {column: tuple(pairs) for column, pairs in counts.items()}


def _has_split(split: str) -> pl.Expr:
    """Whether enough cells hold several tags."""
    text = pl.col("text")
    several = text.str.contains(split, literal=True)
    return (several.mean() > 0.05) & (several.sum() > 1)  # noqa: PLR2004  # a few are enough
