"""Inputs counted by the day of the answer, and asked for days afterwards."""

from collections.abc import Callable, Sequence

from nps.engine.counted import Asked, Counted
from nps.engine.counting_daily import count_daily
from nps.engine.daily import Daily
from nps.engine.export import Export, Header
from nps.engine.inputs import ByDay, Input
from nps.engine.needing import rows_needed
from nps.engine.reslicing import reslice
from nps.errors import DeclarationError


class Hashed(ByDay):
    """An export whose bytes are named by their digest where its counts are kept."""

    def __init__(self, export: Export, digest: Callable[[str], str]) -> None:
        self._export = export
        self._digest = digest

    @property
    def headers(self) -> Sequence[Header]:
        """That of the export."""
        return (self._export,)

    def daily(self, asked: Asked) -> Daily:
        """Count it."""
        return count_daily(asked, self._export, self._digest(self._export.path))


def count_through_days(inputs: Sequence[Input], asked: Asked) -> Counted:
    """Count inputs of which some give counts by day only.

    Raises:
        DeclarationError: It takes all rows at once, or an input was counted otherwise.
    """
    return reslice(asked, count_days(inputs, asked))


def count_days(inputs: Sequence[Input], asked: Asked) -> list[Daily]:
    """Count by the day of the answer, each input by itself.

    Raises:
        DeclarationError: It takes all rows at once, or an input was counted otherwise.
    """
    problems = list(rows_needed(asked.configuration, asked.shown))
    if problems:
        raise DeclarationError(problems)
    if asked.joint or asked.texts:
        raise TypeError("what is counted by day has neither joint keys nor texts")
    return [
        one.daily(asked) if isinstance(one, ByDay) else count_daily(asked, one) for one in inputs
    ]
