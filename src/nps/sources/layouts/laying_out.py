"""Rows of an export, given the names and the columns that its layout knows of."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import polars as pl

from nps.frozen import frozen
from nps.results.vendor import PREVIEW, UNFINISHED, Vendor
from nps.sources.columns import Columns, is_private, name_columns
from nps.sources.layouts.reading import Reading

BETWEEN = (";", "|", "\x1f")
"""Texts between tags; the first that is in none of them is taken."""
UNTICKED = ("0", "-99")
"""What a cell may hold, beside nothing, where the choice of its column was shown and not ticked."""


@frozen
class LaidOut:
    """An export as its layout has it.

    Attributes:
        frame: Its rows, by the names of the columns.
        columns: Usable names, and those that stand more than once.
        vendor: What the layout knows of them.
    """

    frame: pl.LazyFrame
    columns: Columns
    vendor: Vendor


def lay_out(frame: pl.LazyFrame, reading: Reading, export: str) -> LaidOut:
    """Name the columns, and add those that the layout makes.

    Args:
        frame: The responses, columns in the order of the file, under any names.
        reading: How they are read.
        export: Name of the export.
    """
    columns = name_columns([*reading.names, *reading.ticked], export)
    named = dict(zip(frame.collect_schema().names(), columns.frame, strict=False))
    frame = frame.rename(named)
    tags: dict[str, str] = {}
    for name, places in zip(
        columns.frame[len(reading.names) :], reading.ticked.values(), strict=True
    ):
        cells = [_tag(pl.col(columns.frame[place]), reading.tags.get(place)) for place in places]
        between = _between(reading.tags[place] for place in places if place in reading.tags)
        frame = frame.with_columns(
            pl.concat_str(cells, separator=between, ignore_nulls=True).alias(name)
        )
        tags[name] = between
    usable = set(columns.usable)
    made = {PREVIEW: reading.previews, UNFINISHED: reading.unfinished}
    frame = frame.with_columns(
        **{
            name: one
            for name, one in made.items()
            if one is not None and usable.issuperset(one.meta.root_names())
        }
    )
    aliases = _aliases(reading, columns)
    frame = frame.with_columns(**{alias: pl.col(name) for alias, name in aliases.items()})

    def known(name: str | None) -> str | None:
        return name.strip() if name is not None and name.strip() in usable else None

    vendor = Vendor(
        score=known(reading.score), answered_at=known(reading.answered_at),
        answered_format=reading.answered_format, dates=reading.dates,
        respondent=known(reading.respondent), comment=known(reading.comment),
        language=known(reading.language), aliases=aliases,
        groups=_pairs(reading.groups, usable), comments=_pairs(reading.comments, usable),
        splits={name: between for name, between in tags.items() if name in usable},
        places=_places(reading.names, columns.duplicates),
    )  # fmt: skip
    return LaidOut(frame=frame, columns=columns, vendor=vendor)


def _pairs(pairs: Mapping[str, str], usable: Collection[str]) -> dict[str, str]:
    """Pairs of columns that can both be named."""
    trimmed = {one.strip(): other.strip() for one, other in pairs.items()}
    return {one: other for one, other in trimmed.items() if one in usable and other in usable}


def _places(names: Iterable[str], duplicates: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Where columns that share a name stand, from 1."""
    places: dict[str, tuple[int, ...]] = {}
    for place, name in enumerate(names, 1):
        if name.strip() in duplicates:
            places[name.strip()] = (*places.get(name.strip(), ()), place)
    return places


def _tag(cell: pl.Expr, tag: str | None) -> pl.Expr:
    """The tag of a cell that is ticked; null where it is not."""
    text = cell.cast(pl.String).str.strip_chars()
    if tag is None:
        return pl.when(text != "").then(text)
    return pl.when(~text.is_in(["", *UNTICKED])).then(pl.lit(tag))


def _between(tags: Iterable[str]) -> str:
    every = "".join(tags)
    return next(one for one in BETWEEN if one not in every or one == BETWEEN[-1])


def _aliases(reading: Reading, columns: Columns) -> dict[str, str]:
    """Other names that lead to one column, and are no column's own."""
    taken, usable = {*columns.frame, *columns.duplicates}, frozenset(columns.usable)
    led = [
        (alias, name)
        for name, aliases in zip(columns.frame, reading.aliases, strict=False)
        if name in usable
        for alias in dict.fromkeys(alias.strip() for alias in aliases)
    ]
    counts = Counter(alias for alias, _ in led)
    return {
        alias: name
        for alias, name in led
        if alias and counts[alias] == 1 and alias not in taken and not is_private(alias)
    }
