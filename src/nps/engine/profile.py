"""What each column of some exports holds: the kind, and what it takes to segment by it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Literal

import polars as pl

from nps.engine.cells import Cells
from nps.engine.column_names import (
    ANSWERED,
    COMMENT_PHRASES,
    RESPONDENT,
    is_comment,
    is_identifier,
    is_person,
    most_telling,
)
from nps.engine.export import Export
from nps.engine.measures import (
    LAYOUTS,
    MOST_TAGS,
    MOST_VALUES,
    Measures,
    at_steps,
    count_tags,
    count_texts,
    counted,
    fit_layouts,
    measure,
    missing_words,
    number_points,
    prepared,
)
from nps.engine.sampling import Sample, take_sample
from nps.frozen import frozen
from nps.results.profile import (
    ColumnProfile,
    Comments,
    Counted,
    Dates,
    Identifiers,
    Numbers,
    Profile,
    Tags,
    Unclear,
    Values,
)
from nps.spec.configuration import Configuration
from nps.spec.survey import Moment, Survey

NEARLY_ALL = 0.95
MOST_NUMBERS = 12
"""Fewer different numbers than this, or as many, are kinds or grades, and no measure."""
LONGEST_VALUE = 60
LONGEST_TAG = 25
SHORTEST_COMMENT = 15
"""Mean length, characters."""
SHORTEST_KEY = 4
"""Shorter equally long whole numbers may be years or percentages."""


@frozen
class Findings:
    """What was found in the columns of a sample, by column.

    Attributes:
        rows: Rows of the sample.
        measures: Of columns that have cells.
        counts: Of columns of few texts.
        tags: Of columns of several tags a cell.
        points: Of columns of numbers.
        layouts: The one way of writing dates that fits, with the first and last date.
    """

    rows: int
    measures: Mapping[str, Measures]
    counts: Mapping[str, Counted] = field(default_factory=dict)
    tags: Mapping[str, Counted] = field(default_factory=dict)
    points: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    layouts: Mapping[str, tuple[str, date, date]] = field(default_factory=dict)


def profile(exports: Sequence[Export], score: str | None = None) -> Profile:
    """Look at the first rows of some exports.

    Args:
        exports: What to look at.
        score: Column of the score, which is left out.

    Raises:
        SourceError: An export cannot be read that far.
    """
    sample = take_sample(exports, [] if score is None else _told_by(exports, score))
    missing = missing_words(sample)
    findings = _look(sample, missing)
    columns = [_column(name, findings) for name in sample.columns]
    dates = {column.name: column for column in columns if isinstance(column, Dates)}
    answered = _known(exports, "answered_at", dates) or most_telling(list(dates), ANSWERED)
    ages = {} if answered is None else _ages(sample, missing, dates, dates[answered])
    identifiers = [column.name for column in columns if isinstance(column, Identifiers)]
    comments = [column.name for column in columns if isinstance(column, Comments)]
    return Profile(
        rows=sample.rows,
        columns=tuple(
            replace(column, ages=ages.get(column.name, ())) if isinstance(column, Dates) else column
            for column in columns
        ),
        answered_at=answered,
        respondent=_known(exports, "respondent", sample.columns)
        or most_telling(identifiers, RESPONDENT),
        comment=_known(exports, "comment", comments)
        or (comments[0] if len(comments) == 1 else most_telling(comments, COMMENT_PHRASES)),
        missing=missing,
    )


def _told_by(exports: Sequence[Export], score: str) -> list[str]:
    """The score and what says the same: its group, beside it."""
    vendors = [export.vendor for export in exports]
    names = [score, *(one.aliases.get(score, score) for one in vendors)]
    return [*names, *(group for one in vendors for group in one.groups.values())]


def _known(
    exports: Sequence[Export],
    key: Literal["answered_at", "respondent", "comment"],
    among: Collection[str],
) -> str | None:
    """The column that the layouts of all exports know to be one, if it is among some."""
    known = {getattr(export.vendor, key) for export in exports}
    column = known.pop() if len(known) == 1 else None
    return column if column in among else None


def _look(sample: Sample, missing: Sequence[str]) -> Findings:
    cells = prepared(sample, missing)
    measures = measure(sample, cells)
    texts = [name for name, one in measures.items() if one.distinct <= MOST_VALUES]
    numbers = [name for name, one in measures.items() if one.numbers]
    splits = {name: one.split for name, one in measures.items() if one.split}
    dated = [name for name, one in measures.items() if one.date_like == one.cells]
    counts, tags, points, layouts = sample.collect([
        count_texts(cells, texts),
        count_tags(cells, splits),
        number_points(cells, numbers),
        fit_layouts(cells, dated),
    ])  # fmt: skip
    return Findings(
        rows=sample.rows,
        measures=measures,
        counts=counted(counts),
        tags=counted(tags),
        points={name: tuple(found) for name, found in points.iter_rows()},
        layouts={
            row["column"]: fitting[0]
            for row in layouts.iter_rows(named=True)
            for fitting in ([
                (layout, row[f"first {layout}"], row[f"last {layout}"])
                for layout in LAYOUTS
                if row[f"first {layout}"] is not None
            ],)
            if len(fitting) == 1
        },
    )  # fmt: skip


def _column(name: str, findings: Findings) -> ColumnProfile:
    """Judge the kind of a column."""
    one = findings.measures.get(name)
    if one is None:
        return Unclear(name=name)
    filled = one.cells / findings.rows
    if is_comment(name) and one.numbers < NEARLY_ALL * one.cells:
        return Comments(name=name)
    if is_identifier(name) or (is_person(name) and one.distinct > MOST_NUMBERS):
        return Identifiers(name=name)
    if one.days >= NEARLY_ALL * one.cells and one.first is not None and one.last is not None:
        return Dates(name=name, filled=filled, first=one.first, last=one.last)
    if one.numbers >= NEARLY_ALL * one.cells:
        return _numbers(name, filled, one, findings)
    if name in findings.layouts:
        layout, first, last = findings.layouts[name]
        return Dates(name=name, filled=filled, first=first, last=last, layout=layout)
    return _texts(name, filled, one, findings)


def _numbers(name: str, filled: float, one: Measures, findings: Findings) -> ColumnProfile:
    if one.distinct <= MOST_NUMBERS:
        return _few(name, filled, one, findings)
    nearly_unique = one.wholes == one.numbers and one.distinct >= NEARLY_ALL * one.cells
    counting = one.extent < 2 * one.distinct
    if nearly_unique and (counting or (one.same_length and one.length >= SHORTEST_KEY)):
        return Identifiers(name=name)
    return Numbers(name=name, filled=filled, points=findings.points[name])


def _texts(name: str, filled: float, one: Measures, findings: Findings) -> ColumnProfile:
    tags = findings.tags.get(name, ())
    longest_tag = max((len(tag) for tag, _ in tags), default=0)
    if 1 < len(tags) <= MOST_TAGS and longest_tag <= LONGEST_TAG and 2 * len(tags) <= one.cells:
        return Tags(name=name, split=one.split, counts=tags)
    if one.distinct <= MOST_VALUES and 2 * one.distinct <= one.cells:
        return _few(name, filled, one, findings)
    written = 2 * one.spaced >= one.cells > 2 * one.date_like
    if written and one.length >= SHORTEST_COMMENT:
        return Comments(name=name)
    if one.distinct >= NEARLY_ALL * one.cells and one.spaced < (1 - NEARLY_ALL) * one.cells:
        return Identifiers(name=name)
    return Unclear(name=name)


def _few(name: str, filled: float, one: Measures, findings: Findings) -> ColumnProfile:
    """Values, unless there is only one, or they hardly come again, or are sentences."""
    if one.distinct == 1 or 2 * one.distinct > one.cells or one.longest > LONGEST_VALUE:
        return Unclear(name=name)
    return Values(name=name, filled=filled, counts=findings.counts[name])


def _ages(
    sample: Sample, missing: Sequence[str], dates: Mapping[str, Dates], answered: Dates
) -> dict[str, tuple[int, ...]]:
    """Days from each date to the answer."""
    survey = Survey(
        answered_at=Moment(column=answered.name, format=answered.layout), missing=tuple(missing)
    )
    others = [name for name, one in dates.items() if one.layout is None and one is not answered]
    cells = Cells(sample.responses.collect_schema(), Configuration(survey=survey), {})
    ages = [cells.days_since(name, None, ("segments", name)).alias("days") for name in others]
    responses = cells.prepare(sample.responses)
    queries = [responses.select(age).drop_nulls().select(at_steps(pl.col("days"))) for age in ages]
    return {
        name: tuple(int(days) for days in frame["days"].drop_nulls())
        for name, frame in zip(others, sample.collect(queries) if queries else (), strict=True)
    }
