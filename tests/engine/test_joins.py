"""Segments of joined columns are the same however the rows are counted."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.plans import SETTINGS, export, planned

from nps.engine.tallying import tally
from nps.results.tally import Tally
from nps.results.vendor import matched_name
from nps.spec.configuration import Configuration

CONFIGURATION = Configuration.model_validate(
    {
        "survey": {"score": "score"},
        "joins": [{"path": "c.csv", "on": "id", "columns": ["plan", "mrr"]}],
        "segments": {
            "plan": "plan",
            "map": {"column": "plan", "map": {"A": ["Free"]}},
            "spend": {"column": "mrr", "breaks": [10, 50]},
            "parts": {"column": "mrr", "quantiles": 3},
            "tags": {"tags": "plan"},
            "own": "own",
            "both": {"cross": ["plan", "own"]},
            "rules": {"rules": {"Big": {"mrr": {"gte": 50}}, "Free": {"plan": "Free"}}},
        },
    }
)
ABSENT = "(not in c.csv)"
ROWS = st.lists(
    st.tuples(
        st.integers(0, 10),
        st.sampled_from(["x", "y", ""]),
        st.none() | st.tuples(st.sampled_from(["Free", "Pro", "", ABSENT]), st.integers(0, 99)),
    ),
    min_size=1,
    max_size=30,
)


def counted(rows: list[tuple[Any, Any, Any]], limits: Any) -> Tally:  # noqa: ANN401  # as drawn
    frame = pl.DataFrame(
        {
            "score": [score for score, _, _ in rows],
            "own": [own for _, own, _ in rows],
            "plan": [found[0] if found else None for _, _, found in rows],
            "mrr": [str(found[1]) if found else None for _, _, found in rows],
            matched_name(0): [found is not None for _, _, found in rows],
        },
        schema_overrides={"plan": pl.String, "mrr": pl.String},
    )
    with planned(limits):
        return tally([export(frame)], CONFIGURATION, tuple(CONFIGURATION.segments))


@settings(deadline=None, max_examples=40)
@given(ROWS, SETTINGS)
def test_a_plan_changes_nothing_of_a_join(rows: list[Any], limits: Any) -> None:  # noqa: ANN401
    plain = counted(rows, {"LARGE": 10**12, "MANY": 10**12})
    absent = sum(found is None or found[0] == ABSENT for _, _, found in rows)
    unmatched = sum(found is None for _, _, found in rows)

    assert counted(rows, limits) == plain
    assert plain.ledger.scored == len(rows)
    plans = {one.name: one.sums.base for one in plain.segmentations[0].segments}
    assert plans.get(ABSENT, 0) == absent
    assert sum(plans.values()) == len(rows)
    spends = {one.name: one.sums.base for one in plain.segmentations[2].segments}
    assert spends.get(ABSENT, 0) == unmatched
