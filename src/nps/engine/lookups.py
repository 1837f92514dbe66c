"""Rules worked out once for every combination of keys, and looked up for each row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from math import prod
from operator import and_

import polars as pl

from nps.engine.collect import collect
from nps.engine.dims import Dim, restored

MOST_COMBINATIONS = 1_000_000
"""Tables of more combinations than this would not be worked out in the blink of an eye."""


def look_up(name: str, parts: Sequence[pl.Expr], dims: Mapping[str, Dim]) -> Dim:
    """Make a key that says whether none of many overlapping rules holds.

    Args:
        name: Of the key.
        parts: Keys over the forms, each 0 where none of its rules holds.
        dims: The keys of the forms.
    """
    by_forms = defaultdict(list)
    for part in parts:
        by_forms[frozenset(part.meta.root_names())].append(part == 0)
    needs: list[Dim] = []
    none: list[pl.Expr] = []
    for forms, holds in by_forms.items():
        keys = [dims[form] for form in sorted(forms)]
        if not 0 < prod(dim.size for dim in keys) <= MOST_COMBINATIONS:
            keys = [Dim(form=f"{name}\0{len(none)}", key=reduce(and_, holds))]
            none.append(pl.col(keys[0].name))
        else:
            none.append(_looked_up(keys, reduce(and_, holds)))
        needs += keys
    return Dim(form=name, key=reduce(and_, none), needs=tuple(needs))


def _looked_up(dims: Sequence[Dim], holds: pl.Expr) -> pl.Expr:
    """A truth value by the keys of a row."""
    keys = pl.LazyFrame({})
    place = pl.lit(0, pl.UInt32)
    for dim in dims:
        one = pl.LazyFrame({dim.name: pl.int_range(dim.size, dtype=pl.UInt32, eager=True)})
        keys = one if dim is dims[0] else keys.join(one, how="cross", maintain_order="left_right")
        place = place * dim.size + pl.col(dim.name).cast(pl.UInt32)
    (table,) = collect([restored(keys, dims).select(holds.alias("holds"))])
    truths = table["holds"]
    return place.map_batches(truths.gather, return_dtype=pl.Boolean, is_elementwise=True)
