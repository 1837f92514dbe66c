"""How the rows of an export are counted: put together by few keys first, or one by one."""

from collections.abc import Mapping
from dataclasses import field

import polars as pl

from nps.engine.dims import Dim, dim_of
from nps.engine.estimating import Forms, Sample
from nps.engine.lookups import look_up
from nps.engine.packing import Pack, packs
from nps.engine.rows import Rows
from nps.engine.segmenting import Grouping
from nps.engine.sharing import SHARED_CELLS, Apart, Share, shared, whole_texts
from nps.frozen import frozen

LARGE = 4_000_000
"""The rows of exports of fewer bytes are counted as they are, without a look at a sample."""
MANY = 40
"""Of more sets of keys than this, keys worked out for each row cost most of a short run."""
MOST_CELLS = 200_000
"""Where there are more different cells than this, putting rows together gains nothing."""


@frozen
class Group:
    """Keys by which rows are put together, and what is counted of the cells that they make.

    Attributes:
        dims: The keys; the first is the score.
        packs: Those of them that fit into numbers, and the numbers.
        cut: Forms that are cut from keys which are whole values, and need none, with those.
        sets: Groupings counted.
        cells: Different cells, as far as a sample tells.
        apart: Why they are not counted with others.
    """

    dims: tuple[Dim, ...]
    packs: tuple[Pack, ...]
    cut: Mapping[str, str]
    sets: tuple[Grouping, ...]
    cells: int
    apart: Apart

    @property
    def keys(self) -> list[str]:
        """Names of the columns by which rows are put together."""
        return [*(dim.name for dim in self.dims if not dim.size), *(one.name for one in self.packs)]


@frozen
class Plan:
    """How one export is counted.

    Attributes:
        by_rows: Groupings whose keys are worked out for each row.
        groups: Rows put together.
        cells: Different cells of each of `by_rows`, as far as a sample tells; none without one.
        sampled: Rows looked at.
    """

    by_rows: tuple[Grouping, ...]
    groups: tuple[Group, ...] = ()
    cells: Mapping[Grouping, int] = field(default_factory=dict)
    sampled: int = 0

    def with_keys(self, rows: Rows, more: Mapping[str, pl.Expr]) -> pl.LazyFrame:
        """Give the rows with the keys of all groups.

        Args:
            rows: Those of the export.
            more: Other columns.
        """
        dims = {dim.name: dim for group in self.groups for dim in group.dims}
        later = {name: dim.key for name, dim in dims.items() if dim.needs}
        dims |= {need.name: need for dim in list(dims.values()) for need in dim.needs}
        first = {name: dim.key for name, dim in dims.items() if name not in later}
        packed = [pack.packed for group in self.groups for pack in group.packs]
        return rows.with_columns({**more, **first}).with_columns(**later).with_columns(packed)


def make_plan(rows: Rows) -> Plan:
    """Look at the first rows of a large export, and choose.

    What is chosen changes how long counting takes, and never what is counted.
    """
    if rows.export.size < LARGE and len(rows.sets) <= MANY:
        return Plan(by_rows=tuple(rows.sets))
    forms = {one: rows.forms(one) for one in rows.sets}
    dims = {form: dim_of(form, rows.cells) for form in sorted(frozenset().union(*forms.values()))}
    dims |= {
        dim.base: dim_of(dim.base, rows.cells)
        for dim in dims.values()
        if dim.is_cut_text and dim.base not in dims
    }
    sample = Sample(rows, dims)
    for name, parts in rows.parts.items():
        if (name,) in forms and sample.cells(forms[name,]) > SHARED_CELLS:
            dims[name] = look_up(name, parts, dims)
            forms[name,] = frozenset([name])
    forms = whole_texts(forms, dims, sample)
    few = {one: needed for one, needed in forms.items() if sample.cells(needed) <= MOST_CELLS}
    by_rows = tuple(one for one in rows.sets if one not in few)
    together = shared(set(few.values()), dims, sample)
    return Plan(
        by_rows=by_rows,
        groups=tuple(
            _group(number, share, rows.score, dims, few) for number, share in enumerate(together)
        ),
        cells={one: sample.cells(forms[one]) for one in by_rows},
        sampled=sample.height,
    )


def _group(
    number: int, share: Share, score: Dim, known: Mapping[str, Dim], few: Mapping[Grouping, Forms]
) -> Group:
    dims = [score, *(known[form] for form in sorted(share.forms))]
    whole = {dim.form for dim in dims if not dim.size}
    cut = {dim.form: dim.base for dim in known.values() if dim.base in whole}
    keys = tuple(dim for dim in dims if dim.form not in cut)
    return Group(
        dims=keys,
        packs=packs(number, keys),
        cut=cut,
        sets=tuple(one for one, needed in few.items() if needed in share.members),
        cells=share.cells,
        apart=share.apart,
    )
