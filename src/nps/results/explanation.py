"""What all explanations begin and end with: whose figures they are, and where every row went."""

from dataclasses import asdict, dataclass

from nps import __version__
from nps.results.blocks import Block, Headline, LedgerLine, Notes, Sentence
from nps.results.ledger import Ledger
from nps.results.result import Record
from nps.results.segments import SCHEMA_VERSION
from nps.results.subject import Subject, subject_words
from nps.results.tally import SourceTally


@dataclass(frozen=True, kw_only=True)
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
        return {
            "schema_version": SCHEMA_VERSION,
            "command": "explain",
            "generated_by": f"nps {__version__}",
            "survey": self.subject.survey,
            "sources": [asdict(source) for source in self.sources],
            "ledger": {**self.ledger.record()},
        }

    def headline(self, *sentences: Sentence) -> Headline:
        """The survey, and what the explanation comes to."""
        return Headline(subject=subject_words(self.subject, self.sources), sentences=sentences)

    def small_print(self) -> tuple[Block, ...]:
        """The ledger and the notes."""
        parts = tuple(part for part in self.ledger.parts if part[0] or part[1] == "scored")
        ledger = LedgerLine(read=self.ledger.read, parts=parts)
        return (ledger, Notes(lines=self.notes)) if self.notes else (ledger,)
