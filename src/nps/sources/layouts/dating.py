"""The pattern by which a vendor writes dates, where their shape leaves no doubt."""

import re
from collections.abc import Iterable, Sequence

_TIMES = (
    (re.compile(r"(\d{1,2})/(\d{1,2})/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M"), "%I:%M:%S %p"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/\d{4} \d{1,2}:\d{2} [AP]M"), "%I:%M %p"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/\d{4} \d{1,2}:\d{2}:\d{2}"), "%H:%M:%S"),
)
_NAMED = re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2}:\d{2} [AP]M")
MONTHS = 12


def month_first(cells: Sequence[str]) -> str | None:
    """The pattern of dates that a vendor writes with the month first wherever it is used."""
    return _slashed(cells, ("%m/%d",))


def told_by_days(cells: Sequence[str]) -> str | None:
    """The pattern of dates whose days past the twelfth say on which side the month is."""
    return _slashed(cells, ("%m/%d", "%d/%m"))


def month_named(cells: Sequence[str]) -> str | None:
    """The pattern of dates such as Mar 31, 2026 4:15:22 PM."""
    every = bool(cells) and all(map(_NAMED.fullmatch, cells))
    return "%b %d, %Y %I:%M:%S %p" if every else None


def _slashed(cells: Sequence[str], orders: Sequence[str]) -> str | None:
    for shape, time in _TIMES:
        found = [shape.fullmatch(cell) for cell in cells]
        if not found or None in found:
            continue
        parts = [(int(one[1]), int(one[2])) for one in found if one is not None]
        fitting = [order for order in orders if _fits(order, parts)]
        return f"{fitting[0]}/%Y {time}" if len(fitting) == 1 else None
    return None


def _fits(order: str, parts: Iterable[tuple[int, int]]) -> bool:
    at = 0 if order.startswith("%m") else 1
    return all(1 <= one[at] <= MONTHS for one in parts)
