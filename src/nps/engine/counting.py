"""Rows to counts by score, key and period."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_

import polars as pl

from nps.engine.cells import Cells, Conversion
from nps.engine.collect import collect_export
from nps.engine.export import Export
from nps.engine.gathering import choose, needs_all
from nps.engine.keys import row_keys, rule_masks
from nps.engine.responses import response_columns
from nps.engine.scores import LEDGER_NAMES, SCORED
from nps.engine.segmenting import (
    NONE,
    Grouping,
    KeyCounts,
    groupings,
    is_overlap,
    key_name,
    mask_names,
)
from nps.engine.slicing import Slicing, Slot
from nps.results.tally import SourceTally
from nps.spec.configuration import Configuration
from nps.spec.segmentations import RuleSegmentation
from nps.spec.survey import Score

Counts = dict[Grouping, KeyCounts]
"""Of each grouping, including the empty one that all responses are in."""


@dataclass
class Counting:
    """What has been counted of the exports so far.

    Attributes:
        configuration: What is declared, with its score.
        leaves: Segmentations to make row keys for.
        shown: Segmentations to count.
        masked: Segmentations of rules to count by all the rules that a response meets.
        slicing: What is asked of the dates.
        joint: One more set of row keys to count by.
        conversions: Columns turned into numbers or dates, and what came of it.
        sources: Each export's rows.
        statuses: Rows by part of the ledger.
        uncounted: Score values that are no scores.
        reasons: The part of the ledger of each.
        valid: Rows with a valid score, whether or not they count.
        rounded: Scored responses whose weight was rounded.
        weightless: Those whose weight is 0.
        largest: The largest weight, not in billionths.
        days: First and last dates of rows with a valid score.
        answered: First and last dates of scored responses.
        counts: All scored responses; by score, under weights also Σw and Σw² by score.
        slots: The same by period.
        gathered: All responses, where figures depend on more than one row at a time.
    """

    configuration: Configuration
    score: Score
    leaves: Sequence[str]
    shown: Sequence[str]
    masked: Sequence[str] = ()
    slicing: Slicing = field(default_factory=Slicing)
    joint: Grouping = ()
    conversions: dict[tuple[str, str], Conversion] = field(default_factory=dict)
    sources: list[SourceTally] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    uncounted: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    valid: int = 0
    rounded: int = 0
    weightless: int = 0
    largest: float = 0
    days: list[date] = field(default_factory=list)
    answered: list[date] = field(default_factory=list)
    counts: Counts = field(default_factory=dict)
    slots: defaultdict[Slot, Counts] = field(default_factory=lambda: defaultdict(dict))
    gathered: pl.DataFrame | None = None

    @property
    def is_weighted(self) -> bool:
        """Whether sums of weights stand behind the counts."""
        survey = self.configuration.survey
        return survey.weight is not None or survey.roll_up == "mean"

    @property
    def width(self) -> int:
        """Numbers counted of each key."""
        return len(self.score.scale.scores) * (3 if self.is_weighted else 1)

    def add(self, exports: Sequence[Export]) -> None:
        """Count some exports, each in one pass."""
        gathered = []
        for export in exports:
            responses, cells, sets = self._responses(export)
            if needs_all(self.configuration.survey):
                # NOTE: Conversions are counted here, since their columns differ by export.
                (rows,) = collect_export(export.path, [responses])
                self._note_rows(export, rows.select(self._totals(cells)), cells)
                gathered.append(rows.drop(cells.counting()))
            else:
                totals, *answers = collect_export(
                    export.path,
                    [responses.select(self._totals(cells)), *self._queries(responses, sets)],
                )
                self._note_rows(export, totals, cells)
                self._take(answers, sets)
        if gathered:
            chosen = choose(pl.concat(gathered), self.configuration.survey)
            scored = pl.col("status") == SCORED
            counted = [name for name in ("score", "weight") if name in chosen.columns]
            self.gathered = chosen.with_columns(
                pl.when(scored).then(name).alias(name) for name in counted
            )
            self._take(
                collect_export(exports[0].path, self._queries(self.gathered.lazy(), sets)), sets
            )

    def _responses(self, export: Export) -> tuple[pl.LazyFrame, Cells, list[Grouping]]:
        """One frame without filters, so that all queries share one pass over the rows.

        A filter would be pushed into the scan, and each query would then read the export anew.
        """
        cells = Cells(export.frame.collect_schema(), self.configuration, self.conversions)
        keys: dict[str, pl.Expr] = {}
        widths = {}
        for name in self.leaves:
            segmentation = self.configuration.segments[name]
            parts = row_keys(segmentation, cells, ("segments", name))
            widths[name] = len(parts)
            keys |= {key_name(name, index): part for index, part in enumerate(parts)}
            if is_overlap(segmentation):
                keys[key_name(name, NONE)] = reduce(and_, (part == 0 for part in parts))
        sets: list[Grouping] = [
            one for name in self.shown for one in groupings(name, self.configuration, widths)
        ]
        for name in self.masked:
            segmentation = self.configuration.segments[name]
            if isinstance(segmentation, RuleSegmentation):
                masks = rule_masks(segmentation, cells, ("segments", name))
                sets.append(mask_names(name, len(masks)))
                keys |= dict(zip(sets[-1], masks, strict=True))
        columns = response_columns(
            cells, self.score, self.configuration, self.slicing, len(self.sources)
        )
        # NOTE: Prepared last, when all forms that the expressions need have been asked for.
        frame = cells.prepare(export.frame).select(**columns, **keys, **cells.counting())
        return frame, cells, list(dict.fromkeys([(), *sets, self.joint]))

    def _totals(self, cells: Cells) -> list[pl.Expr]:
        return [pl.len(), *(pl.col(name).sum() for name in cells.counting())]

    def _note_rows(self, export: Export, totals: pl.DataFrame, cells: Cells) -> None:
        rows, *conversions = totals.row(0)
        cells.count_conversions(conversions)
        self.sources.append(
            SourceTally(path=export.path, format=export.format, layout=export.layout, rows=rows)
        )

    def _queries(self, responses: pl.LazyFrame, sets: Sequence[Grouping]) -> list[pl.LazyFrame]:
        slot = ["slot"] if self.slicing.is_sliced else []
        summary = [
            pl.len(), pl.col("valid").sum(),
            pl.col("day").min().alias("first"), pl.col("day").max().alias("last"),
        ]  # fmt: skip
        if self.configuration.survey.weight is not None:
            size = pl.col("size")
            summary += [
                pl.col("rounded").sum(), size.eq(0).sum().alias("weightless"), size.max(),
            ]  # fmt: skip
        sums = [pl.len()]
        if self.is_weighted:
            weight = pl.col("weight")
            sums += [weight.sum().alias("sum"), (weight * weight).sum().alias("squares")]
        return [
            responses.group_by("status").agg(summary),
            responses.group_by("uncounted").agg(pl.len(), pl.col("status").min()),
            *(responses.group_by(*slot, *grouping, "score").agg(sums) for grouping in sets),
        ]

    def _take(self, answers: Sequence[pl.DataFrame], sets: Sequence[Grouping]) -> None:
        statuses, uncounted, *counted = answers
        for status, count, valid, first, last, *weights in statuses.iter_rows():
            self.statuses[LEDGER_NAMES[status]] += count
            self.valid += valid
            days = [day for day in (first, last) if day is not None]
            self.days += days
            if status == SCORED:
                self.answered += days
            if weights:
                self.rounded += weights[0]
                self.weightless += weights[1]
                self.largest = max(self.largest, weights[2] or 0)
        for text, count, status in uncounted.drop_nulls("uncounted").iter_rows():
            self.uncounted[text] += count
            self.reasons[text] = LEDGER_NAMES[status]
        for grouping, frame in zip(sets, counted, strict=True):
            self._take_counts(grouping, frame.drop_nulls("score"))

    def _take_counts(self, grouping: Grouping, frame: pl.DataFrame) -> None:
        into = [self.counts.setdefault(grouping, {})]
        lowest, scores = self.score.scale.lowest, len(self.score.scale.scores)
        first = 1 if self.slicing.is_sliced else 0
        width = first + len(grouping)
        for row in frame.iter_rows():
            key, score, sums = row[first:width], row[width], row[width + 1 :]
            if first:
                into[1:] = [self.slots[row[0]].setdefault(grouping, {})]
            for counts in into:
                by_score = counts.setdefault(key, [0] * self.width)
                for part, number in enumerate(sums):
                    by_score[part * scores + score - lowest] += number
