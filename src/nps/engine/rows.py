"""What is asked of each row of an export, before any is read."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_

import polars as pl

from nps.engine.cells import Cells
from nps.engine.conversions import Conversion
from nps.engine.counted import Asked
from nps.engine.dims import Dim, score_dim
from nps.engine.export import Export
from nps.engine.invites import INVITEE
from nps.engine.keys import row_keys, rule_masks
from nps.engine.responses import response_columns
from nps.engine.segmenting import (
    NONE,
    Grouping,
    groupings,
    is_overlap,
    join_key,
    key_name,
    mask_names,
)
from nps.frozen import frozen
from nps.spec.segmentations import RuleSegmentation


@frozen
class Rows:
    """The rows of one export.

    Attributes:
        export: Where they are.
        frame: The rows themselves; all of the export, or some.
        cells: The forms of its columns.
        columns: What is counted of a row: its score and what became of it.
        score: The key of the score.
        keys: What rows are counted by, over the forms, by name.
        sets: Names of the keys that rows are counted by together; the first is empty.
        parts: Of overlapping rules, the keys that are all 0 where none holds, by the name of the
            key that says so.
        made_of: Names of those keys.
    """

    export: Export
    frame: pl.LazyFrame
    cells: Cells
    columns: Mapping[str, pl.Expr]
    score: Dim
    keys: Mapping[str, pl.Expr]
    sets: Sequence[Grouping]
    parts: Mapping[str, Sequence[pl.Expr]]
    made_of: Mapping[str, Sequence[str]]

    def forms(self, grouping: Grouping) -> frozenset[str]:
        """Names of the forms behind a set of keys."""
        return frozenset(form for name in grouping for form in self.keys[name].meta.root_names())

    def with_columns(self, more: Mapping[str, pl.Expr]) -> pl.LazyFrame:
        """One frame without filters, so that all queries share one pass over the rows.

        A filter would be pushed into the scan, and each query would then read the export anew.

        Args:
            more: Columns beside `columns` and those that count conversions.
        """
        # NOTE: Made of other keys afterwards, or all rules would be worked out twice.
        later = {
            none: reduce(and_, (pl.col(name) == 0 for name in names))
            for none, names in self.made_of.items()
            if none in more and all(name in more for name in names)
        }
        first = {name: one for name, one in more.items() if name not in later}
        frame = self.cells.prepare(self.frame)
        return frame.select(**self.columns, **first, **self.cells.counts.columns()).with_columns(
            **later
        )


def rows_of(
    asked: Asked, export: Export, number: int, conversions: dict[tuple[str, str], Conversion]
) -> Rows:
    """Compile what is asked.

    Args:
        asked: What is to be counted.
        export: Where.
        number: Of the export, from 0.
        conversions: Takes in what comes of its columns.
    """
    configuration = asked.configuration
    cells = Cells(export.frame.collect_schema(), configuration, conversions)
    keys: dict[str, pl.Expr] = {}
    of_rules: dict[str, Sequence[pl.Expr]] = {}
    made_of: dict[str, Sequence[str]] = {}
    for name in asked.leaves:
        segmentation = configuration.segments[name]
        parts = row_keys(segmentation, cells, ("segments", name))
        keys |= {key_name(name, index): part for index, part in enumerate(parts)}
        if is_overlap(segmentation):
            none = key_name(name, NONE)
            of_rules[none] = parts
            made_of[none] = [key_name(name, index) for index in range(len(parts))]
            keys[none] = reduce(and_, (part == 0 for part in parts))
    sets: list[Grouping] = [one for name in asked.counted for one in groupings(name, configuration)]
    for place in range(len(configuration.joins)):
        keys[join_key(place)] = cells.matched(place)
        sets.append((join_key(place),))
    for name in asked.masked:
        segmentation = configuration.segments[name]
        if isinstance(segmentation, RuleSegmentation):
            masks = rule_masks(segmentation, cells, ("segments", name))
            sets.append(mask_names(name, len(masks)))
            keys |= dict(zip(sets[-1], masks, strict=True))
    columns = response_columns(cells, asked.score, configuration, asked.slicing, number)
    if asked.invites is not None and configuration.invited is not None:
        columns = {**columns, INVITEE: cells.text(configuration.invited.on.response)}
    return Rows(
        export=export,
        frame=export.frame,
        cells=cells,
        columns=columns,
        score=score_dim(columns["score"], asked.score.scale.scores),
        keys=keys,
        sets=list(dict.fromkeys([(), *sets, asked.joint])),
        parts=of_rules,
        made_of=made_of,
    )
