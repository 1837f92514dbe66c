"""The result of comparing two segments."""

from nps.frozen import frozen
from nps.results.blocks import Block, Document, Headline
from nps.results.comparison_pages import (
    accounts_sentence,
    accounts_table,
    difference_sentence,
    sides_table,
    untested_sentence,
)
from nps.results.contrasted import Contrasted, Disagreement
from nps.results.figures import Figures, SegmentationFigures
from nps.results.ledger import Ledger
from nps.results.provenance import provenance, small_print
from nps.results.result import Plain, Record
from nps.results.subject import Subject, subject_words
from nps.results.tally import SourceTally


@frozen
class ComparisonResult:
    """What `nps segment --compare` found.

    Attributes:
        subject: What the figures are of.
        sources: The exports.
        ledger: Where every row went.
        overall: All responses.
        sides: The first segment and the second, each in its segmentation.
        contrasted: The first against the second.
        both: Scored responses in both, which are left out of either.
        accounts: Accounts with an answer on either side; None where accounts are not declared.
        disagreements: Those whose two sides are not both above, at or below 0, furthest first.
        warnings: What a reader must know before any figure is used.
        notes: What a reader must know besides.
        level: Coverage of the intervals, 0…1.
        min_base: Bases below this are small.
    """

    subject: Subject
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    overall: Figures
    sides: tuple[SegmentationFigures, SegmentationFigures]
    contrasted: Contrasted
    both: int
    accounts: int | None
    disagreements: tuple[Disagreement, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    level: float
    min_base: int

    @property
    def names(self) -> tuple[str, str]:
        """`persona=Admin`, and the second as well."""
        first, second = (f"{side.name}={side.segments[0].segment}" for side in self.sides)
        return first, second

    def record(self) -> Record:
        """Everything by name; the test stands with the first segment as well, for rows alone."""
        first, second = (side.record() for side in self.sides)
        tested: list[Plain] = [
            {**one.segments[0].record(), "vs_other": test}
            for one, test in zip(self.sides, (self.contrasted.record(), None), strict=True)
        ]
        return {
            **provenance("segment", self.subject.survey, self.sources, self.ledger),
            "overall": self.overall.record(),
            "segmentations": [
                {**first, "segments": tested[:1]},
                {**second, "segments": tested[1:]},
            ],
            "comparison": {
                "first": self.names[0],
                "second": self.names[1],
                **self.contrasted.record(),
                "in_both": self.both,
                "accounts_in_both": self.accounts,
            },
            "accounts": [one.record() for one in self.disagreements],
            "notes": [*self.warnings, *self.notes],
        }

    def document(self) -> Document:
        """Headline, both segments, the accounts in which they disagree, ledger and notes."""
        blocks: list[Block] = [
            Headline(
                subject=subject_words(self.subject, self.sources),
                sentences=(
                    difference_sentence(self.names, self.sides, self.contrasted),
                    *untested_sentence(self.contrasted),
                    *accounts_sentence(self.accounts, self.disagreements),
                ),
            ),
            sides_table(self.overall, self.sides, level=self.level, min_base=self.min_base),
        ]
        if self.disagreements:
            blocks.append(accounts_table(self.names, self.disagreements))
        return (*blocks, *small_print(self.ledger, (*self.warnings, *self.notes)))
