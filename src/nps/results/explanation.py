"""What all explanations begin and end with: whose figures they are, and where every row went."""

from nps.frozen import frozen
from nps.results.blocks import Block, Headline, Sentence
from nps.results.ledger import Ledger
from nps.results.provenance import provenance, small_print
from nps.results.result import Record
from nps.results.subject import Subject, subject_words
from nps.results.tally import SourceTally


@frozen
class Setting:
    """What is explained.

    Attributes:
        subject: The survey and its dates.
        sources: The exports.
        ledger: Where every row went.
        notes: What a reader must know besides.
    """

    subject: Subject
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    notes: tuple[str, ...] = ()

    def record(self) -> Record:
        """What stands above the rows, for machines."""
        return provenance("explain", self.subject.survey, self.sources, self.ledger)

    def headline(self, *sentences: Sentence) -> Headline:
        """The survey, and what the explanation comes to."""
        return Headline(subject=subject_words(self.subject, self.sources), sentences=sentences)

    def small_print(self) -> tuple[Block, ...]:
        """The ledger and the notes."""
        return small_print(self.ledger, self.notes)
