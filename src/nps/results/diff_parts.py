"""What a change is made of."""

from nps.frozen import frozen
from nps.results.change import Limits
from nps.results.result import Record


@frozen
class Part:
    """A part of the change of the total.

    Attributes:
        points: In NPS points; parts add up to the change.
        limits: None where the variance is undefined.
    """

    points: float
    limits: Limits | None = None

    @property
    def is_chance(self) -> bool:
        """Whether its limits leave open on which side of 0 it is."""
        return self.limits is not None and self.limits.low <= 0 <= self.limits.high

    def record(self) -> Record:
        """Points and their limits."""
        return {"points": self.points, "interval": self.limits.record() if self.limits else None}


@frozen
class Split:
    """A change on a partition, by what moved it; the two parts add up to it."""

    scores: Part
    mix: Part

    @property
    def is_chance(self) -> bool:
        """Whether that is so of both."""
        return self.scores.is_chance and self.mix.is_chance

    def record(self) -> Record:
        """Both parts."""
        return {"scores": self.scores.record(), "mix": self.mix.record()}


@frozen
class Move:
    """Answers that a score lost to another, net.

    Attributes:
        start: Score before.
        end: Score after.
        share: 0…1 of the answers.
    """

    start: int
    end: int
    share: float

    def record(self) -> Record:
        """Both scores and the share."""
        return {"from": self.start, "to": self.end, "share": self.share}
