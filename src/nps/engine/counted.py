"""What was counted of some rows, by score, key and period; it adds up over exports."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from nps.engine.conversions import Conversion
from nps.engine.export import Export, Header
from nps.engine.facts import Facts
from nps.engine.gathering import needs_all
from nps.engine.invites import Invites, Turnouts
from nps.engine.labellers import Key
from nps.engine.scores import FILTERED_OUT, LEDGER_NAMES, SCORED
from nps.engine.segmenting import Grouping, KeyCounts
from nps.engine.slicing import Slicing, Slot
from nps.engine.uncounted import values_of
from nps.frozen import frozen
from nps.results.tally import SourceTally
from nps.spec.configuration import Configuration
from nps.spec.survey import Score
from nps.spec.written import WrittenColumn

Counts = dict[Grouping, KeyCounts]
"""Of each grouping, including the empty one that all responses are in."""


@frozen
class Asked:
    """What is to be counted.

    Attributes:
        configuration: What is declared, with its score.
        score: Its score.
        leaves: Segmentations to make row keys for.
        shown: Segmentations to count.
        masked: Segmentations of rules to count by all the rules that a response meets.
        slicing: What is asked of the dates.
        joint: One more set of row keys to count by.
        texts: Every text that is no score is kept, for the eyes of the analyst alone.
        invites: Who was asked; None where rates are not.
        written: How columns of the exports are written that the analyst has not declared; part of
            the configuration.
    """

    configuration: Configuration
    score: Score
    leaves: Sequence[str]
    shown: Sequence[str]
    masked: Sequence[str] = ()
    slicing: Slicing = field(default_factory=Slicing)
    joint: Grouping = ()
    texts: bool = False
    invites: Invites | None = None
    written: Mapping[str, WrittenColumn] = field(default_factory=dict)

    @property
    def is_weighted(self) -> bool:
        """Whether sums of weights stand behind the counts."""
        survey = self.configuration.survey
        if self.invites is not None and self.invites.strata:
            return True
        return survey.weight is not None or survey.roll_up == "mean"

    @property
    def counted(self) -> Sequence[str]:
        """Segmentations whose segments must be known: those shown, and that of strata."""
        strata = self.invites.strata if self.invites is not None else ""
        return [*self.shown, strata] if strata else self.shown

    @property
    def needs_all(self) -> bool:
        """Whether figures depend on more than one row at a time."""
        return self.invites is not None or needs_all(self.configuration.survey)

    @property
    def width(self) -> int:
        """Numbers counted of each key."""
        return len(self.score.scale.scores) * (3 if self.is_weighted else 1)


@frozen
class Answers:
    """What rows answered; `slot` is the first column of each frame where there are periods.

    Attributes:
        statuses: Rows by `slot` and `status`: `len`, `valid` of them with a valid score, `first`
            and `last` date of those; of a column of weights also `rounded`, `weightless` and
            the largest, `size`.
        counts: Scored responses by `slot`, the keys of a grouping and `score`: `len`, under
            weights also `sum` and `squares`. Rows without a score may be among them.
    """

    statuses: pl.DataFrame
    counts: Mapping[Grouping, pl.DataFrame]


@dataclass(kw_only=True)
class Counted:
    """What has been counted of the exports so far.

    Attributes:
        asked: What was to be counted.
        conversions: Columns turned into numbers or dates, and what came of it.
        sources: Each export's rows.
        statuses: Rows by part of the ledger.
        uncounted: Score values that are no scores; without those that may be a respondent's words.
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
        headers: Each export's columns, and what reading it found worth saying.
        before: How many of the sources are of the first of two sides.
        facts: What notes say of cells, as far as it has been found out.
        exports: Those that are open, to find out the rest.
        daily: By the day of the answer, what the rows of one export answered as it came; nothing
            else of it is taken then.
        daily_uncounted: The same of its score values that are no scores.
        turnouts: How many of the invited answered; None where that was not asked.
    """

    asked: Asked
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
    headers: Sequence[Header] = ()
    before: int = 0
    facts: Facts = field(default_factory=Facts)
    exports: Sequence[Export] = ()
    daily: Answers | None = None
    daily_uncounted: pl.DataFrame | None = None
    turnouts: Turnouts | None = None

    @property
    def configuration(self) -> Configuration:
        """What is declared, with its score."""
        return self.asked.configuration

    @property
    def score(self) -> Score:
        """The score column."""
        return self.asked.score

    @property
    def leaves(self) -> Sequence[str]:
        """Segmentations that have row keys."""
        return self.asked.leaves

    @property
    def shown(self) -> Sequence[str]:
        """Segmentations that were counted."""
        return self.asked.shown

    @property
    def slicing(self) -> Slicing:
        """What was asked of the dates."""
        return self.asked.slicing

    @property
    def is_weighted(self) -> bool:
        """Whether sums of weights stand behind the counts."""
        return self.asked.is_weighted

    @property
    def width(self) -> int:
        """Numbers counted of each key."""
        return self.asked.width

    @property
    def failed_dates(self) -> list[str]:
        """Columns of which not every cell is a date."""
        return [
            one.column
            for one in self.conversions.values()
            if one.words == "dates" and one.converted < one.cells
        ]

    def take_source(self, source: SourceTally, conversions: Iterable[Conversion]) -> None:
        """Take the rows of one export, and what came of its columns."""
        self.sources.append(source)
        for one in conversions:
            into = self.conversions.setdefault(
                (one.column, one.words),
                Conversion(column=one.column, words=one.words, path=one.path),
            )
            into.cells += one.cells
            into.converted += one.converted

    def take_uncounted(self, uncounted: pl.DataFrame) -> None:
        """Take the score values of one export that are no scores.

        Args:
            uncounted: Rows by `slot`, where there are periods, `uncounted` and `status`: `len`.
                Rows outside the period are among them with the status of those filtered out,
                so that a text is kept or not whatever days are asked for.
        """
        texts = uncounted.drop_nulls("uncounted")
        if self.slicing.daily:
            self.daily_uncounted = texts
            return
        kept = values_of(texts)
        for text, status, count in texts.select("uncounted", "status", "len").iter_rows():
            if status != FILTERED_OUT and (self.asked.texts or text in kept):
                self.take_text(text, count)
                self.reasons[text] = LEDGER_NAMES[status]

    def take_text(self, text: str, count: int) -> None:
        """Take a score value that is no score."""
        self.uncounted[text] += count

    def take(self, answers: Answers) -> None:
        """Take what rows answered."""
        if self.slicing.daily:
            self.daily = answers
            return
        self.take_statuses(answers.statuses)
        first = 1 if self.slicing.is_sliced else 0
        for grouping, frame in answers.counts.items():
            self.counts.setdefault(grouping, {})
            width = first + len(grouping)
            for row in frame.drop_nulls("score").iter_rows():
                slot = row[0] if first else None
                self.take_count(grouping, slot, row[first:width], row[width], row[width + 1 :])

    def take_statuses(self, statuses: pl.DataFrame) -> None:
        """Take the rows by part of the ledger."""
        if self.slicing.is_sliced:
            statuses = statuses.drop("slot")
        for status, count, valid, first, last, *weights in statuses.iter_rows():
            self.statuses[LEDGER_NAMES[status]] += count
            self.valid += valid
            days = [day for day in (first, last) if day is not None]
            self.days = _ends([*self.days, *days])
            if status == SCORED:
                self.answered = _ends([*self.answered, *days])
            if weights:
                self.rounded += weights[0]
                self.weightless += weights[1]
                self.largest = max(self.largest, weights[2] or 0)

    def take_count(
        self, grouping: Grouping, slot: Slot, key: Key, score: int, sums: Sequence[int]
    ) -> None:
        """Take the scored responses of a key and score.

        Args:
            grouping: Names of the keys.
            slot: The period; without meaning where there are none.
            key: Values of the keys.
            score: On the scale.
            sums: How many there are, under weights also Σw and Σw².
        """
        into = [self.counts.setdefault(grouping, {})]
        if self.slicing.is_sliced:
            into.append(self.slots[slot].setdefault(grouping, {}))
        scores, at = len(self.score.scale.scores), score - self.score.scale.lowest
        for counts in into:
            by_score = counts.setdefault(key, [0] * self.width)
            for part, number in enumerate(sums):
                by_score[part * scores + at] += number

    def take_empty(self, turnouts: Turnouts) -> None:
        """Take the keys that are found among the invited only, with counts of 0."""
        for grouping, by_key in turnouts.counts.items():
            counts = self.counts.setdefault(grouping, {})
            for key in by_key:
                if turnouts.names(grouping, key):
                    counts.setdefault(key, [0] * self.width)


def _ends(days: Sequence[date]) -> list[date]:
    """The first and the last of some days; none of none."""
    return [min(days), max(days)] if days else []
