"""Joined rows: as many as before, in their order, each with the one row of its key."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.collect import collect
from nps.engine.joining import forms_of
from nps.errors import DeclarationError
from nps.sources.export import Export
from nps.sources.joining import Lookup, joined, look_over
from nps.sources.joins import Right, check_names
from nps.spec.configuration import Configuration
from nps.spec.joins import Join

CONFIGURATION = Configuration.model_validate(
    {"survey": {"score": "score", "answered_at": "at", "missing": ["NA"]}}
)
FORMS = forms_of(CONFIGURATION)
MATCHED = "\0join 0"


def export(name: str, columns: dict[str, Any]) -> Export:
    frame = pl.DataFrame(columns)
    return Export(
        path=name, format="csv", layout="plain", frame=frame.lazy(), columns=tuple(frame.columns),
        duplicates=frozenset(), notes=(),
    )  # fmt: skip


def lookup(file: dict[str, Any], **declared: Any) -> Lookup:  # noqa: ANN401  # as written
    join = Join.model_validate({"path": "r.csv", **declared})
    return look_over(Right(place=0, join=join, export=export("r.csv", file)), FORMS, collect)


def rows(left: dict[str, Any], found: Lookup) -> pl.DataFrame:
    return joined(export("l.csv", left), [found], FORMS, "at").frame.collect(engine="streaming")


@pytest.mark.parametrize(
    ("ours", "theirs", "plans"),
    [
        (["0123", "123", "1"], ["123", "0123"], ["B", "A", None]),
        ([" 0123", "123 "], ["0123 ", " 123"], ["A", "B"]),
        ([123, 45], ["0123", "123"], ["B", None]),
        (["0123", "123"], [123, 7], [None, "A"]),
        ([1.0, 2.5], [1, 2], ["A", None]),
        (["", None, " ", "NA"], ["", "NA"], [None] * 4),
    ],
)
def test_keys_compare_as_text(ours: list[Any], theirs: list[Any], plans: list[str | None]) -> None:
    found = rows({"k": ours}, lookup({"id": theirs, "plan": ["A", "B"]}, on={"k": "id"}))

    assert found["plan"].to_list() == plans
    assert found[MATCHED].to_list() == [plan is not None for plan in plans]
    assert found.columns == ["k", "plan", MATCHED]


def test_several_keys_must_all_be_the_same() -> None:
    file = {"id": ["a", "a", "b"], "wave": ["1", "2", "1"], "x": ["a1", "a2", "b1"]}
    found = rows({"id": ["a", "b", "b"], "wave": ["2", "1", "2"]}, lookup(file, on=["id", "wave"]))

    assert found["x"].to_list() == ["a2", "b1", None]


DUPLICATES = {"id": ["a", "b", "a", "c", "b", "a"], "x": list("123456")}


def test_duplicate_keys_are_refused_with_their_number() -> None:
    with pytest.raises(DeclarationError) as failure:
        lookup(DUPLICATES, on="id")

    assert str(failure.value) == (
        "joins[0]: found duplicate keys in r.csv: 2 values of id stand in 5 rows, expected one row "
        "each; among joins of a configuration, keep: first or keep: last says which counts"
    )


@pytest.mark.parametrize(("keep", "kept"), [("first", ["1", "2"]), ("last", ["6", "5"])])
def test_one_of_duplicate_keys_is_kept_where_that_is_declared(keep: str, kept: list[str]) -> None:
    found = lookup(DUPLICATES, on="id", keep=keep)

    assert rows({"id": ["a", "b"]}, found)["x"].to_list() == kept
    assert found.notes == (f"r.csv: 2 values of id stand in 5 rows; the {keep} of each counts",)


HISTORY = {
    "id": ["a", "a", "b", "a", ""],
    "since": ["2026-03-01", "2026-01-01", "2026-02-01", "no date", "2026-01-01"],
    "plan": ["Pro", "Free", "Team", "Lost", "Nobody"],
}


@pytest.mark.parametrize(
    ("key", "at", "plan"),
    [
        ("a", "2025-12-31", None),
        ("a", "2026-01-01", "Free"),
        ("a", "2026-02-28T23:59:59", "Free"),
        ("a", "2026-03-01T00:00:00", "Pro"),
        ("a", "2030-01-01", "Pro"),
        ("a", "", None),
        ("b", "2026-01-31", None),
        ("b", "2026-02-01", "Team"),
        ("c", "2026-05-01", None),
        ("", "2026-05-01", None),
    ],
)
def test_of_a_history_the_row_in_force_is_taken(key: str, at: str, plan: str | None) -> None:
    found = lookup(HISTORY, on="id", as_of="since")
    here = rows({"id": [key], "at": [at]}, found)

    assert here.select("plan", MATCHED).row(0) == (plan, plan is not None)
    assert found.notes == (
        "r.csv: 1 of 5 rows has no id, and no answer finds it",
        "r.csv: 1 of 5 rows has no date in 'since'",
    )


def test_a_history_without_a_date_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"no date in column 'plan' of r\.csv"):
        lookup(HISTORY, on="id", as_of="plan")


def test_a_history_with_two_rows_of_a_day_is_refused() -> None:
    file = {"id": ["a", "a"], "since": ["2026-03-01"] * 2, "plan": ["Pro", "Free"]}
    with pytest.raises(DeclarationError, match="stands in 2 rows with the same since"):
        lookup(file, on="id", as_of="since")
    last = lookup(file, on="id", as_of="since", keep="last")
    assert rows({"id": ["a"], "at": ["2026-04-01"]}, last)["plan"].to_list() == ["Free"]


def test_blank_keys_are_noted_and_no_mistake() -> None:
    found = lookup({"id": ["", " "], "x": ["1", "2"]}, on="id")

    assert rows({"id": ["", "a"]}, found)[MATCHED].to_list() == [False, False]
    assert found.notes == ("r.csv: 2 of 2 rows have no id, and no answer finds it",)


def test_names_that_are_not_there_are_told_all_at_once() -> None:
    join = Join.model_validate(
        {"path": "r.csv", "on": "customer_id", "columns": ["plan", "mrrr"], "as_of": "since"}
    )
    right = Right(
        place=0, join=join, export=export("r.csv", {"id": [""], "plan": [""], "mrr": [""]})
    )
    with pytest.raises(DeclarationError) as failure:
        check_names([right], [export("l.csv", {"customr_id": [""], "plan": [""]})])

    assert [problem.message for problem in failure.value.problems] == [
        "found no column 'customer_id' in the export, did you mean 'customr_id'?",
        "found no column 'customer_id' in r.csv, which has id, plan, mrr; write {customer_id: …}, "
        "or --join FILE:customer_id=…, for a key of another name",
        "found no column 'mrrr' in r.csv, did you mean 'mrr'?",
        "found no column 'since' in r.csv, which has id, plan, mrr",
        "found 'plan' in r.csv and in l.csv, expected each name once; list under columns (of joins "
        "in a configuration) only what is to be taken",
    ]


CELLS = st.sampled_from(["a", "b", "0123", "123", " a", "", "NA", None])
DAYS = st.integers(0, 6).map(lambda day: str(date(2026, 1, 1) + timedelta(days=day))) | st.just("")


def key_of(cell: str | None) -> str | None:
    text = (cell or "").strip()
    return None if text in ("", "NA") else text


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(CELLS, CELLS)),
    st.lists(st.tuples(CELLS, CELLS)),
    st.sampled_from(["first", "last"]),
)
def test_a_join_is_a_look_into_a_dictionary(
    ours: list[tuple[str | None, str | None]],
    theirs: list[tuple[str | None, str | None]],
    keep: str,
) -> None:
    left = {"n": list(range(len(ours))), "k": [k for k, _ in ours], "v": [v for _, v in ours]}
    pairs = [(k, str(at)) for at, (k, _) in enumerate(theirs)]
    schema = {"n": pl.Int64, "k": pl.String, "v": pl.String}
    frame = pl.DataFrame(left, schema=schema)
    one = Export(
        path="l.csv", format="csv", layout="plain", frame=frame.lazy(), columns=("n", "k", "v"),
        duplicates=frozenset(), notes=(),
    )  # fmt: skip
    file = pl.DataFrame(pairs, schema={"id": pl.String, "x": pl.String}, orient="row")
    found = lookup(file.to_dict(), on={"k": "id"}, keep=keep)
    known = {key_of(k): x for k, x in (pairs if keep == "last" else pairs[::-1]) if key_of(k)}
    here = joined(one, [found], FORMS, None).frame.collect(engine="streaming")

    assert here.select("n", "k", "v").equals(frame)
    assert here["x"].to_list() == [known.get(key_of(k)) for k, _ in ours]
    assert here[MATCHED].to_list() == [key_of(k) in known for k, _ in ours]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CELLS, DAYS)), st.lists(st.tuples(CELLS, DAYS)))
def test_a_history_is_its_latest_row_up_to_the_answer(
    ours: list[tuple[str | None, str]], theirs: list[tuple[str | None, str]]
) -> None:
    dated = [*theirs, ("known", "2026-01-03")]
    file = {"id": [k for k, _ in dated], "since": [d for _, d in dated],
            "x": [str(at) for at in range(len(dated))]}  # fmt: skip
    frame = pl.DataFrame(
        {"k": [k for k, _ in ours], "at": [d for _, d in ours]},
        schema={"k": pl.String, "at": pl.String},
    )
    one = Export(
        path="l.csv", format="csv", layout="plain", frame=frame.lazy(), columns=("k", "at"),
        duplicates=frozenset(), notes=(),
    )  # fmt: skip
    found = lookup(file, on={"k": "id"}, as_of="since", keep="last")
    here = joined(one, [found], FORMS, "at").frame.collect(engine="streaming")

    def in_force(key: str | None, at: str) -> str | None:
        valid = [(d, x) for x, (k, d) in enumerate(dated)
                 if key_of(k) == key and key and d and at and d <= at]  # fmt: skip
        return str(max(valid)[1]) if valid else None

    assert here.select("k", "at").equals(frame)
    assert here["x"].to_list() == [in_force(key_of(k), at) for k, at in ours]
