"""Write the sample exports: responses.csv, touchpoints.csv, customers.csv, panel.csv, and vendors/.

The company, its customers and every word they say are invented.
All draws come from seeded sources, so the same bytes come out every time.

Usage: python sample_data/make.py [DIRECTORY]
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from makers.registry import MAKERS

Row = dict[str, str]

SEED = 2026
CUSTOMERS = 2090
TOUCHES = 1500
PANELISTS = 600
LAST_DAY = date(2026, 9, 30)
WAVES = {
    "2025H2": (date(2025, 7, 1), date(2025, 12, 31)),
    "2026H1": (date(2026, 1, 1), date(2026, 6, 30)),
    "2026H2": (date(2026, 7, 1), LAST_DAY),
}
RESPONSES_CSV = """response_id customer_id account_id responded_at wave status nps_score comment
plan signed_up_at role logins_30d tickets_90d csat mrr employees industry country region
orders_12m loyalty tags"""
TOUCHPOINTS_CSV = (
    "response_id customer_id responded_at touchpoint journey_stage channel score comment"
)
CUSTOMERS_CSV = """id plan mrr signed_up_at account_id industry employees success_manager
renewal_date"""
PANEL_CSV = "response_id panelist_id responded_at relation company_size region score weight"

# Whole numbers after a key are weights: how often it is drawn beside its neighbours.
PLANS = {"Free": 560, "Team": 290, "Business": 120, "Enterprise": 30}
COUNTRIES = {
    "US": 24, "DE": 16, "GB": 12, "FR": 8, "NO": 6, "CA": 6, "SE": 5, "NL": 5, "BR": 5,
    "JP": 5, "AU": 5, "IN": 3,
}  # fmt: skip
REGIONS = {"Americas": ("US", "CA", "BR"), "APAC": ("JP", "AU", "IN")}  # else EMEA
INDUSTRIES = {
    "saas": 20, "retail": 17, "manufacturing": 14, "edu": 9, "banking": 8,
    "telecom": 8, "gov": 7, "insurance": 7, "logistics": 6, "media": 4,
}  # fmt: skip
FIRST_ROLE = {"Admin": 60, "User": 25, "Decision maker": 15}  # of an account
NEXT_ROLE = {"User": 72, "Admin": 14, "Decision maker": 14}
CSAT = {"1": 6, "2": 9, "3": 18, "4": 37, "5": 30, "": 15}
LOW_SCORES = {"0": 11, "1": 4, "2": 6, "3": 9, "4": 11, "5": 27, "6": 32}
BLANK_SCORES = {"": 5, "NA": 3, "N/A": 1, "-": 1}
BAD_SCORES = {"7.5": 4, "ten": 3, "11": 2, "99": 2}
WORDED_SCORES = {"9": "9 - very likely", "10": "10 (Extremely likely)"}
OPENERS = {"": 70, "Honestly, ": 6, "For our team: ": 5, "In short: ": 5, "So far, ": 4}
CLOSERS = {"": 80, " Thanks!": 6, " Grüße!": 3, "\nHappy to talk.": 5, " 👍": 2}

# Fractions are probabilities.
TAGS = {"api": 0.1, "mobile": 0.12, "beta": 0.08, "training": 0.09, "partner": 0.05}
LIKES = {"10": 0.97, "9": 0.9, "8": 0.6, "7": 0.4}  # a friendly comment, by score
PROFILES = {  # people, monthly revenue and employees from-to; loyalty; managers
    "Free": ((1, 2), (0, 0), (1, 60), "", [""]),
    "Team": ((1, 5), (29, 290), (3, 140), "Bronze", [""]),
    "Business": ((3, 9), (300, 1500), (40, 900), "Silver", ["Ines Falk", "Tomás Rey"]),
    "Enterprise": ((9, 25), (1600, 9000), (300, 9000), "Gold", ["Jo Lind", "Åse Dahl"]),
}

# The NPS to expect of an answer is the sum of these; 1 is +100.
NEW = 90  # days since sign-up
BY_AGE = {NEW: 0.93, 365: 0.54, 1095: 0.41}  # days since sign-up, up to
OLDER = {"2025H2": 0.42, "2026H1": 0.30, "2026H2": 0.14}  # beyond those, by wave
BY_PLAN = {"Free": 0.16, "Team": -0.03, "Business": -0.08, "Enterprise": -0.12}
BY_ROLE = {"User": 0.11, "Admin": -0.20, "Decision maker": -0.02}
BY_COUNTRY = {"US": 0.05, "BR": 0.10, "IN": 0.08, "DE": -0.07, "JP": -0.15}
BY_CSAT = {"": 0.0, "3": -0.15, "4": 0.07, "5": 0.16}
SELDOM, SELDOM_THERE = 3, -0.15  # under so many logins in 30 days
UNHAPPY_WITH_SUPPORT = -0.62  # instead of the sum, at a CSAT of 1 or 2
TOUCHPOINTS = {  # NPS to expect, stages, channels
    "Onboarding call": (0.62, ["Onboarding"], ["phone", "e-mail"]),
    "Product tour": (0.54, ["Evaluation", "Onboarding"], ["in-app"]),
    "Webinar": (0.45, ["Evaluation", "Adoption"], ["e-mail", "in-app"]),
    "Support ticket": (0.30, ["Adoption", "Renewal"], ["e-mail", "in-app", "sms"]),
    "Renewal": (0.18, ["Renewal"], ["e-mail", "phone"]),
    "Invoice": (-0.42, ["Adoption", "Renewal"], ["e-mail", "sms"]),
}

# A panel of the market has shares of its own; weights give each group that of the market.
PANEL_SIZES = {"1-9": 46, "10-49": 30, "50-249": 16, "250 and over": 8}  # employees
MARKET_SIZES = {"1-9": 0.20, "10-49": 0.30, "50-249": 0.28, "250 and over": 0.22}
PANEL_REGIONS = {"EMEA": 62, "Americas": 30, "APAC": 8}
MARKET_REGIONS = {"EMEA": 0.50, "Americas": 0.32, "APAC": 0.18}
RELATIONS = {"Customer": 60, "Knows us": 25, "Former customer": 15}
BY_SIZE = {"1-9": 0.42, "10-49": 0.28, "50-249": 0.06, "250 and over": -0.12}
BY_RELATION = {"Customer": 0.10, "Knows us": 0.0, "Former customer": -0.35}

LIKED = (
    "fair value for what we pay", "support answers within the hour",
    "onboarding took two days, not weeks", "we hardly ever meet bugs",
    "speed is excellent, even for big teams", "reporting saves me a day a month",
    "support solved it on the first call", "good value, easy to explain",
    "the reporting sold it to us", "très simple à prendre en main",
    'we call it "the calm tool"', "the onboarding call was worth it",
)  # fmt: skip
DISLIKED = (
    "the price went up again", "too expensive for what we use",
    "support took nine days to answer", "bugs come back after every release",
    "reporting cannot filter by team", "the speed is poor, mostly on Mondays",
    "onboarding left us alone after day one", "exports fail, so I copy by hand",
    'we were told "soon" three times', "support closed my ticket unsolved",
    "price per seat, even for our café staff", "pages load slowly in São Paulo",
)  # fmt: skip


class Dice(random.Random):
    """A seeded source of draws."""

    def chance(self, share: float) -> bool:
        """Tell whether an event of this probability happens."""
        return self.random() < share

    def skewed(self, low: int, high: int) -> int:
        """Give a whole number from low to high, small ones more often."""
        return low + int(self.random() * self.random() * (high - low + 1))

    def weighted(self, weights: Mapping[str, int]) -> str:
        """Give one key in proportion to its weight."""
        return self.choices(list(weights), list(weights.values()))[0]


@dataclass(frozen=True)
class Customer:
    """A person of an account, who is asked."""

    cells: Row  # what the exports say of them
    signed_up: date
    tags: list[str]
    mood: float  # a shift of the expected NPS


def make_account(dice: Dice, name: str) -> Row:
    """Invent a company; what it pays and its size follow its plan."""
    plan = dice.weighted(PLANS)
    _, revenue, employees, loyalty, managers = PROFILES[plan]
    country = dice.weighted(COUNTRIES)
    age = dice.skewed(10, 3900)
    renewal = LAST_DAY - timedelta(days=age % 365 - 365)
    return {
        "account_id": name,
        "plan": plan,
        "mrr": str(dice.skewed(*revenue)),
        "signed_up_at": str(LAST_DAY - timedelta(days=age)),
        "industry": dice.weighted(INDUSTRIES),
        "employees": str(dice.skewed(*employees)),
        "region": next((to for to, of in REGIONS.items() if country in of), "EMEA"),
        "country": country,
        "loyalty": loyalty if dice.chance(0.7) else "",
        "success_manager": dice.choice(managers),
        "renewal_date": "" if plan == "Free" else str(renewal),
    }


def make_customers(dice: Dice) -> list[Customer]:
    """Invent accounts, and people in each, until there are enough people."""
    customers: list[Customer] = []
    for n in range(1, CUSTOMERS):
        account = make_account(dice, f"A{n:03}")
        mood = dice.uniform(-0.12, 0.12)
        for colleague in range(dice.randint(*PROFILES[account["plan"]][0])):
            name = f"C{len(customers) + 1:04}"
            cells = {**account, "id": name, "customer_id": name}
            cells["role"] = dice.weighted(NEXT_ROLE if colleague else FIRST_ROLE)
            cells["orders_12m"] = str(dice.skewed(0, 4 + int(account["mrr"]) // 100))
            tags = [tag for tag, share in TAGS.items() if dice.chance(share)]
            tags += ["key-account"] if account["plan"] == "Enterprise" else []
            own_mood = mood + dice.uniform(-0.12, 0.12)
            signed_up = date.fromisoformat(account["signed_up_at"])
            customers.append(Customer(cells, signed_up, tags, own_mood))
        if len(customers) >= CUSTOMERS:
            break
    return customers


def draw_moment(dice: Dice, first: date, last: date) -> datetime:
    """Give a minute of the waking hours of a day from first to last."""
    day = first + timedelta(days=dice.randint(0, (last - first).days))
    return datetime.combine(day, time(dice.randint(7, 20), dice.randint(0, 59)))


def draw_score(dice: Dice, expected: float) -> str:
    """Give a score such that the NPS of many is the expected one."""
    expected = min(max(expected, -0.95), 0.95)
    passive = 0.32 * (1 - expected * expected)
    promoter = (1 - passive + expected) / 2
    draw = dice.random()
    if draw < promoter:
        return "9" if dice.chance(0.42) else "10"
    if draw < promoter + passive:
        return "7" if dice.chance(0.4) else "8"
    return dice.weighted(LOW_SCORES)


def spoil_score(dice: Dice, score: str, blanks: float) -> str:
    """Give the score as the export has it: blank, mistyped or worded now and then."""
    if dice.chance(blanks):
        return dice.weighted(BLANK_SCORES)
    if dice.chance(0.005):
        return dice.weighted(BAD_SCORES)
    return WORDED_SCORES.get(score, score) if dice.chance(0.02) else score


def draw_comment(dice: Dice, score: str, share: float) -> str:
    """Give a comment that fits the score, or none."""
    if not dice.chance(share):
        return ""
    likes = dice.chance(LIKES.get(score, 0.08))
    said = dice.choice(LIKED if likes else DISLIKED)
    if dice.chance(0.25):
        said += ", but " + dice.choice(DISLIKED if likes else LIKED)
    text = dice.weighted(OPENERS) + said + "."
    return text[0].upper() + text[1:] + dice.weighted(CLOSERS)


def respond(dice: Dice, asked: Customer, wave: str, moment: datetime) -> Row:
    """Answer the relationship survey."""
    cells = asked.cells
    age = (moment.date() - asked.signed_up).days
    logins = dice.skewed(0, 48 if age < NEW else 36)
    tickets = dice.skewed(0, 5)
    csat = dice.weighted(CSAT) if tickets else ""
    tags = asked.tags + (["new-signup"] if age < NEW else [])
    if csat in BY_CSAT:
        expected = next((of for days, of in BY_AGE.items() if age < days), OLDER[wave])
        expected += BY_PLAN[cells["plan"]] + BY_ROLE[cells["role"]] + BY_CSAT[csat]
        expected += BY_COUNTRY.get(cells["country"], 0) + asked.mood
        expected += SELDOM_THERE if logins < SELDOM else 0
    else:
        expected = UNHAPPY_WITH_SUPPORT
        tags += ["churn-risk"] if dice.chance(0.7) else []
    score = draw_score(dice, expected)
    partial = dice.chance(0.05)
    untidy = dice.chance(0.06)
    return {
        **cells,
        "responded_at": moment.isoformat(),
        "wave": wave,
        "status": "partial" if partial else "complete",
        "nps_score": spoil_score(dice, score, 0.3 if partial else 0.028),
        "comment": draw_comment(dice, score, 0 if partial else 0.42),
        "signed_up_at": "" if dice.chance(0.02) else cells["signed_up_at"],
        "logins_30d": str(logins),
        "tickets_90d": str(tickets),
        "csat": csat,
        "employees": "" if dice.chance(0.03) else cells["employees"],
        "tags": " ; ".join(tags).title() if untidy else ";".join(tags),
    }


def make_responses(dice: Dice, customers: Iterable[Customer]) -> Iterable[Row]:
    """Ask in every wave, new customers in their first weeks; some never answer."""
    for customer in customers:
        silent = dice.chance(0.2)
        for wave, (first, last) in WAVES.items():
            start = max(first, customer.signed_up + timedelta(days=6))
            if silent or start > last or dice.chance(0.2):
                continue
            new_until = customer.signed_up + timedelta(days=NEW - 1)
            end = min(last, new_until) if new_until >= start else last
            moment = draw_moment(dice, start, end)
            yield respond(dice, customer, wave, moment)
            again = moment + timedelta(days=dice.randint(2, 40))
            if again.date() <= last and dice.chance(0.04):
                yield respond(dice, customer, wave, again)


def make_touches(dice: Dice, customers: list[Customer]) -> Iterable[Row]:
    """Ask after single contacts since the start of 2026."""
    for _ in range(TOUCHES):
        customer = dice.choice(customers)
        start = max(WAVES["2026H1"][0], customer.signed_up)
        touchpoint = dice.choice(list(TOUCHPOINTS))
        expected, stages, channels = TOUCHPOINTS[touchpoint]
        score = draw_score(dice, expected + customer.mood)
        yield {
            **customer.cells,
            "responded_at": draw_moment(dice, start, LAST_DAY).isoformat(),
            "touchpoint": touchpoint,
            "journey_stage": dice.choice(stages),
            "channel": dice.choice(channels),
            "score": spoil_score(dice, score, 0.02),
            "comment": draw_comment(dice, score, 0.3),
        }


def make_panel(dice: Dice) -> list[Row]:
    """Ask a panel in the summer of 2026; those of unknown size get no weight."""
    rows: list[Row] = []
    for n in range(1, PANELISTS + 1):
        size, relation = dice.weighted(PANEL_SIZES), dice.weighted(RELATIONS)
        score = draw_score(dice, BY_SIZE[size] + BY_RELATION[relation])
        rows.append({
            "panelist_id": f"P{n:04}",
            "responded_at": draw_moment(dice, *WAVES["2026H2"]).isoformat(),
            "relation": relation,
            "company_size": "" if dice.chance(0.012) else size,
            "region": dice.weighted(PANEL_REGIONS),
            "score": spoil_score(dice, score, 0.01),
        })  # fmt: skip
    there = Counter((row["company_size"], row["region"]) for row in rows)
    for row in rows:
        size, region = row["company_size"], row["region"]
        wanted = MARKET_SIZES.get(size, 0) * MARKET_REGIONS[region] * PANELISTS
        row["weight"] = f"{wanted / there[size, region]:.4f}" if size else ""
    return rows


def number(prefix: str, answers: Iterable[Row]) -> list[Row]:
    """Sort answers by date and number them."""
    rows = sorted(answers, key=lambda row: row["responded_at"])
    return [{**row, "response_id": f"{prefix}{n:04}"} for n, row in enumerate(rows, 1)]


def write(path: Path, header: str, rows: Iterable[Row]) -> None:
    """Write the columns of the header as CSV: UTF-8, comma, line feed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        columns = header.split()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row[column] for column in columns] for row in rows)


def main(folder: Path) -> None:
    """Make the files in a folder."""
    dice = Dice(SEED)
    people = make_customers(dice)
    responses = number("R", make_responses(dice, people))
    touches = number("T", make_touches(dice, people))
    panel = number("M", make_panel(Dice(SEED + 1)))
    write(folder / "responses.csv", RESPONSES_CSV, responses)
    write(folder / "touchpoints.csv", TOUCHPOINTS_CSV, touches)
    write(folder / "customers.csv", CUSTOMERS_CSV, (person.cells for person in people))
    write(folder / "panel.csv", PANEL_CSV, panel)
    vendors = folder / "vendors"
    vendors.mkdir(exist_ok=True)
    for makers in MAKERS:
        for name, make in makers.items():
            (vendors / name).parent.mkdir(parents=True, exist_ok=True)
            (vendors / name).write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
