"""Respondents who answered both before and after, against plain loops."""

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

import polars as pl
import pytest
from tests.stats.rows import Row, sums_of

from nps.engine.slicing import Slicing
from nps.errors import ScoreError
from nps.results.tally import PairTally, Tally
from nps.spec.periods import parse_period

Count = Callable[..., Tally]
HEADER = "score,id,weight,at\n"
BEFORE = """9,ann,1.5,2026-01-05
2,bob,0.25,2026-01-06
10,ann,3,2026-02-06
8,eve,2,2026-02-07
7,,1,2026-02-08
,fay,1,2026-03-09
0,gil,0,2026-03-31
3,ann,x,2026-03-31
"""
AFTER = """1,ann,2,2026-07-05
9,bob,0.000000001,2026-07-06
10,bob,4,2026-08-06
8,fay,2,2026-08-07
7,  ,1,2026-08-08
6,,1,2026-08-08
10,gil,5,2026-09-09
ten,eve,1,2026-09-30
"""
TODAY = date(2026, 12, 31)
BETWEEN = Slicing(between=(parse_period("2026Q1", TODAY), parse_period("2026Q3", TODAY)))


def rows_of(lines: str, *, weighted: bool) -> list[Row]:
    """The responses that count, by respondent; a blank one is empty."""
    return [
        Row(
            score=int(row["score"]),
            weight=Decimal(row["weight"]) if weighted else Decimal(1),
            cluster=row["id"].strip(),
        )
        for row in csv.DictReader(StringIO(HEADER + lines))
        if row["score"].isdigit() and not (weighted and row["weight"] == "x")
    ]


def pairs_of(before: Sequence[Row], after: Sequence[Row], *, weighted: bool) -> PairTally:
    """Plain loops over the respondents of both."""
    sides: list[dict[str, list[int]]] = []
    for rows in (before, after):
        inside: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            unit = int(row.weight * (10**9 if weighted else 1))
            inside[row.cluster][0] += unit * ((row.score > 8) - (row.score < 7))
            inside[row.cluster][1] += unit
        sides.append(inside)
    first, second = sides
    both = [one for one in first if one and one in second]

    def product(left: int, right: int) -> int:
        return sum(first[one][left] * second[one][right] for one in both)

    return PairTally(
        respondents=len(both),
        before=sums_of([row for row in before if row.cluster in both], weighted=weighted),
        after=sums_of([row for row in after if row.cluster in both], weighted=weighted),
        aa=product(0, 0), ab=product(0, 1), ba=product(1, 0), bb=product(1, 1),
        unknown=sum(not row.cluster for row in (*before, *after)),
    )  # fmt: skip


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("sides", [False, True], ids=["periods", "exports"])
def test_pairs_are_those_of_plain_loops(counted: Count, weighted: bool, sides: bool) -> None:  # noqa: FBT001  # parameters
    declared = {"respondent": "id", "answered_at": "at"}
    declared |= {"weight": "weight"} if weighted else {}
    expected = pairs_of(
        rows_of(BEFORE, weighted=weighted), rows_of(AFTER, weighted=weighted), weighted=weighted
    )

    if sides:
        tally = counted(HEADER + BEFORE, HEADER + AFTER, **declared, slicing=Slicing(sides=1))
    else:
        tally = counted(HEADER + BEFORE + AFTER, **declared, slicing=BETWEEN)

    assert tally.pairs == expected
    assert (expected.respondents, expected.unknown) == (3, 3)


def test_the_latest_answer_of_either_period_makes_the_pair(counted: Count) -> None:
    declared = {"respondent": "id", "answered_at": "at", "repeats": "latest"}
    kept = [[line for line in part.splitlines() if not line.startswith(drop)]
            for part, drop in ((BEFORE, ("9,ann", "10,ann")), (AFTER, "9,bob"))]  # fmt: skip
    before, after = (rows_of("\n".join(lines), weighted=False) for lines in kept)

    tally = counted(HEADER + BEFORE + AFTER, **declared, slicing=BETWEEN)

    assert tally.pairs == pairs_of(before, after, weighted=False)
    assert tally.ledger.repeats_dropped == 3


def test_accounts_that_weigh_1_in_either_period(counted: Count) -> None:
    header = "score,id,account,at\n"
    rows = "9,ann,a,2026-01-01\n8,bob,a,2026-01-01\n1,ann,a,2026-07-01\n"
    declared = {"respondent": "id", "account": "account", "answered_at": "at", "roll_up": "mean"}

    pairs = counted(header + rows, **declared, slicing=BETWEEN).pairs

    unit, half = 10**9, 5 * 10**8
    assert pairs is not None
    assert pairs.respondents == 1
    assert (pairs.aa, pairs.ab, pairs.ba, pairs.bb) == (
        -half * unit, half * unit, -half * unit, half * unit
    )  # fmt: skip
    assert pairs.before.weights[9] == half
    assert pairs.after.squares[1] == unit**2


def test_numbers_and_texts_name_the_same_respondent(counted: Count) -> None:
    frame = pl.DataFrame({"score": [9, 8, 7], "id": [1, 2, None]})

    pairs = counted(
        frame, "score,id\n1,1\n2,02\n3,\n", respondent="id", slicing=Slicing(sides=1)
    ).pairs

    assert pairs is not None
    assert (pairs.respondents, pairs.unknown) == (1, 2)
    assert (pairs.aa, pairs.ab, pairs.ba, pairs.bb) == (-1, 1, -1, 1)


@pytest.mark.parametrize("weight", [{}, {"weight": "weight"}], ids=["unweighted", "weighted"])
def test_where_nobody_answers_twice_there_are_no_pairs(
    counted: Count, weight: dict[str, str]
) -> None:
    sides = (f"{HEADER}9,ann,1,\n8,,1,\n", f"{HEADER}1,bob,1,\n")

    pairs = counted(*sides, respondent="id", **weight, slicing=Slicing(sides=1)).pairs

    none = sums_of([], weighted=bool(weight))
    assert pairs == PairTally(
        respondents=0, before=none, after=none, aa=0, ab=0, ba=0, bb=0, unknown=1
    )


def test_an_empty_side_has_no_pairs(counted: Count) -> None:
    between = (parse_period("2026Q1", TODAY), parse_period("2026Q2", TODAY))
    slicing = Slicing(between=between)

    pairs = counted(
        HEADER + BEFORE + AFTER, respondent="id", answered_at="at", slicing=slicing
    ).pairs

    assert pairs is not None
    assert (pairs.respondents, pairs.unknown) == (0, 1)


def test_pairs_are_asked_for_by_respondents_and_two_sides_only(counted: Count) -> None:
    export = HEADER + BEFORE + AFTER

    assert counted(export, answered_at="at", slicing=BETWEEN).pairs is None
    assert counted(export, answered_at="at", account="id", slicing=BETWEEN).pairs is None
    assert counted(export, answered_at="at", respondent="id").pairs is None
    halves = Slicing(every="half")
    two = counted(export, answered_at="at", respondent="id", slicing=halves)
    assert (len(two.periods), two.pairs) == (2, None)


def test_weights_of_a_respondent_that_do_not_add_up_are_refused(counted: Count) -> None:
    sides = [
        "score,id,account,weight\n" + "".join(f"9,ann,{side}{at},4e9\n" for at in range(5))
        for side in "ab"
    ]
    declared = {"respondent": "id", "account": "account", "weight": "weight"}

    with pytest.raises(ScoreError, match="found weights of up to 40,000,000,000, whose squares"):
        counted(*sides, **declared, slicing=Slicing(sides=1))
