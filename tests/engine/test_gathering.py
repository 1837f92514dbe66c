"""Gathering all rows at once changes no count, whatever the exports look like."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import polars as pl
import pytest

from nps.engine.slicing import Slicing
from nps.errors import SourceError
from nps.results.tally import PeriodTally, Tally

Count = Callable[..., Tally]
TYPED = pl.DataFrame(
    {
        "score": [9, 3],
        "who": [1, 2],
        "plan": [1.5, 2.0],
        "mrr": [1, 2],
        "at": [date(2026, 1, 1)] * 2,
        "start": [datetime(2025, 1, 1), None],  # noqa: DTZ001  # as written
        "tags": [["a", "b"], ["c"]],
        "flag": [True, None],
    }
)
ODD = pl.DataFrame(
    {
        "flag": [None, None],
        "mrr": [True, False],
        "who": pl.Series(["1", "x"], dtype=pl.Categorical),
        "score": pl.Series([9, 3], dtype=pl.Float32),
        "plan": [date(2026, 1, 1)] * 2,
        "start": [None, None],
    }
)
TEXT = "score,who,plan,mrr,at,start,tags,flag\n9,1,a,5,2026-01-01,2025-12-31,a;b,true\n1,,,x,,,,\n"
BARE = "score\n9\n"
EMPTY = "score,who,plan,mrr,at,start,tags,flag\n"
EXPORTS = (TYPED, ODD, TEXT, BARE, EMPTY)
SEGMENTS: dict[str, Any] = {
    "value": "plan",
    "top": {"column": "plan", "top": 1},
    "texts": {"column": "plan", "map": {"A": ["a", "1.5"]}, "other": "O"},
    "numbers": {"column": "plan", "map": {"B": [2, "a"]}},
    "breaks": {"column": "mrr", "breaks": [2]},
    "quantiles": {"column": "mrr", "quantiles": 2},
    "age": {"since": "start", "breaks": ["30d"]},
    "cohort": {"column": "start", "every": "month"},
    "rules": {"rules": {"x": {"mrr": {"gte": 2}}, "y": {"flag": True}}},
    "overlap": {
        "overlap": True, "rules": {"x": {"mrr": {"gte": 2}}, "n": {"flag": {"is_null": True}}}
    },
    "tags": {"tags": "tags", "split": ";"},
    "cross": {"cross": ["texts", "overlap", "tags"]},
}  # fmt: skip


def counts(found: Tally | PeriodTally) -> list[object]:
    """All counts, in the order of the segments."""
    parts = [
        (one.name, one.unsegmented.counts, [(each.name, each.sums.counts) for each in one.segments])
        for one in found.segmentations
    ]
    return [found.overall.counts, *parts]


@pytest.mark.parametrize("exports", [EXPORTS, EXPORTS[::-1]], ids=["there", "back"])
@pytest.mark.parametrize(
    "slicing",
    [Slicing(), Slicing(every="month"), Slicing(sides=2)],
    ids=["whole", "every", "sides"],
)
def test_respondents_change_no_count(
    counted: Count, exports: tuple[str | pl.DataFrame, ...], slicing: Slicing
) -> None:
    declared = {"answered_at": "at", "segments": SEGMENTS, "slicing": slicing}

    plain = counted(*exports, **declared)
    gathered = counted(*exports, **declared, respondent="who")

    assert counts(gathered) == counts(plain)
    assert list(map(counts, gathered.periods)) == list(map(counts, plain.periods))
    assert (gathered.ledger, gathered.undated) == (plain.ledger, plain.undated)
    assert set(plain.notes) < set(gathered.notes)
    assert gathered.overall.base == 7


@pytest.mark.parametrize("who", [{}, {"respondent": "who", "repeats": "latest"}], ids=["no", "yes"])
def test_an_export_that_is_damaged_is_named_without_its_cells(
    counted: Count, who: dict[str, str]
) -> None:
    rows = range(50_000)
    whole = BytesIO()
    pl.DataFrame({"score": [at % 11 for at in rows], "who": list(rows)}).write_parquet(whole)
    damaged = bytearray(whole.getvalue())
    damaged[100:-5000] = bytes(byte ^ 0xFF for byte in damaged[100:-5000])

    with pytest.raises(SourceError, match=r"b\.parquet: the export could not be read to its end"):
        counted(TEXT, bytes(damaged), **who)
