"""Sums over accounts, or respondents, that answered more than once, against plain loops."""

import csv
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import StringIO
from itertools import count
from typing import Any

import polars as pl
import pytest
from tests.stats.rows import Row, sums_of

from nps.engine.slicing import Slicing
from nps.errors import ScoreError
from nps.results.sums import ClusterSums
from nps.results.tally import SegmentationTally, Tally

Count = Callable[..., Tally]
EXPORT = """score,account,id,weight,plan,region,tags,at
9,acme,ann,1.5,free,EMEA,a;b,2026-01-05
2,acme,bob,0.25,pro,EMEA,b,2026-01-06
10,acme,ann,3,pro,AMER,,2026-04-06
8,bolt,eve,2,free,EMEA,a,2026-01-07
7,bolt,eve,0,free,,a;B,2026-04-08
0,,fay,1,free,AMER,c,2026-01-09
9,  ,gil,1.25,,AMER,c;c,2026-04-10
6,cog,hal,0.000000001,pro,APAC,b;a,
,acme,ann,9,pro,EMEA,a,2026-01-05
3,acme,ann,x,pro,EMEA,a,2026-01-05
"""
"""Weighted: 8 answers of 3 accounts, two blank ones and 5 clusters."""
Taken = Mapping[str, Callable[[dict[str, str]], bool]]


def rows_of(export: str, cluster: str, *, weighted: bool) -> list[Row]:
    """The responses that count, a blank cluster one of its own."""
    own = map(str, count())
    rows = [
        {name: cell.strip() for name, cell in one.items()}
        for one in csv.DictReader(StringIO(export))
    ]
    return [
        Row(
            score=int(row["score"]),
            weight=Decimal(row["weight"]) if weighted else Decimal(1),
            cluster=row[cluster] or next(own),
            cells=row,
        )
        for row in rows
        if row["score"] and not (weighted and row["weight"] == "x")
    ]


def check(
    segmentation: SegmentationTally, rows: list[Row], taken: Taken, *, weighted: bool
) -> None:
    """Every segment, its rest and the unsegmented are the sums of plain loops."""
    assert [segment.name for segment in segmentation.segments] == list(taken)
    for segment, takes in zip(segmentation.segments, taken.values(), strict=True):
        own = [row for row in rows if takes(row.cells)]
        rest = [row for row in rows if not takes(row.cells)]
        assert segment.sums == sums_of(own, weighted=weighted, clustered=True)
        assert segment.rest == sums_of(rest, weighted=weighted, clustered=True)
    nowhere = [row for row in rows if not any(takes(row.cells) for takes in taken.values())]
    assert segmentation.unsegmented == sums_of(nowhere, weighted=weighted, clustered=True)


def tags(row: dict[str, str]) -> set[str]:
    return {tag.lower() for tag in row["tags"].split(";") if tag}


def tagged(tag: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: tag in tags(row)


def scored_from(lowest: int) -> Callable[[dict[str, str]], bool]:
    return lambda row: int(row["score"]) >= lowest


RULES = {f"r{index}": {"score": {"gte": index}} for index in range(11)}
SEGMENTATIONS: dict[str, tuple[dict[str, Any], Taken]] = {
    "value": (
        {"plan": "plan"},
        {
            "free": lambda row: row["plan"] == "free",
            "pro": lambda row: row["plan"] == "pro",
            "(blank)": lambda row: not row["plan"],
        },
    ),
    "unsegmented": (
        {"region": {"column": "region", "map": {"West": ["AMER"], "Moon": ["MOON"]}}},
        {"West": lambda row: row["region"] == "AMER", "Moon": lambda _: False,
         "(blank)": lambda row: not row["region"]},
    ),
    "overlap": (
        {"watch": {"overlap": True, "rules": {"Free": {"plan": "free"}, "Low": {"score": {"lt": 9}},
                                              "None": {"plan": "team"}}}},
        {"Free": lambda row: row["plan"] == "free", "Low": lambda row: int(row["score"]) < 9,
         "None": lambda _: False},
    ),
    "overlap with otherwise": (
        {"watch": {"overlap": True, "rules": {"Low": {"score": {"lt": 7}}}, "otherwise": "Rest"}},
        {"Low": lambda row: int(row["score"]) < 7, "Rest": lambda row: int(row["score"]) >= 7},
    ),
    "more than eight rules": (
        {"many": {"overlap": True, "rules": RULES}},
        {name: scored_from(at) for at, name in enumerate(RULES)},
    ),
    "tags": (
        {"tags": {"tags": "tags", "split": ";"}},
        {name: tagged(name) for name in "abc"},
    ),
    "groups of tags": (
        {"tags": {"tags": "tags", "split": ";", "groups": {"AB": ["a", "b"], "AC": ["a", "c"]}}},
        {"AB": lambda row: bool(tags(row) & {"a", "b"}),
         "AC": lambda row: bool(tags(row) & {"a", "c"})},
    ),
    "breaks of the score": (
        {"low": {"column": "score", "breaks": [5]}},
        {"under 5": lambda row: int(row["score"]) < 5,
         "5 and over": lambda row: int(row["score"]) >= 5},
    ),
}  # fmt: skip


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("cluster", ["account", "id"])
@pytest.mark.parametrize("kind", SEGMENTATIONS)
def test_segments_and_their_rest(counted: Count, kind: str, cluster: str, weighted: bool) -> None:  # noqa: FBT001  # a parameter
    segments, taken = SEGMENTATIONS[kind]
    role = "account" if cluster == "account" else "respondent"
    weights = {"weight": "weight"} if weighted else {}
    rows = rows_of(EXPORT, cluster, weighted=weighted)

    tally = counted(EXPORT, segments=segments, **{role: cluster}, **weights)

    assert tally.overall == sums_of(rows, weighted=weighted, clustered=True)
    check(tally.segmentations[0], rows, taken, weighted=weighted)


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_crosses(counted: Count, weighted: bool) -> None:  # noqa: FBT001  # a parameter
    segments = {
        "plan": "plan",
        "watch": {
            "overlap": True,
            "rules": {"Low": {"score": {"lt": 9}}, "All": {"score": {"gte": 0}}},
        },
        "both": {"cross": ["plan", "watch"]},
    }  # fmt: skip
    weights = {"weight": "weight"} if weighted else {}
    rows = rows_of(EXPORT, "account", weighted=weighted)

    tally = counted(EXPORT, segments=segments, account="account", **weights)

    plans = {"free": "free", "pro": "pro", "(blank)": ""}
    cells = {
        f"{name} × {rule}": lambda row, plan=plan, below=below: (
            row["plan"] == plan and int(row["score"]) < below
        )
        for name, plan in plans.items()
        for rule, below in {"Low": 9, "All": 99}.items()
        if (name, rule) != ("(blank)", "Low")
    }
    check(tally.segmentations[2], rows, cells, weighted=weighted)
    assert not tally.segmentations[2].partition


@pytest.mark.parametrize(
    "rows",
    ["9,a\n8,b\n7,c\n", "9,\n8,\n7,  \n", "9,a\n,a\nten,a\n8,\n", "9,a\n8,A\n7,a.\n"],
    ids=["all different", "all blank", "only one of them scored", "different as written"],
)
def test_where_nobody_answers_twice_there_are_no_clusters(counted: Count, rows: str) -> None:
    tally = counted(f"score,id\n{rows}", respondent="id", segments={"id": "score"})

    assert tally.overall.clusters is None
    for segment in tally.segmentations[0].segments:
        assert segment.sums.clusters is None
        assert segment.rest.clusters is None
    assert tally.segmentations[0].unsegmented.clusters is None


def test_accounts_make_clusters_and_respondents_where_no_account_answered_twice(
    counted: Count,
) -> None:
    both = "score,id,account\n9,ann,acme\n3,ann,bolt\n9,bob,bolt\n"
    assert counted(both, respondent="id", account="account").overall.clusters == ClusterSums(
        clusters=2, aa=1, ab=1, bb=5
    )
    once = "score,id,account\n9,ann,acme\n3,ann,\n"
    assert counted(once, respondent="id", account="account").overall.clusters == ClusterSums(
        clusters=1, aa=0, ab=0, bb=4
    )


def test_one_column_may_be_both(counted: Count) -> None:
    tally = counted("score,id\n9,1\n8,1\n0,2\n", respondent="id", account="id")

    assert tally.overall.clusters == ClusterSums(clusters=2, aa=2, ab=1, bb=5)
    assert tally.notes == (
        "1 of 2 respondents answered more than once",
        "1 of 2 accounts answered more than once",
    )


def test_numbers_and_texts_name_the_same_account(counted: Count) -> None:
    whole = pl.DataFrame({"score": [9, 8], "account": [1, 2]})
    real = pl.DataFrame({"score": [7.0, 6.0, 5.0], "account": [1.0, float("nan"), None]})

    tally = counted(whole, real, "score,account\n4,1\n3,01\n", account="account")

    assert tally.overall.clusters == ClusterSums(clusters=5, aa=3, ab=-3, bb=13)


def test_an_export_that_lacks_the_column_has_blank_accounts(counted: Count) -> None:
    export = "score,account\n9,acme\n9,acme\n"

    tally = counted(export, "score\n1\n1\n", account="account", segments={"account": "account"})

    assert tally.overall.clusters == ClusterSums(clusters=3, aa=6, ab=2, bb=6)
    acme, blank = tally.segmentations[0].segments
    assert blank.sums.clusters == acme.rest.clusters == ClusterSums(clusters=2, aa=2, ab=-2, bb=2)


def test_repeats_that_are_dropped_are_of_no_cluster(counted: Count) -> None:
    tally = counted(EXPORT, respondent="id", answered_at="at", repeats="latest")

    assert tally.overall.clusters is None
    assert tally.overall.base == 6


def test_accounts_that_weigh_1_are_clusters(counted: Count) -> None:
    tally = counted("score,account\n9,a\n8,a\n1,b\n0,\n", account="account", roll_up="mean")

    unit, half = 10**9, 5 * 10**8
    assert tally.overall.clusters == ClusterSums(
        clusters=3, aa=half**2 + 2 * unit**2, ab=half * unit - 2 * unit**2, bb=3 * unit**2
    )


def test_every_period_has_clusters_of_its_own(counted: Count) -> None:
    segments, taken = SEGMENTATIONS["value"]
    slicing = Slicing(every="quarter")

    tally = counted(EXPORT, account="account", answered_at="at", segments=segments, slicing=slicing)

    rows = rows_of(EXPORT, "account", weighted=False)
    first, second = (
        [row for row in rows if row.cells["at"][:7] in months]
        for months in (("2026-01",), ("2026-04",))
    )
    assert tally.periods[0].overall == sums_of(first, clustered=True)
    check(tally.periods[0].segmentations[0], first, taken, weighted=False)
    assert tally.periods[1].overall == sums_of(second)
    assert tally.overall == sums_of(rows, clustered=True)


def test_row_order_changes_nothing(counted: Count) -> None:
    header, *lines = EXPORT.splitlines()
    declared = {"account": "account", "weight": "weight", "segments": SEGMENTATIONS["tags"][0]}

    there = counted("\n".join([header, *lines]), **declared)
    back = counted("\n".join([header, *reversed(lines)]), **declared)

    assert (there.overall, there.segmentations) == (back.overall, back.segmentations)


def test_weights_of_an_account_that_do_not_add_up_are_refused(counted: Count) -> None:
    rows = "".join(f"9,acme,4e9,{index}\n" for index in range(10))
    assert counted(f"score,account,weight,id\n{rows}", weight="weight").overall.base == 10

    with pytest.raises(ScoreError, match="found weights of up to 40,000,000,000, whose squares"):
        counted(f"score,account,weight,id\n{rows}", weight="weight", account="account")


def test_negative_zero_and_zero_are_one_key(counted: Count) -> None:
    frame = pl.DataFrame(
        {"score": [9, 9, 0, 10], "account": ["a", "a", "b", "b"], "mrr": [0.0, -0.0, 1.0, 2.0]}
    )
    segments = {"spend": {"column": "mrr", "quantiles": 2}}

    low, high = counted(frame, account="account", segments=segments).segmentations[0].segments

    assert low.sums.clusters == high.rest.clusters == ClusterSums(clusters=1, aa=4, ab=4, bb=4)
    assert high.sums.clusters == low.rest.clusters == ClusterSums(clusters=1, aa=0, ab=0, bb=4)
