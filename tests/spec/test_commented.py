"""YAML with comments reads back as what was written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.spec.commented import WIDTH, Entry, comment, flow
from nps.spec.document import read_document

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
VALUE = st.recursive(
    TEXT | st.integers(-(10**6), 10**6) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


def written(entry: Entry) -> str:
    return "\n".join(["top:", *entry.lines(1)])


def read(text: str) -> object:
    return read_document(text, "starter.yaml", "a mapping").mapping


@given(st.builds(Entry, key=TEXT, value=VALUE, beside=TEXT, levels=st.integers(0, 2)))
def test_what_is_written_reads_back(entry: Entry) -> None:
    assert read(written(entry)) == {"top": {entry.key: entry.value}}


@given(st.builds(Entry, key=TEXT, value=VALUE, above=st.lists(TEXT, max_size=2)))
def test_what_is_muted_reads_back_without_its_marks(entry: Entry) -> None:
    lines = list(replace(entry, muted=True).lines(1))
    assert all(line.startswith("  #") for line in lines)

    freed = [line.replace("# ", "", 1) for line in lines[len(entry.above) :]]
    assert read("\n".join(["top:", *freed])) == {"top": {entry.key: entry.value}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"column": "mrr", "breaks": [10, 2.5]}, "{column: mrr, breaks: [10, 2.5]}"),
        (["NA", "-", "1.10", "it's", "a, b"], "[NA, '-', '1.10', 'it''s', 'a, b']"),
        ({"no": True, "x: y": {}}, "{'no': true, 'x: y': {}}"),
        ("line\nbreak", '"line\\nbreak"'),
    ],
)
def test_flow_has_quotes_where_they_are_needed(value: object, expected: str) -> None:
    assert flow(value) == expected


def test_comment_stays_on_one_line() -> None:
    assert comment("a\nb\u2028c\x1b") == "# a b c "


def test_long_mapping_has_its_parts_on_lines_of_their_own() -> None:
    entry = Entry(key="size", value={"column": "x" * 60, "labels": ["y" * 30]}, beside="why")

    assert list(entry.lines(0)) == [
        "# why",
        "size:",
        f"  column: {'x' * 60}",
        f"  labels: [{'y' * 30}]",
    ]
    assert all(len(line) <= WIDTH for line in entry.lines(0))


def test_very_long_key_reads_back() -> None:
    entry = Entry(key="k" * 1200, value={"column": "k" * 1200})

    assert read(written(entry)) == {"top": {entry.key: entry.value}}
