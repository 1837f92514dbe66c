"""Columns that tables of figures have in common, each with what it shows."""

from collections.abc import Callable

from nps.results.blocks import Cell, Column, Kind, Width
from nps.results.figures import SUPPRESSED, Figures

NARROW, WIDE = Width.NARROW, Width.WIDE
Show = Callable[[Figures], Cell]
"""What a column shows of a segment."""
Shown = tuple[Column, Show]


def name_column(title: str = "") -> Shown:
    """The segment, and whether it is suppressed."""
    return (
        Column(title=title, kind=Kind.NAME),
        lambda one: f"{one.segment} ({SUPPRESSED})" if one.is_suppressed else one.segment,
    )


def base_column(gap: int = 3) -> Shown:
    """The base, n."""
    return Column(title="n", kind=Kind.COUNT, gap=gap), lambda one: one.base


def range_title(level: float) -> str:
    """`95% range`, of an interval."""
    return f"{100 * level:g}% range"


def effective_base_column() -> Shown:
    """The effective base."""
    return Column(title="eff n", kind=Kind.COUNT), effective_base


def design_effect_column(width: Width = Width.ALWAYS) -> Shown:
    """The design effect."""
    return Column(title="deff", kind=Kind.FACTOR, width=width), design_effect


def share_column(title: str, show: Show, width: Width, *, gap: int = 1, rank: int = 0) -> Shown:
    """A share in percent."""
    return Column(title=title, kind=Kind.SHARE, width=width, gap=gap, rank=rank), show


def in_both(  # noqa: PLR0913  # what columns differ in
    title: str,
    kind: Kind,
    show: Show,
    *,
    gaps: tuple[int, int],
    rank: int = 0,
    marked: Width | None = None,
) -> tuple[Shown, Shown]:
    """One column of either layout, set apart by other gaps in each.

    Args:
        title: Its heading.
        kind: What it holds.
        show: What it shows.
        gaps: Blank cells before it in the narrow layout and in the wide one.
        rank: When it is left out.
        marked: The layout in which marks stand behind it, if any.
    """
    narrow, wide = gaps
    return (
        (
            Column(
                title=title, kind=kind, width=NARROW, gap=narrow, rank=rank,
                marked=marked is NARROW,
            ),
            show,
        ),
        (
            Column(
                title=title, kind=kind, width=WIDE, gap=wide, rank=rank, marked=marked is WIDE
            ),
            show,
        ),
    )  # fmt: skip


def nps(segment: Figures) -> Cell:
    """The NPS; where it is suppressed an empty text, since it is not undefined."""
    return "" if segment.is_suppressed else segment.nps


def effective_base(segment: Figures) -> Cell:
    """The effective base; None where nothing is weighted."""
    return segment.weighting.effective_base if segment.weighting else None


def design_effect(segment: Figures) -> Cell:
    """The design effect; None where nothing is weighted."""
    return segment.weighting.design_effect if segment.weighting else None


def limits(segment: Figures) -> Cell:
    """Both limits of the interval."""
    return segment.interval.limits if segment.interval else None


def groups(segment: Figures) -> Cell:
    """Shares of detractors, passives and promoters."""
    detractors, passives, promoters = (
        part.share for part in (segment.detractors, segment.passives, segment.promoters)
    )
    if detractors is None or passives is None or promoters is None:
        return None
    return detractors, passives, promoters
