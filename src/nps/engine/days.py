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

SIGNS = "signs"


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


def count_through_days(inputs: Sequence[Input], asked: Asked) -> Counted | list[Export]:
    """Count inputs of which some give counts by day only.

    Returns:
        The counts; or the exports, where all can be read and a column must be looked at in all of
        them together to learn how it is written.

    Raises:
        DeclarationError: It takes all rows at once, or an input was counted otherwise.
    """
    behind = [one.rows if isinstance(one, ByDay) else one for one in inputs]
    exports = [one for one in behind if one is not None]
    together = len(inputs) > 1 and len(exports) == len(inputs)
    try:
        found = count_days(inputs, asked)
    except DeclarationError:
        if together:
            return exports
        raise
    return exports if together and not _are_alike(found) else reslice(asked, found)


def _are_alike(found: Sequence[Daily]) -> bool:
    """Whether each export by itself told the same of its columns, as all of them together do."""
    # NOTE: Signs of currencies are left out, which say nothing of other cells.
    told = [
        {(column, kind) for column, said in one.facts.written.items() for kind in {*said} - {SIGNS}}
        for one in found
    ]
    return all(one == told[0] for one in told)


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
