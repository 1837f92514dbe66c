"""How did it change from period to period?"""

from collections.abc import Iterator, Sequence
from datetime import date

from nps.analyses.changes import change_of
from nps.analyses.false_discovery import Finding, find
from nps.analyses.figures import ALL, MIN_BASE, Figuring
from nps.analyses.series import Slice, draft
from nps.analyses.uncounted import uncounted_notes
from nps.errors import UsageError
from nps.results.change import Change
from nps.results.figures import INCOMPLETE
from nps.results.subject import Subject, date_range
from nps.results.tally import Tally
from nps.results.trend import TrendResult
from nps.results.trend_figures import TrendSegmentation
from nps.spec.periods import Every, Period
from nps.spec.scale import HIGHEST, ScoreBand
from nps.stats.comparisons import compare
from nps.stats.intervals import Method


def analyse_trend(  # noqa: PLR0913  # an option each
    tally: Tally,
    *,
    survey: str | None = None,
    every: Every,
    today: date,
    last: int | None = None,
    window: Period | None = None,
    level: float = 0.95,
    method: Method = "score",
    min_base: int = MIN_BASE,
) -> TrendResult:
    """Compute the total and every segment in every period.

    Args:
        tally: What was counted, by period.
        survey: Title of the survey.
        every: Length of a period.
        today: Periods that end on it or later are incomplete.
        last: How many periods are shown, the latest; None for all.
        window: Days outside which nothing was counted, which may cut a period short; None
            where there are none.
        level: Coverage of the intervals, 0…1 exclusive; 1 less it is the share of false marks
            that is borne.
        method: Kind of interval.
        min_base: Bases below this are flagged as small.

    Raises:
        UsageError: No scored answer has a date.
    """
    if not tally.periods and tally.overall.base:
        raise UsageError(
            f"trend needs dates: none of {tally.overall.base:,} scored answers has one; "
            "name the column of their dates with --date"
        )
    # NOTE: A trend shows no score bands, and eleven of them would take most of the time.
    whole = (ScoreBand("", tally.lowest, HIGHEST),)
    slices = [
        Slice(
            tally=one,
            figuring=Figuring(
                overall=one.overall, lowest=tally.lowest, bands=whole, level=level,
                method=method, min_base=min_base,
            ),
            flags=(INCOMPLETE,) if one.period.last and one.period.last >= today else (),
        )
        for one in tally.periods
    ]  # fmt: skip
    hidden = max(0, len(slices) - last) if last is not None else 0
    drafts = [draft(ALL, slices, [one.tally.overall for one in slices], hidden)]
    for place, segmentation in enumerate(tally.segmentations):
        for index, segment in enumerate(segmentation.segments):
            sums = [one.tally.segmentations[place].segments[index].sums for one in slices]
            drafts.append(draft(segment.name, slices, sums, hidden, leftover=segment.leftover))
    findings = iter(find([test for one in drafts for test in one.tests], level))
    series = iter([one.judged(findings, level) for one in drafts])
    overall = next(series)
    warnings, notes = uncounted_notes(tally)
    shown = slices[hidden:]
    return TrendResult(
        subject=Subject(survey=survey, answered=_answered(tally, shown)),
        sources=tally.sources,
        ledger=tally.ledger,
        every=every,
        overall=overall,
        segmentations=tuple(
            TrendSegmentation(
                name=one.name,
                kind=one.kind,
                partition=one.partition,
                unsegmented=shown[-1].tally.segmentations[place].unsegmented.base if shown else 0,
                segments=tuple(next(series) for _ in one.segments),
                abridged=one.abridged,
            )
            for place, one in enumerate(tally.segmentations)
        ),
        since=_since(shown, level),
        before=slices[-2].period.name if len(slices) > 1 else None,
        warnings=warnings,
        notes=(
            *notes,
            *tally.notes,
            *_outside(tally, shown, today),
            *_cut_short(slices, window, today),
        ),
        min_base=min_base,
        level=level,
    )


def _since(shown: Sequence[Slice], level: float) -> tuple[Period, Change] | None:
    """What all responses came to since the first period shown that has an NPS.

    NOTE: Many steps within chance may add up to a fall beyond it.
    """
    answered = [one for one in shown[:-2] if one.figuring.total.nps is not None]
    if not answered:
        return None
    first, latest = answered[0].figuring.total, shown[-1].figuring.total
    test = compare(latest, first, level)
    return None if test.p is None else (answered[0].period, change_of(test, Finding(), level))


def _answered(tally: Tally, shown: Sequence[Slice]) -> tuple[date, date] | None:
    """First and last date of the responses, but for those of periods that are not shown."""
    if tally.answered is None or not shown:
        return tally.answered
    first, last = tally.answered
    return max(first, shown[0].period.first or first), last


def _outside(tally: Tally, shown: Sequence[Slice], today: date) -> Iterator[str]:
    """Say which scored answers are in no period shown, and which cannot have been given yet."""
    if tally.undated:
        one = tally.undated == 1
        yield (
            f"{tally.undated:,} scored answer{' has' if one else 's have'} no date and "
            f"{'is' if one else 'are'} in no period"
        )
    earlier = tally.overall.base - tally.undated - sum(one.base for one in shown)
    if earlier > 0 and shown:
        yield (
            f"{earlier:,} scored answer{' is' if earlier == 1 else 's are'} of periods before "
            f"{shown[0].period.name}, which are not shown"
        )
    if tally.answered and (latest := tally.answered[1]) > today:
        yield (
            f"the latest answer is of {date_range(latest, latest)}, "
            f"which is after today, {date_range(today, today)}"
        )


def _cut_short(slices: Sequence[Slice], window: Period | None, today: date) -> Iterator[str]:
    """Say which periods are not counted whole; that one is not over is said elsewhere."""
    for period in (one.period for one in slices):
        if window is None or period.first is None or period.last is None:
            continue
        if window.first is not None and period.first < window.first <= period.last:
            day = date_range(window.first, window.first)
            yield f"{period.name} is counted from {day} on only"
        if window.last is not None and period.first <= window.last < min(period.last, today):
            day = date_range(window.last, window.last)
            yield f"{period.name} is counted up to {day} only"
