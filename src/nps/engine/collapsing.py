"""Rows put together by few keys, and their segments worked out for each cell that they make."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from nps.engine.collect import collect
from nps.engine.dims import SCORE, restored
from nps.engine.planning import Group
from nps.engine.segmenting import Grouping


def collapsed(
    frames: Sequence[pl.DataFrame],
    groups: Sequence[Group],
    keys: Mapping[str, pl.Expr],
    slot: Sequence[str],
) -> Iterator[tuple[Grouping, pl.DataFrame]]:
    """Give the counts of each grouping from those of its group's cells.

    Args:
        frames: Of each group by `slot` and its keys: sums.
        groups: What they are.
        keys: What groupings are made of, over the forms, by name.
        slot: The column of periods, where there is one.
    """
    queries = []
    for frame, group in zip(frames, groups, strict=True):
        by = [*slot, *group.keys]
        sums = [name for name in frame.columns if name not in by]
        forms = {form: pl.col(base) for form, base in group.cut.items()}
        made = {dim.form for dim in group.dims}
        names = dict.fromkeys(name for grouping in group.sets for name in grouping)
        places = [place for pack in group.packs for place in pack.unpacked()]
        # NOTE: A column of the export may be called like one of those that are counted.
        counted = {name: f"\0{name}" for name in [*slot, *sums]}
        cells = (
            restored(frame.lazy().with_columns(places).rename(counted), group.dims)
            .with_columns(**forms)
            .select(
                *counted.values(),
                SCORE,
                **{name: pl.col(name) if name in made else keys[name] for name in names},
            )
        )
        queries += [
            cells.group_by(*(f"\0{name}" for name in slot), *grouping, SCORE).agg(
                pl.col(f"\0{name}").sum() for name in sums
            )
            for grouping in group.sets
        ]
    sets = [grouping for group in groups for grouping in group.sets]
    for grouping, counts in zip(sets, collect(queries), strict=True):
        yield grouping, counts.rename(lambda name: name.removeprefix("\0"))
