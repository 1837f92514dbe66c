"""The compiled plan gives what a plain-Python reading of the rules gives."""

from collections import Counter
from operator import ge
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.tallying import tally
from nps.results.tally import Tally
from nps.sources.export import Export
from nps.spec.configuration import Configuration

Response = dict[str, str | None]
NUMBER = {"eq", "gt", "gte", "lt", "lte"}


def holds(condition: dict[str, Any], response: Response) -> bool | None:
    """Ten lines that say what a condition means; None is unknown."""
    verdicts: list[bool | None] = []
    for key, value in condition.items():
        if key == "not":
            inner = holds(value, response)
            verdicts.append(None if inner is None else not inner)
        elif key in {"all", "any"}:
            parts = [holds(part, response) for part in value]
            decided = key == "any"
            verdicts.append(decided if decided in parts else None if None in parts else not decided)
        else:
            verdicts += [test(response[key], name, v) for name, v in operators(value)]
    return False if False in verdicts else None if None in verdicts else True


def operators(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401  # any operand
    if isinstance(value, dict):
        return list(value.items())
    return [("in", value)] if isinstance(value, list) else [("eq", value)]


def number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def test(cell: str | None, name: str, operand: Any) -> bool | None:  # noqa: ANN401
    if name == "is_null":
        return (cell is None) is operand
    if cell is None:
        return None
    if name in {"in", "not_in"}:
        return any(test(cell, "eq", one) for one in operand) == (name == "in")
    if name == "ne":
        return not test(cell, "eq", operand)
    if name == "contains":
        return str(operand).lower() in cell.lower()
    if isinstance(operand, str):
        return bool(cell == operand)
    value = number(cell)
    if name == "eq":
        return bool(value == operand)
    if value is None:
        return None
    return bool({"gt": value > operand, "gte": value >= operand, "lt": value < operand,
            "lte": value <= operand}[name])  # fmt: skip


test.__test__ = False  # type: ignore[attr-defined]  # a reading of the rules, no test of its own

TEXTS = ("free", "team", "pro", "Free")
CELL = st.sampled_from((*TEXTS, "", None))
NUMBER_CELL = st.sampled_from(("0", "1", "2.5", "10", "-3", "many", "", None))
SCORE = st.sampled_from([str(score) for score in range(11)] + ["", "NA", "11", "x"])
RESPONSES = st.lists(
    st.fixed_dictionaries({"plan": CELL, "mrr": NUMBER_CELL, "score": SCORE}), min_size=1
)
AMOUNT = st.sampled_from((0, 1, 2, 2.5, 10))
COMPARISON = st.one_of(
    st.builds(lambda value: {"plan": value}, st.sampled_from(TEXTS)),
    st.builds(lambda value: {"plan": value}, st.lists(st.sampled_from(TEXTS), min_size=1)),
    st.builds(
        lambda name, value: {"plan": {name: value}},
        st.sampled_from(("in", "not_in")), st.lists(st.sampled_from(TEXTS), min_size=1),
    ),
    st.builds(lambda value: {"plan": {"ne": value}}, st.sampled_from(TEXTS)),
    st.builds(lambda value: {"plan": {"contains": value}}, st.sampled_from(("re", "EA", "o"))),
    st.builds(lambda value: {"plan": {"is_null": value}}, st.booleans()),
    st.builds(lambda name, v: {"mrr": {name: v}}, st.sampled_from(sorted(NUMBER)), AMOUNT),
    st.builds(lambda low, high: {"mrr": {"gte": low, "lt": high}}, AMOUNT, AMOUNT),
)  # fmt: skip
CONDITION: st.SearchStrategy[dict[str, Any]] = st.recursive(
    COMPARISON,
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)
RULES = st.lists(CONDITION, min_size=1, max_size=11).map(
    lambda conditions: {f"r{index}": one for index, one in enumerate(conditions)}
)
ANCHOR: Response = {"plan": "free", "mrr": "1", "score": "5"}
"""One response that converts and scores, so that no run is refused."""


def export(responses: list[Response], name: str = "a.csv") -> Export:
    frame = pl.LazyFrame(
        responses, schema={"plan": pl.String, "mrr": pl.String, "score": pl.String}
    )
    return Export(
        path=name, format="csv", layout="plain", frame=frame, columns=("plan", "mrr", "score"),
        duplicates=frozenset(), notes=(),
    )  # fmt: skip


def count(declared: dict[str, Any], *exports: Export) -> Tally:
    configuration = Configuration.model_validate(
        {
            "survey": {"score": "score", **declared.get("survey", {})},
            "segments": declared["segments"],
        }
    )
    return tally(exports, configuration, tuple(configuration.segments))


def scored(responses: list[Response]) -> list[Response]:
    return [one for one in responses if one["score"] in {str(score) for score in range(11)}]


def blank(response: Response) -> Response:
    return {name: cell or None for name, cell in response.items()}


@settings(deadline=None)
@given(RESPONSES, RULES, st.booleans())
def test_rules_select_what_they_mean(
    responses: list[Response],
    rules: dict[str, Any],
    overlap: bool,  # noqa: FBT001  # drawn
) -> None:
    responses = [*responses, ANCHOR]
    counted = count(
        {"segments": {"s": {"rules": rules, "overlap": overlap}}}, export(responses)
    ).segmentations[0]

    expected: Counter[tuple[str, int]] = Counter()
    nowhere = 0
    for response in map(blank, scored(responses)):
        members = [name for name, rule in rules.items() if holds(rule, response)]
        for name in members if overlap else members[:1]:
            expected[name, int(str(response["score"]))] += 1
        nowhere += not members
    found = {
        (segment.name, score): times
        for segment in counted.segments
        for score, times in enumerate(segment.sums.counts)
        if times
    }
    assert found == dict(expected)
    assert counted.unsegmented.base == nowhere


@settings(deadline=None)
@given(RESPONSES, CONDITION)
def test_where_keeps_what_it_means(responses: list[Response], condition: dict[str, Any]) -> None:
    responses = [*responses, ANCHOR]
    counted = count({"survey": {"where": condition}, "segments": {}}, export(responses))

    kept = [one for one in map(blank, responses) if holds(condition, one)]
    assert counted.ledger.read == len(responses)
    assert counted.ledger.filtered_out == len(responses) - len(kept)
    assert counted.ledger.scored == len(scored(kept))


SEGMENTS = {
    "plan": "plan",
    "top": {"column": "plan", "top": 2},
    "spend": {"column": "mrr", "breaks": [1, 5]},
    "half": {"column": "mrr", "quantiles": 2},
    "cross": {"cross": ["plan", "spend"]},
    "watch": {"overlap": True, "rules": {"Big": {"mrr": {"gte": 2}}, "Free": {"plan": "free"}}},
}


@settings(deadline=None)
@given(RESPONSES, st.randoms(use_true_random=False))
def test_row_order_is_irrelevant(responses: list[Response], random: Any) -> None:  # noqa: ANN401
    responses = [*responses, ANCHOR]
    shuffled = list(responses)
    random.shuffle(shuffled)

    assert count({"segments": SEGMENTS}, export(responses)) == count(
        {"segments": SEGMENTS}, export(shuffled)
    )


@settings(deadline=None)
@given(RESPONSES, st.integers(0, 50))
def test_splitting_the_rows_in_two_changes_nothing(responses: list[Response], at: int) -> None:
    responses = [*responses, ANCHOR]
    whole = count({"segments": SEGMENTS}, export(responses))
    parts = count({"segments": SEGMENTS}, export(responses[:at]), export(responses[at:], "b.csv"))

    assert parts.segmentations == whole.segmentations
    assert parts.ledger == whole.ledger
    assert parts.overall == whole.overall
    assert parts.notes == whole.notes


@settings(deadline=None)
@given(RESPONSES)
def test_a_partition_adds_up_to_the_total(responses: list[Response]) -> None:
    counted = count({"segments": SEGMENTS}, export([*responses, ANCHOR]))

    for segmentation in counted.segmentations:
        parts = [segment.sums for segment in segmentation.segments]
        total = sum(parts, start=segmentation.unsegmented)
        if segmentation.partition:
            assert total == counted.overall
        else:
            assert all(map(ge, total.counts, counted.overall.counts))


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1))
def test_the_ledger_adds_up_on_any_text(cells: list[str]) -> None:
    frame = pl.LazyFrame({"score": [*cells, "9"]}, schema={"score": pl.String})
    one = Export(
        path="a.csv", format="csv", layout="plain", frame=frame, columns=("score",),
        duplicates=frozenset(), notes=(),
    )  # fmt: skip
    counted = tally([one], Configuration.model_validate({"survey": {"score": "score"}}), ())

    read, *parts = counted.ledger.record().values()
    assert read == sum(parts) == len(cells) + 1
    assert counted.overall.base == counted.ledger.scored
    assert sum(times for _, times in counted.uncounted) <= (
        counted.ledger.not_a_number + counted.ledger.off_scale
    )
