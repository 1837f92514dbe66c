"""Who was asked and what they answered, where those who like a thing the least answer the most."""

from collections.abc import Callable, Mapping

PLANS = {
    # invited, then how many of them gave 10, 8 and 3
    "Free": (200, (14, 6, 4)),
    "Team": (120, (18, 10, 8)),
    "Business": (80, (10, 12, 18)),
}
REGIONS = ("EMEA", "Americas", "APAC")
SCORES = (10, 8, 3)


def _customers() -> list[tuple[str, str, str, int | None]]:
    """Key, plan, region, and the score where one was given."""
    customers: list[tuple[str, str, str, int | None]] = []
    for plan, (invited, given) in PLANS.items():
        scores: list[int | None] = [
            score for score, times in zip(SCORES, given, strict=True) for _ in range(times)
        ]
        scores += [None] * (invited - len(scores))
        for score in scores:
            number = len(customers) + 1
            # NOTE: Zeros in front belong to the key: 0042 is not 42.
            customers.append((f"{number:04}", plan, REGIONS[number * 7 % 3], score))
    return customers


def _invites() -> bytes:
    rows = [f"{key},{plan},{region}\n" for key, plan, region, _ in _customers()]
    return "".join(("id,plan,region\n", *rows)).encode()


def _answers() -> bytes:
    rows = [
        f"{key},{score},2026-09-{1 + int(key) % 28:02},{plan},{region}\n"
        for key, plan, region, score in _customers()
        if score is not None
    ]
    # A colleague forwarded the link, so three answered who were not asked.
    rows += [f"guest-{number},9,2026-09-30,Team,EMEA\n" for number in (1, 2, 3)]
    return "".join(("customer_id,score,responded_at,plan,region\n", *rows)).encode()


FILES: Mapping[str, Callable[[], bytes]] = {
    "invites.csv": _invites,
    "invited_answers.csv": _answers,
}
