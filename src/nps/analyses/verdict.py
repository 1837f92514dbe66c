"""What a split comes to, in words."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from nps.results.diff_parts import Part

NOTHING = 0.05
"""NPS points that one decimal no longer shows."""


def verdict(steps: Sequence[float], absent: int, scores: Part, mix: Part) -> str:
    """Say whether scores or the mix of respondents moved the total, and whether beyond chance.

    NOTE: Words are no cells, so points are rounded here, to one decimal as everywhere.

    Args:
        steps: Change of NPS of each segment that answered in both periods.
        absent: Segments that answered in one period only.
        scores: Total of the parts that the scores moved.
        mix: Total of the parts that the respondents moved.
    """
    if not steps:
        return f"no segment answered both times, so the mix of respondents {_gave(mix)} points"
    if scores.is_chance and mix.is_chance:
        return (
            f"neither scores ({_signed(scores)}) nor the mix of respondents ({_signed(mix)}) "
            "moved beyond chance"
        )
    if scores.limits is None and mix.limits is None:
        return f"{_told(steps, absent, scores, mix)}; too few answers to tell from chance"
    return _told(steps, absent, scores, mix)


def _told(steps: Sequence[float], absent: int, scores: Part, mix: Part) -> str:
    where = _where(steps, absent, scores)
    opposed = scores.points * mix.points < 0
    leads = abs(mix.points) > abs(scores.points)
    if _is_nothing(scores):
        words = _evened(steps, absent)
    elif opposed and leads and where.startswith("every"):
        words = f"scores {_direction(scores)} in {where}"
    else:
        chance = ", within chance" if scores.is_chance else ""
        words = f"scores {_direction(scores)} in {where} and {_gave(scores)} points{chance}"
        return f"{words}; {_mix_words(mix, opposed=opposed, leads=leads)}"
    words = f"{words}; {_mix_words(mix, opposed=opposed, leads=True)}"
    if not _is_nothing(scores) and scores.is_chance:
        noun = "rise" if scores.points > 0 else "fall"
        words += f"; the {noun}, {_size(scores)} points in all, is within chance"
    return words


def _where(steps: Sequence[float], absent: int, scores: Part) -> str:
    along = sum(step * scores.points > 0 for step in steps)
    if len(steps) == 1:
        return f"the only segment{_seen(absent)}"
    if along == len(steps):
        return f"every segment{_seen(absent)}"
    return f"{along} of {len(steps)} segments{_seen(absent)}"


def _evened(steps: Sequence[float], absent: int) -> str:
    rose, fell = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not rose and not fell:
        return "scores stayed as they were"
    segments = f"{len(steps)} segments{_seen(absent)}"
    return f"scores rose in {rose} and fell in {fell} of {segments}, and evened out"


def _seen(absent: int) -> str:
    return " seen both times" if absent else ""


def _mix_words(mix: Part, *, opposed: bool, leads: bool) -> str:
    if _is_nothing(mix):
        return "the mix of respondents changed nothing"
    chance = ", within chance" if mix.is_chance else ""
    if leads:
        return f"the mix of respondents {_gave(mix)} points{chance}"
    if opposed:
        return f"the mix {'gave' if mix.points > 0 else 'took'} back {_size(mix)}{chance}"
    return f"the mix {_gave(mix)} more{chance}"


def _direction(part: Part) -> str:
    return "rose" if part.points > 0 else "fell"


def _gave(part: Part) -> str:
    return f"{'gave' if part.points > 0 else 'cost'} {_size(part)}"


def _is_nothing(part: Part) -> bool:
    return abs(part.points) < NOTHING


def _size(part: Part) -> str:
    return f"{_rounded(abs(part.points)):f}"


def _signed(part: Part) -> str:
    rounded = _rounded(part.points)
    return f"{rounded:+f}" if rounded else f"{abs(rounded):f}"


def _rounded(points: float) -> Decimal:
    return Decimal(repr(round(points, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)
