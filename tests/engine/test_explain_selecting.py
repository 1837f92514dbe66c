"""What rules select is what a plain reading of them selects, and adds up."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.selecting import select
from nps.engine.tallying import tally
from nps.results.explanation_counts import Selections
from nps.sources.export import Export
from nps.spec.configuration import Configuration

Row = tuple[int | None, str | None, str]
"""Number, plan, score."""
Rule = tuple[dict[str, Any], Callable[[Row], bool]]

ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(0, 9),
        st.sampled_from(["free", "team", None]),
        st.sampled_from(["0", "7", "9", "10", "", "x"]),
    ),
    min_size=1,
)
RULES = st.one_of(
    st.integers(0, 9).map(
        lambda at: ({"x": {"lt": at}}, lambda row: row[0] is not None and row[0] < at)
    ),
    st.integers(0, 9).map(
        lambda at: ({"not": {"x": at}}, lambda row: row[0] is not None and row[0] != at)
    ),
    st.sampled_from(["free", "team", "none"]).map(
        lambda plan: ({"plan": plan}, lambda row: row[1] == plan)
    ),
)


def export(rows: list[Row]) -> Export:
    numbers = [None if number is None else str(number) for number, _, _ in rows]
    cells = {"x": numbers, "plan": [row[1] for row in rows], "score": [row[2] for row in rows]}
    frame = pl.LazyFrame(cells, schema=dict.fromkeys(cells, pl.String))
    return Export(
        path="a.csv",
        format="csv",
        layout="plain",
        frame=frame,
        columns=tuple(cells),
        duplicates=frozenset(),
        notes=(),
    )


def configuration(rules: list[Rule], *, overlap: bool, otherwise: str | None) -> Configuration:
    declared: dict[str, Any] = {
        "overlap": overlap,
        "rules": {str(index): condition for index, (condition, _) in enumerate(rules)},
    }
    declared |= {"otherwise": otherwise} if otherwise else {}
    return Configuration.model_validate({"survey": {"score": "score"}, "segments": {"s": declared}})


def scored(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[2].isdigit()]


def check_against_reference(
    selections: Selections, rules: list[Rule], rows: list[Row], *, overlap: bool
) -> None:
    met = [[index for index, (_, holds) in enumerate(rules) if holds(row)] for row in scored(rows)]
    together = selections.matches["s"].together
    for one in range(len(rules)):
        for other in range(len(rules)):
            assert together[one][other] == sum(one in each and other in each for each in met)
    segmentation = selections.tally.segmentations[0]
    taken = {segment.name: segment.sums.base for segment in segmentation.segments}
    for index in range(len(rules)):
        by_rule = sum(index in each if overlap else each[:1] == [index] for each in met)
        assert taken[str(index)] == by_rule
    uncovered = segmentation.unsegmented.base + taken.get("rest", 0)
    assert uncovered == sum(not each for each in met)


@settings(deadline=None, max_examples=60)
@given(
    rows=ROWS,
    rules=st.lists(RULES, min_size=1, max_size=12),
    overlap=st.booleans(),
    otherwise=st.sampled_from(["rest", None]),
)
def test_matched_taken_and_uncovered_add_up(
    rows: list[Row], rules: list[Rule], *, overlap: bool, otherwise: str | None
) -> None:
    rows = [*rows, (5, "free", "9")]
    declared = configuration(rules, overlap=overlap, otherwise=otherwise)
    selections = select([export(rows)], declared, ["s"])

    check_against_reference(selections, rules, rows, overlap=overlap)
    assert selections.tally == tally([export(rows)], declared, ["s"])
    taken = sum(one.sums.base for one in selections.tally.segmentations[0].segments)
    matched = sum(line[index] for index, line in enumerate(selections.matches["s"].together))
    if not overlap:
        uncovered = selections.tally.segmentations[0].unsegmented.base
        assert taken + uncovered == len(scored(rows))
    assert matched >= taken - (len(scored(rows)) if otherwise else 0)


@pytest.mark.parametrize("amount", [1, 8, 9, 62, 63, 64, 126, 127, 200])
@pytest.mark.parametrize("overlap", [True, False])
def test_any_number_of_rules_is_counted_exactly(amount: int, *, overlap: bool) -> None:
    rows: list[Row] = [(number, "free", "9") for number in range(0, 250, 7)]
    rules: list[Rule] = [
        ({"x": {"gte": at}}, lambda row, at=at: row[0] is not None and row[0] >= at)  # type: ignore[misc]  # a default binds it
        for at in range(amount)
    ]
    declared = configuration(rules, overlap=overlap, otherwise=None)
    selections = select([export(rows)], declared, ["s"])
    check_against_reference(selections, rules, rows, overlap=overlap)


def test_rules_are_counted_over_all_exports() -> None:
    rules: list[Rule] = [({"x": {"lt": 5}}, lambda row: row[0] is not None and row[0] < 5)]
    declared = configuration(rules, overlap=False, otherwise=None)
    rows: list[Row] = [(1, None, "9"), (None, None, "3")]
    more: list[Row] = [(4, None, "0"), (7, None, "8")]
    selections = select([export(rows), export(more)], declared, ["s"])
    check_against_reference(selections, rules, rows + more, overlap=False)


def test_cuts_are_those_of_quantiles() -> None:
    rows: list[Row] = [(number, "free", "9") for number in (1, 2, 3, 4)]
    declared = Configuration.model_validate(
        {
            "survey": {"score": "score"},
            "segments": {"q": {"column": "x", "quantiles": 2}, "p": "plan"},
        }
    )
    selections = select([export(rows)], declared, ["q", "p"])
    assert selections.cuts == {"q": (3.0,), "p": ()}
    assert selections.matches == {}
