"""Delighted: the names of its API, times as unix seconds."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from makers.tables import csv_bytes

BEGUN = datetime(2026, 1, 30, 16, 20, 1, tzinfo=UTC)
HEADER = (
    "id", "person", "survey_type", "score", "comment", "permalink", "created_at", "updated_at",
    "person_email", "person_properties[plan]", "person_properties[country]", "tags",
)  # fmt: skip
ANSWERS = (
    ("10", "Best we have had", "pro", "FR", "champion"), ("9", "", "pro", "DE", ""),
    ("3", "Slow, again", "free", "DE", "churn,speed"), ("7", "", "free", "FR", ""),
    ("0", "", "free", "DE", "churn"), ("10", "", "pro", "FR", ""), ("8", "", "free", "FR", ""),
    ("6", "Pricey", "pro", "DE", "price"), ("9", "", "pro", "FR", ""), ("10", "", "pro", "DE", ""),
)  # fmt: skip


def _export() -> bytes:
    rows = []
    for number, (score, comment, plan, country, tags) in enumerate(ANSWERS):
        answered = str(int((BEGUN + timedelta(days=8 * number)).timestamp()))
        person = number % 8  # the last two answer again
        rows.append([
            str(5_001 + number), str(700 + person), "nps", score, comment,
            f"https://app.delighted.com/r/{number:02}k37XkuHrGLGAbCdevemcx8", answered, answered,
            f"person{person}@example.com", plan, country, tags,
        ])  # fmt: skip
    return csv_bytes([HEADER, *rows])


FILES: Mapping[str, Callable[[], bytes]] = {"delighted.csv": _export}
