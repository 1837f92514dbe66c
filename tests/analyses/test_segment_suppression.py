"""What is left of a suppressed segment."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from nps.analyses.segment import analyse
from nps.analyses.sorting import Sort
from nps.analyses.suppress import Hidden
from nps.results.segments import SegmentResult

Make = Callable[..., Any]


def segments_of(result: SegmentResult) -> Any:  # noqa: ANN401  # plain values
    record: Any = result.record()
    return {one["segment"]: one for one in record["segmentations"][0]["segments"]}


def hide(monkeypatch: pytest.MonkeyPatch, **hidden: Any) -> None:  # noqa: ANN401  # fields
    monkeypatch.setattr("nps.analyses.segment.hidden_segments", lambda *_: Hidden(**hidden))


def leaves(value: Any) -> list[Any]:  # noqa: ANN401  # plain values
    """All plain values within one."""
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


@pytest.mark.parametrize("weight", [None, 2])
def test_nothing_of_a_suppressed_segment_but_name_and_flag(
    tally_of: Make, answers: Make, monkeypatch: pytest.MonkeyPatch, weight: float | None
) -> None:
    hide(monkeypatch, segments=frozenset({("plan", "Few")}), unsegmented=frozenset({"plan"}))
    plan = {"Few": answers(2, 1, 3, weight=weight), "Many": answers(20, 20, 30, weight=weight)}
    tally = tally_of({"plan": plan}, answers(1, weight=weight))
    benchmarks = SimpleNamespace(overall=10, segments={"plan": {"Few": 7}})
    result = analyse(tally, suppress_below=10, benchmarks=benchmarks)
    few, many = (segments_of(result)[name] for name in ("Few", "Many"))

    assert list(few) == list(many)
    assert set(leaves({key: value for key, value in few.items() if key != "flags"})) == {
        "Few", None,
    }  # fmt: skip
    assert few["flags"] == ["suppressed"]
    record: Any = result.record()
    assert record["segmentations"][0]["unsegmented"] is None


@pytest.mark.parametrize("sort", [None, "nps", "base", "name", "impact"])
def test_suppressed_segments_come_last_by_name(
    tally_of: Make, answers: Make, monkeypatch: pytest.MonkeyPatch, sort: Sort | None
) -> None:
    hide(monkeypatch, segments=frozenset({("plan", name) for name in ("c", "B", "a")}))
    plan = {
        "c": answers(9),
        "Many": answers(20, 20, 30),
        "B": answers(8),
        "(blank)": answers(100),
        "a": answers(7),
    }
    result = analyse(tally_of({"plan": plan}), suppress_below=10, sort=sort)
    assert list(segments_of(result)) == ["Many", "(blank)", "a", "B", "c"]


def test_suppressed_segments_are_not_tested(
    tally_of: Make, answers: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = {"A": answers(30, 10, 10), "B": answers(10, 10, 30), "C": answers(20, 10, 20)}
    tally = tally_of({"plan": plan})
    alone = segments_of(analyse(tally))["A"]["vs_rest"]
    hide(monkeypatch, segments=frozenset({("plan", "B"), ("plan", "C")}))
    hidden = segments_of(analyse(tally, suppress_below=60))["A"]["vs_rest"]

    assert hidden["p"] == alone["p"]
    assert hidden["p_adjusted"] == hidden["p"]
    assert alone["p_adjusted"] > alone["p"]


def test_too_few_answers_in_all_are_suppressed_as_well(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"plan": {"A": answers(1, 2), "Nobody": []}}, answers(1))
    result = analyse(tally, suppress_below=5)
    record: Any = result.record()

    assert list(record["overall"])[-1] == "flags"
    assert record["overall"]["flags"] == ["suppressed"]
    assert set(leaves(record["overall"])) == {"All responses", None, "suppressed"}
    assert record["segmentations"][0]["unsegmented"] is None
    assert segments_of(result)["A"]["flags"] == ["suppressed"]


def test_notes_say_what_is_suppressed_after_all_others(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"plan": {"A": answers(1, 2, 3), "B": answers(50), "C": answers(40)}},
                     notes=("3 cells",), veiled_notes=("some cells",))  # fmt: skip
    assert analyse(tally).notes == ("3 cells",)
    notes = analyse(tally, suppress_below=10).notes
    assert notes[0] == "some cells"
    assert "fewer than 10 answers" in notes[1]
