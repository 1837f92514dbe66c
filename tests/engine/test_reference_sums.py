"""Sums, ledger, periods and pairs are those of a plain-Python reading of the rows."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.reading import ROLES, SEGMENTS, pairs_of, reading, segments_of
from tests.stats.rows import Row, sums_of

from nps.engine.slicing import Slicing
from nps.engine.tallying import tally
from nps.results.tally import SegmentationTally, Tally
from nps.sources.export import Export
from nps.spec.configuration import Configuration
from nps.spec.periods import parse_period

COLUMNS = ("score", "weight", "id", "account", "at", "role", "plan", "tags", "status")
TODAY = date(2026, 12, 31)
FIRST_HALF, LAST_QUARTER = parse_period("2026H1", TODAY), parse_period("2026Q4", TODAY)
SLICINGS = {
    "whole": Slicing(),
    "window": Slicing(window=FIRST_HALF),
    "every": Slicing(every="quarter"),
    "between": Slicing(between=(FIRST_HALF, LAST_QUARTER)),
    "sides": Slicing(sides=1),
}


def is_repeated(rows: list[Row]) -> bool:
    """Whether any cluster that has a name has several of the answers."""
    named = [row.cluster for row in rows if row.cluster]
    return len(set(named)) < len(named)


def check_set(
    found: tuple[Any, Sequence[SegmentationTally]],
    rows: list[Row],
    *,
    weighted: bool,
    respondent: str | None,
) -> None:
    """A set of responses and its segments, by loops."""
    overall, segmentations = found
    clustered = is_repeated(rows)
    if not clustered and respondent is not None:
        rows = [replace(row, cluster=row.cells[respondent]) for row in rows]
        clustered = is_repeated(rows)
    own = map(str, count())
    rows = [row if row.cluster else replace(row, cluster=f"\0{next(own)}") for row in rows]

    def sums(some: list[Row]) -> Any:  # noqa: ANN401
        return sums_of(some, weighted=weighted, clustered=clustered)

    assert overall == sums(rows)
    for segmentation in segmentations:
        taken = [segments_of(row.cells)[segmentation.name] for row in rows]
        pairs = list(zip(rows, taken, strict=True))
        for segment in segmentation.segments:
            assert segment.sums == sums([row for row, names in pairs if segment.name in names])
            assert segment.rest == sums([row for row, names in pairs if segment.name not in names])
        assert segmentation.unsegmented == sums([row for row, names in pairs if not names])
        missed = {name for names in taken for name in names}
        assert missed <= {segment.name for segment in segmentation.segments}


def export(rows: Sequence[dict[str, str]], name: str) -> Export:
    frame = pl.LazyFrame(list(rows), schema=dict.fromkeys(COLUMNS, pl.String))
    return Export(
        path=name, format="csv", layout="plain", frame=frame, columns=COLUMNS,
        duplicates=frozenset(), notes=(),
    )  # fmt: skip


def tallied(
    exports: Sequence[Sequence[dict[str, str]]], survey: dict[str, Any], slicing: Slicing
) -> Tally:
    declared = {"survey": {"score": "score", "answered_at": "at", **survey}, "segments": SEGMENTS}
    opened = [export(rows, f"{name}.csv") for name, rows in zip("abc", exports, strict=False)]
    return tally(opened, Configuration.model_validate(declared), tuple(SEGMENTS), slicing)


SCORE = st.sampled_from([str(score) for score in range(11)] * 2 + ["", "NA", "11", "ten"])
WEIGHT = st.sampled_from(
    ["1", "0", "2.5", "0.3", "0.000000001", "12345.678901234", " 7 ", "", "-1", "x"]
)
CELLS = st.fixed_dictionaries(
    {
        "score": SCORE,
        "weight": WEIGHT,
        "id": st.sampled_from(["ann", "bob", "eve", " ann ", "", "  "]),
        "account": st.sampled_from(["acme", "bolt", "cog", "", " "]),
        "at": st.sampled_from(
            ["2026-01-05", "2026-01-05 10:00", "2026-03-31T23:59:59", "2026-07-01", "2026-11-11",
             "2026-12-31 00:00", "2025-12-31", "", "soon"]
        ),
        "role": st.sampled_from([*ROLES, "User", ""]),
        "plan": st.sampled_from(["free", "pro", ""]),
        "tags": st.sampled_from(["a", "a;b", "b;a;a", "", ";"]),
        "status": st.sampled_from(["done", "done", "done", "open"]),
    }
)  # fmt: skip
ANCHORS = [
    {
        "score": "9", "weight": "1", "id": name, "account": name, "at": at, "role": "",
        "plan": "free", "tags": "", "status": "done",
    }
    for name, at in (("first", "2026-02-03"), ("last", "2026-10-20"))
]  # fmt: skip
"""Responses that score, weigh something and have dates, so that no run is refused."""
ROWS = st.lists(CELLS, max_size=14)
WHO = st.fixed_dictionaries(
    {},
    optional={
        "weight": st.just("weight"),
        "respondent": st.just("id"),
        "account": st.just("account"),
        "where": st.just({"status": "done"}),
    },
)


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, Any]:
    """What is declared, with policies that it allows."""
    survey = dict(draw(WHO))
    if "respondent" in survey:
        survey["repeats"] = draw(st.sampled_from(["all", "latest"]))
    if "account" in survey:
        policies = ["respondents", "mean", "latest", {"role": list(ROLES)}]
        survey["roll_up"] = draw(st.sampled_from(policies))
    return survey


@pytest.mark.parametrize("kind", SLICINGS)
@settings(deadline=None, max_examples=40)
@given(ROWS, ROWS, surveys())
def test_sums_are_those_of_a_plain_reading(
    kind: str, before: list[dict[str, str]], after: list[dict[str, str]], survey: dict[str, Any]
) -> None:
    slicing = SLICINGS[kind]
    exports = [[*before, ANCHORS[0]], [*after, ANCHORS[1]]]
    weighted = "weight" in survey or survey.get("roll_up") == "mean"

    found = tallied(exports, survey, slicing)

    reads = reading(exports, survey, slicing)
    scored = [one for one in reads if one.part == "scored"]
    parts = Counter(one.part for one in reads)
    ledger = found.ledger.record()
    assert ledger.pop("read") == len(reads) == sum(ledger.values())
    assert {name: number for name, number in ledger.items() if number} == parts
    respondent = survey.get("respondent")
    check_set(
        (found.overall, found.segmentations),
        [one.row for one in scored],
        weighted=weighted,
        respondent=respondent,
    )
    slots: list[Hashable] = [one.period.name for one in found.periods]
    if kind == "sides":
        slots = [0, 1]
    assert {one.slot for one in scored} <= {None, *slots}
    for slot, period in zip(slots, found.periods, strict=True):
        rows = [one.row for one in scored if one.slot == slot]
        check_set(
            (period.overall, period.segmentations), rows, weighted=weighted, respondent=respondent
        )
    undated = sum(one.slot is None for one in scored)
    assert found.undated == (undated if kind == "every" else 0)
    if kind in {"between", "sides"} and "respondent" in survey:
        assert found.pairs == pairs_of(reads, slots, weighted=weighted)
    else:
        assert found.pairs is None


@settings(deadline=None, max_examples=50)
@given(ROWS, surveys(), st.sampled_from(["whole", "every", "between"]), st.integers(0, 15))
def test_splitting_the_rows_over_two_exports_changes_nothing(
    rows: list[dict[str, str]], survey: dict[str, Any], kind: str, at: int
) -> None:
    rows = [*rows, *ANCHORS]

    whole = tallied([rows], survey, SLICINGS[kind])
    parts = tallied([rows[:at], rows[at:]], survey, SLICINGS[kind])

    # NOTE: A word that is no score is named where one export has it again.
    numbers = tuple(one for one in whole.uncounted if one[0] != "ten")
    assert tuple(one for one in parts.uncounted if one[0] != "ten") == numbers
    assert replace(parts, sources=whole.sources, uncounted=whole.uncounted) == whole
    assert whole == tallied([rows], survey, SLICINGS[kind])


@settings(deadline=None, max_examples=50)
@given(ROWS, surveys(), st.sampled_from(["whole", "every", "between"]), st.randoms())
def test_without_ties_row_order_is_irrelevant(
    rows: list[dict[str, str]],
    survey: dict[str, Any],
    kind: str,
    random: Any,  # noqa: ANN401
) -> None:
    start = datetime(2026, 1, 1)  # noqa: DTZ001  # as written
    rows = [
        {**row, "at": str(start + timedelta(days=27 * at))} for at, row in enumerate(rows)
    ] + ANCHORS
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert tallied([rows], survey, SLICINGS[kind]) == tallied([shuffled], survey, SLICINGS[kind])


@settings(deadline=None, max_examples=50)
@given(ROWS, ROWS, st.sampled_from([{}, {"weight": "weight"}]))
def test_tallies_of_parts_add_up(
    before: list[dict[str, str]], after: list[dict[str, str]], survey: dict[str, Any]
) -> None:
    parts = [[*before, ANCHORS[0]], [*after, ANCHORS[1]]]

    whole = tallied(parts, survey, Slicing())
    first, second = (tallied([part], survey, Slicing()) for part in parts)

    assert first.overall + second.overall == whole.overall
    for one, other, both in zip(
        first.segmentations, second.segmentations, whole.segmentations, strict=True
    ):
        assert one.unsegmented + other.unsegmented == both.unsegmented
        sums = [{each.name: each.sums for each in part.segments} for part in (one, other)]
        for segment in both.segments:
            found = [part[segment.name] for part in sums if segment.name in part]
            assert sum(found[1:], start=found[0]) == segment.sums
