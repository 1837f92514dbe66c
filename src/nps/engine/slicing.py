"""Which responses a run is about, by the date of the answer, and the periods it compares."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_

import polars as pl

from nps.engine.keys import first_day
from nps.errors import UsageError
from nps.frozen import frozen
from nps.spec.periods import Every, Period, periods_between

MOST_PERIODS = 1_000
"""More periods than this are a mistake in a date, or in what was asked for."""

Slot = date | int | None
"""The first day of a period, or the place in a comparison; None where a response has neither."""


@frozen
class Slicing:
    """What is asked of the dates.

    Attributes:
        window: Rows outside it are filtered out.
        every: Responses are counted by calendar period.
        last: Only so many periods are counted, the last ones; None for all.
        between: Responses are counted in two periods, before and after; rows outside both are
            filtered out.
        sides: Responses are counted by export instead: the first so many are the period before.
        fiscal_year_starts: Month in which the year begins.
        daily: Responses are counted by the day of the answer instead, all of them.
    """

    window: Period | None = None
    every: Every | None = None
    last: int | None = None
    between: tuple[Period, ...] = ()
    sides: int | None = None
    fiscal_year_starts: int = 1
    daily: bool = False

    @property
    def is_sliced(self) -> bool:
        """Whether responses are counted by period."""
        return self.daily or self.every is not None or bool(self.between) or self.sides is not None

    @property
    def needs_day(self) -> bool:
        """Whether the date of the answer must be known."""
        return self.window is not None or self.every is not None or bool(self.between)

    @property
    def named(self) -> tuple[Period, ...]:
        """Periods that were asked for by name."""
        return (*self.between, *([self.window] if self.window else []))

    def inside(self, day: pl.Expr) -> pl.Expr | None:
        """Whether a row counts; None where dates do not matter."""
        limits = [_within(day, self.window)] if self.window else []
        if self.between:
            limits.append(reduce(or_, (_within(day, period) for period in self.between)))
        return pl.all_horizontal(limits) if limits else None

    def slot(self, day: pl.Expr, export: int) -> pl.Expr | None:
        """In which period a response is; None where they are not told apart.

        Args:
            day: Date of the answer.
            export: Number of the export, from 0.
        """
        if self.daily:
            return day
        if self.sides is not None:
            return pl.lit(int(export >= self.sides), pl.Int32)
        if self.every is not None:
            return first_day(day, self.every, self.fiscal_year_starts)
        if not self.between:
            return None
        before, after = (_within(day, period) for period in self.between)
        return pl.when(before).then(0).when(after).then(1).cast(pl.Int32)

    def periods(
        self, slots: Sequence[Slot], names: tuple[str, str], answered: Sequence[date]
    ) -> Iterator[tuple[Slot, Period]]:
        """Give the periods in order, those without a response too.

        Args:
            slots: Those that responses are in.
            names: What two sides are called.
            answered: First and last date of the answers, to be told where they make too many.

        Raises:
            UsageError: There are too many.
        """
        if self.sides is not None:
            yield from enumerate(map(_named, names))
        elif self.every is None:
            yield from enumerate(self.between)
        elif days := sorted(slot for slot in slots if isinstance(slot, date)):
            yield from self._calendar(self.every, days, answered)

    def _calendar(
        self, every: Every, days: Sequence[date], answered: Sequence[date]
    ) -> Iterator[tuple[Slot, Period]]:
        starts = self.fiscal_year_starts
        first, last = days[0], days[-1]
        kept: list[Period] = []
        for period in periods_between(first, last, every, starts):
            kept.append(period)
            if self.last is not None:
                # NOTE: One more, for the change of the first that is shown.
                kept = kept[-self.last - 1 :]
            elif len(kept) > MOST_PERIODS:
                raise UsageError(
                    f"found answers from {min(answered)} to {max(answered)}, more than "
                    f"{MOST_PERIODS:,} periods of a {every}; a date may be wrong: choose the days "
                    "with --period, the last periods with --last, or longer ones with --every"
                )
        yield from ((period.first, period) for period in kept)


def _within(day: pl.Expr, period: Period) -> pl.Expr:
    limits = [day.is_not_null()]
    if period.first is not None:
        limits.append(day >= pl.lit(period.first))
    if period.last is not None:
        limits.append(day <= pl.lit(period.last))
    return pl.all_horizontal(limits).fill_null(value=False)


def _named(name: str) -> Period:
    return Period(name=name)
