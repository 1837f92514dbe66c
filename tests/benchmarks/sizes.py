"""How many rows are measured, and where the files are.

Nothing here or in what measures imports Polars: a child's peak memory is never less than its
parent's was.
"""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = HERE / "data"
ROWS = 20_000_000


def spelled(rows: int) -> str:
    """As in names of files: 20m, 3k."""
    for unit, letter in ((1_000_000, "m"), (1000, "k")):
        if rows >= unit and rows % unit == 0:
            return f"{rows // unit}{letter}"
    return str(rows)


@dataclass(frozen=True)
class Sizes:
    """Everything that is measured, as parts of one number of rows.

    Attributes:
        folder: Where the files are.
        rows: Of the Parquet export, at least 600, so that each day has rows.
    """

    folder: Path = DATA
    rows: int = ROWS

    @property
    def series(self) -> tuple[int, int, int]:
        """Rows of three exports, for how time grows."""
        return (self.rows // 20, self.rows // 4, self.rows)

    @property
    def text(self) -> int:
        """Rows of the CSV export, and of its days together."""
        return self.rows // 4

    @property
    def large(self) -> int:
        """Rows of the export that is made on demand."""
        return self.rows * 5

    def parquet(self, rows: int) -> Path:
        """An export."""
        return self.folder / f"responses-{spelled(rows)}.parquet"

    @property
    def csv(self) -> Path:
        """An export as text."""
        return self.folder / f"responses-{spelled(self.text)}.csv"

    @property
    def days(self) -> Path:
        """The folder of the same rows as files of a day each."""
        return self.folder / f"days-{spelled(self.text)}"

    def configuration(self, case: str) -> Path:
        """What `nps` is given."""
        return self.folder / f"{case}.yaml"

    def figures(self, case: str, rows: int) -> Path:
        """What has to come out."""
        return self.folder / f"{case}-{spelled(rows)}.json"
