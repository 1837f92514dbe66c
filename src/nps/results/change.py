"""A change of a Net Promoter Score between two periods."""

from nps.frozen import frozen
from nps.results.blocks import FALLEN, RISEN
from nps.results.result import Record


@frozen
class Limits:
    """Limits of a change in NPS points, −200…200.

    Attributes:
        low: Lower limit.
        high: Upper limit.
        level: Coverage, 0…1.
    """

    low: float
    high: float
    level: float

    @property
    def pair(self) -> tuple[float, float]:
        """Both limits, the lower first."""
        return self.low, self.high

    def record(self) -> Record:
        """Limits and level."""
        return {"low": self.low, "high": self.high, "level": self.level}


@frozen
class Change:
    """NPS after less NPS before, with its test.

    Attributes:
        difference: In NPS points, −200…200; None where either is undefined.
        limits: None where no test was made, as are the others.
        z: Standard normal test value.
        p: Two-sided probability, 0…1.
        p_adjusted: The same, adjusted for all tests of the run.
        significant: Beyond chance at the level.
    """

    difference: float | None = None
    limits: Limits | None = None
    z: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    significant: bool | None = None

    @property
    def mark(self) -> str:
        """▲ or ▼ where it rose or fell beyond chance; else empty."""
        if not self.significant or not self.difference:
            return ""
        return RISEN if self.difference > 0 else FALLEN

    def record(self) -> Record:
        """Difference, limits and test."""
        return {
            "difference": self.difference,
            "interval": self.limits.record() if self.limits else None,
            "z": self.z,
            "p": self.p,
            "p_adjusted": self.p_adjusted,
            "significant": self.significant,
        }
