"""The first rows of some exports, as text, to see what their columns hold."""

from collections.abc import Sequence

import polars as pl

from nps.engine.cells import Cells
from nps.engine.collect import collect_export
from nps.engine.export import Export
from nps.frozen import frozen
from nps.spec.configuration import Configuration

MOST_ROWS = 20_000
MOST_CELLS = 2_000_000
FEWEST_ROWS = 500
"""Of each export, however many exports and columns there are."""


@frozen
class Sample:
    """Rows of some exports, put together by column name.

    Attributes:
        path: Of the first export, for errors.
        responses: Trimmed text in every column, null where missing.
        rows: How many.
        columns: In the order of the exports.
    """

    path: str
    responses: pl.LazyFrame
    rows: int
    columns: tuple[str, ...]

    @property
    def cells(self) -> pl.LazyFrame:
        """A row a cell that is not missing: `column` and `text`."""
        # NOTE: Under names that no column of an export has.
        cells = self.responses.unpivot(variable_name="\0column", value_name="\0text")
        named = cells.select(column="\0column", text=pl.col("\0text").cast(pl.String))
        return named.filter(pl.col("text").is_not_null())

    def collect(self, queries: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
        """Run queries over the sample."""
        return collect_export(self.path, queries)


def take_sample(exports: Sequence[Export], left_out: Sequence[str]) -> Sample:
    """Read the first rows of each export.

    Args:
        exports: What to read.
        left_out: Columns that are not looked at.

    Raises:
        SourceError: An export cannot be read that far.
    """
    named = dict.fromkeys(name for export in exports for name in export.columns)
    wanted = min(MOST_ROWS, MOST_CELLS // max(len(named), 1)) // len(exports)
    skipped = {*left_out, *_contradictory(exports)}
    frames = []
    for export in exports:
        schema = export.frame.collect_schema()
        cells = Cells(schema, Configuration(), {})
        texts = [
            cells.text(name).alias(name)
            for name in export.columns
            if name not in skipped and _reads_as_text(schema[name])
        ]
        first = export.frame.head(max(wanted, FEWEST_ROWS))
        frames += collect_export(export.path, [cells.prepare(first).select(texts)])
    responses = pl.concat(frames, how="diagonal")
    return Sample(
        path=exports[0].path,
        responses=responses.lazy(),
        rows=responses.height,
        columns=tuple(responses.columns),
    )


def _reads_as_text(dtype: pl.DataType) -> bool:
    """Whether cells of a type have a text a person would segment by; bytes and times have none."""
    match dtype:
        case pl.String() | pl.Categorical() | pl.Enum() | pl.Boolean() | pl.Date() | pl.Datetime():
            return True
        case pl.List(inner=pl.String()):
            return True
        case _:
            return dtype.is_numeric()


def _contradictory(exports: Sequence[Export]) -> set[str]:
    """Columns that hold numbers in one export and dates in another, which nothing can read."""
    schemas = [export.frame.collect_schema() for export in exports]
    numbers = {name for schema in schemas for name in schema if schema[name].is_numeric()}
    dates = {name for schema in schemas for name in schema if schema[name].is_temporal()}
    return numbers & dates
