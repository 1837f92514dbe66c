"""Plans as plain data: what is read, and what is counted together."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from tests.engine.plans import PLAIN, declarations, export, frames, outcome, planned

from nps.engine.counted import Asked
from nps.engine.daily import Daily
from nps.engine.export import Header
from nps.engine.inputs import ByDay
from nps.engine.planned import plan_inputs
from nps.errors import DeclarationError, NpsError
from nps.results.plan import ColumnPlan, Edge, InputPlan, Part, Use
from nps.spec.configuration import Configuration

ROWS = 400
FRAME = pl.DataFrame(
    {
        "nothing": ["x"] * ROWS,
        "score": [str(at % 11) for at in range(ROWS)],
        "plan": [("Free", "Team", "Pro")[at % 3] for at in range(ROWS)],
        "country": [("DE", "FR")[at % 2] for at in range(ROWS)],
        "id": [f"C{at}" for at in range(ROWS)],
        "mrr": [str(at * 7 % 1000) for at in range(ROWS)],
        "at": ["2026-03-01"] * ROWS,
        "signed": ["2025-01-01"] * ROWS,
        "comment": [f"comment {at}" for at in range(ROWS)],
        "tags": ["a;b"] * ROWS,
        "weight": ["1"] * ROWS,
        "status": ["done"] * ROWS,
    }
)
LARGE = 10**9
RULES = {
    "New": {"age": {"lt": 30}},
    "Free": {"plan": {"not_in": ["Free", "Trial"]}, "mrr": {"gt": 100}},
    "Seven": {"mrr": 7},
    "Price": {"comment": {"contains": ["price", "cost"]}},
    "Tagged": {"topics": {"has": "api"}},
    "Recent": {"signed": {"between": ["2025-06-01", "2025-06-30"]}},
    "Late": {"at": {"gte": "2026-03-01T08:00:00"}},
    "Blank": {"country": {"is_null": True}},
    "Begins": {"id": {"starts_with": "C1"}},
    "Yes": {"nothing": True},
    "Written": {"age": {"ends_with": "0"}},
}


def plan(
    segments: Mapping[str, Any],
    *,
    size: int = LARGE,
    **survey: object,
) -> InputPlan:
    configuration = Configuration.model_validate(
        {
            "survey": {"score": "score", "answered_at": "at", **survey},
            "columns": {
                "age": {"days_since": "signed"}, "topics": {"column": "tags", "split": ";"},
            },
            "segments": segments,
        }
    )  # fmt: skip
    one = export(FRAME, "folder/a.parquet", size=size)
    (found,) = plan_inputs([one], configuration, tuple(configuration.segments))
    return found


def uses(found: InputPlan) -> dict[str, tuple[Use, ...]]:
    return {one.column: one.uses for one in found.columns}


class Counts(ByDay):
    """What gives counts by day."""

    @property
    def headers(self) -> Sequence[Header]:
        return [export(FRAME, "counted.csv")]

    def daily(self, asked: Asked) -> Daily:
        assert asked.shown == ("p",)
        return None  # type: ignore[return-value]  # a plan does not look at counts


SCORE, ANSWERED = Use(role="score"), Use(role="answered")


def test_only_columns_that_are_read_are_named_in_the_order_of_the_export() -> None:
    found = plan({"plan": "plan", "spend": {"column": "mrr", "breaks": [100, 500]}})
    edges = (Edge(at=100.0, side="from"), Edge(at=500.0, side="from"))
    assert found.columns == (
        ColumnPlan(column="score", uses=(SCORE,)),
        ColumnPlan(column="plan", uses=(Use(),)),
        ColumnPlan(column="mrr", uses=(Use(form="number", how="cut", edges=edges),)),
        ColumnPlan(column="at", uses=(ANSWERED,)),
    )


def test_every_way_to_use_a_column_is_told() -> None:
    days = Use(form="days", how="compared", until="at", edges=(Edge(at=30.0, side="from"),))
    found = uses(plan({"rules": {"rules": RULES}}, size=0))
    until = Use(role="until", texts=("signed",))
    moment = Edge(at="2026-03-01T08:00:00", side="from")
    assert found == {
        "nothing": (Use(form="test", operator="is", texts=("true",)),),
        "score": (SCORE,),
        "plan": (Use(how="compared", texts=("Free", "Trial")),),
        "country": (Use(form="known"),),
        "id": (Use(form="test", operator="starts_with", texts=("C1",)),),
        "mrr": (
            Use(
                form="number", how="compared",
                edges=(Edge(at=7.0, side="alone"), Edge(at=100.0, side="above")),
            ),
            Use(form="known"),
        ),
        "at": (ANSWERED, until, Use(form="moment", how="compared", edges=(moment,))),
        "signed": (
            Use(
                form="date", how="compared",
                edges=(Edge(at="2025-06-01", side="from"), Edge(at="2025-07-01", side="from")),
            ),
            days,
            Use(form="test", operator="ends_with", texts=("0",), until="at"),
        ),
        "comment": (Use(form="test", operator="contains", texts=("price", "cost")),),
        "tags": (Use(form="test", operator="has", texts=("api",)),),
    }  # fmt: skip


def test_what_the_survey_reads_is_told_by_its_role() -> None:
    found = uses(plan({}, weight="weight", where={"status": "done"}, size=0))
    assert found == {
        "score": (SCORE,),
        "at": (ANSWERED,),
        "weight": (Use(role="weight"),),
        "status": (Use(how="compared", texts=("done",)),),
    }


def test_a_column_that_is_cut_at_more_edges_has_one_use() -> None:
    segments = {
        "spend": {"column": "mrr", "breaks": [100]},
        "rules": {"rules": {"r": {"mrr": {"lte": 100}}}},
    }
    (use,) = uses(plan(segments))["mrr"]
    assert [(edge.at, edge.side) for edge in use.edges] == [(100.0, "alone")]


@pytest.mark.parametrize(
    ("condition", "edges"),
    [
        ({"gt": 0}, [(0.0, "above")]),
        ({"gte": -0.5, "lt": 0}, [(-0.5, "from"), (0.0, "from")]),
        ({"in": [1, 2.5]}, [(1.0, "alone"), (2.5, "alone")]),
        ({"between": [3, 3]}, [(3.0, "alone")]),
        ({"gt": 1.7976931348623157e308}, [(1.7976931348623157e308, "above")]),
    ],
)
def test_edges_of_numbers_are_as_declared(
    condition: dict[str, Any], edges: list[tuple[float, str]]
) -> None:
    (use, *_) = uses(plan({"rules": {"rules": {"r": {"mrr": condition}}}}))["mrr"]
    assert [(edge.at, edge.side) for edge in use.edges] == edges


@pytest.mark.parametrize(
    ("condition", "edges"),
    [
        ({"gte": "0001-01-01"}, [("0001-01-01", "from")]),
        ({"gt": "9999-12-31"}, [("9999-12-31", "above")]),
        ({"lte": "2026-01-30"}, [("2026-01-31", "from")]),
        ({"gt": "2026-01-30T10:00"}, [("2026-01-30T10:00:00", "above")]),
        ({"gt": "9999-12-31T23:59:59.999999"}, [("9999-12-31T23:59:59.999999", "above")]),
    ],
)
def test_edges_of_dates_are_iso_texts(
    condition: dict[str, Any], edges: list[tuple[float, str]]
) -> None:
    found = uses(plan({"rules": {"rules": {"r": {"signed": condition}}}}))["signed"]
    assert [(edge.at, edge.side) for edge in found[0].edges] == edges


def test_a_column_that_the_export_lacks_is_said_to_be_missing() -> None:
    configuration = Configuration.model_validate(
        {"survey": {"score": "score"}, "segments": {"plan": "plan"}}
    )
    exports = [export(FRAME), export(FRAME.select("score"), "b.parquet")]
    _, found = plan_inputs(exports, configuration, ("plan",))
    assert uses(found) == {"score": (SCORE,), "plan": (Use(role="lacking"),)}


def test_an_age_until_a_day_reads_one_column() -> None:
    since = {"since": "signed", "until": "2026-01-01", "breaks": ["30d"]}
    found = uses(plan({"age": since}))
    (use,) = found["signed"]
    assert (use.form, use.until) == ("days", "2026-01-01")
    assert found["at"] == (ANSWERED,)


def test_groups_name_their_segmentations_and_columns() -> None:
    found = plan(
        {
            "plan": "plan",
            "country": "country",
            "spend": {"column": "mrr", "breaks": [100, 500]},
            "both": {"cross": ["plan", "spend"]},
        }
    )
    assert found.way == "together"
    assert found.sampled == ROWS
    assert found.by_rows == ()
    first, second = found.groups
    assert {part.segmentation for part in first.parts} == {"plan × spend", "plan", "spend"}
    assert (first.columns, first.cells, first.texts) == (("plan", "mrr"), 9, False)
    assert second.parts == (Part(segmentation=""), Part(segmentation="country"))
    assert (second.columns, second.cells, second.texts) == (("country",), 2, True)


def test_what_has_too_many_cells_is_counted_by_rows() -> None:
    with planned({"LARGE": 4_000_000, "MOST_CELLS": 300}):
        found = plan({"id": "id", "plan": "plan"})
    (by_rows,) = found.by_rows
    assert by_rows.parts == (Part(segmentation="id"),)
    assert by_rows.columns == ("id",)
    assert by_rows.cells is not None
    assert by_rows.cells > ROWS
    assert [part.segmentation for group in found.groups for part in group.parts] == ["", "plan"]


def test_parts_of_overlapping_rules_are_counted_apart() -> None:
    rules = {f"r{at}": {"mrr": {"gte": at * 100}} for at in range(8)}
    others = {"plan": {"plan": "Free"}, "country": {"country": "DE"}}
    with planned({"LARGE": 4_000_000, "SHARED_CELLS": 10, "FEW_VALUES": 0}):
        found = plan({"watch": {"overlap": True, "rules": rules | others}})
    parts = [part for group in found.groups for part in group.parts if part.segmentation]
    assert sorted((part.rules, part.of, part.rest) for part in parts) == [
        (2, 10, True),
        (8, 10, False),
    ]
    (whole,) = plan({"watch": {"overlap": True, "rules": {"a": rules["r1"]}}}).groups
    assert whole.parts == (Part(segmentation=""), Part(segmentation="watch"))


def test_small_exports_are_counted_as_they_are() -> None:
    found = plan({"plan": "plan", "country": "country"}, size=3_000_000)
    assert (found.way, found.size, found.sampled, found.groups) == ("small", 3_000_000, 0, ())
    (by_rows,) = found.by_rows
    assert [part.segmentation for part in by_rows.parts] == ["", "plan", "country"]
    assert by_rows.cells is None


def test_rows_are_gathered_for_what_must_be_seen_together() -> None:
    found = plan({"plan": "plan"}, respondent="id", account="country")
    assert (found.way, found.groups) == ("gathered", ())
    assert found.gathered == ("respondent", "account")
    assert uses(found)["id"] == (Use(role="respondent"),)
    assert uses(found)["country"] == (Use(role="account"),)
    assert plan({}, account="id").gathered == ("account",)


def test_what_decides_who_speaks_for_an_account_is_read() -> None:
    found = uses(plan({}, account="id", roll_up={"plan": ["Pro"]}))
    assert found["plan"] == (Use(),)
    latest = uses(plan({}, respondent="id", repeats="latest"))
    assert latest["at"] == (ANSWERED,)


def test_rules_looked_up_for_rows_name_their_columns() -> None:
    rules = {f"r{at}": {"mrr": {"gte": at * 100}, "plan": "Free"} for at in range(9)}
    limits = {"SHARED_CELLS": 1, "MOST_COMBINATIONS": 1, "FEW_VALUES": 0}
    with planned({"LARGE": 4_000_000, **limits}):
        found = plan({"watch": {"overlap": True, "rules": rules}})
    (group,) = found.groups
    assert group.parts == (Part(segmentation=""), Part(segmentation="watch"))
    assert group.columns == ("plan", "mrr")
    assert [use.how for use in uses(found)["plan"]] == ["cut"]


def test_what_takes_all_rows_is_refused_beside_a_tally() -> None:
    configuration = Configuration.model_validate(
        {"survey": {"score": "score"}, "segments": {"q": {"column": "mrr", "quantiles": 2}}}
    )
    with pytest.raises(DeclarationError, match="quantiles"):
        plan_inputs([export(FRAME), Counts()], configuration, ("q",))
    plain = Configuration.model_validate({"survey": {"score": "score"}, "segments": {"p": "plan"}})
    first, second = plan_inputs([export(FRAME, size=LARGE), Counts()], plain, ("p",))
    assert (first.way, first.daily) == ("together", True)
    assert (second.path, second.way, second.columns) == ("counted.csv", "tally", ())


def test_problems_are_those_of_counting() -> None:
    with pytest.raises(DeclarationError, match="plam"):
        plan({"plan": "plam"})


@settings(deadline=None, max_examples=40)
@given(frames(), declarations())
def test_no_other_columns_are_read(exports: list[pl.DataFrame], declared: dict[str, Any]) -> None:
    whole = outcome(exports, declared, {})
    configuration = Configuration.model_validate(declared)
    named = [export(frame, f"{at}.parquet") for at, frame in enumerate(exports)]
    for limits in ({}, PLAIN):
        with planned(limits):
            try:
                plans = plan_inputs(named, configuration, tuple(configuration.segments))
            except NpsError:
                continue
        read = [
            frame.select(one.column for one in found.columns if one.uses[0].role != "lacking")
            for frame, found in zip(exports, plans, strict=True)
        ]
        assert outcome(read, declared, limits) == whole
