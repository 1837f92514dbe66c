"""What a segment is within the total."""

from nps.frozen import frozen
from nps.results.blocks import ABOVE, BELOW
from nps.results.result import Record


@frozen
class VersusRest:
    """A segment against every scored response outside it.

    Attributes:
        difference: NPS of the segment less that of the rest; None where either is undefined.
        z: Standard normal test value; None where no test was made, as are the others.
        p: Two-sided probability, 0…1.
        p_adjusted: The same, adjusted for all tests of the run.
        significant: Beyond chance at the level.
    """

    difference: float | None = None
    z: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    significant: bool | None = None

    @property
    def mark(self) -> str:
        """Whether it is above or below beyond chance; empty where it is neither."""
        if not self.significant or not self.difference:
            return ""
        return ABOVE if self.difference > 0 else BELOW

    def record(self) -> Record:
        """Difference and test."""
        return {
            "difference": self.difference,
            "z": self.z,
            "p": self.p,
            "p_adjusted": self.p_adjusted,
            "significant": self.significant,
        }


@frozen
class Place:
    """What a segment does to the total, in NPS points.

    Attributes:
        contribution: Share of the base × NPS; 0 at base 0, None where suppressed.
        impact: Overall NPS less NPS without the segment; 0 at base 0, None where the segment
            is everyone, or suppressed.
        vs_rest: Against the rest.
        leftover: It holds what others leave, which is nothing to act on.
    """

    contribution: float | None
    impact: float | None
    vs_rest: VersusRest
    leftover: bool = False

    def record(self) -> Record:
        """Contribution, impact and difference."""
        return {
            "contribution": self.contribution,
            "impact": self.impact,
            "vs_rest": self.vs_rest.record(),
        }
