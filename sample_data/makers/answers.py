"""The answers that the samples of file formats hold: the same in all, so that figures are."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

QUESTION = "How likely are you to recommend us to a friend or colleague?"
PLANS = ("Free", "Team", "Business")
SCORES = (
    10, 9, 3, None, 8, 7, 10, 0, 9, 6, None, 10, 9, 5, 8, 10, 9, 2, 7, 10, 9, None, 8, 10,
)  # fmt: skip
CUSTOMERS = ("007", "0123", "1.10", "A4")
FIRST = date(2026, 3, 2)


def answers() -> list[Mapping[str, object]]:
    """Rows by column: two blank scores among those of Free, one among Team's."""
    return [
        {
            "customer": f"{CUSTOMERS[n % len(CUSTOMERS)]}-{n:02}",
            "answered_at": FIRST + timedelta(days=n),
            "sent_at": datetime(2026, 3, 1, 9, 30) + timedelta(hours=n),  # noqa: DTZ001  # local
            "score": score,
            "plan": PLANS[n % len(PLANS)],
            "seats": 2 * n + 1,
            "comment": "" if n % 3 else "Fine, thanks.\nMore later.",
        }
        for n, score in enumerate(SCORES)
    ]
