import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.benchmarks.counts import Expected, Tally, by_nps, by_peer, same_sum
from tests.benchmarks.measurements import parquet, text
from tests.benchmarks.processes import WrongError
from tests.benchmarks.sizes import Sizes

PEERS = ("DuckDB", "Polars", "pandas")
Spoil = Callable[[dict[str, Any]], None]


def spoil_count(figures: dict[str, Any]) -> None:
    figures["segments"]["watchlist"]["Price talk"]["count"][10] += 1


def spoil_weight(figures: dict[str, Any]) -> None:
    figures["segments"]["country"]["DE"]["weight"][0] += 1


def spoil_square(figures: dict[str, Any]) -> None:
    figures["segments"]["account_age"]["(blank)"]["square"][9] += 1


def spoil_sum(figures: dict[str, Any]) -> None:
    figures["sums"]["comment"] += 1


def leave_out(figures: dict[str, Any]) -> None:
    del figures["segments"]["satisfaction"]["(blank)"]


def held_to(sizes: Sizes, folder: Path, spoil: Spoil, *, weighted: bool) -> Expected:
    figures = json.loads(sizes.figures("nine", sizes.rows).read_text("utf-8"))
    spoil(figures)
    path = folder / "spoiled.json"
    path.write_text(json.dumps(figures), "utf-8")
    return Expected(figures=path, weighted=weighted)


def check(expected: Expected, name: str, output: bytes) -> None:
    checks = {"nps": expected.of_nps, "floor": expected.of_floor}
    checks.get(name, expected.of_peer)(output)


@pytest.fixture(scope="module")
def plain(small: Sizes) -> dict[str, bytes]:
    return {one.name: one.run().output for one in parquet(small).entrants}


@pytest.fixture(scope="module")
def weighted(small: Sizes) -> dict[str, bytes]:
    return {one.name: one.run().output for one in parquet(small, "-weighted").entrants}


@pytest.mark.parametrize("name", ["nps", *PEERS, "floor"])
def test_all_count_what_the_plain_filters_count(
    name: str, plain: dict[str, bytes], weighted: dict[str, bytes], small: Sizes
) -> None:
    figures = small.figures("nine", small.rows)
    check(Expected(figures=figures), name, plain[name])
    check(Expected(figures=figures, weighted=True), name, weighted[name])


@pytest.mark.parametrize("name", ["nps", *PEERS])
@pytest.mark.parametrize("spoil", [spoil_count, leave_out])
def test_a_count_that_is_wrong_by_1_is_found(
    name: str, spoil: Spoil, plain: dict[str, bytes], small: Sizes, tmp_path: Path
) -> None:
    expected = held_to(small, tmp_path, spoil, weighted=False)
    with pytest.raises(WrongError, match="wrong counts of"):
        check(expected, name, plain[name])


@pytest.mark.parametrize("name", ["nps", *PEERS])
@pytest.mark.parametrize("spoil", [spoil_count, spoil_weight, spoil_square])
def test_a_weight_that_is_wrong_by_a_thousandth_is_found(
    name: str, spoil: Spoil, weighted: dict[str, bytes], small: Sizes, tmp_path: Path
) -> None:
    expected = held_to(small, tmp_path, spoil, weighted=True)
    with pytest.raises(WrongError, match="wrong counts of"):
        check(expected, name, weighted[name])


def test_a_floor_that_leaves_cells_out_is_found(
    plain: dict[str, bytes], small: Sizes, tmp_path: Path
) -> None:
    expected = held_to(small, tmp_path, spoil_sum, weighted=False)
    with pytest.raises(WrongError, match="in comment"):
        expected.of_floor(plain["floor"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (5, 5, True),
        (5, 6, False),
        (-(2**31), 3 * 2**31, True),
        (2**31, 2**31 + 1, False),
        (0.1 + 0.2, 0.3, True),
        (0.3, 0.300001, False),
    ],
)
def test_sums_agree_to_the_last_whole_number(one: float, other: float, *, same: bool) -> None:
    assert same_sum(one, other) is same


def test_a_ledger_of_other_rows_is_found(
    plain: dict[str, bytes], small: Sizes, tmp_path: Path
) -> None:
    expected = held_to(
        small, tmp_path, lambda figures: figures.update(read=small.rows + 1), weighted=False
    )
    with pytest.raises(WrongError, match="3000 rows read, not 3001"):
        expected.of_nps(plain["nps"])


def test_csv_is_counted_like_parquet_by_all(small: Sizes) -> None:
    entrants = text(small).entrants
    assert [one.name for one in entrants] == ["nps", "DuckDB", "Polars"]
    for one in entrants:
        one.check(one.run().output)


def test_scores_are_taken_by_segment() -> None:
    one = {"segment": "Free", "scores": [1, 2], "weighted_scores": [3, 1], "effective_base": 2}
    nobody = {"segment": "Pro", "scores": [0, 0]}
    found = by_nps({"segmentations": [{"name": "plan", "segments": [one, nobody]}]})
    assert found == {("plan", "Free"): Tally(counts=[1, 2], weights=[3, 1], square=8)}


def test_rows_of_peers_are_put_together_by_segment() -> None:
    rows = [["plan", "Free", 0, 2, 1.5, 1.25], ["plan", "Free", 10, 1, 2.0, 4.0]]
    found = by_peer(rows)[("plan", "Free")]
    assert found.counts == [2, *[0] * 9, 1]
    assert found.weights == [1.5, *[0] * 9, 2.0]
    assert found.square == 5.25
