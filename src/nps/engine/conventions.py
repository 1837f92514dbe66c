"""How a column writes its dates or numbers, decided from all its cells, and what is said of it."""

from collections import Counter
from collections.abc import Iterator

from nps.engine.facts import Facts
from nps.frozen import frozen
from nps.spec.written import Decimal, Order, WrittenColumn

WRITTEN_OUT = {
    "day-first": ("day/month/year", "first"),
    "month-first": ("month/day/year", "second"),
}
"""What an order is called, and the part of a date that is over 12."""
AS_NUMBERS = {
    "serials": "days of a spreadsheet",
    "seconds": "unix seconds, in UTC",
    "milliseconds": "unix milliseconds, in UTC",
}
"""Kinds of numbers that are dates."""


@frozen
class Decision:
    """What comes of a look at a column.

    Attributes:
        written: How to read it; None where a look has found nothing to read.
        said: Numbers of cells by what is said of them.
    """

    written: WrittenColumn | None = None
    said: Counter[str]


class UndecidedError(Exception):
    """A column may be read in two ways; the message says why."""


def decide_dates(column: str, seen: Counter[str], hint: Order | None) -> Decision:
    """Decide which part of 03/04/2026 comes first.

    Args:
        column: Its name.
        seen: Numbers of its cells; see `nps.engine.looking`.
        hint: What the layout says of dates.

    Raises:
        UndecidedError: Nothing tells, or cells contradict each other.
    """
    days, months, unclear = seen["day-first"], seen["month-first"], seen["unclear"]
    said = Counter({kind: seen[kind] for kind in AS_NUMBERS if seen[kind]})
    read = seen["itself"] + days + months + seen["same"] + unclear
    if not read or (2 * said.total() > read and 2 * (read + seen["plain"]) < seen["cells"]):
        return Decision(said=Counter())
    if days and months:
        message = (
            f"found {_cells(days)} of column {column!r} with a first part over 12 and {months:,} "
            f"with a second, expected one order of day and month; {_declare(column)}"
        )
        raise UndecidedError(message)
    if days or months:
        order: Order = "day-first" if days else "month-first"
        return Decision(
            written=WrittenColumn(date=order), said=said + Counter({order: days + months})
        )
    if unclear and hint is not None:
        said[f"{hint} layout"] = unclear
        return Decision(written=WrittenColumn(date=hint), said=said)
    if unclear and not seen["slashed"]:
        said["dotted"] = unclear
        return Decision(written=WrittenColumn(date="day-first"), said=said)
    if unclear > seen["plain"] + seen["itself"]:
        message = (
            f"found {_cells(unclear)} of column {column!r} such as 03/04/2026, of which none tells "
            f"whether the day or the month comes first, expected one with a part over 12; "
            f"{_declare(column)}"
        )
        raise UndecidedError(message)
    order = "year-first" if unclear else "day-first"
    return Decision(written=WrittenColumn(date=order), said=said)


def decide_numbers(column: str, seen: Counter[str]) -> Decision:
    """Decide whether a comma stands before decimals or between thousands.

    Args:
        column: Its name.
        seen: Numbers of its cells; see `nps.engine.looking`.

    Raises:
        UndecidedError: Nothing tells, or cells contradict each other.
    """
    commas, dots, unclear = seen["commas"], seen["dots"], seen["unclear"]
    said = Counter({kind: seen[kind] for kind in ("signs",) if seen[kind]})
    if not seen["helped"]:
        return Decision(said=Counter())
    if commas and dots and (unclear or seen["thousandths"]):
        message = (
            f"found {_cells(commas)} of column {column!r} with a decimal comma and {dots:,} with a "
            f"decimal dot, expected one of them, to read 1,234; {_declare_decimal(column)}"
        )
        raise UndecidedError(message)
    if commas or dots:
        decimal: Decimal = "," if commas else "."
        if commas or unclear or seen["grouped"]:
            said[f"decimal {decimal}"] = commas or dots
        return Decision(written=WrittenColumn(decimal=decimal), said=said)
    if unclear:
        message = (
            f"found {_cells(unclear)} of column {column!r} such as 1,234, of which none tells "
            f"whether the mark stands between thousands or before decimals; "
            f"{_declare_decimal(column)}"
        )
        raise UndecidedError(message)
    return Decision(written=WrittenColumn(decimal="."), said=said)


def convention_notes(facts: Facts) -> Iterator[tuple[str, str]]:
    """Say how columns were read: with numbers, and without where they may give others away."""
    for column, said in sorted(facts.written.items()):
        for kind, count in sorted(said.items()):
            yield from _note(f"column {column!r} was read", kind, count)


def _note(read: str, kind: str, count: int) -> Iterator[tuple[str, str]]:
    cells, have = _cells(count), "has" if count == 1 else "have"
    match kind:
        case "day-first" | "month-first":
            words, part = WRITTEN_OUT[kind]
            yield f"{read} as {words}: {cells} {have} a {part} part over 12", f"{read} as {words}"
        case "day-first layout" | "month-first layout":
            words, _ = WRITTEN_OUT[kind.removesuffix(" layout")]
            yield (f"{read} as {words}, as its layout writes dates",) * 2
        case "dotted":
            yield (f"{read} as day.month.year, since dots part its dates",) * 2
        case "serials" | "seconds" | "milliseconds":
            words = AS_NUMBERS[kind]
            yield f"{read} as {words}: {cells} {have} them", f"{read} as {words}"
        case "decimal ,":
            words = "with commas before decimals"
            yield (
                f"{read} {words}: {cells} {'tells' if count == 1 else 'tell'} so",
                f"{read} {words}",
            )
        case "decimal .":
            words = "with commas between thousands"
            yield (
                f"{read} {words}: {cells} {'tells' if count == 1 else 'tell'} so",
                f"{read} {words}",
            )
        case _:
            words = "without the signs of currencies and percent"
            yield f"{read} {words} that {cells} {have}", f"{read} {words}"


def _cells(count: int) -> str:
    return f"{count:,} cell{'' if count == 1 else 's'}"


def _declare(column: str) -> str:
    return f"declare columns: {{{column!r}: {{date: day-first}}}}, or month-first"


def _declare_decimal(column: str) -> str:
    return f'declare columns: {{{column!r}: {{decimal: ","}}}}, or "."'
