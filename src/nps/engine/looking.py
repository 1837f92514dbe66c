"""A look at all cells of columns that do not convert as they stand, to learn how to read them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from nps.engine.cells import Cells
from nps.engine.collect import collect_export
from nps.engine.conventions import UndecidedError, decide_dates, decide_numbers
from nps.engine.conversions import Conversion, mismatch
from nps.engine.dates import iso_day
from nps.engine.export import Export
from nps.engine.facts import Facts
from nps.engine.texts import written
from nps.engine.written_dates import MILLISECONDS, SECONDS, SERIALS, number_moment, written_day
from nps.engine.written_numbers import (
    SURE_COMMA,
    SURE_DOT,
    UNSURE_COMMA,
    UNSURE_DOT,
    digits_of,
    written_number,
)
from nps.errors import DeclarationError, Problem
from nps.spec.configuration import Configuration
from nps.spec.written import ORDERS, Order, WrittenColumn

SIGNS = r"[^0-9.,'’\s+−-]"


def settle(
    exports: Sequence[Export],
    configuration: Configuration,
    conversions: Iterable[Conversion],
    facts: Facts,
    otherwise: Mapping[str, WrittenColumn | None] | None = None,
) -> Mapping[str, WrittenColumn]:
    """Decide how columns are written that do not convert as they stand.

    Args:
        exports: What is open; all of it is decided together.
        configuration: What is declared.
        conversions: What came of the columns.
        facts: Where it is noted how they are read.
        otherwise: How to read those that may be read in two ways; None where they are left.

    Returns:
        How to read those that can be read otherwise.

    Raises:
        DeclarationError: Some may be read in two ways.
    """
    looks = {
        (one.column, "dates" if one.words == "dates" else "numbers"): one
        for one in conversions
        if one.converted < one.cells and not _is_settled(configuration, one.column)
    }
    seen = {key: Counter[str]() for key in looks}
    for export in exports if looks else ():
        cells = Cells(export.frame.collect_schema(), configuration, {})
        for key, counts in _look(export, cells, list(looks)):
            seen[key].update(counts)
    found: dict[str, WrittenColumn] = {}
    problems = []
    for (column, words), counts in seen.items():
        conversion = looks[column, words]
        try:
            decision = (
                decide_dates(column, counts, _hint(column, exports, configuration))
                if words == "dates"
                else decide_numbers(column, counts)
            )
        except UndecidedError as undecided:
            if otherwise is not None and column in otherwise:
                how = otherwise[column]
                found |= {} if how is None else {column: how}
                continue
            problems.append(Problem(path=conversion.path, message=str(undecided)))
            continue
        if decision.written is not None:
            found[column] = decision.written
            facts.written[column].update(decision.said)
        elif words == "dates" and counts["numeric"]:
            raise mismatch(column, conversion.path, "numbers", "dates")
    if problems:
        raise DeclarationError(problems)
    return found


def _is_settled(configuration: Configuration, column: str) -> bool:
    """Whether it is declared how a column is written, or what it is made of."""
    survey = configuration.survey
    answered = survey.answered_at
    return (
        column in configuration.columns
        or (survey.score is not None and column == survey.score.column)
        or (answered is not None and answered.column == column and answered.format is not None)
    )


def _hint(column: str, exports: Sequence[Export], configuration: Configuration) -> Order | None:
    """What the layouts say of dates, which holds for no column of a file that is joined."""
    if configuration.join_of([column]) is not None:
        return None
    hints = {export.vendor.dates for export in exports}
    return hints.pop() if len(hints) == 1 else None


def _look(
    export: Export, cells: Cells, looks: Sequence[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Mapping[str, int]]]:
    """Count the cells of each column by how they can be read."""
    wanted: dict[tuple[str, str], Mapping[str, pl.Expr]] = {}
    for column, words in looks:
        dtype = cells.dtype(column)
        if isinstance(dtype, pl.String):
            count = _date_counts if words == "dates" else _number_counts
            wanted[column, words] = count(cells, column)
        elif dtype.is_numeric() and words == "dates":
            number = pl.when(cells.known(column)).then(written(column).cast(pl.Float64))
            wanted[column, words] = {
                "cells": number.is_not_null(),
                "numeric": number.is_not_null(),
                "itself": number_moment(number).is_not_null(),
                **_kinds(number),
            }
    if not wanted:
        return
    named = {
        f"{at}\0{name}": expression.sum()
        for at, counts in enumerate(wanted.values())
        for name, expression in counts.items()
    }
    (frame,) = collect_export(export.path, [cells.prepare(export.frame).select(**named)])
    row = frame.row(0, named=True)
    for at, (key, counts) in enumerate(wanted.items()):
        yield key, {name: row[f"{at}\0{name}"] or 0 for name in counts}


def _date_counts(cells: Cells, column: str) -> dict[str, pl.Expr]:
    text = cells.text(column)
    is_plain = iso_day(text).is_not_null()
    rest = pl.when(~is_plain).then(text)
    day, month, itself = (
        cells.staged(order, column, written_day(rest, order), 5) for order in ORDERS
    )
    is_pair = itself.is_null()
    unclear = is_pair & (day != month)
    return {
        "cells": text.is_not_null(),
        "plain": is_plain,
        "itself": ~is_pair,
        "day-first": is_pair & day.is_not_null() & month.is_null(),
        "month-first": is_pair & month.is_not_null() & day.is_null(),
        "same": is_pair & (day == month),
        "unclear": unclear,
        "slashed": unclear & rest.str.contains(r"^[0-9]{1,2}\s*[-/]"),
        **_kinds(rest.cast(pl.Float64, strict=False)),
    }


def _kinds(number: pl.Expr) -> dict[str, pl.Expr]:
    return {
        "serials": number.is_between(*SERIALS, closed="left"),
        "seconds": number.is_between(*SECONDS, closed="left"),
        "milliseconds": number.is_between(*MILLISECONDS, closed="left"),
    }


def _number_counts(cells: Cells, column: str) -> dict[str, pl.Expr]:
    text = cells.text(column)
    is_plain = text.cast(pl.Float64, strict=False).is_not_null()
    digits = cells.staged("digits", column, digits_of(text), 5)
    is_unsure = digits.str.contains(f"{UNSURE_COMMA}|{UNSURE_DOT}")
    return {
        "cells": text.is_not_null(),
        "helped": ~is_plain & written_number(text, ".").is_not_null(),
        "commas": digits.str.contains(SURE_COMMA),
        "dots": digits.str.contains(SURE_DOT),
        "grouped": digits.str.contains(","),
        "unclear": is_unsure & ~is_plain,
        "thousandths": is_unsure & is_plain,
        "signs": ~is_plain & digits.is_not_null() & text.str.contains(SIGNS),
    }
