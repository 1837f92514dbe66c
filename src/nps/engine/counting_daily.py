"""The rows of an export to counts by the day of the answer."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from nps.engine.converting import conversions_by_part
from nps.engine.counted import Asked
from nps.engine.counting import count_settled
from nps.engine.daily import COUNTS, STATUSES, TEXTS, Daily, Source
from nps.engine.export import Export
from nps.engine.labellers import Key
from nps.engine.nearest import all_operands, look_near
from nps.engine.nested import nested_problems
from nps.engine.scores import FILTERED_OUT
from nps.engine.segmenting import Grouping
from nps.engine.shapes import look_at_shapes
from nps.engine.slicing import Slicing
from nps.engine.uncounted import values_of
from nps.engine.vendor_groups import look_at_groups
from nps.errors import DeclarationError


def count_daily(asked: Asked, export: Export, digest: str = "") -> Daily:
    """Count one export by the day of the answer.

    Args:
        asked: What is to be counted; its days do not matter.
        export: What to read.
        digest: SHA-256 of its bytes; empty where it can be read only once.

    Raises:
        DeclarationError: A column holds none of what a rule needs.
        SourceError: The export cannot be read to its end.
    """
    problems = list(nested_problems([export], asked.configuration, asked.shown))
    if problems:
        raise DeclarationError(problems)
    asked = replace(asked, slicing=Slicing(daily=True), joint=())
    counted = count_settled(asked, [export])
    if counted.daily is None or counted.daily_uncounted is None:
        raise TypeError("rows counted by day are kept as they came")
    (read,), configuration, facts = counted.sources, asked.configuration, counted.facts
    look_at_shapes([export], counted.configuration, counted.failed_dates, facts)
    look_at_groups([export], configuration, facts)
    look_near([export], configuration, all_operands(configuration, asked.shown), facts)
    source = Source(
        path=read.path, format=read.format, layout=read.layout, rows=read.rows,
        columns=export.columns, duplicates=export.duplicates, notes=export.notes,
        vendor=export.vendor, digest=digest,
        conversions={
            part: tuple(
                replace(counted.conversions[key], path=path) for key, path in asks.items()
            )
            for part, asks in conversions_by_part(counted.asked, export).items()
        },
    )  # fmt: skip
    texts = counted.daily_uncounted
    texts = texts.filter(
        pl.col("uncounted").is_in(sorted(values_of(texts))), pl.col("status") != FILTERED_OUT
    )
    renamed = {"slot": "day", "len": "rows", "size": "largest", "uncounted": "text"}
    return Daily(
        configuration=configuration, shown=tuple(asked.shown), masked=tuple(asked.masked),
        sources=(source,), facts=facts,
        statuses=_shaped(counted.daily.statuses.rename(renamed, strict=False), STATUSES),
        texts=_shaped(texts.rename(renamed, strict=False), TEXTS),
        counts=_long(counted.daily.counts),
    )  # fmt: skip


def key_text(key: Key) -> str:
    """Values of keys, or their names, as text that sorts and compares."""
    values = [one.isoformat() if isinstance(one, date) else one for one in key]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _shaped(frame: pl.DataFrame, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """Give a frame its columns in order; those that it lacks are 0."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(0)).cast(dtype).alias(name)
        for name, dtype in columns.items()
    )


def _long(counts: Mapping[Grouping, pl.DataFrame]) -> pl.DataFrame:
    """Put the counts of all groupings into one frame."""
    frames = [pl.DataFrame(schema=COUNTS)]
    renamed = {"slot": "day", "len": "rows", "sum": "weights"}
    for grouping, found in counts.items():
        frame = found.drop_nulls("score")
        texts: dict[Key, str] = {}
        keys = [
            texts[key] if key in texts else texts.setdefault(key, key_text(key))
            for key in (frame.select(grouping).iter_rows() if grouping else [()] * frame.height)
        ]
        named = frame.drop(grouping).rename(renamed, strict=False)
        named = named.with_columns(
            grouping=pl.lit(key_text(grouping)), key=pl.Series(keys, dtype=pl.String)
        )
        frames.append(_shaped(named, COUNTS))
    return pl.concat(frames)
