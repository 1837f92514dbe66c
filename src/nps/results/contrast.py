"""What comparing two segments needs from the rows."""

from nps.frozen import frozen
from nps.results.sums import Sums
from nps.results.tally import Tally


@frozen
class AccountAnswers:
    """What one account answered on either side of a comparison.

    Attributes:
        account: As written.
        bases: Scored responses of the first segment, and of the second.
        means: Promoter share less detractor share of each, −1…1, weighted.
    """

    account: str
    bases: tuple[int, int]
    means: tuple[float, float]


@frozen
class Contrast:
    """Two segments that share no response.

    Attributes:
        tally: All responses.
        segments: Segmentation and name of the first, and of the second.
        sums: Scored responses of the first alone, and of the second alone.
        both: Scored responses in both, which are in neither of those.
        accounts: Accounts with an answer on either side; None where accounts are not declared.
        disagreeing: Those of them that are above 0 on one side and not on the other, or below.
    """

    tally: Tally
    segments: tuple[tuple[str, str], tuple[str, str]]
    sums: tuple[Sums, Sums]
    both: int
    accounts: int | None = None
    disagreeing: tuple[AccountAnswers, ...] = ()
