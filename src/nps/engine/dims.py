"""Forms of columns as keys of few values, by which rows are put together, and back."""

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

import polars as pl

from nps.engine.cells import Cells
from nps.engine.cuts import Cut, below, form_name
from nps.engine.texts import LARGEST_EXACT, written
from nps.frozen import frozen

TRUTHS = pl.Series([None, False, True])
WIDE = (pl.UInt64, pl.Int128, pl.UInt128)
"""Types of whole numbers of which not all fit into 64 bits."""
SCORE = form_name("score")
"""The form of the score."""
TABLE = 65_536
"""Whole numbers from the first edge to the last that are looked up in a table of all of them."""
FEW = 24
"""Up to so many comparisons cost less than a search."""
ANOTHER = "another"
"""Stands for all texts that no rule mentions, with marks added until it is none of those."""


@frozen
class Dim:
    """A form as a key of rows.

    Attributes:
        form: Name of the form.
        key: What rows are put together by, over the forms and columns of an export.
        values: A value of the form for each key, where keys are places in a list; all rows of
            that key are in the same segments as that value is. The first is null.
        column: The column that the key is, where the form is made of it afterwards.
        made: How it is made, in stages.
        base: The form that this one is cut from; empty where it is whole.
        needs: Other keys that the key is made of afterwards.
    """

    form: str
    key: pl.Expr
    values: pl.Series | None = None
    column: str | None = None
    made: tuple[Mapping[str, pl.Expr], ...] = ()
    base: str = ""
    needs: tuple["Dim", ...] = ()

    @property
    def is_cut_text(self) -> bool:
        """Whether texts are cut to those that rules mention."""
        return self.base.startswith(form_name("text", ""))

    @property
    def size(self) -> int:
        """How many keys there are, where they are places in a list."""
        return 0 if self.values is None else len(self.values)

    @property
    def name(self) -> str:
        """Name of the key."""
        return form_name("dim", self.form)

    @property
    def is_text(self) -> bool:
        """Whether whole texts are the keys."""
        return self.values is None and self.form.startswith(form_name("text", ""))


def dim_of(form: str, cells: Cells) -> Dim:
    """Make the key of a form.

    Args:
        form: Its name.
        cells: Where it is made.
    """
    cut = cells.cuts.get(form)
    if cut is not None:
        return _cut_dim(form, cut, cells)
    source = form.removeprefix(form_name("text", ""))
    if source != form and source in cells.schema and not isinstance(cells.schema[source], pl.List):
        # NOTE: A text is trimmed once for all rows that have it.
        names = [form_name(one, source) for one in ("written", "known", "text")]
        made = tuple(
            {name: cells.stages[stage][name]} if name in cells.stages[stage] else {}
            for stage, name in enumerate(names)
        )
        return Dim(form=form, key=written(source), column=source, made=made)
    if form.startswith(tuple(form_name(one, "") for one in ("known", "test", "join"))):
        return Dim(form=form, key=_truth(pl.col(form)), values=TRUTHS)
    return Dim(form=form, key=pl.col(form))


def score_dim(score: pl.Expr, scores: Sequence[int]) -> Dim:
    """Make the key of the score.

    Args:
        score: UInt8, null where there is none.
        scores: Of the scale.
    """
    values = pl.Series([None, *range(scores[-1] + 1)], dtype=pl.UInt8)
    return Dim(form=SCORE, key=(score + 1).fill_null(0), values=values)


def restored(cells: pl.LazyFrame, dims: Sequence[Dim]) -> pl.LazyFrame:
    """Add the forms to rows put together by their keys."""
    # NOTE: By aliases, since a column may have the name of an argument, such as `self`.
    cells = cells.with_columns(_form(dim).alias(dim.column or dim.form) for dim in dims)
    for dim in dims:
        for stage in dim.made:
            cells = cells.with_columns(form.alias(name) for name, form in stage.items())
    return cells


def _truth(form: pl.Expr) -> pl.Expr:
    return _first([(form, 2), (form.is_not_null(), 1)])


def _first(tests: Iterable[tuple[pl.Expr, int]]) -> pl.Expr:
    """The place of the first test that holds, UInt8; 0 where none does."""
    # NOTE: Choosing between small constants costs a third of adding truth values up.
    made = pl.lit(0, pl.UInt8)
    for test, place in reversed(list(tests)):
        made = pl.when(test).then(pl.lit(place, pl.UInt8)).otherwise(made)
    return made


def _form(dim: Dim) -> pl.Expr:
    key = pl.col(dim.name)
    return key if dim.values is None else pl.lit(dim.values).gather(key)


def _cut_dim(form: str, cut: Cut, cells: Cells) -> Dim:
    source = cut.form.removeprefix(form_name("text", ""))
    if source != cut.form:
        texts = sorted(cut.values - {"", *cells.configuration.survey.missing})
        other = ANOTHER
        while other in cut.values:
            other += "*"
        known, text = cells.known(source), pl.col(form_name("written", source))
        values = pl.Series([None, other, *texts], dtype=pl.String)
        return Dim(form=form, key=_place(known, text, texts), values=values, base=cut.form)
    edges = sorted(cut.edges)
    physical = pl.Series([None, *([below(edges[0])] if edges else [0]), *edges])
    kind, _, column = cut.form.removeprefix("\0").partition("\0")
    dtype = {"day": pl.Date(), "moment": pl.Datetime("us")}.get(kind, pl.Float64())
    values = physical.cast(pl.Int32) if kind == "day" else physical
    key = _side(pl.col(cut.form), edges)
    if kind == "number" and cells.is_plain_float(column):
        number = written(cells.source(column))
        key = pl.when(number.is_finite()).then(_side(number, edges)).otherwise(0)
    # NOTE: Above them, edges and whole numbers are no longer the same as floating-point numbers.
    if all(abs(edge) < LARGEST_EXACT for edge in edges):
        if kind == "days":
            key = _side(pl.col(cut.form), list(map(ceil, edges)), whole=True)
        elif kind == "number" and _is_whole(column, cells):
            key = _side(written(cells.source(column)), list(map(ceil, edges)), whole=True)
    return Dim(form=form, key=key, values=values.cast(dtype), base=cut.form)


def _is_whole(column: str, cells: Cells) -> bool:
    """Whether cells are whole numbers of 64 bits, of which none is declared to be missing."""
    dtype, missing = cells.dtype(column), cells.configuration.survey.missing
    return dtype.is_integer() and dtype not in WIDE and not missing


def _place(known: pl.Expr, text: pl.Expr, texts: Sequence[str]) -> pl.Expr:
    """0 of a missing text, 1 of another, then the places of the texts from 2."""
    if len(texts) <= FEW:
        tests = [(text == one, place) for place, one in enumerate(texts, start=2)]
        return _first([*tests, (known, 1)])
    places = text.replace_strict(texts, range(2, len(texts) + 2), default=1, return_dtype=pl.UInt32)
    return pl.when(known).then(places).otherwise(0)


def _side(form: pl.Expr, edges: Sequence[float], *, whole: bool = False) -> pl.Expr:
    """0 of no value, else 1 and the edges at or below it."""
    number = form.to_physical()
    if len(edges) <= FEW:
        sides = [(number >= edge, place) for place, edge in enumerate(edges, start=2)]
        return _first([*reversed(sides), (number.is_not_null(), 1)])
    if edges[-1] - edges[0] <= TABLE and all(edge == ceil(edge) for edge in edges):
        return _between(number, list(map(int, edges)), whole=whole)
    sought = pl.Series(edges)

    def below_or_at(numbers: pl.Series) -> pl.Series:
        return sought.search_sorted(numbers.cast(sought.dtype), side="right").cast(pl.UInt32)

    found = number.map_batches(below_or_at, return_dtype=pl.UInt32, is_elementwise=True)
    return pl.when(number.is_not_null()).then(found + 1).otherwise(0)


def _between(number: pl.Expr, edges: Sequence[int], *, whole: bool) -> pl.Expr:
    """The same of whole edges that are close, which is five times as fast."""
    below, last = edges[0] - 1, edges[-1]
    sides = (bisect(edges, one) + 1 for one in range(below, last + 1))
    table = pl.Series([0, *sides], dtype=pl.UInt32)
    # NOTE: All edges are numbers of 64 bits; whole numbers of fewer may not hold them.
    near = number.cast(pl.Int64) if whole else number.cast(pl.Float64)
    near = near.clip(below, last)
    near = near if whole else near.floor().cast(pl.Int64, strict=False)
    place = (near - (below - 1)).cast(pl.UInt32)
    return place.fill_null(0).map_batches(table.gather, return_dtype=pl.UInt32, is_elementwise=True)
