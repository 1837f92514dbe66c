"""Limits of a Net Promoter Score."""

from nps.frozen import frozen
from nps.results.result import Record


@frozen
class Interval:
    """Limits in NPS points, −100…100.

    Attributes:
        low: Lower limit.
        high: Upper limit.
        level: Coverage, 0…1.
        method: score, adjusted-wald or wald.
    """

    low: float
    high: float
    level: float
    method: str

    @property
    def limits(self) -> tuple[float, float]:
        """Both limits, the lower first."""
        return self.low, self.high

    def record(self) -> Record:
        """Limits, level and method."""
        return {"low": self.low, "high": self.high, "level": self.level, "method": self.method}
