"""How far a phase is, in one line."""

from nps.progress import Phase
from nps.render.printable import printable

LONGEST_BAR = 30
SHORTEST_BAR = 8
MILLION, BILLION = 10**6, 10**9
ROUGHLY = 10 * MILLION
"""Bytes from which on tenths of a megabyte are of no interest."""


def progress_line(now: Phase, seconds: float, width: int, bars: tuple[str, str]) -> str:
    """Write the line with as much as fits; nothing where not even the amount does."""
    from rich.cells import cell_len  # noqa: PLC0415  # most runs are over before it is needed

    whole = int(seconds)
    clock = f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
    named = printable(f"{now.words} {now.name}".rstrip())
    amount = _amount(now)
    room = width - cell_len("  ".join(filter(None, (named, amount, clock)))) - 2
    if now.total and room >= SHORTEST_BAR:
        length = min(room, LONGEST_BAR)
        full = length * min(now.done, now.total) // now.total
        bar = bars[0] * full + bars[1] * (length - full)
        return f"{named}  {bar}  {amount}  {clock}"
    for parts in (
        (named, amount, clock), (now.words, amount, clock), (now.words, amount), (amount,),
    ):  # fmt: skip
        line = "  ".join(filter(None, parts))
        if cell_len(line) <= width:
            return line
    return ""


def _amount(now: Phase) -> str:
    """How much is done, and of how much: `3.2 of 5.0 M rows`."""
    if not now.total:
        return _measured(now.done, now.done, now.unit) if now.done else ""
    done = min(now.done, now.total)
    number, _, unit = _measured(now.total, now.total, now.unit).partition(" ")
    return f"{_measured(done, now.total, now.unit).partition(' ')[0]} of {number} {unit}"


def _measured(amount: int, largest: int, unit: str) -> str:
    """Write an amount in the unit that fits the largest of its kind."""
    if unit == "rows":
        return f"{amount / MILLION:,.1f} M rows" if largest >= MILLION else f"{amount:,} rows"
    if largest >= BILLION:
        return f"{amount / BILLION:,.1f} GB"
    if largest >= MILLION:
        return f"{amount / MILLION:,.{0 if largest >= ROUGHLY else 1}f} MB"
    return f"{amount / 1000:,.0f} kB"
