"""A history to be joined: which customers changed their plan, and when."""

from collections.abc import Callable, Mapping

CHANGES = (
    ("C0062", "2025-01-15", "Free"),
    ("C0062", "2026-01-01", "Team"),
    ("C0062", "2026-06-01", "Business"),
    ("C0399", "2026-02-01", "Team"),
    ("C0399", "2026-07-01", "Business"),
    ("C1326", "2024-05-20", "Free"),
    ("C0291", "2025-11-03", "Team"),
    ("C0291", "2026-01-03", "Business"),
)
"""Of the first who answer touchpoints.csv; one answers before the first row, one before a change.
"""


def plan_history() -> bytes:
    """A row a change, as a billing system writes it."""
    lines = ["customer_id,valid_from,plan", *map(",".join, CHANGES)]
    return "\n".join([*lines, ""]).encode()


FILES: Mapping[str, Callable[[], bytes]] = {"plan_history.csv": plan_history}
