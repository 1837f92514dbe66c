"""A score against the one that it is held to."""

from typing import Literal

from nps.frozen import frozen
from nps.results.result import Record

Position = Literal["above", "below", "astride"]


@frozen
class Benchmark:
    """NPS against a target.

    Attributes:
        target: In NPS points; None where none is declared, as are the others.
        gap: NPS less the target; None where the NPS is undefined.
        position: Where the interval lies to the target; None where there is no interval.
    """

    target: float | None = None
    gap: float | None = None
    position: Position | None = None

    def record(self) -> Record | None:
        """Target, gap and position; None where no target is declared."""
        if self.target is None:
            return None
        return {"target": self.target, "gap": self.gap, "position": self.position}
