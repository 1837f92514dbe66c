"""Plans in words."""

import pytest

from nps.results.plan import CountPlan, Edge, InputPlan, Part, PlanLimits, Use
from nps.results.plan_words import (
    edge_words,
    group_words,
    listed,
    part_words,
    rows_words,
    size_words,
    use_words,
    way_words,
)

LIMITS = PlanLimits(bytes=4_000_000, sets=40, cells=200_000, shared=2_000)
TEN, HALF = Edge(at=10.0, side="from"), Edge(at=0.5, side="above")
DAY = Edge(at="2026-03-01", side="alone")


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (Use(role="score"), "the score"),
        (Use(role="weight"), "the weight of a response"),
        (Use(role="answered"), "the date of the answer"),
        (Use(role="respondent"), "who answered"),
        (Use(role="account"), "the account of the answer"),
        (
            Use(role="until", texts=("signed up",)),
            'the date to which days since "signed up" are counted',
        ),
        (Use(role="lacking"), "not in this export: missing in every row"),
        (Use(), "its texts"),
        (Use(how="cut", texts=("Free", "on hold")), 'its texts, told apart: Free, "on hold"'),
        (Use(how="compared", texts=("Free",)), "its texts, compared with Free"),
        (Use(form="number"), "as a number"),
        (Use(form="number", how="cut", edges=(HALF, TEN)), "as a number, cut at above 0.5, 10"),
        (
            Use(form="number", how="compared", edges=(TEN, HALF, TEN)),
            "as a number, compared with 10, 0.5",
        ),
        (Use(form="date", how="cut", edges=(DAY,)), "as a date, cut at 2026-03-01 alone"),
        (Use(form="moment"), "as a date with its time"),
        (Use(form="days", how="cut", until="at", edges=(TEN,)), "days to at, cut at 10"),
        (
            Use(form="days", how="cut", until="2026-01-01"),
            "days to 2026-01-01, whether there is one",
        ),
        (Use(form="known"), "whether it is missing"),
        (
            Use(form="test", operator="contains", texts=("price", "cost")),
            'searched for "price", "cost"',
        ),
        (
            Use(form="test", operator="starts_with", texts=("a",)),
            'searched for "a" at its beginning',
        ),
        (Use(form="test", operator="ends_with", texts=("a",)), 'searched for "a" at its end'),
        (
            Use(form="test", operator="matches", texts=("^a{2}",)),
            'searched for the pattern "^a{2}"',
        ),
        (Use(form="test", operator="has", texts=("api",)), 'searched for the tag "api"'),
        (Use(form="test", operator="is", texts=("true",)), "compared with true"),
        (
            Use(form="test", operator="contains", texts=("1",), until="at"),
            'days to at, searched for "1"',
        ),
    ],
)
def test_uses_of_columns(use: Use, words: str) -> None:
    assert use_words(use) == words


def test_edges_of_every_side() -> None:
    assert [edge_words(edge) for edge in (TEN, HALF, DAY)] == [
        "10",
        "above 0.5",
        "2026-03-01 alone",
    ]


def test_long_lists_are_cut() -> None:
    assert listed([]) == ""
    assert listed("abcdef") == "a, b, c, d, e, f"
    assert listed("abcdefgh") == "a, b, c, d, e, f and 2 more"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part(segmentation=""), "all responses"),
        (Part(segmentation="plan"), "plan"),
        (Part(segmentation="w", rules=8, of=20), "w (8 of 20 rules)"),
        (Part(segmentation="w", of=20, rest=True), "w (whether no rule holds)"),
        (
            Part(segmentation="w", rules=4, of=20, rest=True),
            "w (4 of 20 rules and whether no rule holds)",
        ),
    ],
)
def test_parts_of_segmentations(part: Part, words: str) -> None:
    assert part_words(part) == words


PLAN, USAGE = Part(segmentation="plan"), Part(segmentation="usage")


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (CountPlan(parts=(PLAN, USAGE), columns=("plan", "mrr")), "share one group, by plan, mrr"),
        (CountPlan(parts=(PLAN,), columns=()), "a group of its own"),
        (
            CountPlan(parts=(PLAN,), columns=("plan",), texts=True),
            "a group of its own, by plan; apart, since two texts in one key cost more than one "
            "each in two",
        ),
        (
            CountPlan(parts=(PLAN,), columns=("plan",), crowd=5200),
            "a group of its own, by plan; apart, since with others there would be about 5,200 "
            "combinations, more than 2,000",
        ),
        (
            CountPlan(parts=(PLAN,), columns=("plan",), crowd=5200, texts=True),
            "a group of its own, by plan; apart, since two texts in one key cost more than one "
            "each in two and with others there would be about 5,200 combinations, more than 2,000",
        ),
    ],
)
def test_groups_say_why_they_are_apart(group: CountPlan, words: str) -> None:
    assert group_words(group, LIMITS) == words


def test_what_is_counted_by_rows_says_why() -> None:
    count = CountPlan(parts=(PLAN,), columns=("id",), cells=1_200_000)
    assert rows_words(count, LIMITS) == (
        "worked out for each row, by id; more than 200,000 combinations"
    )
    assert (
        rows_words(CountPlan(parts=(PLAN,), columns=("id",)), LIMITS) == "worked out for each row"
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"), (812, "812 bytes"), (999, "999 bytes"), (1000, "1 kB"),
        (312_345, "312.3 kB"), (4_000_000, "4 MB"), (410_192_131, "410.2 MB"),
        (3_000_000_000_000, "3 TB"), (5_000_000_000_000_000, "5000 TB"),
    ],
)  # fmt: skip
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


SMALL = (
    "all is counted row by row. Below 4 MB, and for at most 40 sets of keys, a look at a sample "
    "costs more than it saves."
)


@pytest.mark.parametrize(
    ("plan", "sentences"),
    [
        (
            InputPlan(path="a.tally", format="tally", way="tally"),
            ["Read as a tally: counts by day, no rows and no columns."],
        ),
        (
            InputPlan(path="a", format="csv", way="small", size=300_000),
            [f"An export of 300 kB: {SMALL}"],
        ),
        (InputPlan(path="-", format="csv", way="small"), [f"Of unknown size: {SMALL}"]),
        (
            InputPlan(path="a", format="csv", way="gathered", gathered=("respondent",)),
            [
                "All rows are gathered, then counted row by row, since survey.respondent is "
                "declared, and its answers must be seen together."
            ],
        ),
        (
            InputPlan(path="a", format="csv", way="gathered", gathered=("respondent", "account")),
            [
                "All rows are gathered, then counted row by row, since survey.respondent and "
                "survey.account are declared, and their answers must be seen together."
            ],
        ),
        (
            InputPlan(path="a", format="csv", way="together", sampled=20_000, daily=True),
            [
                "Told from the first 20,000 rows: those that rules cannot tell apart are put "
                "together, and segments are worked out once for each combination.",
                "It is counted by the day of the answer, to be added to tallies.",
            ],
        ),
    ],
)
def test_how_an_input_is_counted(plan: InputPlan, sentences: list[str]) -> None:
    assert way_words(plan, LIMITS) == sentences
