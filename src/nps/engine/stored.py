"""A tally as an input: what was counted before, if it was counted as asked."""

from collections.abc import Sequence

from nps.engine.agreeing import differences
from nps.engine.counted import Asked
from nps.engine.daily import Daily, Source
from nps.engine.inputs import ByDay
from nps.errors import DeclarationError, Problem


class Stored(ByDay):
    """What a file of counts holds.

    Attributes:
        name: Of the file, for messages.
        content: What was counted.
    """

    def __init__(self, name: str, content: Daily) -> None:
        self.name = name
        self.content = content

    @property
    def headers(self) -> Sequence[Source]:
        """Those of the exports that were counted."""
        return self.content.sources

    def daily(self, asked: Asked) -> Daily:
        """Give its counts.

        Raises:
            DeclarationError: It was counted otherwise; the message says by what.
        """
        counted = self.content
        problems = list(
            differences(
                counted.configuration, counted.shown, asked.configuration, asked.shown, self.name
            )
        )
        problems += [
            Problem(
                path=("segments", name),
                message=f"found no counts of its rules in the tally {self.name}; write it again",
            )
            for name in asked.masked
            if name not in counted.masked and not problems
        ]
        if problems:
            raise DeclarationError(problems)
        return counted
