"""Plans in words: what a column is used for, what is counted together, and why."""

from collections.abc import Iterable
from typing import assert_never

from nps.results.explanation_words import in_quotes, number_words, quoted
from nps.results.plan import CountPlan, Edge, InputPlan, Part, PlanLimits, Use

MOST_NAMED = 6
"""Values or names in a row that a page shows; machine formats have them all."""
KILO = 1000
UNITS = ("bytes", "kB", "MB", "GB", "TB")
SEARCHES = {
    "contains": "searched for {}",
    "starts_with": "searched for {} at its beginning",
    "ends_with": "searched for {} at its end",
    "matches": "searched for the pattern {}",
    "has": "searched for the tag {}",
    "is": "compared with {}",
}
"""What an operator does with a text."""


def use_words(use: Use) -> str:
    """`as a number, cut at 100, 500`, `searched for "price"`, `the score`."""
    match use.role:
        case "score":
            return "the score"
        case "weight":
            return "the weight of a response"
        case "answered":
            return "the date of the answer"
        case "respondent":
            return "who answered"
        case "account":
            return "the account of the answer"
        case "until":
            return f"the date to which days since {listed(map(quoted, use.texts))} are counted"
        case "key":
            return f"the key of {listed(use.texts)}"
        case "lacking":
            return "not in this export: missing in every row"
        case "":
            return _form_words(use)
        case _ as never:
            assert_never(never)


def edge_words(edge: Edge) -> str:
    """`100` for what begins there, `above 100`, `100 alone`."""
    at = _value(edge)
    return {"from": at, "above": f"above {at}", "alone": f"{at} alone"}[edge.side]


def part_words(part: Part) -> str:
    """`plan`, `all responses`, `8 of 20 rules of watchlist`."""
    if not part.segmentation:
        return "all responses"
    if not part.of:
        return part.segmentation
    rules = [f"{part.rules} of {part.of} rules"] if part.rules else []
    rest = ["whether no rule holds"] if part.rest else []
    return f"{part.segmentation} ({' and '.join(rules + rest)})"


def group_words(group: CountPlan, limits: PlanLimits) -> str:
    """`share one group, by logins and plan`, and why it is no part of another."""
    share = "share one group" if len(group.parts) > 1 else "a group of its own"
    reasons = []
    if group.texts:
        reasons.append("two texts in one key cost more than one each in two")
    if group.crowd:
        reasons.append(
            f"with others there would be about {group.crowd:,} combinations, more than "
            f"{limits.shared:,}"
        )
    why = f"; apart, since {' and '.join(reasons)}" if reasons else ""
    return f"{share}{_by(group)}{why}"


def rows_words(count: CountPlan, limits: PlanLimits) -> str:
    """`rules run on each row`, and why."""
    if count.cells is None:
        return "worked out for each row"
    return f"worked out for each row{_by(count)}; more than {limits.cells:,} combinations"


def way_words(plan: InputPlan, limits: PlanLimits) -> list[str]:
    """Say how an input is counted: a sentence each."""
    sentences = []
    match plan.way:
        case "tally":
            sentences.append("Read as a tally: counts by day, no rows and no columns.")
        case "gathered":
            keys = " and ".join(f"survey.{key}" for key in plan.gathered)
            verb, whose = ("is", "its") if len(plan.gathered) == 1 else ("are", "their")
            sentences.append(
                f"All rows are gathered, then counted row by row, since {keys} {verb} declared, "
                f"and {whose} answers must be seen together."
            )
        case "small":
            size = f"An export of {size_words(plan.size)}" if plan.size else "Of unknown size"
            sentences.append(
                f"{size}: all is counted row by row. Below {size_words(limits.bytes)}, and for at "
                f"most {limits.sets} sets of keys, a look at a sample costs more than it saves."
            )
        case "together":
            sentences.append(
                f"Told from the first {plan.sampled:,} rows: those that rules cannot tell apart "
                "are put together, and segments are worked out once for each combination."
            )
        case _ as never:
            assert_never(never)
    if plan.daily:
        sentences.append("It is counted by the day of the answer, to be added to tallies.")
    return sentences


def listed(texts: Iterable[str]) -> str:
    """`a, b, c`, at most so many, `and 12 more`."""
    every = list(texts)
    named = ", ".join(every[:MOST_NAMED])
    left = len(every) - MOST_NAMED
    return f"{named} and {left:,} more" if left > 0 else named


def size_words(size: int) -> str:
    """`0.3 MB`, `4 MB`, `812 bytes`."""
    number, unit = float(size), 0
    while number >= KILO and unit < len(UNITS) - 1:
        number, unit = number / KILO, unit + 1
    return f"{round(number, 1):g} {UNITS[unit]}"


def _form_words(use: Use) -> str:
    days = f"days to {quoted(use.until)}" if use.until else ""
    match use.form:
        case "text":
            return f"its texts{_cut_words(use)}"
        case "number":
            return f"as a number{_cut_words(use)}"
        case "date":
            return f"as a date{_cut_words(use)}"
        case "moment":
            return f"as a date with its time{_cut_words(use)}"
        case "days":
            return f"{days}{_cut_words(use)}"
        case "known":
            return "whether it is missing"
        case "test":
            # NOTE: True and false are compared in any case, and stand for themselves.
            texts = listed(use.texts if use.operator == "is" else map(in_quotes, use.texts))
            return f"{f'{days}, ' if days else ''}{SEARCHES[use.operator].format(texts)}"
        case _ as never:
            assert_never(never)


def _cut_words(use: Use) -> str:
    if use.how == "whole":
        return ""
    if not use.edges and not use.texts:
        return ", whether there is one"
    if use.texts:
        verb = "told apart:" if use.how == "cut" else "compared with"
        return f", {verb} {listed(map(quoted, use.texts))}"
    if use.how == "compared":
        return f", compared with {listed(list(dict.fromkeys(map(_value, use.edges))))}"
    return f", cut at {listed(map(edge_words, use.edges))}"


def _value(edge: Edge) -> str:
    return edge.at if isinstance(edge.at, str) else number_words(edge.at)


def _by(count: CountPlan) -> str:
    return f", by {listed(map(quoted, count.columns))}" if count.columns else ""
