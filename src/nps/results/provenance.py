"""What every result begins and ends with: where its figures come from, and where every row went."""

from collections.abc import Sequence
from dataclasses import asdict

from nps import __version__
from nps.results.blocks import Block, LedgerLine, Notes
from nps.results.ledger import Ledger
from nps.results.result import Record
from nps.results.tally import SourceTally

SCHEMA_VERSION = 1


def provenance(
    command: str, survey: str | None, sources: Sequence[SourceTally], ledger: Ledger
) -> Record:
    """What stands above the figures, for machines.

    Args:
        command: As typed after `nps`.
        survey: Title of the survey; None where it has none.
        sources: The exports.
        ledger: Where every row went.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "generated_by": f"nps {__version__}",
        "survey": survey,
        "sources": [asdict(source) for source in sources],
        "ledger": {**ledger.record()},
    }


def small_print(ledger: Ledger, notes: Sequence[str]) -> tuple[Block, ...]:
    """The ledger and the notes, for people."""
    line = LedgerLine(read=ledger.read, parts=ledger.parts)
    return (line, Notes(lines=tuple(notes))) if notes else (line,)
