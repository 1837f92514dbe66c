"""One segment against another."""

from nps.frozen import frozen
from nps.results.interval import Interval
from nps.results.result import Record


@frozen
class Contrasted:
    """The first segment against the second, in NPS points.

    Attributes:
        difference: NPS of the first less that of the second; None where either is undefined.
        interval: Limits of it, −200…200; None where no test was made, as are the others.
        z: Standard normal test value.
        p: Two-sided probability, 0…1.
        significant: Beyond chance at the level.
    """

    difference: float | None
    interval: Interval | None
    z: float | None
    p: float | None
    significant: bool | None

    def record(self) -> Record:
        """Difference, interval and test."""
        return {
            "difference": self.difference,
            "interval": self.interval.record() if self.interval else None,
            "z": self.z,
            "p": self.p,
            "significant": self.significant,
        }


@frozen
class Disagreement:
    """An account whose people in the two segments disagree.

    Attributes:
        account: As written.
        bases: Scored responses of the first segment, and of the second.
        nps: Of each, −100…100.
    """

    account: str
    bases: tuple[int, int]
    nps: tuple[float, float]

    def record(self) -> Record:
        """The account and both sides."""
        sides = [{"base": base, "nps": nps} for base, nps in zip(self.bases, self.nps, strict=True)]
        first, second = sides
        difference = self.nps[0] - self.nps[1]
        return {
            "account": self.account,
            "first": {**first},
            "second": {**second},
            "difference": difference,
        }
