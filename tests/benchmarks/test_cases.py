import json
from typing import Any

import pytest
from tests.benchmarks import exports
from tests.benchmarks.cases import cases, rules
from tests.benchmarks.sizes import Sizes


def figures(sizes: Sizes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(sizes.figures("nine", sizes.rows).read_text("utf-8"))
    return read


def test_every_scored_row_is_in_one_segment_of_each_partition(small: Sizes) -> None:
    found = figures(small)
    scored = exports.responses(0, small.rows)["nps_score"].drop_nulls().len()
    assert found["read"] == small.rows
    assert len(found["segments"]) == 9
    for name, segments in found["segments"].items():
        if name != "watchlist":
            assert sum(sum(one["count"]) for one in segments.values()) == scored, name


def test_weights_are_summed_as_whole_numbers(small: Sizes) -> None:
    frame = exports.responses(0, small.rows).drop_nulls("nps_score")
    thousandths = (frame["weight"] * 1000).round().cast(int)
    plans = figures(small)["segments"]["plan"].values()
    assert sum(sum(plan["weight"]) for plan in plans) == thousandths.sum()
    assert sum(sum(plan["square"]) for plan in plans) == (thousandths**2).sum()


def test_every_segment_of_the_nine_holds_somebody(small: Sizes) -> None:
    for segments in figures(small)["segments"].values():
        assert all(sum(one["count"]) for one in segments.values())


@pytest.mark.parametrize(("number", "texts"), [(9, 1), (50, 1), (500, 10)])
def test_one_rule_in_fifty_searches_comments(number: int, texts: int) -> None:
    conditions = [written for written, _ in rules(number).values()]
    assert len(conditions) == number
    assert len({json.dumps(one) for one in conditions}) == number
    assert sum("comment" in one for one in conditions) == texts


def test_counts_do_not_depend_on_the_chunks_they_are_taken_in() -> None:
    case = cases()["nine"]
    whole, parts = case.empty(), case.empty()
    case.add(exports.responses(0, 300), whole)
    for start, end in ((0, 7), (7, 120), (120, 300)):
        case.add(exports.responses(start, end - start), parts)
    assert parts == whole
