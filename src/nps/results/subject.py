"""What a result is of: the survey, its dates and its exports."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from nps.frozen import frozen
from nps.results.result import Record
from nps.results.tally import SourceTally
from nps.spec.periods import Period

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@frozen
class Subject:
    """What a result is of.

    Attributes:
        survey: Title of the survey; None where it has none.
        answered: First and last date of the scored responses; None where unknown.
    """

    survey: str | None
    answered: tuple[date, date] | None


def subject_words(subject: Subject, sources: Sequence[SourceTally]) -> tuple[str, ...]:
    """Title, dates and exports, as far as they are known."""
    return tuple(
        filter(
            None,
            (
                subject.survey,
                date_range(*subject.answered) if subject.answered else None,
                source_words([source.path for source in sources]),
            ),
        )
    )


def date_range(first: date, last: date) -> str:
    """`1 Jul to 30 Sep 2026`; the year of the first only where it differs."""
    if first == last:
        return _day(last)
    start = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else _day(first)
    return f"{start} to {_day(last)}"


def period_record(period: Period) -> Record:
    """The period, its first day and its last."""
    return {
        "period": period.name,
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat() if period.last else None,
    }


def source_words(paths: Sequence[str]) -> str:
    """`responses.csv`, `a.csv and 2 more`."""
    first = PurePath(paths[0]).name
    if paths[0] == "-":
        first = "standard input"
    elif paths[0].startswith("/dev/fd/"):
        first = "pipe"
    return first if len(paths) == 1 else f"{first} and {len(paths) - 1} more"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
