"""The sentences that stand above a trend."""

from collections.abc import Iterator, Sequence

from nps.results.blocks import Figure, Kind, Sentence
from nps.results.change import Change
from nps.results.trend_figures import PeriodFigures, Series, TrendSegmentation
from nps.spec.periods import Period


def sentences(
    overall: Series,
    segmentations: Sequence[TrendSegmentation],
    *,
    since: tuple[Period, Change] | None,
    before: str | None,
    tests: int,
) -> tuple[Sentence, ...]:
    """What the latest period comes to, and which segments rose and fell most.

    Args:
        overall: All responses.
        segmentations: The segmentations.
        since: An earlier period, and the change of all responses from then to the latest.
        before: Name of the period before the latest, shown or not; None where there is none.
        tests: Changes that were tested.
    """
    if not overall.periods:
        return (("No scored answers, so there is no NPS.",),)
    return (
        _latest(overall.latest, before, tests),
        *(_since(*since) if since else ()),
        *(_segments(segmentations, before) if before else ()),
    )


def _latest(latest: PeriodFigures, before: str | None, tests: int) -> Sentence:
    """NPS in the latest period, and how it compares."""
    figures, change = latest.figures, latest.change
    if not figures.base:
        return (f"No scored answers in {latest.title}, so there is no NPS.",)
    if figures.nps is None:
        answers = "answer" if figures.base == 1 else "answers"
        return (
            Figure(kind=Kind.COUNT, value=figures.base),
            f" {answers} in {latest.title}, all of weight 0, so there is no NPS.",
        )
    limits = figures.interval
    return (
        "NPS ", Figure(kind=Kind.NPS, value=figures.nps),
        *((" (", Figure(kind=Kind.INTERVAL, value=limits.limits), ")") if limits else ()),
        f" in {latest.title}",
        *(_step(change, before, tests) if change else _alone(before)),
    )  # fmt: skip


def _step(change: Change, before: str | None, tests: int) -> Sentence:
    mark = f"{change.mark} " if change.mark else ""
    return (
        f", {mark}", Figure(kind=Kind.DIFFERENCE, value=change.difference),
        f" since {before}", *_limits(change), _chance(change, tests),
    )  # fmt: skip


def _since(period: Period, change: Change) -> Iterator[Sentence]:
    """What many small steps come to, none of which may be beyond chance."""
    yield (
        "In all, ", Figure(kind=Kind.DIFFERENCE, value=change.difference),
        f" since {period.name}", *_limits(change), ".",
    )  # fmt: skip


def _alone(before: str | None) -> Sentence:
    """Why there is no change."""
    if before is None:
        return (", the first period, so there is nothing to compare it with.",)
    return (f"; there is no NPS in {before} to compare it with.",)


def _limits(change: Change) -> Sentence:
    if change.limits is None:
        return ()
    return " (", Figure(kind=Kind.LIMITS, value=change.limits.pair), ")"


def _chance(change: Change, tests: int) -> str:
    """Whether a change is beyond chance, honest about how many were tested."""
    if change.significant is None or change.limits is None:
        return ": too few answers to tell it from chance."
    if change.significant:
        return ": beyond chance."
    if change.limits.low > 0 or change.limits.high < 0:
        return f": beyond chance alone, but not as one of {tests:,} changes tested."
    return ": within chance."


def _segments(segmentations: Sequence[TrendSegmentation], before: str) -> Iterator[Sentence]:
    """The segments that rose and fell most beyond chance, the larger change first."""
    changes = [
        (one.latest.change, one) for part in segmentations for one in part.segments
        if one.latest.change is not None and one.latest.is_tested
    ]  # fmt: skip
    beyond = [(change.difference or 0.0, one) for change, one in changes if change.significant]
    if changes and not beyond:
        yield (f"No segment changed beyond chance since {before}.",)
    # NOTE: What others leave is nothing to act on, but it did change.
    named = [pair for pair in beyond if not pair[1].leftover]
    rises = [pair for pair in named if pair[0] > 0]
    falls = [pair for pair in named if pair[0] < 0]
    most = [
        *((max(rises, key=lambda pair: pair[0]),) if rises else ()),
        *((min(falls, key=lambda pair: pair[0]),) if falls else ()),
    ]
    for difference, one in sorted(most, key=lambda pair: -abs(pair[0])):
        yield _most(one, difference, before)


def _most(series: Series, difference: float, before: str) -> Sentence:
    latest = series.latest
    return (
        f"{latest.mark} {series.segment} ", Figure(kind=Kind.NPS, value=latest.figures.nps),
        f" {'rose' if difference > 0 else 'fell'} most: ",
        Figure(kind=Kind.DIFFERENCE, value=difference), f" since {before}",
        *(_limits(latest.change) if latest.change else ()), ".",
    )  # fmt: skip
