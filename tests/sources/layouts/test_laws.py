"""No layout takes what is another's, and none breaks over any records."""

import string

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.sources.layouts.laying_out import lay_out
from nps.sources.layouts.reading import LOOKED_AT, Head
from nps.sources.layouts.registry import LAYOUTS, find_layout

TELLING = (
    "", " ", "#", "(UTC)", "Submit Date (UTC)", "Response ID", "Date Submitted", "Status",
    "SessionID", "Language", "Referer", "Contact ID", "a:b", ":b", "score", "comment", "id",
    "permalink", "created_at", "person_properties[plan]", "survey_type", "nps", "<b>x</b>", "a b?",
    "Response", "123456789", "02/23/2026 09:41:07 AM", "2026-02-23 09:41:07", "2/23/2026 9:41:07",
    "0123456789", "completed", "partial", "a@b.co", "\0preview",
)  # fmt: skip
CELLS = st.sampled_from(TELLING) | st.text(max_size=6)
VALUES = (
    "",
    "9",
    "10",
    "0",
    "free",
    "Pro plan",
    "2026-03-01",
    "2026-03-01 10:00:00",
    "1234567",
    "x",
)
NAMES = st.text(string.ascii_lowercase + "_ ", min_size=1, max_size=12)


@st.composite
def records(draw: st.DrawFn) -> Head:
    """Records of one width, as they come from a text export."""
    width = draw(st.integers(1, 8))
    row = st.lists(CELLS, min_size=width, max_size=width)
    return draw(st.lists(row, min_size=1, max_size=6))


@st.composite
def tables(draw: st.DrawFn) -> Head:
    """A plain table: names, then values."""
    header = draw(st.lists(NAMES, min_size=1, max_size=10))
    row = st.lists(st.sampled_from(VALUES), min_size=len(header), max_size=len(header))
    return [header, *draw(st.lists(row, min_size=0, max_size=LOOKED_AT - 1))]


@given(records())
@settings(max_examples=300)
@pytest.mark.parametrize("asked", [False, True])
def test_any_records_are_laid_out_or_refused(asked: bool, head: Head) -> None:  # noqa: FBT001  # a parameter
    for layout in LAYOUTS:
        reading = layout.read(head, asked)
        if reading is None:
            continue
        assert len(reading.names) == len(head[0])
        assert 1 <= reading.header_rows <= len(head)
        places = [place for some in reading.ticked.values() for place in some]
        assert len(set(places)) == len(places)
        assert all(0 <= place < len(head[0]) for place in places)
        if not any(name.strip() for name in reading.names):
            continue
        assert_laid_out(head, reading.header_rows, layout.name)


def assert_laid_out(head: Head, header_rows: int, name: str) -> None:
    """Every column that is known of is there, and no response is lost."""
    _, reading = find_layout(head, name, "x.csv")
    rows = head[header_rows:]
    schema = {str(place): pl.String for place in range(len(head[0]))}
    frame = pl.LazyFrame([dict(zip(schema, row, strict=True)) for row in rows], schema=schema)
    laid_out = lay_out(frame, reading, "x.csv")
    held = laid_out.frame.collect()
    vendor = laid_out.vendor
    known = {
        vendor.score, vendor.answered_at, vendor.respondent, vendor.comment, vendor.language,
        *vendor.aliases.values(), *vendor.comments, *vendor.comments.values(), *vendor.splits,
        *laid_out.columns.usable,
    } - {None}  # fmt: skip
    assert known <= set(held.columns)
    assert held.height == len(rows)


@given(tables())
@settings(max_examples=300)
def test_a_plain_table_is_of_no_vendor(head: Head) -> None:
    layout, reading = find_layout(head, None, "x.csv")

    assert layout.name == "plain"
    assert reading.names == tuple(head[0])
