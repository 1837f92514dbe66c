"""Parts of a base."""

from nps.frozen import frozen
from nps.results.result import Record


@frozen
class Share:
    """A part of the base.

    Attributes:
        count: Scored responses; None where suppressed.
        share: 0…1 of the base, weighted where responses are; None where nothing weighs.
    """

    count: int | None
    share: float | None

    def record(self) -> Record:
        """Count and share."""
        return {"count": self.count, "share": self.share}


@frozen
class Band:
    """A score band's part of the base."""

    name: str
    lowest: int
    highest: int
    part: Share

    def record(self) -> Record:
        """Name, range, count and share."""
        return {"name": self.name, "from": self.lowest, "to": self.highest, **self.part.record()}


@frozen
class Weighting:
    """What weights do to a base.

    Attributes:
        effective_base: (Σw)²/Σw² (Kish 1965); None at base 0, or where all weights are 0.
        design_effect: n·Σw²/(Σw)²; None as above.
        scores: Σw by score, lowest first; empty where suppressed.
    """

    effective_base: float | None = None
    design_effect: float | None = None
    scores: tuple[float, ...] = ()
