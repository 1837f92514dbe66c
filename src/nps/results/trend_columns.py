"""Columns that the tables of a trend have in common, each with what it shows."""

from collections.abc import Callable, Iterator

from nps.results.blocks import Cell, Column, Kind, Width
from nps.results.columns import NARROW, WIDE, effective_base_column, groups, limits, range_title
from nps.results.figures import Figures
from nps.results.trend_figures import PeriodFigures, Series

NARROW_CURVE, WIDE_CURVE = 12, 36
"""Periods that a sparkline shows, the latest; more would leave no room for figures."""
Show = Callable[[PeriodFigures], Cell]
"""What a column shows of a segment in a period."""
Shown = tuple[Column, Show]


def figure_columns(level: float, *, weighted: bool) -> Iterator[Shown]:
    """Base, NPS and its interval.

    Args:
        level: Coverage of the intervals.
        weighted: Responses are weighted.
    """
    yield Column(title="n", kind=Kind.COUNT, gap=2), _of(lambda one: one.base)
    if weighted:
        column, show = effective_base_column()
        yield column, _of(show)
    yield Column(title="NPS", kind=Kind.NPS, gap=2), _of(lambda one: one.nps)
    yield Column(title=range_title(level), kind=Kind.INTERVAL, gap=2, rank=2), _of(limits)


def change_columns(level: float, width: Width = Width.ALWAYS) -> Iterator[Shown]:
    """The change to the period before, and its interval.

    Args:
        level: Coverage of the intervals.
        width: Where the interval is shown.
    """
    yield (
        Column(title="change", kind=Kind.DIFFERENCE, gap=2, marked=True),
        lambda one: one.change.difference if one.change else None,
    )
    yield (
        Column(title=range_title(level), kind=Kind.LIMITS, width=width, rank=3),
        lambda one: one.change.limits.pair if one.change and one.change.limits else None,
    )


def group_columns() -> Iterator[Shown]:
    """Shares of detractors, passives and promoters, in percent and as a bar."""
    yield _share("det%", lambda one: one.detractors.share, gap=2)
    yield _share("pas%", lambda one: one.passives.share)
    yield _share("pro%", lambda one: one.promoters.share)
    yield Column(title="-det .pas +pro", kind=Kind.GROUPS, gap=2, rank=3), _of(groups)


def curve_columns(overall: Series) -> Iterator[tuple[Column, Callable[[Series], Cell]]]:
    """NPS over the periods shown, as a sparkline; none where there is but one period."""
    names = [one.period.name for one in overall.periods]
    if len(names) == 1:
        return
    for width, most in ((NARROW, NARROW_CURVE), (WIDE, WIDE_CURVE)):
        first = names[-most:][0]
        title = f"from {first}" if width is NARROW else f"{first} – {names[-1]}"
        yield Column(title=title, kind=Kind.SPARK, width=width, gap=2, rank=1), _curve(most)


def _curve(most: int) -> Callable[[Series], Cell]:
    return lambda series: tuple(one.figures.nps for one in series.periods[-most:])


def _share(title: str, show: Callable[[Figures], Cell], gap: int = 1) -> Shown:
    return Column(title=title, kind=Kind.SHARE, width=WIDE, gap=gap), _of(show)


def _of(show: Callable[[Figures], Cell]) -> Show:
    return lambda one: show(one.figures)
