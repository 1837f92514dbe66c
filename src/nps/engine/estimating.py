"""How many different cells some keys make, told from the first rows of an export."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from nps.engine.collect import collect, collect_export
from nps.engine.dims import Dim
from nps.engine.rows import Rows

SAMPLE = 20_000
"""Rows at the beginning of an export."""
TWICE = 2

Forms = frozenset[str]


class Sample:
    """The first rows of an export, by their keys."""

    def __init__(self, rows: Rows, dims: Mapping[str, Dim]) -> None:
        """Read the rows.

        Args:
            rows: What is asked of them.
            dims: The key of each form.
        """
        keys = {form: dim.key for form, dim in dims.items()}
        self._always = ["slot"] if "slot" in rows.columns else []
        first = replace(rows, frame=rows.frame.head(SAMPLE))
        frame = first.with_columns(keys).select(*self._always, *keys)
        (self._keys,) = collect_export(rows.export.path, [frame])
        self._known: dict[Forms, int] = {}

    @property
    def height(self) -> int:
        """Rows."""
        return self._keys.height

    def cells(self, forms: Forms) -> int:
        """Estimate how many different cells the keys of some forms make in all rows (Chao 1984).

        What was seen once, and what twice, tells how much has not been seen. Forms that are not
        in the sample count for nothing.
        """
        if forms not in self._known:
            names = [*self._always, *(name for name in self._keys.columns if name in forms)]
            self._known[forms] = self._estimate(names) if names else 1
        return self._known[forms]

    def _estimate(self, names: list[str]) -> int:
        counts = self._keys.lazy().group_by(names).len()
        once, twice = pl.col("len") == 1, pl.col("len") == TWICE
        (found,) = collect([counts.select(pl.len(), once=once.sum(), twice=twice.sum())])
        seen, singles, doubles = found.row(0)
        return int(seen + singles * (singles - 1) / (2 * (doubles + 1)))
