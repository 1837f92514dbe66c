"""SPSS and Stata files, with labels of columns and of values."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyreadstat

from makers.answers import PLANS, QUESTION, answers

ENDS: dict[int | float, str] = {0: "Not at all likely", 10: "Extremely likely"}
UNKNOWN = 99
CODES = {plan: code for code, plan in enumerate(PLANS, 1)}
CODED: dict[int | float, str] = {code: plan for plan, code in CODES.items()}
LABELS: dict[str, str | None] = {"score": QUESTION, "plan": "Which plan are you on?"}
TIMES: Mapping[bytes, bytes] = {
    rb"\d\d [A-Z][a-z]{2} \d\d\d\d:\d\d:\d\d": b"01 Jun 2609:00:00",  # SPSS, without a blank
    rb"\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d": b"01 Jun 2026 09:00",  # Stata
}
"""When a file was made stands in its header, and would differ every time."""


def _frame(unknown: int | None) -> pl.DataFrame:
    rows = [
        {
            **row,
            "plan": CODES[str(row["plan"])],
            "score": unknown if row["score"] is None else row["score"],
        }
        for row in answers()
    ]
    return pl.DataFrame(rows, schema_overrides={"score": pl.Float64})


def _bytes(write: Callable[[str], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        write(str(path))
        content = path.read_bytes()
    for time, fixed in TIMES.items():
        content = re.sub(time, fixed, content, count=1)
    return content


def _spss(*, compress: bool) -> bytes:
    """Those who do not know are 99, which is declared missing."""
    score: dict[int | float, str] = {**ENDS, UNKNOWN: "Don't know"}
    return _bytes(
        lambda path: pyreadstat.write_sav(
            _frame(UNKNOWN).with_columns(pl.col("plan").cast(pl.Float64)),
            path,
            column_labels=LABELS,
            compress=compress,
            variable_value_labels={
                "score": score,
                "plan": CODED,
            },
            missing_ranges={"score": [UNKNOWN]},
        )
    )


def _stata() -> bytes:
    """All points of the scale have labels, which begin with their number."""
    points: dict[int | float, str] = {
        n: f"{n} - {ENDS[n]}" if n in ENDS else str(n) for n in range(11)
    }
    frame = _frame(None).with_columns(pl.col("score", "plan", "seats").cast(pl.Int32))
    return _bytes(
        lambda path: pyreadstat.write_dta(
            frame,
            path,
            column_labels=LABELS,
            variable_value_labels={
                "score": points,
                "plan": CODED,
            },
        )
    )


FILES: Mapping[str, Callable[[], bytes]] = {
    "survey.sav": lambda: _spss(compress=False),
    "survey.zsav": lambda: _spss(compress=True),
    "survey.dta": _stata,
}
