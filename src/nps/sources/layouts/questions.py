"""Questions whose answers are spread over several columns."""

from collections.abc import Sequence

from nps.frozen import frozen
from nps.sources.layouts.glimpse import Glimpse

WITHIN = " \u203a "
"""Text between a question and its choice in the name of a column."""


@frozen
class Question:
    """A question, and the columns of its choices or rows.

    Attributes:
        text: The question.
        first: Place of its first column.
        choices: What each column stands for, in order; blank where nothing is said.
    """

    text: str
    first: int
    choices: tuple[str, ...]

    @property
    def places(self) -> range:
        """Places of its columns."""
        return range(self.first, self.first + len(self.choices))

    @property
    def tags(self) -> dict[int, str]:
        """The choice of each column, by place."""
        return dict(zip(self.places, self.choices, strict=True))

    def name(self, place: int) -> str:
        """Name of one of its columns."""
        choice = self.choices[place - self.first]
        return f"{self.text}{WITHIN}{choice}" if choice else self.text

    def is_ticked(self, glimpse: Glimpse) -> bool:
        """Whether respondents ticked what applies.

        Such cells repeat their choice or are blank. One column may hold other texts: those of
        respondents for whom no choice was right.
        """
        if len(self.choices) < 2 or not all(self.choices):  # noqa: PLR2004  # one is no choice
            return False
        answers = [set(glimpse.cells(place)) for place in self.places]
        ticked = [given == {choice} for choice, given in zip(self.choices, answers, strict=True)]
        other = [not same and bool(given) for same, given in zip(ticked, answers, strict=True)]
        return any(ticked) and sum(other) <= 1 and sum(ticked) >= sum(other)


def shares_answers(glimpse: Glimpse, places: Sequence[int]) -> bool:
    """Whether two columns have an answer in common, as rows of one matrix do."""
    one, other = (set(glimpse.cells(place)) for place in places)
    return not one.isdisjoint(other)
