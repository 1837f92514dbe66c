from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest

from nps.sources.export import Export

Opened = Callable[[bytes], AbstractContextManager[Export]]
MOMENT = datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001  # local
ANSWERS = pl.DataFrame({
    "q1": [0.0, 9.0, 99.0, None],
    "plan": [1.0, 2.0, 3.0, 1.0],
    "sex": ["m", "f", "x", ""],
    "day": [date(2026, 1, 2), None, None, None],
    "at": [MOMENT, None, None, None],
    "id": ["007", "1.10", "a", "b"],
})  # fmt: skip
LABELS: dict[str, str | None] = {"q1": "How likely?", "plan": "Plan", "sex": "Plan"}
SEXES: dict[Any, str] = {"m": "Male", "f": "Female"}
VALUES: dict[str, dict[int | float, str]] = {
    "q1": {0: "Not at all", 10: "Extremely", 99: "Don't know"},
    "plan": {1: "Free", 2: "Pro"},
}


@pytest.fixture
def sav(tmp_path: Path) -> bytes:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(
        ANSWERS,
        path,
        column_labels=LABELS,
        variable_value_labels={**VALUES, "sex": SEXES},
        missing_ranges={"q1": [99], "sex": ["x"]},
    )
    return path.read_bytes()


@pytest.fixture
def dta(tmp_path: Path) -> bytes:
    path = tmp_path / "a.dta"
    frame = ANSWERS.with_columns(pl.col("q1", "plan").cast(pl.Int32))
    points: dict[int | float, str] = {n: f"{n}: point" for n in range(11)}
    pyreadstat.write_dta(
        frame.with_columns(pl.col("q1").replace(99, None)),
        path,
        column_labels=LABELS,
        variable_value_labels={"q1": points, "plan": VALUES["plan"]},
        version=8,
    )
    return path.read_bytes()


def test_spss_has_labels_types_and_missing_values(opened: Opened, sav: bytes) -> None:
    with opened(sav) as export:
        assert export.format == "sav"
        assert export.vendor.aliases == {"How likely?": "q1"}
        rows = export.frame.select("q1", "plan", "sex", "day", "at", "id", "How likely?")
        found = rows.collect(engine="streaming").rows()

    assert found == [
        (0.0, "Free", "Male", date(2026, 1, 2), MOMENT, "007", 0.0),
        (9.0, "Pro", "Female", None, None, "1.10", 9.0),
        (None, "3", None, None, None, "a", None),
        (None, "Free", "", None, None, "b", None),
    ]


def test_an_old_stata_file_is_told_and_labelled(opened: Opened, dta: bytes) -> None:
    with opened(dta) as export:
        assert export.format == "dta"
        found = export.frame.select("q1", "plan", "id").collect(engine="streaming").rows()

    assert found == [(0, "Free", "007"), (9, "Pro", "1.10"), (None, "3", "a"), (None, "Free", "b")]


@pytest.mark.parametrize("end", [60, 200, -200, -1])
def test_a_file_that_is_cut_short_is_named(
    failure_of: Callable[[bytes], str], sav: bytes, end: int
) -> None:
    message = failure_of(sav[:end])

    assert message.startswith("responses.csv: an SPSS file that is damaged, ends too early or")
    assert message.endswith("(ReadstatError); fetch it again, or give --encoding")
