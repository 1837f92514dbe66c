"""The result of `nps power`: what changes each base can show."""

from collections.abc import Iterator

from nps.frozen import frozen
from nps.results.blocks import (
    Cell,
    Column,
    Document,
    Figure,
    Headline,
    Kind,
    Sentence,
    Table,
)
from nps.results.columns import (
    Shown,
    base_column,
    design_effect_column,
    effective_base_column,
    name_column,
    nps,
)
from nps.results.figures import Figures, SegmentationFigures
from nps.results.headline import absence, answers
from nps.results.ledger import Ledger
from nps.results.legends import EFFECTIVE_BASE, starred_bases
from nps.results.provenance import provenance, small_print
from nps.results.result import Record
from nps.results.segment_table import segment_table
from nps.results.subject import Subject, subject_words
from nps.results.tally import SourceTally


@frozen
class PowerResult:
    """What `nps power` found.

    Attributes:
        subject: What the figures are of.
        sources: The exports.
        ledger: Where every row went.
        overall: All responses, with what changes they can show.
        segmentations: In the order declared, with the same of every segment.
        warnings: What a reader must know before any figure is used.
        notes: What a reader must know besides.
        level: Of the test, 0…1.
        power: How likely a change is shown, 0…1.
        change: The change that responses are needed for, in NPS points, above 0.
        min_base: Bases below this are small.
    """

    subject: Subject
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    overall: Figures
    segmentations: tuple[SegmentationFigures, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    level: float
    power: float
    change: float
    min_base: int

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            **provenance("power", self.subject.survey, self.sources, self.ledger),
            "level": self.level,
            "power": self.power,
            "change": self.change,
            "overall": _record(self.overall),
            "segmentations": [
                one.heading()
                | {"segments": [_record(segment, placed=True) for segment in one.segments]}
                for one in self.segmentations
            ],
            "notes": [*self.warnings, *self.notes],
        }

    def document(self) -> Document:
        """Headline, table, notes and ledger, for people."""
        return (
            Headline(
                subject=subject_words(self.subject, self.sources),
                sentences=tuple(self._sentences()),
            ),
            self._table(),
            *small_print(self.ledger, (*self.warnings, *self.notes)),
        )

    def _sentences(self) -> Iterator[Sentence]:
        if (reason := absence(self.overall)) is not None:
            yield reason
            return
        smallest, needed = _smallest(self.overall), _needed(self.overall)
        likely = Figure(kind=Kind.SHARE, value=self.power)
        waves: Sentence = ("Two waves of ", *answers(self.overall.base), " show ")
        shows: Sentence = ("no change (", likely, "% power).")
        if smallest is not None:
            least = Figure(kind=Kind.FACTOR, value=smallest)
            shows = ("a change of ", least, " points or more (", likely, "% power).")
        if needed is not None:
            count = Figure(kind=Kind.COUNT, value=needed)
            shows = (*shows, f" To show {self.change:g}, each needs ", count, ".")
        yield (*waves, *shows)

    def _table(self) -> Table:
        weighted = self.overall.weighting is not None
        smallest, needed = "smallest change", f"needed for {self.change:g}"
        columns: list[Shown] = [
            name_column(),
            base_column(),
            *((effective_base_column(), design_effect_column()) if weighted else ()),
            (Column(title="NPS", kind=Kind.NPS, gap=2), nps),
            (Column(title=smallest, kind=Kind.FACTOR, gap=2), _smallest),
            (Column(title=needed, kind=Kind.COUNT, gap=2), _needed),
        ]
        segments = [one for part in self.segmentations for one in part.segments]
        certainty = f"({100 * self.power:g}% power, {100 * self.level:g}% level)"
        legend = [
            f"{smallest}  points that two waves of this base show {certainty}",
            f"{needed}  answers that each wave needs to show a change of {self.change:g} points",
            *([EFFECTIVE_BASE] if weighted else ()),
            *([starred_bases(self.min_base)] if any(one.is_small for one in segments) else ()),
        ]
        return segment_table(columns, self.overall, self.segmentations, legend)


def _smallest(segment: Figures) -> Cell:
    return segment.power.smallest_change if segment.power else None


def _needed(segment: Figures) -> Cell:
    return segment.power.responses_needed if segment.power else None


def _record(figures: Figures, *, placed: bool = False) -> Record:
    """Base, NPS, and what changes they can show."""
    every = figures.record()
    kept = ("segment", "base", "effective_base", "design_effect", "nps", "standard_error")
    record = {key: every[key] for key in kept if key in every}
    power = figures.power
    record["smallest_change"] = power.smallest_change if power else None
    record["responses_needed"] = power.responses_needed if power else None
    if placed or figures.flags:
        record["flags"] = list(figures.flags)
    return record
