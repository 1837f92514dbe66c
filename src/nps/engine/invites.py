"""Who was asked, and how many of them answered."""

from collections.abc import Mapping
from dataclasses import field

from nps.engine.export import Export
from nps.engine.labellers import Key
from nps.engine.segmenting import Grouping, KeyCounts
from nps.frozen import frozen

INVITEE = "invitee"
"""Column of the gathered responses: who answered, as the invited list calls them."""


@frozen
class Invites:
    """The list of those who were asked, and what it is for beside response rates.

    Attributes:
        export: The list, opened.
        name: As it was written, for notes.
        strata: The segmentation in which answers are weighted back to the invited; empty where
            they are not.
    """

    export: Export
    name: str
    strata: str = ""


@frozen
class Turnouts:
    """What was counted of the invited.

    Attributes:
        counts: How many were invited and how many of them answered, by the keys of those groupings
            that the list has the columns of.
        fitted: Those of the groupings whose segments are cut from the answers alone.
        lacking: Segmentations of which the list lacks a column, each with what to say of it.
        notes: What was found worth saying; with its numbers, and without.
    """

    counts: dict[Grouping, KeyCounts]
    fitted: frozenset[Grouping] = frozenset()
    lacking: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()

    def names(self, grouping: Grouping, key: Key) -> bool:
        """Whether a key that nobody who answered has is a segment all the same.

        Where segments are cut from the answers, only a missing cell is.
        """
        return grouping not in self.fitted or key == (None,)
