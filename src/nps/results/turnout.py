"""How many of those who were asked answered."""

from nps.frozen import frozen
from nps.results.result import Record


@frozen
class Turnout:
    """The invited of a segment, or all of them.

    Attributes:
        invited: How many were asked; None where that is not known, or suppressed.
        responded: How many of them have a scored answer; None as above.
    """

    invited: int | None = None
    responded: int | None = None

    @property
    def rate(self) -> float | None:
        """Responded / invited, 0…1; None where nobody was invited, or that is not known."""
        if not self.invited or self.responded is None:
            return None
        return self.responded / self.invited

    def record(self) -> Record:
        """Both, and the rate."""
        return {
            "invited": self.invited,
            "responded": self.responded,
            "response_rate": self.rate,
        }
