"""What an explanation needs besides a tally: which rules meet, where the data was cut."""

from collections.abc import Mapping

from nps.frozen import frozen
from nps.results.tally import Tally
from nps.spec.segmentations import Segmentation


@frozen
class RuleMatches:
    """The rules of one segmentation, whoever takes the responses.

    Attributes:
        rules: Their names, in the order declared.
        together: Scored responses that meet a rule, by its index, and another; on the diagonal
            all that meet it.
    """

    rules: tuple[str, ...]
    together: tuple[tuple[int, ...], ...]


@frozen
class Selections:
    """What the segmentations shown select.

    Attributes:
        tally: The same as without an explanation.
        matches: By segmentation of rules.
        cuts: Lowest numbers of the upper segments, by segmentation that the data cuts.
    """

    tally: Tally
    matches: Mapping[str, RuleMatches]
    cuts: Mapping[str, tuple[float, ...]]


@frozen
class Frozen:
    """Segmentations with what the data decided written out.

    Attributes:
        segments: By name, in the order in which they are shown.
        kept: Why some are as declared, by name.
    """

    segments: Mapping[str, Segmentation]
    kept: Mapping[str, str]
