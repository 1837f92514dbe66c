"""The order in which segments are shown."""

from collections.abc import Callable, Iterable
from typing import Literal, assert_never

from nps.results.figures import Figures

Sort = Literal["nps", "base", "name", "impact"]


def sort_segments(segments: Iterable[Figures], sort: Sort | None) -> tuple[Figures, ...]:
    """Order segments; what others leave stays last, undefined figures before it.

    Suppressed ones come after all others, by name: their place would tell their size.

    Args:
        segments: In the order declared.
        sort: Highest first, names A to Z; as declared where None.
    """
    shown: list[Figures] = []
    hidden: list[Figures] = []
    for segment in segments:
        (hidden if segment.is_suppressed else shown).append(segment)
    if sort is not None:
        shown.sort(key=_rank(sort))
    return (*shown, *sorted(hidden, key=lambda one: (one.segment.casefold(), one.segment)))


def _rank(sort: Sort) -> Callable[[Figures], tuple[bool, bool, float | str]]:
    key = _key(sort)

    def rank(segment: Figures) -> tuple[bool, bool, float | str]:
        value = key(segment)
        leftover = segment.place is not None and segment.place.leftover
        return leftover, value is None, 0 if value is None else value

    return rank


def _key(sort: Sort) -> Callable[[Figures], float | str | None]:
    """Highest first, except for names."""
    match sort:
        case "nps":
            return lambda segment: _negative(segment.nps)
        case "base":
            return lambda segment: _negative(segment.base)
        case "name":
            return lambda segment: segment.segment.casefold()
        case "impact":
            return lambda segment: _negative(segment.place.impact if segment.place else None)
        case _ as never:
            assert_never(never)


def _negative(value: float | None) -> float | None:
    return None if value is None else -value
