from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.render.flattening import Path, Scalar, flatten
from nps.results.result import Plain, Record


@pytest.mark.parametrize(
    ("record", "row"),
    [
        ({}, {}),
        ({"base": 3, "nps": None}, {"base": 3, "nps": None}),
        ({"interval": {"low": -1.5}, "ok": True}, {"interval.low": -1.5, "ok": True}),
        ({"a": {"b": {"c": 1}, "d": 2}}, {"a.b.c": 1, "a.d": 2}),
        ({"a": {}}, {}),
        (
            {"bands": [{"name": "low", "count": 1}, {"name": "hi.gh", "part": {"share": 0.5}}]},
            {"bands.low.count": 1, "bands.hi.gh.part.share": 0.5},
        ),
        (
            {"moves": [{"from": 9, "to": 8}, {"to": 2}]},
            {"moves.1.from": 9, "moves.1.to": 8, "moves.2.to": 2},
        ),
        (
            {"mixed": [{"name": "a", "n": 1}, {"n": 2}, 3]},
            {"mixed.a.n": 1, "mixed.2.n": 2, "mixed.3": 3},
        ),
        ({"scores": list(range(11))}, {f"scores.{score}": score for score in range(11)}),
        ({"scores": [5] * 10}, {f"scores.{score}": 5 for score in range(1, 11)}),
        (
            {"before": {"weighted_scores": [0.5, None]}},
            {"before.weighted_scores.9": 0.5, "before.weighted_scores.10": None},
        ),
        ({"scores": [{"p": 1}, [1, 2]]}, {"scores.9.p": 1, "scores.10": "1 2"}),
        ({"scores": 1.5}, {"scores": 1.5}),
        ({"flags": ["small_base", "incomplete"]}, {"flags": "small_base incomplete"}),
        ({"flags": []}, {"flags": ""}),
        ({"moves": [], "n": 1}, {"n": 1}),
        ({"range": [-1.5, 20]}, {"range": "-1.5 20"}),
        ({"ranges": [[-1.5, 20], [None, True]]}, {"ranges.1": "-1.5 20", "ranges.2": "null true"}),
        ({"deep": [[[1, 2]], []]}, {"deep.1.1": "1 2"}),
        ({"named": [{"name": 3, "n": 1}]}, {"named.3.n": 1}),
        ({"one": {"name": "x", "n": 1}}, {"one.name": "x", "one.n": 1}),
    ],
)
def test_nested_values_have_dotted_names(record: Record, row: dict[str, Scalar]) -> None:
    flat = flatten(record, Path())
    assert flat == row
    assert list(flat) == list(row)


def test_path_that_knows_other_records_gives_the_same() -> None:
    records: list[Record] = [
        {"a": {"b": 1}, "scores": [1, 2]},
        {"scores": [1, 2, 3], "a": None},
        {"a": [{"name": "b", "c": 1}]},
    ]
    path = Path()
    for record in (*records, *records):
        assert flatten(record, path) == flatten(record, Path())


def plainly(path: str, value: Plain) -> Iterator[tuple[str, Plain]]:
    """Flatten what needs no word of explanation: fields of fields, and items by their number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from plainly(f"{path}.{key}" if path else key, inner)
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        for number, item in enumerate(value, 1):
            yield from plainly(f"{path}.{number}", item)
    elif isinstance(value, list):
        if value:
            yield path, " ".join(map(str, value))
    else:
        yield path, value


keys = st.sampled_from(["a", "b", "count", "share"])
values = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
)


@given(st.dictionaries(keys, values))
def test_no_shape_of_a_record_is_refused(record: dict[str, Plain]) -> None:
    assert flatten(record, Path()) == dict(plainly("", record))
