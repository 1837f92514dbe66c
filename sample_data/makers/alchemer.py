"""Alchemer, once SurveyGizmo: names of its own, then `Choice:Question`."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from makers.tables import csv_bytes

BEGUN = datetime(2026, 1, 28, 14, 2, 9)  # noqa: DTZ001  # as the vendor writes it, without one
SCORE = "How likely are you to recommend us: 0 is not at all, 10 is very?"
CHANNELS = ("E-mail", "Phone: sales", "Other - Write In")
HEADER = (
    "Response ID", "Time Started", "Date Submitted", "Status", "Contact ID", "Legacy Comments",
    "Comments", "Language", "Referer", "SessionID", "User Agent", "Tags", "Longitude", "Latitude",
    "Country", "City", "State/Region", "Postal", SCORE,
    *(f"{channel}:How do you reach us: name all" for channel in CHANNELS),
    "Speed:How do you rate our…", "Price:How do you rate our…",
)  # fmt: skip
ANSWERS = (
    ("Complete", "9", "10", "", "Good", "Fair", "English"),
    ("Complete", "10", "11", "", "Good", "Good", "German"),
    ("Partial", "2", "00", "", "", "", "English"),
    ("Complete", "7", "01", "", "Fair", "Poor", "English"),
    ("Disqualified", "", "00", "", "", "", "German"),
    ("Complete", "5", "00", "The chat", "Poor", "Poor", "English"),
    ("Complete", "10", "10", "", "Good", "Good", "German"),
    ("Complete", "8", "01", "", "Fair", "Good", "English"),
    ("Partial", "9", "10", "", "Good", "", "English"),
)


def _rows(date: Callable[[datetime], str]) -> bytes:
    rows = []
    for number, (status, score, ticks, other, speed, price, language) in enumerate(ANSWERS):
        begun = BEGUN + timedelta(days=10 * number, minutes=3 * number)
        sent = begun + timedelta(minutes=4, seconds=number)
        ticked = [one if tick == "1" else "" for one, tick in zip(CHANNELS, ticks, strict=False)]
        rows.append([
            str(number + 1), date(begun), date(sent), status, "", "", "", language, "",
            f"17695{number}_6{number}a1f0c", "Mozilla/5.0", "", "-0.12", "51.5", "United Kingdom",
            "London", "ENG", "EC1A", score, *ticked, other, speed, price,
        ])  # fmt: skip
    return csv_bytes([HEADER, *rows], mark=True)


def _today() -> bytes:
    return _rows(lambda moment: f"{moment:%b %d, %Y %I:%M:%S %p}")


def _of_surveygizmo() -> bytes:
    return _rows(str)


FILES: Mapping[str, Callable[[], bytes]] = {
    "alchemer.csv": _today,
    "surveygizmo.csv": _of_surveygizmo,
}
