"""The rows of exports with the columns of joined files beside them: never more rows, nor fewer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
from polars.selectors import by_name

from nps.errors import DeclarationError, Problem, SourceError
from nps.frozen import frozen
from nps.results.vendor import matched_name
from nps.sources.export import Export, Rows
from nps.sources.histories import AT, CODE, MOMENT, History

if TYPE_CHECKING:
    from nps.sources.joins import Right
    from nps.sources.means import Collect

Path = tuple[str | int, ...]
Forms = Callable[[pl.LazyFrame, Mapping[str, str], Mapping[str, str], Path], pl.LazyFrame]
"""Adds texts and moments of columns to rows, each under its new name; the path is for errors."""
ANSWERED: Path = ("survey", "answered_at", "column")


@frozen
class Lookup:
    """A file that was looked over, so that each key leads to one row at most.

    Attributes:
        right: The file.
        rows: What is joined: its columns, by private names of its key, or by number.
        history: Gives the number of a row by key and date; None where keys do.
        notes: What was found worth saying.
    """

    right: "Right"
    rows: pl.LazyFrame
    history: History | None = None
    notes: tuple[str, ...] = ()

    @property
    def keys(self) -> dict[str, str]:
        """Columns of the export by private names of the key."""
        return dict(zip(_names(self.right), self.right.join.on, strict=True))


def look_over(right: "Right", forms: Forms, collect: "Collect") -> Lookup:
    """Look over the keys of a file.

    Raises:
        DeclarationError: Keys stand in more than one row, or dates cannot be read.
        SourceError: The file cannot be read to its end.
    """
    join, names = right.join, _names(right)
    texts = dict(zip(names, join.on.values(), strict=True))
    moments = {} if join.as_of is None else {MOMENT: join.as_of}
    path: Path = ("joins", right.place, "as_of")
    keyed = forms(right.export.frame.with_row_index(AT), texts, moments, path)
    blank = pl.any_horizontal(pl.col(name).is_null() for name in names)
    undated = ~blank & pl.col(MOMENT).is_null() if moments else pl.lit(value=False)
    usable = keyed.filter(~blank & ~undated)
    unique = [*names, *moments]
    times = usable.group_by(unique).len().filter(pl.col("len") > 1)
    counts, repeated = _read(right, collect, [
        keyed.select(pl.len(), blank=blank.sum(), undated=undated.sum()),
        times.select(values=pl.len(), rows=pl.col("len").sum()),
    ])  # fmt: skip
    rows, blanks, lacking = counts.row(0)
    notes = [*right.export.notes]
    keys = " and ".join(join.on.values())
    if blanks:
        notes.append(f"{right.export.name}: {_of(blanks, rows)} no {keys}, and no answer finds it")
    if lacking:
        notes.append(f"{right.export.name}: {_of(lacking, rows)} no date in {join.as_of!r}")
    if moments and rows > blanks and lacking == rows - blanks:
        message = f"found no date in column {join.as_of!r} of {right.export.name}, expected dates"
        raise DeclarationError([Problem(path=path, message=message)])
    values, several = repeated.row(0)
    if values:
        notes.append(_repeated(right, values, several))
        usable = usable.unique(unique, keep=join.keep or "any", maintain_order=True)
    if not moments:
        kept = usable.select(by_name(*names, *right.columns))
        return Lookup(right=right, rows=kept, notes=tuple(notes))
    (dated,) = _read(right, collect, [usable.select(by_name(*names, MOMENT, AT))])
    numbered = keyed.select(by_name(AT, *right.columns))
    history = History(dated, names)
    return Lookup(right=right, rows=numbered, history=history, notes=tuple(notes))


def joined(export: Rows, lookups: Sequence[Lookup], forms: Forms, answered: str | None) -> Export:
    """Put the columns of files beside those of an export.

    Args:
        export: What is joined to.
        lookups: The files, looked over.
        forms: Reads keys and dates.
        answered: Column of the date of the answer; needed for histories.
    """
    frame = export.frame
    for lookup in lookups:
        frame = _with(frame, lookup, forms, answered)
    return Export(
        path=export.path,
        format=export.format,
        layout=export.layout,
        frame=frame,
        columns=(*export.columns, *(name for one in lookups for name in one.right.columns)),
        duplicates=export.duplicates,
        notes=export.notes,
        size=export.size,
        vendor=export.vendor,
    )


def with_notes(export: Export, lookups: Sequence[Lookup]) -> Export:
    """Let an export say what was found in the files."""
    return replace(export, notes=(*export.notes, *(note for one in lookups for note in one.notes)))


def _with(frame: pl.LazyFrame, lookup: Lookup, forms: Forms, answered: str | None) -> pl.LazyFrame:
    keys, matched = lookup.keys, matched_name(lookup.right.place)
    if lookup.history is None or answered is None:
        right = lookup.rows.with_columns(pl.lit(value=True).alias(matched))
        return (
            forms(frame, keys, {}, ())
            .join(right, on=list(keys), how="left", maintain_order="left")
            .with_columns(pl.col(matched).fill_null(value=False))
            .drop(list(keys))
        )
    found = pl.struct(CODE, MOMENT).map_batches(
        lookup.history.find, return_dtype=pl.get_index_type(), is_elementwise=True
    )
    return (
        forms(frame, keys, {MOMENT: answered}, ANSWERED)
        .join(lookup.history.keys.lazy(), on=list(keys), how="left", maintain_order="left")
        .with_columns(found.alias(AT))
        .drop(*keys, CODE, MOMENT)
        .join(lookup.rows, on=AT, how="left", maintain_order="left")
        .with_columns(pl.col(AT).is_not_null().alias(matched))
        .drop(AT)
    )


def _names(right: "Right") -> list[str]:
    """Private names of the key columns."""
    return [f"\0key {at}" for at in range(len(right.join.on))]


def _read(
    right: "Right", collect: "Collect", queries: Sequence[pl.LazyFrame]
) -> list[pl.DataFrame]:
    try:
        return collect(queries)
    except pl.exceptions.PolarsError as error:
        # NOTE: Polars quotes the cells it stumbles over, so only the kind of failure is passed on.
        raise SourceError(
            f"{right.export.name}: the file could not be read to its end ({type(error).__name__}); "
            "expected a complete file; write it again, or see --debug"
        ) from error


def _of(some: int, rows: int) -> str:
    return f"{some:,} of {rows:,} rows {'has' if some == 1 else 'have'}"


def _repeated(right: "Right", values: int, rows: int) -> str:
    """Say how many keys stand in more than one row, and which of these counts.

    Raises:
        DeclarationError: It is not declared.
    """
    join = right.join
    keys = " and ".join(join.on.values())
    dated = "" if join.as_of is None else f" with the same {join.as_of}"
    found = (
        f"{values:,} value{' of' if values == 1 else 's of'} {keys} "
        f"{'stands' if values == 1 else 'stand'} in {rows:,} rows{dated}"
    )
    if join.keep is None:
        message = (
            f"found duplicate keys in {right.export.name}: {found}, expected one row each; "
            "among joins of a configuration, keep: first or keep: last says which counts"
        )
        raise DeclarationError([Problem(path=("joins", right.place), message=message)])
    return f"{right.export.name}: {found}; the {join.keep} of each counts"
