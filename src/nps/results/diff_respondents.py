"""Who answered both times, and what the others did to the change."""

from nps.frozen import frozen
from nps.results.result import Record


@frozen
class Answers:
    """The answers of some respondents in one period.

    Attributes:
        base: Scored responses.
        nps: −100…100, weighted where responses are; None at base 0.
    """

    base: int
    nps: float | None

    def record(self) -> Record:
        """Base and NPS."""
        return {"base": self.base, "nps": self.nps}


@frozen
class Respondents:
    """Stayers, joiners and leavers; their parts, in NPS points, add up to the change.

    Attributes:
        stayers: How many respondents answered in both periods.
        stayers_before: Their answers in the first.
        stayers_after: Their answers in the second.
        stayers_points: Change of their NPS.
        joiners: Answers of those who answered in the second period only.
        joiners_points: NPS of the second period less that of the stayers in it.
        leavers: Answers of those who answered in the first period only.
        leavers_points: NPS of the stayers in the first period less that of the period.
    """

    stayers: int
    stayers_before: Answers
    stayers_after: Answers
    stayers_points: float
    joiners: Answers
    joiners_points: float
    leavers: Answers
    leavers_points: float

    def record(self) -> Record:
        """The three with their answers and parts."""
        return {
            "stayers": {
                "respondents": self.stayers,
                "before": self.stayers_before.record(),
                "after": self.stayers_after.record(),
                "points": self.stayers_points,
            },
            "joiners": {"after": self.joiners.record(), "points": self.joiners_points},
            "leavers": {"before": self.leavers.record(), "points": self.leavers_points},
        }
