"""What is counted by day and asked for days afterwards is what the rows give at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.counted import Asked
from nps.engine.counting_daily import count_daily
from nps.engine.daily import Daily
from nps.engine.inputs import ByDay
from nps.engine.reslicing import add_daily
from nps.engine.slicing import Slicing
from nps.engine.tallying import ask, count, tally
from nps.errors import DeclarationError, NpsError
from nps.results.tally import Tally
from nps.sources.export import Export
from nps.spec.configuration import Configuration
from nps.spec.periods import Period

SEGMENTS = {
    "plan": "plan",
    "top": {"column": "plan", "top": 1},
    "known": {"column": "plan", "map": {"Free": ["free"], "Moon": ["moon"]}},
    "mrr": {"column": "mrr", "breaks": [1, 10]},
    "age": {"since": "since", "breaks": ["30d", "1y"]},
    "cohort": {"column": "since", "every": "quarter"},
    "life": {"rules": {"New": {"mrr": {"lt": 2}}, "Teem": {"plan": "teem"}}, "otherwise": "Else"},
    "watch": {
        "overlap": True,
        "rules": {"Low": {"mrr": {"lt": 7}}, "Free": {"plan": "free"}, "Moon": {"plan": "moom"}},
    },
    "tags": {"tags": "tags", "split": ";"},
    "both": {"cross": ["plan", "watch"]},
    "cohorts": {"cross": ["cohort", "plan"]},
}
ROW = st.fixed_dictionaries(
    {
        "score": st.sampled_from(
            ("0", "6", "7", "9", "10", "", "NA", "11", "ten", "7.5", "5 Jane")
        ),
        "at": st.sampled_from(
            ("2026-01-31", "2026-02-01", "2026-04-09 10:00", "", "soon", "31/02/26")
        ),
        "plan": st.sampled_from(("free", "team", "Free", "(blank)", "", None)),
        "mrr": st.sampled_from(("0", "1", "2.5", "10", "many", "")),
        "since": st.sampled_from(("2026-01-01", "2025-01-01", "2026-05-01", "31/02/2025", "")),
        "tags": st.sampled_from(("a", "a; B", "b;c", "")),
        "weight": st.sampled_from(("1", "0.1", "0", "2.12345678901", "-1", "", "x")),
        "status": st.sampled_from(("done", "open", "")),
    }
)
EXPORTS = st.lists(st.lists(ROW, max_size=12), min_size=2, max_size=3)
WINDOWS = (
    Period(name="January", first=date(2026, 1, 1), last=date(2026, 1, 31)),
    Period(name="since", first=date(2026, 2, 1)),
)
SLICINGS = st.sampled_from((
    Slicing(), Slicing(sides=1), Slicing(sides=2), Slicing(between=WINDOWS),
    *(Slicing(window=window) for window in WINDOWS),
    *(Slicing(every=every, fiscal_year_starts=starts) for every in ("week", "quarter", "year")
      for starts in (1, 4)),
    Slicing(every="month", last=2, window=WINDOWS[1]),
))  # fmt: skip
SURVEYS = st.fixed_dictionaries(
    {"score": st.just("score"), "answered_at": st.just("at")},
    optional={
        "weight": st.just("weight"),
        "where": st.sampled_from(({"status": "done"}, {"status": "dome"})),
        "missing": st.just(["NA"]),
    },
)


class Whole(ByDay):
    """Counts that are there already."""

    def __init__(self, one: Daily) -> None:
        self.one = one

    @property
    def headers(self) -> Sequence[Any]:
        return self.one.sources

    def daily(self, asked: Asked) -> Daily:  # noqa: ARG002  # it has been counted as asked
        return self.one


def export_of(rows: Sequence[dict[str, str | None]], name: str) -> Export:
    """One of rows; every other one lacks a column."""
    names = [one for one in ROW_NAMES if name != "b.csv" or one != "tags"]
    frame = pl.DataFrame(
        {one: [row[one] for row in rows] for one in names}, schema=dict.fromkeys(names, pl.String)
    )
    return Export(
        path=name, format="csv", layout="plain", frame=frame.lazy(), columns=tuple(names),
        duplicates=frozenset(), notes=(f"{name}: noted",),
    )  # fmt: skip


ROW_NAMES = ("score", "at", "plan", "mrr", "since", "tags", "weight", "status")


def outcome(*arguments: Any) -> Tally | str:  # noqa: ANN401  # those of tally
    """What counting gives, or how it fails."""
    try:
        return tally(*arguments)
    except NpsError as error:
        return str(error)


@settings(max_examples=60, deadline=None)
@given(EXPORTS, SURVEYS, SLICINGS, st.sets(st.sampled_from(tuple(SEGMENTS)), max_size=4))
def test_counting_by_day_gives_what_counting_at_once_gives(
    rows: list[list[dict[str, str | None]]],
    survey: dict[str, Any],
    slicing: Slicing,
    shown: set[str],
) -> None:
    exports = [export_of(one, f"{'abc'[at]}.csv") for at, one in enumerate(rows)]
    configuration = Configuration.model_validate({"survey": survey, "segments": SEGMENTS})
    wanted = tuple(sorted(shown))
    everything = ask(exports, configuration, tuple(SEGMENTS))
    parts = [count_daily(everything, one) for one in exports]
    direct = outcome(exports, configuration, wanted, slicing)
    assert outcome([Whole(one) for one in parts], configuration, wanted, slicing) == direct
    if slicing.sides is None:
        together = Whole(add_daily([*parts[:2]], everything))
        mixed = [together, *exports[2:]]
        assert outcome(mixed, configuration, wanted, slicing) == direct


@pytest.mark.parametrize(
    ("survey", "segments", "words"),
    [
        ({"respondent": "plan"}, {}, "survey.respondent: found a respondent"),
        ({"account": "plan"}, {}, "survey.account: found an account"),
        (
            {"respondent": "plan", "repeats": "latest"}, {},
            "survey.repeats: found latest, which judges all answers",
        ),
        ({"account": "plan", "roll_up": "mean"}, {}, "survey.roll_up: found a roll-up"),
        (
            {}, {"spend": {"column": "mrr", "quantiles": 4}, "deep": {"cross": ["plan", "spend"]}},
            "segments.spend.quantiles: found quantiles",
        ),
    ],
)  # fmt: skip
def test_what_takes_all_rows_is_refused_by_name(
    survey: dict[str, Any], segments: dict[str, Any], words: str
) -> None:
    plain = Configuration.model_validate({"survey": {"score": "score"}})
    export = export_of([], "a.csv")
    counted = Whole(count_daily(ask([export], plain, ()), export))
    segments = {"plan": "plan", **segments}
    configuration = Configuration.model_validate(
        {"survey": {"score": "score", **survey}, "segments": segments}
    )
    with pytest.raises(DeclarationError) as failure:
        count([counted], configuration, tuple(segments))
    assert words in str(failure.value)
    assert "name the exports instead" in str(failure.value)


def test_counts_hold_no_words_that_are_given_once() -> None:
    texts = ["10", "I am Jane Doe", "ten", "ten", "12", "0123456789", "9"]
    row = dict.fromkeys(ROW_NAMES, "")
    export = export_of([{**row, "score": text, "at": "2026-01-01"} for text in texts], "a.csv")
    configuration = Configuration.model_validate(
        {"survey": {"score": "score", "answered_at": "at"}}
    )
    counted = count_daily(ask([export], configuration, ()), export)
    assert sorted(counted.texts["text"]) == ["12", "ten"]
    direct = tally([export], configuration, ())
    assert direct.uncounted == (("ten", 2), ("12", 1))


def test_a_text_is_named_whatever_days_are_asked_for() -> None:
    row = dict.fromkeys(ROW_NAMES, "")
    days = ["2026-01-01", "2026-02-01", "2026-01-02"]
    export = export_of(
        [
            {**row, "score": text, "at": at}
            for text, at in zip(["ten", "ten", "9"], days, strict=True)
        ],
        "a.csv",
    )
    configuration = Configuration.model_validate(
        {"survey": {"score": "score", "answered_at": "at"}}
    )
    window = Slicing(window=WINDOWS[0])
    assert tally([export], configuration, (), window).uncounted == (("ten", 1),)
    counted = Whole(count_daily(ask([export], configuration, ()), export))
    assert tally([counted], configuration, (), window).uncounted == (("ten", 1),)
