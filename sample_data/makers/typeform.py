"""Typeform: HTML in headers, choices as columns, dates of UTC at the end."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from makers.tables import csv_bytes

BEGUN = datetime(2026, 3, 2, 8, 15, 30)  # noqa: DTZ001  # as the vendor writes it, without one
SCORE = "How likely are you to <strong>recommend</strong> us to a friend &amp; colleague?"
CHOICES = ("Reports", "Alerts", "Mobile app")
HEADER = (
    "#", SCORE, "What&#39;s the <em>main</em> reason?", *CHOICES, "Other", "Your role?", "Other",
    "Start Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags",
)  # fmt: skip
NEWER = (
    SCORE, "Your role?", "Other", "Response Type", "Start Date (UTC)", "Stage Date (UTC)",
    "Submit Date (UTC)", "Network ID", "Tags", "Ending",
)  # fmt: skip
ANSWERS = (
    ("9", "Saves time", "101", "", "Admin", ""), ("10", "", "110", "", "User", ""),
    ("4", "Too slow", "100", "The API", "User", ""), ("8", "", "000", "", "", "Student"),
    ("10", "", "111", "", "Admin", ""), ("6", "Price", "010", "", "User", ""),
    ("7", "", "001", "", "User", ""), ("9", "", "100", "", "Admin", ""),
    ("0", "Bugs", "000", "Nothing", "User", ""), ("10", "Support", "011", "", "", "Buyer"),
)  # fmt: skip


def _token(number: int) -> str:
    return hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()


def _dates(number: int) -> tuple[str, str]:
    begun = BEGUN + timedelta(days=5 * number, minutes=13 * number)
    return str(begun), str(begun + timedelta(seconds=95 + number))


def _with_choices() -> bytes:
    rows = []
    for number, (score, why, ticks, other, role, own_role) in enumerate(ANSWERS):
        ticked = [one if tick == "1" else "" for one, tick in zip(CHOICES, ticks, strict=True)]
        last = [*_dates(number), _token(number)[:10], ""]
        rows.append([_token(number), score, why, *ticked, other, role, own_role, *last])
    return csv_bytes([HEADER, *rows])


def _with_partial_answers() -> bytes:
    rows = []
    for number, (score, _, _, _, role, own_role) in enumerate(ANSWERS):
        begun, sent = _dates(number)
        done = number % 4 != 3  # noqa: PLR2004  # every fourth is left before its end
        kind, staged = ("completed", "") if done else ("partial", sent)
        last = [kind, begun, staged, sent if done else "", _token(number)[:10], "", ""]
        rows.append([score, role, own_role, *last])
    return csv_bytes([NEWER, *rows])


FILES: Mapping[str, Callable[[], bytes]] = {
    "typeform.csv": _with_choices,
    "typeform-partial.csv": _with_partial_answers,
}
