"""Polars only reading columns of a CSV export with a declared schema: every cell is decoded.

`python -m tests.benchmarks.peers.reading EXPORT COLUMN…` prints a sum a column, as `floor.py`.
"""

import json
import sys

import polars as pl
from tests.benchmarks.peers.floor import sums
from tests.benchmarks.peers.with_polars import SCHEMA


def main() -> None:
    """Read, and print."""
    export, *columns = sys.argv[1:]
    sys.stdout.write(json.dumps(sums(pl.scan_csv(export, schema=SCHEMA), columns)))


if __name__ == "__main__":
    main()
