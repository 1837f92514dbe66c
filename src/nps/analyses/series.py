"""Figures of a set of responses period by period, and the tests between periods."""

from collections.abc import Iterator, Sequence

from nps.analyses.changes import change_of
from nps.analyses.false_discovery import Finding
from nps.analyses.figures import Figuring
from nps.frozen import frozen
from nps.results.figures import Figures
from nps.results.sums import Sums
from nps.results.tally import PeriodTally
from nps.results.trend_figures import PeriodFigures, Series
from nps.spec.periods import Period
from nps.stats.comparisons import Comparison, compare


@frozen
class Slice:
    """One period, and how figures are made of it.

    Attributes:
        tally: Its sums.
        figuring: How figures are made of them, as parts of the total of the period.
        flags: Of all figures of the period, besides that of a small base.
    """

    tally: PeriodTally
    figuring: Figuring
    flags: tuple[str, ...]

    @property
    def period(self) -> Period:
        """The period."""
        return self.tally.period

    @property
    def base(self) -> int:
        """Its scored responses."""
        return self.tally.overall.base


@frozen
class Draft:
    """A series whose changes are not judged yet.

    Attributes:
        name: The segment, or all responses.
        leftover: It holds what others leave.
        periods: Those shown.
        figures: Of each of them.
        tests: Of each against the period before it; without a difference where there is none.
    """

    name: str
    leftover: bool
    periods: tuple[Period, ...]
    figures: tuple[Figures, ...]
    tests: tuple[Comparison, ...]

    def judged(self, findings: Iterator[Finding], level: float) -> Series:
        """Say what came of the tests.

        Args:
            findings: One for each test, of this series and then of others.
            level: Coverage of the intervals, 0…1 exclusive.
        """
        judged = [next(findings) for _ in self.tests]
        return Series(
            segment=self.name,
            periods=tuple(
                PeriodFigures(
                    period=period,
                    figures=figures,
                    change=None if test.difference is None else change_of(test, finding, level),
                )
                for period, figures, test, finding in zip(
                    self.periods, self.figures, self.tests, judged, strict=True
                )
            ),
            leftover=self.leftover,
        )


def draft(
    name: str,
    slices: Sequence[Slice],
    sums: Sequence[Sums],
    hidden: int,
    *,
    leftover: bool = False,
) -> Draft:
    """Compute figures of the periods shown, and test each against the one before it.

    Args:
        name: The segment, or all responses.
        slices: All periods, earliest first.
        sums: Its scored responses in each of them.
        hidden: How many of the first ones are not shown.
        leftover: It holds what others leave.
    """
    samples = [one.figuring.sample(part) for one, part in zip(slices, sums, strict=True)]
    shown = range(hidden, len(slices))
    return Draft(
        name=name,
        leftover=leftover,
        periods=tuple(slices[at].period for at in shown),
        figures=tuple(
            slices[at].figuring.figures(name, sums[at], flags=slices[at].flags) for at in shown
        ),
        tests=tuple(
            compare(samples[at], samples[at - 1], slices[at].figuring.level)
            if at
            else Comparison(difference=None)
            for at in shown
        ),
    )
