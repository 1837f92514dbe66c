"""How many different cells some keys make, told from the first rows of an export."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from nps.engine.collect import collect_export
from nps.engine.dims import Dim
from nps.engine.rows import Rows

SAMPLE = 20_000
"""Rows at the beginning of an export."""
TWICE = 2
ROOM = 2**64 // (SAMPLE + 1) ** 2
"""Codes below this can be put together with one more."""

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
        always = ["slot"] if "slot" in rows.columns else []
        first = replace(rows, frame=rows.frame.head(SAMPLE)).with_columns(keys)
        # NOTE: Small whole numbers are put together many times as fast as what they stand for.
        codes = pl.col(*always, *keys).rank("dense").fill_null(0).cast(pl.UInt64)
        (self._codes,) = collect_export(rows.export.path, [first.select(codes)])
        self._always = frozenset(always)
        self._known: dict[Forms, int] = {}

    @property
    def height(self) -> int:
        """Rows."""
        return self._codes.height

    def cells(self, forms: Forms) -> int:
        """Estimate how many different cells the keys of some forms make in all rows (Chao 1984).

        What was seen once, and what twice, tells how much has not been seen. Forms that are not
        in the sample count for nothing.
        """
        if forms not in self._known:
            names = [name for name in self._codes.columns if name in forms | self._always]
            self._known[forms] = self._estimate(names) if names else 1
        return self._known[forms]

    def _estimate(self, names: list[str]) -> int:
        code, size = pl.Series([0], dtype=pl.UInt64), 1
        for name in names:
            if size > ROOM:
                code = code.rank("dense").cast(pl.UInt64)
                size = self.height + 1
            code, size = code * (self.height + 1) + self._codes[name], size * (self.height + 1)
        counts = code.unique_counts()
        singles, doubles = int((counts == 1).sum()), int((counts == TWICE).sum())
        return int(len(counts) + singles * (singles - 1) / (2 * (doubles + 1)))
