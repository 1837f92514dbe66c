"""What was counted by the day of the answer, asked for some days or periods."""

import json
from collections.abc import Callable, Sequence
from datetime import date

import polars as pl

from nps.engine.collect import collect
from nps.engine.counted import Asked, Counted
from nps.engine.counting_daily import key_text
from nps.engine.daily import Daily
from nps.engine.facts import Facts
from nps.engine.keys import RULE_BITS
from nps.engine.labellers import Key
from nps.engine.scores import FILTERED_OUT
from nps.engine.segmenting import Grouping, groupings, mask_names
from nps.results.tally import SourceTally
from nps.spec.segmentations import EverySegmentation, RuleSegmentation

DAY = pl.col("day")


def add_daily(parts: Sequence[Daily], asked: Asked) -> Daily:
    """Put what was counted of several exports together.

    Args:
        parts: At least one, each counted as asked, perhaps with more segmentations.
        asked: What is kept of them.
    """
    facts = Facts()
    for part in parts:
        facts.add(part.facts)
    wanted = list(map(key_text, _wanted(asked)))
    statuses, texts, counts = collect(
        [
            pl.concat([part.statuses for part in parts])
            .lazy()
            .group_by("day", "status")
            .agg(pl.col("rows", "valid", "rounded", "weightless").sum(), pl.col("largest").max()),
            pl.concat([part.texts for part in parts])
            .lazy()
            .group_by("day", "text")
            .agg(pl.col("rows").sum()),
            pl.concat([part.counts for part in parts])
            .lazy()
            .filter(pl.col("grouping").is_in(wanted))
            .group_by("grouping", "day", "key", "score")
            .agg(pl.col("rows", "weights", "squares").sum()),
        ]
    )
    return Daily(
        configuration=asked.configuration, shown=tuple(asked.shown), masked=tuple(asked.masked),
        sources=tuple(source for part in parts for source in part.sources), facts=facts,
        statuses=statuses, texts=texts, counts=counts,
    )  # fmt: skip


def reslice(asked: Asked, inputs: Sequence[Daily]) -> Counted:
    """Give what counting the rows as asked would have given.

    Args:
        asked: What is asked.
        inputs: At least one, each counted as asked, perhaps with more segmentations.
    """
    counted = Counted(asked=asked)
    for part in inputs:
        counted.facts.add(part.facts)
        for source in part.sources:
            read = SourceTally(
                path=source.path, format=source.format, layout=source.layout, rows=source.rows
            )
            counted.take_source(read, source.converted(asked.leaves))
    counted.headers = [source for part in inputs for source in part.sources]
    sides = asked.slicing.sides
    counted.before = sum(len(part.sources) for part in inputs[: sides or 0])
    wanted = _wanted(asked)
    for grouping in wanted:
        counted.counts.setdefault(grouping, {})
    if sides is None:
        _take(counted, wanted, inputs, 0)
    else:
        _take(counted, wanted, inputs[:sides], 0)
        _take(counted, wanted, inputs[sides:], sides)
    return counted


def _take(
    counted: Counted, wanted: Sequence[Grouping], inputs: Sequence[Daily], first: int
) -> None:
    """Take inputs that are on one side of a comparison.

    Args:
        counted: What takes them.
        wanted: Groupings to take.
        inputs: Any number.
        first: Number of the first of them among all inputs.
    """
    if not inputs:
        return
    slicing = counted.slicing
    inside, slot = slicing.inside(DAY), slicing.slot(DAY, first)
    inside = pl.lit(value=True) if inside is None else inside
    slots = {} if slot is None else {"slot": slot}
    within = [pl.concat([getattr(part, name) for part in inputs]).lazy().with_columns(**slots)
              for name in ("statuses", "texts", "counts")]  # fmt: skip
    texts_of = {key_text(grouping): grouping for grouping in wanted}
    outside = pl.lit(FILTERED_OUT, pl.UInt8)
    valid_day = pl.when(pl.col("valid") > 0).then(DAY)
    statuses, texts, counts = collect([
        within[0]
        .with_columns(pl.when(inside).then("status").otherwise(outside).alias("status"))
        .group_by(*slots, "status")
        .agg(
            pl.col("rows").sum(), pl.col("valid").sum(),
            valid_day.min().alias("first"), valid_day.max().alias("last"),
            *(pl.col(name).filter(inside).sum() for name in ("rounded", "weightless")),
            pl.col("largest").filter(inside).max(),
        ),
        within[1].filter(inside).group_by("text").agg(pl.col("rows").sum()),
        within[2]
        .filter(inside, pl.col("grouping").is_in(list(texts_of)))
        .group_by(*slots, "grouping", "key", "score")
        .agg(pl.col("rows", "weights", "squares").sum()),
    ])  # fmt: skip
    counted.take_statuses(statuses)
    for text, rows in texts.iter_rows():
        counted.take_text(text, rows)
    read = _key_reader(counted)
    for *slotted, grouping, key, score, rows, weights, squares in counts.iter_rows():
        names = texts_of[grouping]
        sums = (rows, weights, squares) if counted.is_weighted else (rows,)
        counted.take_count(names, slotted[0] if slotted else None, read(names, key), score, sums)


def _key_reader(counted: Counted) -> Callable[[Grouping, str], Key]:
    """Give what reads the values of keys."""
    segments, known = counted.configuration.segments, dict[tuple[Grouping, str], Key]()

    def read(grouping: Grouping, text: str) -> Key:
        if (grouping, text) not in known:
            named = zip(grouping, json.loads(text), strict=True)
            known[grouping, text] = tuple(
                date.fromisoformat(value)
                if value is not None
                and isinstance(segments[name.rpartition("\0")[0]], EverySegmentation)
                else value
                for name, value in named
            )
        return known[grouping, text]

    return read


def _wanted(asked: Asked) -> list[Grouping]:
    """The groupings that counting as asked has."""
    configuration = asked.configuration
    found = [one for name in asked.shown for one in groupings(name, configuration)]
    for name in asked.masked:
        segmentation = configuration.segments[name]
        if isinstance(segmentation, RuleSegmentation):
            found.append(mask_names(name, -(-len(segmentation.rules) // RULE_BITS)))
    return list(dict.fromkeys([(), *found]))
