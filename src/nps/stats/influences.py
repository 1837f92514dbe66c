"""The variance of a figure, from the influence that a response has on it.

Linearisation, or delta method (Binder 1983, International Statistical Review 51): the variance of
a smooth function of shares and means is that of its influence function, over the base.
"""

from collections.abc import Iterable

from nps.frozen import frozen


@frozen
class Cell:
    """Responses of a sample whose influence on a figure is offset + slope·(y − m).

    Attributes:
        share: Of the sample, 0…1; responses in no cell have an influence of 0.
        variance: Of y among them, v.
        offset: What it is worth to be among them.
        slope: What it is worth to answer one higher.
    """

    share: float
    variance: float
    offset: float = 0
    slope: float = 0


def variance_of_influence(cells: Iterable[Cell]) -> float:
    """Variance of the influence over the responses of a sample; the figure's is this over n."""
    found = list(cells)
    centre = sum(cell.share * cell.offset for cell in found)
    others = max(0.0, 1 - sum(cell.share for cell in found))
    between = sum(cell.share * (cell.offset - centre) ** 2 for cell in found)
    within = sum(cell.share * cell.slope**2 * cell.variance for cell in found)
    return between + others * centre**2 + within
