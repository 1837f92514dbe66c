"""How many different cells keys make, told from the first rows."""

import polars as pl
import pytest
from tests.engine.plans import export, planned

from nps.engine.dims import Dim
from nps.engine.estimating import Sample
from nps.engine.rows import Rows, rows_of
from nps.engine.slicing import Slicing
from nps.engine.tallying import ask
from nps.spec.configuration import Configuration

KEYS = {name: Dim(form=name, key=pl.col(name)) for name in ("plan", "id")}


def rows_with(slicing: Slicing | None = None, **cells: list[object]) -> Rows:
    count = len(next(iter(cells.values())))
    one = export(pl.DataFrame({"score": [9] * count, "at": ["2026-01-01"] * count, **cells}))
    configuration = Configuration.model_validate(
        {"survey": {"score": "score", "answered_at": "at"}}
    )
    return rows_of(ask([one], configuration, (), slicing=slicing), one, 0, {})


def sample(plan: list[object]) -> Sample:
    return Sample(rows_with(plan=plan), {"plan": KEYS["plan"]})


def test_what_is_seen_often_is_all_there_is() -> None:
    assert sample(["a", "b", None] * 3).cells(frozenset(["plan"])) == 3


def test_what_is_seen_once_says_that_there_is_more() -> None:
    # Ten cells once, none twice: 10 + 10 · 9 / 2.
    assert sample(list(range(10))).cells(frozenset(["plan"])) == 55


def test_what_is_seen_twice_says_that_there_is_less() -> None:
    # Four once, four twice: 8 + 4 · 3 / (2 · 5).
    assert sample([1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8]).cells(frozenset(["plan"])) == 9


def test_only_the_first_rows_are_looked_at() -> None:
    with planned({"SAMPLE": 4}):
        found = sample(["a", "a", "b", "b", "c", "c"])
    assert found.height == 4
    assert found.cells(frozenset(["plan"])) == 2


@pytest.mark.parametrize("forms", [frozenset[str](), frozenset(["moon"])])
def test_no_keys_make_one_cell(forms: frozenset[str]) -> None:
    assert sample(["a", "b"]).cells(forms) == 1


def test_keys_are_told_apart_together() -> None:
    rows = rows_with(plan=["a", "a", "b", "b"] * 2, id=[1, 2, 1, 2] * 2)
    found = Sample(rows, KEYS)
    assert [found.cells(frozenset(forms)) for forms in (["plan"], ["id"], KEYS)] == [2, 2, 4]


def test_each_period_has_cells_of_its_own() -> None:
    rows = rows_with(
        Slicing(every="month"), plan=["a", "b"] * 4, at=["2026-01-01", "2026-02-01"] * 4
    )
    found = Sample(rows, {"plan": KEYS["plan"]})
    assert found.cells(frozenset()) == 2


def test_an_export_without_rows_makes_no_cells() -> None:
    assert sample([]).cells(frozenset(["plan"])) == 0
