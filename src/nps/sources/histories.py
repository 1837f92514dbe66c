"""Histories of customers: the row that was in force when an answer was given."""

from collections.abc import Sequence

import polars as pl

MOMENT = "\0moment"
"""From when a row is in force; when the answer was given."""
CODE = "\0code"
AT = "\0at"
"""Number of a row in the file."""


class History:
    """Finds rows of a file by key and date, without putting answers in another order.

    Attributes:
        keys: A row a key, with its number.
    """

    def __init__(self, rows: pl.DataFrame, keys: Sequence[str]) -> None:
        """Take the rows of a file.

        Args:
            rows: `keys`, MOMENT and AT; none of them missing, no key with the same moment twice.
            keys: Names of the key columns, text.
        """
        self.keys = rows.select(keys).unique(maintain_order=True).with_row_index(CODE)
        coded = rows.join(self.keys, on=keys, how="left", maintain_order="left")
        self._moments = coded[MOMENT].unique().sort()
        places = coded.select(CODE, AT, place=self._place(coded[CODE], coded[MOMENT]))
        self._rows = places.sort("place")

    def find(self, answers: pl.Series) -> pl.Series:
        """Give the number of the row in force of each answer; null where there is none.

        Args:
            answers: Structs of CODE and MOMENT.
        """
        code, moment = answers.struct.field(CODE), answers.struct.field(MOMENT)
        if self._rows.is_empty():
            return pl.repeat(None, len(answers), dtype=pl.get_index_type(), eager=True)
        place = self._place(code.fill_null(0), moment.fill_null(strategy="zero"))
        above = self._rows["place"].search_sorted(place, side="right").cast(pl.Int64)
        rows = self._rows[(above - 1).clip(0)]
        is_theirs = (above > 0) & (rows[CODE] == code) & moment.is_not_null()
        return rows[AT].zip_with(is_theirs.fill_null(value=False), rows[AT].clear(len(rows)))

    def _place(self, code: pl.Series, moment: pl.Series) -> pl.Series:
        """One number for key and date, which grows with the date: few enough for 64 bits."""
        rank = self._moments.search_sorted(moment, side="right")
        return code.cast(pl.Int64) * (len(self._moments) + 1) + rank
