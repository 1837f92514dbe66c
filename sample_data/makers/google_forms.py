"""Google Forms: whole questions, choices in one cell, times as the sheet or the form has them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from makers.tables import csv_bytes

BEGUN = datetime(2026, 2, 9, 7, 5, 3)  # noqa: DTZ001  # as the vendor writes it, without one
QUESTIONS = (
    "How likely are you to recommend R&D Weekly to a colleague?",
    "What do you read most? (check all that apply)",
    "What would make it better?",
)
ANSWERS = (
    ("10", "News, Jobs", "Nothing, it is great"), ("9", "News", ""), ("7", "Tutorials", "Shorter"),
    ("3", "Jobs", "Fewer advertisements,\nand no pop-ups"), ("8", "News, Tutorials", ""),
    ("", "", "Have not read it yet"), ("10", "News, Tutorials, Jobs", ""),
    ("6", "Jobs", "More of the north"),
)  # fmt: skip


def _moment(number: int) -> datetime:
    return BEGUN + timedelta(days=9 * number, hours=2 * number, minutes=11 * number)


def _of_sheet() -> bytes:
    """As the sheet has them: no leading zeros, CR LF."""
    rows = []
    for number, answers in enumerate(ANSWERS):
        at = _moment(number)
        rows.append([f"{at.month}/{at.day}/{at.year} {at.hour}:{at:%M:%S}", *answers])
    return csv_bytes([("Timestamp", *QUESTIONS), *rows], end="\r\n")


def _of_form() -> bytes:
    """As the form itself gives them, everything in quotes; in French, but for its times."""
    rows = []
    for number, answers in enumerate(ANSWERS):
        at = _moment(number)
        hour, half = at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"  # noqa: PLR2004  # noon
        stamp = f"{at:%Y/%m/%d} {hour}:{at:%M:%S} {half} GMT+1"
        rows.append([stamp, f"lecteur{number + 1}@example.com", *answers])
    header = ("Horodateur", "Nom d'utilisateur", *QUESTIONS)
    return csv_bytes([header, *rows], quote=True)


FILES: Mapping[str, Callable[[], bytes]] = {
    "google-forms.csv": _of_sheet,
    "google-forms-french.csv": _of_form,
}
