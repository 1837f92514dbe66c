"""What dates look like that cannot be read, without a word of what the cells say."""

from collections.abc import Iterable, Sequence

import polars as pl

from nps.engine.cells import Cells
from nps.engine.collect import collect_export
from nps.engine.dates import iso_day, parse_date
from nps.engine.export import Export
from nps.engine.facts import Facts
from nps.engine.measures import LAYOUTS, YEARS
from nps.spec.configuration import Configuration

DAY = r"9{1,4}[-/. ](?:9{1,2}|a{3,9})[-/. ,]{1,2}9{2,4}|a{3,9}\.? 9{1,2},? 9{2,4}|9{5,13}"
CLOCK = r"[ ,a]{1,2}9{1,2}:9{2}(?::9{2}(?:\.9{1,9})?)? ?[a.]{0,4}(?: ?[-+]9{2}:?9{2})?"
SHAPE = rf"^(?:{DAY})(?:{CLOCK})?$"
"""Digits are 9 and letters a; other shapes are of texts, whose words they might give away."""
ISO = "ISO"


def look_at_shapes(
    exports: Sequence[Export], configuration: Configuration, columns: Iterable[str], facts: Facts
) -> None:
    """Find out what cells that cannot be read as dates look like; never those of comments.

    Args:
        exports: What is open.
        configuration: What is declared.
        columns: Those whose dates do not all convert.
        facts: Where it is noted.
    """
    for column in columns:
        for export in exports if column != configuration.survey.comment else ():
            cells = Cells(export.frame.collect_schema(), configuration, {})
            if isinstance(cells.dtype(column), pl.String):
                counts, fitting = collect_export(export.path, _queries(export, cells, column))
                facts.shapes[column].update(dict(counts.iter_rows()))
                facts.fits[column].update(fitting.row(0, named=True))


def shape_words(facts: Facts, column: str) -> str:
    """Say what cells that cannot be read look like: `9 look like 99/99/9999, which … reads`.

    Returns:
        The most frequent shape; nothing where none is a date's, or the cells are comments.
    """
    shapes, fits = facts.shapes.get(column), facts.fits.get(column)
    if not shapes or not fits:
        return ""
    shape, count = min(shapes.items(), key=lambda item: (-item[1], item[0]))
    looks = f"{count:,} {'looks' if count == 1 else 'look'} like {shape}"
    best = max(fits.values())
    if best <= shapes.total() // 2:
        return looks
    layouts = [layout for layout in (ISO, *LAYOUTS) if fits[layout] == best]
    if ISO in layouts:
        return f"{looks}, which needs no format"
    return f"{looks}, which {' or '.join(layouts)} reads"


def _queries(export: Export, cells: Cells, column: str) -> list[pl.LazyFrame]:
    """Count the shapes of cells that are no dates, and those cells that each layout reads."""
    text, day = cells.text(column), cells.day(column, ())
    shape = text.str.replace_all(r"[0-9]", "9").str.replace_all(r"\p{L}", "a")
    frame = cells.prepare(export.frame).select(text=text, shape=shape, day=day)
    frame = frame.filter(pl.col("day").is_null(), pl.col("shape").str.contains(SHAPE))
    days = {layout: parse_date(pl.col("text"), layout).dt.date() for layout in LAYOUTS}
    return [
        frame.group_by("shape").len(),
        # NOTE: %Y reads 26 as the year 26.
        frame.select(
            day.dt.year().is_between(*YEARS).sum().alias(layout)
            for layout, day in {ISO: iso_day(pl.col("text")), **days}.items()
        ),
    ]
