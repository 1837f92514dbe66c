"""Names of segments: how a declaration reads to a person."""

from collections.abc import Sequence
from itertools import pairwise

from nps.spec.durations import Span

PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 10: "tenth"}
ORDINALS = ("lowest", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def number_words(number: float) -> str:
    """A number as a person writes it: 10, 2.5."""
    return str(int(number)) if float(number).is_integer() else repr(number)


def break_labels(breaks: Sequence[float]) -> tuple[str, ...]:
    """`under 10`, `10 to under 50`, `50 and over`."""
    words = [number_words(number) for number in breaks]
    between = (f"{low} to under {high}" for low, high in pairwise(words))
    return (f"under {words[0]}", *between, f"{words[-1]} and over")


def age_labels(spans: Sequence[Span]) -> tuple[str, ...]:
    """`under 30 days`, `30 to under 90 days`, `90 days to under 1 year`, `1 year and over`."""
    between = (
        f"{low.number if low.unit == high.unit else low.words} to under {high.words}"
        for low, high in pairwise(spans)
    )
    return (f"under {spans[0].words}", *between, f"{spans[-1].words} and over")


def quantile_name(index: int, quantiles: int) -> str:
    """`lowest quarter`, `second quarter`, … `highest quarter`; `lowest of 7`, `2 of 7`."""
    last = index == quantiles - 1
    if quantiles not in PARTS:
        rank = "lowest" if index == 0 else "highest" if last else str(index + 1)
        return f"{rank} of {quantiles}"
    return f"{'highest' if last else ORDINALS[index]} {PARTS[quantiles]}"


def merged_name(first: int, last: int, quantiles: int) -> str:
    """Name of parts that equal values put together: `lowest to second quarter`."""
    if first == last:
        return quantile_name(first, quantiles)
    start = quantile_name(first, quantiles).split(" ", 1)[0]
    return f"{start} to {quantile_name(last, quantiles)}"


def and_words(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
