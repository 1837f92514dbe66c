"""Rows to a tally and its ledger."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_

import polars as pl

from nps.engine.cells import Cells, Conversion
from nps.engine.collect import collect_export
from nps.engine.export import Export
from nps.engine.keys import leaves, row_keys, rule_masks
from nps.engine.labellers import Key, Labeller
from nps.engine.naming import name_problems, named_columns
from nps.engine.nearest import nearest_notes
from nps.engine.responses import decode_response
from nps.engine.scores import LEDGER_NAMES, NOT_A_NUMBER, OFF_SCALE, SCORED, no_rows
from nps.engine.segmenting import (
    NONE,
    Grouping,
    KeyCounts,
    groupings,
    is_overlap,
    key_name,
    labeller_of,
    mask_names,
    segment,
)
from nps.errors import DeclarationError, Problem, ScoreError
from nps.results.ledger import Ledger
from nps.results.tally import SourceTally, Tally
from nps.spec.configuration import Configuration
from nps.spec.segmentations import RuleSegmentation
from nps.spec.survey import Score


@dataclass
class Counting:
    """What has been counted of the exports so far; each export adds to it.

    Attributes:
        configuration: What is declared, with its score.
        leaves: Segmentations to make row keys for.
        shown: Segmentations to count.
        masked: Segmentations of rules to count by all the rules that a response meets.
    """

    configuration: Configuration
    score: Score
    leaves: Sequence[str]
    shown: Sequence[str]
    masked: Sequence[str] = ()
    conversions: dict[tuple[str, str], Conversion] = field(default_factory=dict)
    sources: list[SourceTally] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    uncounted: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    valid: int = 0
    days: list[date] = field(default_factory=list)
    counts: dict[Grouping, KeyCounts] = field(default_factory=dict)

    def add(self, export: Export) -> None:
        """Count one export, in one pass."""
        cells = Cells(export.frame.collect_schema(), self.configuration, self.conversions)
        keys, widths = self._keys(cells)
        masks = self._masks(cells)
        sets = list(dict.fromkeys(
            one for name in self.shown for one in groupings(name, self.configuration, widths)
        ))  # fmt: skip
        sets += map(tuple, masks.values())
        keys |= {name: key for part in masks.values() for name, key in part.items()}
        # NOTE: One frame without filters, so that all queries share one pass over the rows; a
        # filter would be pushed into the scan, and each query would then read the export anew.
        responses = self._responses(export, cells, keys)
        summary, statuses, uncounted, overall, *counted = collect_export(
            export.path,
            [
                responses.select(pl.len(), *(pl.col(name).sum() for name in cells.counting())),
                responses.group_by("status").agg(pl.len(), pl.col("valid").sum()),
                responses.group_by("uncounted").agg(pl.len(), pl.col("status").min()),
                responses.group_by("score").agg(
                    pl.len(), pl.col("day").min().alias("first"), pl.col("day").max().alias("last")
                ),
                *(responses.group_by(*grouping, "score").len() for grouping in sets),
            ],
        )
        rows, *conversions = summary.row(0)
        cells.count_conversions(conversions)
        self.sources.append(
            SourceTally(path=export.path, format=export.format, layout=export.layout, rows=rows)
        )
        for status, count, valid in statuses.iter_rows():
            self.statuses[LEDGER_NAMES[status]] += count
            self.valid += valid
        for text, count, status in uncounted.drop_nulls("uncounted").iter_rows():
            self.uncounted[text] += count
            self.reasons[text] = LEDGER_NAMES[status]
        for score, count, *days in overall.drop_nulls("score").iter_rows():
            self._add((), (), score, count)
            self.days += [day for day in days if day is not None]
        for grouping, frame in zip(sets, counted, strict=True):
            self.counts.setdefault(grouping, {})
            for *key, score, count in frame.drop_nulls("score").iter_rows():
                self._add(grouping, tuple(key), score, count)

    def _keys(self, cells: Cells) -> tuple[dict[str, pl.Expr], dict[str, int]]:
        keys: dict[str, pl.Expr] = {}
        widths = {}
        for name in self.leaves:
            segmentation = self.configuration.segments[name]
            parts = row_keys(segmentation, cells, ("segments", name))
            widths[name] = len(parts)
            keys |= {key_name(name, index): part for index, part in enumerate(parts)}
            if is_overlap(segmentation):
                keys[key_name(name, NONE)] = reduce(and_, (part == 0 for part in parts))
        return keys, widths

    def _masks(self, cells: Cells) -> dict[str, dict[str, pl.Expr]]:
        masks = {}
        for name in self.masked:
            segmentation = self.configuration.segments[name]
            if isinstance(segmentation, RuleSegmentation):
                parts = rule_masks(segmentation, cells, ("segments", name))
                masks[name] = dict(zip(mask_names(name, len(parts)), parts, strict=True))
        return masks

    def _responses(self, export: Export, cells: Cells, keys: Mapping[str, pl.Expr]) -> pl.LazyFrame:
        survey = self.configuration.survey
        decoded = decode_response(cells, self.score, self.configuration)
        status, day = decoded.status, pl.lit(None, pl.Date)
        if survey.answered_at is not None:
            day = cells.day(survey.answered_at.column, ("survey", "answered_at", "column"))
        scored = status == SCORED
        return cells.prepare(export.frame).select(
            score=pl.when(scored).then(decoded.score),
            status=status,
            valid=decoded.score.is_not_null(),
            uncounted=pl.when(status.is_in([NOT_A_NUMBER, OFF_SCALE])).then(decoded.text),
            day=pl.when(scored).then(day),
            **keys,
            **cells.counting(),
        )

    def _add(self, grouping: Grouping, key: Key, score: int, count: int) -> None:
        scale = self.score.scale
        by_score = self.counts.setdefault(grouping, {}).setdefault(key, [0] * len(scale.scores))
        by_score[score - scale.lowest] += count


def tally(exports: Sequence[Export], configuration: Configuration, shown: Sequence[str]) -> Tally:
    """Count the responses of some exports, put together by column name.

    Args:
        exports: What to read.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.

    Raises:
        DeclarationError: A column is named and not there, or holds none of what a rule needs.
        ScoreError: There are no data rows, or none of them has a valid score.
        SourceError: An export cannot be read to its end.
    """
    counting = count(exports, configuration, shown)
    check(counting)
    return tally_of(exports, counting, labellers_of(counting))


def count(
    exports: Sequence[Export],
    configuration: Configuration,
    shown: Sequence[str],
    masked: Sequence[str] = (),
) -> Counting:
    """Count, without a look at what came of it; see `tally`.

    Args:
        exports: What to read.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.
        masked: Those of them to count by all the rules that a response meets.
    """
    score = configuration.survey.score
    if score is None:
        raise TypeError("the score column must be known before responses are counted")
    columns = dict.fromkeys(name for export in exports for name in export.columns)
    duplicates = frozenset[str]().union(*(export.duplicates for export in exports))
    problems = name_problems(configuration, shown, columns, duplicates)
    if problems:
        raise DeclarationError(problems)
    segments = configuration.segments
    needed = list(dict.fromkeys(leaf for name in shown for leaf in leaves(name, segments)))
    counting = Counting(configuration, score, needed, shown, masked)
    for export in exports:
        counting.add(export)
    return counting


def labellers_of(counting: Counting) -> dict[str, Labeller]:
    """Fit the labellers of all leaves."""
    return {
        name: labeller_of(name, counting.configuration, counting.counts) for name in counting.leaves
    }


def tally_of(
    exports: Sequence[Export], counting: Counting, labellers: Mapping[str, Labeller]
) -> Tally:
    """Put what was counted in order."""
    configuration, score, shown = counting.configuration, counting.score, counting.shown
    segmentations = tuple(
        segment(name, configuration, counting.counts, labellers, len(score.scale.scores))
        for name in shown
    )
    overall = counting.counts.get((), {}).get((), [0] * len(score.scale.scores))
    return Tally(
        lowest=score.scale.lowest,
        sources=tuple(counting.sources),
        ledger=Ledger(read=sum(source.rows for source in counting.sources), **counting.statuses),
        overall=tuple(overall),
        segmentations=segmentations,
        answered=(min(counting.days), max(counting.days)) if counting.days else None,
        uncounted=tuple(sorted(counting.uncounted.items(), key=lambda item: (-item[1], item[0]))),
        notes=(
            *(note for export in exports for note in export.notes),
            *_lacking(exports, configuration, shown),
            *_unconverted(counting),
            *nearest_notes(
                exports,
                configuration,
                segmentations,
                nobody=sum(counting.statuses.values()) == counting.statuses["filtered_out"],
            ),
            *(note for labeller in labellers.values() for note in labeller.notes),
        ),
    )


def check(counting: Counting, *, scores: bool = True) -> None:
    """Refuse what has no figures: see `tally`; without `scores`, none has to be valid."""
    rows = sum(source.rows for source in counting.sources)
    if not rows:
        raise no_rows(source.path for source in counting.sources)
    if scores and not counting.valid:
        raise ScoreError(_no_valid_score(counting))
    problems = [
        Problem(
            path=conversion.path,
            message=f"found no {conversion.words} in column {conversion.column!r}: none of its "
            f"{conversion.cells:,} cells converts, expected {_expected(conversion.words)}",
        )
        for conversion in counting.conversions.values()
        if conversion.cells and not conversion.converted
    ]
    if problems:
        raise DeclarationError(problems)


def _expected(words: str) -> str:
    return "numbers such as 12 or 3.5" if words == "numbers" else "ISO dates such as 2026-03-31"


def _no_valid_score(counting: Counting) -> str:
    statuses = counting.statuses
    found = ", ".join(
        f"{statuses[name]:,} {words}"
        for name, words in (
            ("filtered_out", "filtered out"), ("blank", "blank"),
            ("not_a_number", "not numbers"), ("off_scale", "off the scale"),
        )
        if statuses[name]
    )  # fmt: skip
    return (
        f"column {counting.score.column!r} holds no valid score ({found}), "
        f"expected whole numbers {counting.score.scale}; name another column with --score, "
        "or declare the words under survey.score.labels"
    )


def _unconverted(counting: Counting) -> list[str]:
    return [
        f"{missing:,} cells of column {conversion.column!r} are no {conversion.words} "
        "and counted as missing"
        if missing > 1
        else f"1 cell of column {conversion.column!r} is no {conversion.words.removesuffix('s')} "
        "and counted as missing"
        for conversion in counting.conversions.values()
        if (missing := conversion.cells - conversion.converted)
    ]


def _lacking(
    exports: Sequence[Export], configuration: Configuration, shown: Sequence[str]
) -> list[str]:
    """Name the columns that some of the exports lack: their rows are blank there."""
    return [
        f"{export.path}: has no column {column!r}; its rows are blank there"
        for export in exports
        for column in dict.fromkeys(column for _, column in named_columns(configuration, shown))
        if column not in export.columns
    ]
