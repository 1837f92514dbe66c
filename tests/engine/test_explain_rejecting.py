"""Score values that are not counted are listed, every one of them."""

import polars as pl
import pytest

from nps.engine.rejecting import reject
from nps.engine.tallying import tally
from nps.errors import ScoreError
from nps.results.explanation_scores import BadScore
from nps.sources.export import Export
from nps.spec.configuration import Configuration

SURVEY = Configuration.model_validate({"survey": {"score": "score", "where": {"kept": "y"}}})


def export(*scores: str | None, kept: str = "y") -> Export:
    cells = {"score": list(scores), "kept": [kept] * len(scores)}
    return Export(
        path="a.csv",
        format="csv",
        layout="plain",
        frame=pl.LazyFrame(cells, schema=dict.fromkeys(cells, pl.String)),
        columns=tuple(cells),
        duplicates=frozenset(),
        notes=(),
    )


def found(*exports: Export) -> list[tuple[str, int, str]]:
    counted, values = reject(exports, SURVEY)
    bad = counted.ledger.not_a_number + counted.ledger.off_scale
    assert bad == sum(value.count for value in values)
    return [(value.value, value.count, value.reason) for value in values]


def test_values_come_most_frequent_first_over_all_exports() -> None:
    assert found(export("ten", "11", "9", None, "NA"), export(" 11", "7.5"), export("11")) == [
        ("11", 3, "off_scale"),
        ("7.5", 1, "off_scale"),
        ("ten", 1, "not_a_number"),
    ]


def test_long_texts_are_told_by_their_length_and_put_together() -> None:
    assert found(export("x" * 70, "y" * 70, "z" * 60)) == [
        ("(a text of 70 characters)", 2, "not_a_number"),
        ("z" * 60, 1, "not_a_number"),
    ]


def test_rows_outside_where_are_not_bad() -> None:
    assert found(export("9", "ten"), export("ten", "x", kept="n")) == [("ten", 1, "not_a_number")]


def test_no_score_has_to_be_good_but_there_must_be_rows() -> None:
    assert reject([export("x")], SURVEY)[1] == (
        BadScore(value="x", count=1, reason="not_a_number"),
    )
    with pytest.raises(ScoreError, match="no data rows"):
        reject([export()], SURVEY)
    with pytest.raises(ScoreError, match="no valid score"):
        tally([export("x")], SURVEY, ())
