"""Which column holds the score, where the analyst does not say."""

import re
from collections.abc import Sequence

import polars as pl

from nps.engine.cells import Cells
from nps.engine.collect import collect_export
from nps.engine.export import Export, twice
from nps.engine.scores import BLANK, SCORED, decode, no_rows
from nps.errors import ScoreError
from nps.spec.configuration import Configuration
from nps.spec.scale import ScaleRange
from nps.spec.survey import Score

SAMPLE = 5_000
"""Rows looked at in each export."""
MOSTLY = 0.5
"""A score column's answers are mostly scores; labelled ends of the scale may be the rest."""
MOST_LISTED = 8

NAMES = (
    r"nps|nps[ _-]?(score|rating|value|answer)|net[ _-]?promoter([ _-]?score)?",
    r".*(\bnps\b|net[ _-]?promoter).*|(.*[ _-])?nps|nps[ _-].*",
    r".*(likely|likelihood|probab).*recommend.*|.*recommend.*(likely|likelihood).*",
    r".*would you recommend.*|.*\brecommend\b.*|.*recommendation.*",
    r"score|rating|likelihood|ltr|likelihood_to_recommend",
)
"""Names and question texts that tell a score column, the more telling first."""


def find_score(exports: Sequence[Export], scale: ScaleRange) -> str:
    """Find the column of the score by its name or question text, and by what it holds.

    Raises:
        ScoreError: Several columns could be it, or none; the message lists them.
    """
    columns = list(dict.fromkeys(name for export in exports for name in export.columns))
    marked = list(dict.fromkeys(name for export in exports for name in _marked(export)))
    if len(marked) > 1:
        marked = _holding_scores(exports, marked, scale)
        if len(marked) > 1:
            raise _several(marked)
    if marked:
        return marked[0]
    texts = [one.vendor.aliases for one in exports]
    duplicates = twice(exports)
    telling: list[str] = []
    for pattern in NAMES:
        repeated = _named(pattern, sorted(duplicates))
        if repeated:
            raise ScoreError(duplicates[repeated[0]])
        asking = {aliases[text] for aliases in texts for text in _named(pattern, list(aliases))}
        named = [*_named(pattern, columns), *(name for name in columns if name in asking)]
        named = list(dict.fromkeys(named))
        candidates = _holding_scores(exports, named, scale)
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise _several(candidates)
        telling += named
    if not columns:
        raise ScoreError("no column has a name of its own; give the export a header line")
    if not any(_rows(export) for export in exports):
        raise no_rows(export.path for export in exports)
    raise ScoreError(_unclear(telling, columns, _holding_scores(exports, columns, scale), scale))


def _marked(export: Export) -> list[str]:
    """Columns that a layout knows to be scores."""
    vendor = export.vendor
    return [vendor.score] if vendor.score is not None else list(vendor.groups)


def _several(candidates: Sequence[str]) -> ScoreError:
    return ScoreError(
        f"several columns could be the score: {_list(candidates)}; name one with --score"
    )


def _named(pattern: str, columns: Sequence[str]) -> list[str]:
    return [
        name
        for name in columns
        if re.fullmatch(pattern, name.casefold().replace("\n", " "), re.DOTALL)
    ]


def _rows(export: Export) -> int:
    """Rows of an export, at most one."""
    (counted,) = collect_export(export.path, [export.frame.head(1).select(pl.len())])
    return int(counted.item())


def _unclear(
    telling: Sequence[str], columns: Sequence[str], holding: Sequence[str], scale: ScaleRange
) -> str:
    """Say what was found of names that tell a score and of columns that hold scores."""
    if telling:
        found = f"{_list(telling)} is named like a score, but holds mostly other than {scale}"
        remedy = "name one with --score, or declare the words under survey.score.labels"
    else:
        found = f"no column is named like a score{'' if holding else f' or holds scores {scale}'}"
        remedy = "name one with --score"
    listed = f"these hold whole numbers {scale}: {_list(holding)}" if holding else (
        f"the columns are {_list(columns)}"
    )  # fmt: skip
    return f"{found}; {listed}; {remedy}"


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:MOST_LISTED])
    left = len(names) - MOST_LISTED
    return f"{shown} and {left} more" if left > 0 else shown


def _holding_scores(
    exports: Sequence[Export], columns: Sequence[str], scale: ScaleRange
) -> list[str]:
    """Those columns whose answers are mostly scores, in a sample of rows."""
    scored = dict.fromkeys(columns, 0)
    given = dict.fromkeys(columns, 0)
    for export in exports:
        cells = Cells(export.frame.collect_schema(), Configuration(), {})
        here = [name for name in columns if name in export.columns]
        statuses = [
            expression
            for name in here
            for status in (decode(cells, Score(column=name, scale=scale)).status,)
            for expression in (
                (status == SCORED).sum().alias(f"{name}\0scored"),
                (status != BLANK).sum().alias(f"{name}\0given"),
            )
        ]
        if not here:
            continue
        query = cells.prepare(export.frame.head(SAMPLE)).select(statuses)
        (counts,) = collect_export(export.path, [query])
        for name in here:
            scored[name] += counts[f"{name}\0scored"].item()
            given[name] += counts[f"{name}\0given"].item()
    return [name for name in columns if scored[name] and scored[name] >= MOSTLY * given[name]]
