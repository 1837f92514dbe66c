"""Several people of one account: who speaks for it."""

from collections.abc import Callable, Sequence
from datetime import date

import polars as pl
import pytest

from nps.engine.slicing import Slicing
from nps.results.sums import UNIT
from nps.results.tally import Tally
from nps.spec.periods import parse_period

Count = Callable[..., Tally]
ACCOUNT = {"account": "account", "answered_at": "at"}
ROLES = {"account": "account", "roll_up": {"role": ["Buyer", "Admin"]}}


def csv(*rows: str, header: str = "score,account,at") -> str:
    return "\n".join((header, *rows)) + "\n"


def scores(tally: Tally) -> list[int]:
    return [score for score, count in enumerate(tally.overall.counts) for _ in range(count)]


def weights(tally: Tally) -> dict[int, int]:
    """Billionths of weight of each score that was given."""
    found = zip(tally.overall.counts, tally.overall.weights, strict=True)
    return {score: weight for score, (count, weight) in enumerate(found) if count}


def test_every_respondent_counts_by_default(counted: Count) -> None:
    tally = counted(csv("9,acme,", "1,acme,", "5,,"), account="account")

    assert scores(tally) == [1, 5, 9]
    assert tally.overall.weights == ()
    assert tally.notes == ("1 of 1 account answered more than once",)


def test_under_mean_each_account_weighs_1(counted: Count) -> None:
    rows = ["9,acme,", "1,acme,", "8,bolt,", "2,cog,", "3,cog,", "4,cog,"]

    tally = counted(csv(*rows), account="account", roll_up="mean")

    third = round(UNIT / 3)
    assert weights(tally) == {
        9: UNIT // 2, 1: UNIT // 2, 8: UNIT, 2: third, 3: third, 4: third
    }  # fmt: skip
    assert tally.overall.squares[2] == third**2
    assert tally.overall.base == tally.ledger.scored == 6
    assert tally.notes == (
        "2 of 3 accounts answered more than once",
        "roll-up: mean, so that each account weighs 1",
    )


def test_under_mean_a_missing_account_speaks_for_itself(counted: Count) -> None:
    tally = counted(csv("9,,", "1,  ,", "8,acme,"), account="account", roll_up="mean")

    assert weights(tally) == {9: UNIT, 1: UNIT, 8: UNIT}


def test_under_mean_weights_divide_an_account(counted: Count) -> None:
    header = "score,account,weight"
    rows = ["9,acme,1", "1,acme,3", "8,bolt,7", "7,cog,0", "6,cog,0", "5,,4", "4,,0", "3,acme,x"]

    tally = counted(
        csv(*rows, header=header), account="account", roll_up="mean", weight="weight"
    )  # fmt: skip

    assert weights(tally) == {
        9: UNIT // 4, 1: 3 * UNIT // 4, 8: UNIT, 7: 0, 6: 0, 5: UNIT, 4: 0
    }  # fmt: skip
    assert tally.ledger.bad_weight == 1


def test_under_mean_only_answers_that_count_are_of_an_account(counted: Count) -> None:
    rows = ["9,acme,", ",acme,", "ten,acme,", "1,acme,"]

    assert weights(counted(csv(*rows), account="account", roll_up="mean")) == {
        9: UNIT // 2, 1: UNIT // 2
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["9,acme,2026-02-01", "1,acme,2026-01-01"], [9]),
        (["9,acme,2026-02-01", "1,bolt,2026-01-01"], [1, 9]),
        (["9,,2026-02-01", "1,,2026-01-01"], [1, 9]),
        (["9,acme,", "1,acme,0001-01-01"], [1]),
        (["9,acme,", "1,acme,"], [1]),
        (["9,acme,2026-02-01", "1,acme,2026-02-01"], [1]),
        (["9,acme,2026-02-01 10:00", "1,acme,2026-02-01 09:00"], [9]),
        (["9,acme,2026-01-01", "ten,acme,2026-02-01", ",acme,2026-02-01"], [9]),
    ],
    ids=[
        "the latest", "two accounts", "a missing account speaks for itself",
        "a missing date is the oldest", "ties go to the last row, undated",
        "ties go to the last row", "times of day", "among answers that count",
    ],
)  # fmt: skip
def test_under_latest_the_latest_answer_speaks(
    counted: Count, rows: Sequence[str], kept: list[int]
) -> None:
    tally = counted(csv(*rows), **ACCOUNT, roll_up="latest")

    assert scores(tally) == kept
    ledger = tally.ledger
    assert ledger.repeats_dropped == len(rows) - len(kept) - ledger.blank - ledger.not_a_number
    assert "roll-up: latest, so that the latest answer of each account counts" in tally.notes


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["1,acme,User", "2,acme,Admin", "3,acme,Buyer"], [3]),
        (["1,acme,User", "2,acme,Admin"], [2]),
        (["1,acme,User", "2,acme,"], [1, 2]),
        (["1,acme,Buyer", "2,acme,Buyer", "3,acme,Admin"], [1, 2]),
        (["1,acme,buyer", "2,acme,Admin"], [2]),
        (["1,acme, Buyer ", "2,acme,Admin"], [1]),
        (["1,,Admin", "2,,Buyer", "3,  ,"], [1, 2, 3]),
        (["1,acme,User", "2,bolt,Buyer"], [1, 2]),
        (["ten,acme,Buyer", ",acme,Buyer", "2,acme,Admin", "3,acme,User"], [2]),
    ],
    ids=[
        "the highest", "of those who answered", "unlisted and blank roles are last, together",
        "several of the highest all count", "roles are exact", "once trimmed",
        "a missing account speaks for itself", "each account for itself", "among those that count",
    ],
)  # fmt: skip
def test_the_highest_role_speaks(counted: Count, rows: Sequence[str], kept: list[int]) -> None:
    tally = counted(csv(*rows, header="score,account,role"), **ROLES)

    assert scores(tally) == kept
    ledger = tally.ledger
    assert ledger.repeats_dropped == len(rows) - len(kept) - ledger.blank - ledger.not_a_number
    assert (
        "roll-up: the highest role in column 'role' that answered speaks for each account "
        "(Buyer, Admin, then any other)"
    ) in tally.notes


def test_roles_may_be_categories(counted: Count) -> None:
    frame = pl.DataFrame(
        {"score": [1, 2], "account": [7, 7], "role": ["User", "Admin"]},
        schema_overrides={"role": pl.Categorical},
    )

    assert scores(counted(frame, **ROLES)) == [2]


def test_an_export_without_roles_or_accounts_has_none(counted: Count) -> None:
    header = "score,account,role"
    tally = counted(
        csv("1,acme,Buyer", "2,acme,Admin", header=header), "score,account\n3,acme\n",
        "score,role\n4,Admin\n", **ROLES,
    )  # fmt: skip

    assert scores(tally) == [1, 4]


def test_repeats_are_judged_before_the_roll_up(counted: Count) -> None:
    header = "score,account,id,at,role"
    export = csv(
        "1,acme,ann,2026-01-01,Buyer",
        "2,acme,ann,2026-02-01,User",
        "3,acme,bob,2026-01-01,Admin",
        header=header,
    )

    tally = counted(export, **ROLES, respondent="id", answered_at="at", repeats="latest")

    assert scores(tally) == [3]
    assert tally.ledger.repeats_dropped == 2


def test_an_account_is_one_over_all_exports(counted: Count) -> None:
    frame = pl.DataFrame({"score": [1, 2], "account": [7, 8], "at": [date(2026, 1, 2), None]})

    assert scores(counted(csv("9,7,2026-01-01"), frame, **ACCOUNT, roll_up="latest")) == [1, 2]
    assert weights(counted(csv("9,7,2026-01-01"), frame, **ACCOUNT, roll_up="mean")) == {
        9: UNIT // 2, 1: UNIT // 2, 2: UNIT
    }  # fmt: skip


@pytest.mark.parametrize(
    ("roll_up", "kept"),
    [("latest", [1, 5, 8]), ("mean", [1, 2, 5, 8, 9]), ({"role": ["Admin"]}, [2, 5, 8, 9])],
    ids=str,
)
def test_each_period_is_judged_on_its_own(counted: Count, roll_up: object, kept: list[int]) -> None:
    header = "score,account,at,role"
    export = csv(
        "9,acme,2026-01-05,Admin", "8,acme,2026-01-06,Admin",
        "2,acme,2026-02-05,Admin", "1,acme,2026-02-06,User", "5,acme,,User",
        header=header,
    )  # fmt: skip
    slicing = Slicing(every="month")

    tally = counted(export, **ACCOUNT, roll_up=roll_up, slicing=slicing)

    assert scores(tally) == kept
    assert tally.undated == 1
    if roll_up == "mean":
        assert [sum(one.overall.weights) for one in tally.periods] == [UNIT, UNIT]


def test_each_side_is_judged_on_its_own(counted: Count) -> None:
    rows = csv("9,acme,2026-01-05", "8,acme,2026-01-06", "1,acme,2026-07-05", "2,acme,2026-07-04")
    today = date(2026, 12, 31)
    between = (parse_period("2026H1", today), parse_period("2026H2", today))
    declared = {**ACCOUNT, "roll_up": "latest"}

    assert scores(counted(rows, **declared, slicing=Slicing(between=between))) == [1, 8]
    assert scores(counted(rows, rows, **declared, slicing=Slicing(sides=1))) == [1, 1]


def test_a_where_that_nobody_meets_is_a_result(counted: Count) -> None:
    for roll_up in ("mean", "latest", {"at": ["x"]}):
        tally = counted(csv("9,acme,"), **ACCOUNT, roll_up=roll_up, where={"account": "bolt"})

        assert (tally.overall.base, tally.ledger.filtered_out) == (0, 1)
