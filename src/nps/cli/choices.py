"""What was typed about the data."""

import datetime as dt
from collections.abc import Sequence

from nps.errors import UsageError
from nps.frozen import frozen
from nps.sources.opening import Opening
from nps.spec.periods import Every


@frozen
class Choices:
    """What the options say about the data.

    Attributes:
        exports: Paths, globs, or `-`.
        config: Of `--config`.
        no_config: No configuration is looked for.
        score: Column, of `--score`.
        scale: `0-10` or `1-10`, of `--scale`.
        by: Of `--by`.
        only: Of `--only`.
        where: Of `--where`.
        opening: Of the options that say how exports are read.
        join: Files and keys, of `--join`.
        date: Column, of `--date`.
        respondent: Column, of `--respondent`.
        account: Column, of `--account`.
        weight: Column, of `--weight`.
        period: Of `--period`.
        today: Of `--today`.
        every: Responses are counted by period, of `--every`.
        last: Of `--last`.
        before: Of `--before`.
        after: Of `--after`.
        compare: Two segments, of `--compare`.
        sides: Two exports are compared: the first named, and the second.
        cache: Folder, of `--cache`.
        invited: File and column of `--invited`.
        poststratify: Segmentation, of `--poststratify`.
        turnout: Response rates are asked for, where the invited are declared.
    """

    exports: Sequence[str]
    config: str | None = None
    no_config: bool = False
    score: str | None = None
    scale: str | None = None
    by: Sequence[str] = ()
    only: Sequence[str] = ()
    where: str | None = None
    opening: Opening = Opening()
    join: Sequence[str] = ()
    date: str | None = None
    respondent: str | None = None
    account: str | None = None
    weight: str | None = None
    period: str | None = None
    today: str | None = None
    every: Every | None = None
    last: int | None = None
    before: str | None = None
    after: str | None = None
    compare: tuple[str, str] | None = None
    sides: bool = False
    cache: str | None = None
    invited: str | None = None
    poststratify: str | None = None
    turnout: bool = False

    @property
    def day(self) -> dt.date:
        """The day of `--today`, or today.

        Raises:
            UsageError: It is no date.
        """
        if self.today is None:
            return dt.datetime.now().astimezone().date()
        try:
            return dt.date.fromisoformat(self.today)
        except ValueError:
            raise UsageError(
                f"--today: found {self.today!r}, expected an ISO date such as 2026-03-31"
            ) from None
