"""Polars only reading the columns that the nine segmentations need: every cell is decoded.

`floor.py EXPORT [weighted]` prints a sum a column, that of the bytes of texts.
"""

import json
import sys
from collections.abc import Sequence

import polars as pl

NEEDED = (
    "responded_at", "signed_up_at", "nps_score", "plan", "country", "role", "mrr", "logins_30d",
    "tickets_90d", "csat", "comment",
)  # fmt: skip
COLUMNS = (*NEEDED, "weight")


def sums(rows: pl.LazyFrame, columns: Sequence[str]) -> dict[str, float]:
    """A sum a column, so that no cell can be left out."""
    texts = pl.selectors.string().str.len_bytes().sum()
    numbers = (~pl.selectors.string()).to_physical().sum()
    row = rows.select(columns).select(texts, numbers).collect(engine="streaming")
    return row.row(0, named=True)


def main() -> None:
    """Read, and print."""
    columns = COLUMNS if "weighted" in sys.argv[2:] else NEEDED
    sys.stdout.write(json.dumps(sums(pl.scan_parquet(sys.argv[1]), columns)))


if __name__ == "__main__":
    main()
