"""A file of counts reads back as what was written, or says what is wrong with it."""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.agreeing import SURVEY
from nps.engine.collect import collect
from nps.engine.daily import Daily
from nps.engine.storing import FORMAT, read_daily, write_daily
from nps.engine.summing_up import sum_up
from nps.errors import SourceError
from nps.results.tally import STORED_KEY
from nps.sources.export import Export
from nps.sources.exports import open_exports
from nps.spec.configuration import Configuration
from nps.spec.survey import Survey

ROWS = """score,at,plan,since,weight,comment
10,2026-01-01,free,2025-12-01,1.5,s3cr3t words
9,2026-01-02,"a ""b"", c",2025-01-31,0.000000001,s3cr3t
11,2026-01-02,,12/31/2025,1,
11,2026-01-03,é×\u2028,,2,s3cr3t
s3cr3t,2026-01-03,free,,2,s3cr3t
3,soon,pro,2024-01-01,3,
"""
DECLARED = {
    "survey": {
        "score": "score",
        "answered_at": "at",
        "weight": "weight",
        "comment": "comment",
        "name": "Relations",
        "where": {"plan": {"ne": "fre"}},
    },
    "score_bands": {"low": "0-6", "high": "7-10"},
    "segments": {
        "plan": "plan",
        "cohort": {"column": "since", "every": "month"},
        "tier": {"column": "plan", "map": {"Moon": ["moon"], "Free": ["Free", "free"]}},
        "watch": {"overlap": True, "rules": {"Price": {"comment": {"contains": "price"}}}},
        "both": {"cross": ["plan", "cohort"]},
    },
}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Daily:
    """Counts with everything that there can be."""
    path = tmp_path_factory.mktemp("export") / "a.csv"
    path.write_text(ROWS, encoding="utf-8")
    configuration = Configuration.model_validate(DECLARED)
    with open_exports([str(path)], collect=collect) as exports:
        daily, _ = sum_up(exports, configuration, tuple(configuration.segments))
    return daily


@pytest.fixture(scope="module")
def written(counted: Daily) -> bytes:
    return write_daily(counted)


def sorted_rows(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return frame.sort(frame.columns).rows()


def header_of(content: bytes) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(pl.read_parquet_metadata(BytesIO(content))[STORED_KEY])
    return header


def rewritten(
    content: bytes, header: object, table: pl.DataFrame | None = None, *, sound: bool = False
) -> bytes:
    """The file with another header, or another table; the digest is made to fit, or kept."""
    file = BytesIO()
    kept = pl.read_parquet(BytesIO(content)) if table is None else table
    text = json.dumps(header, separators=(",", ":"))
    kept.write_parquet(file, compression="zstd", metadata={STORED_KEY: text})
    made = file.getvalue()
    if sound:
        place = made.rindex(b'"sha256_of_this_file":"') + len(b'"sha256_of_this_file":"')
        blank = made[:place] + b"0" * 64 + made[place + 64 :]
        made = made[:place] + sha256(blank).hexdigest().encode() + made[place + 64 :]
    return made


def test_what_is_written_reads_back_as_the_same(counted: Daily, written: bytes) -> None:
    found = read_daily(written, "a.tally")
    assert found.configuration == counted.configuration
    assert (found.shown, found.masked, found.sources) == (
        counted.shown, counted.masked, counted.sources,
    )  # fmt: skip
    assert found.facts == counted.facts
    for name in ("statuses", "texts", "counts"):
        one, other = getattr(found, name), getattr(counted, name)
        assert dict(one.schema) == dict(other.schema)
        assert sorted_rows(one) == sorted_rows(other) != []


def test_the_same_counts_are_the_same_bytes(counted: Daily, written: bytes) -> None:
    turned = Daily(
        **{
            **{name: getattr(counted, name) for name in Daily.__dataclass_fields__},
            "counts": counted.counts.reverse(), "statuses": counted.statuses.reverse(),
        }
    )  # fmt: skip
    assert write_daily(turned) == written
    assert write_daily(read_daily(written, "a.tally")) == written


def test_it_holds_no_comment_and_no_words_of_a_respondent(written: bytes) -> None:
    assert b"s3cr3t" not in written
    table = pl.read_parquet(BytesIO(written))
    assert "s3cr3t" not in table.write_csv()
    assert "s3cr3t" not in json.dumps(header_of(written))


@pytest.mark.parametrize("part", [part / 24 for part in range(24)])
def test_a_file_that_is_cut_short_is_refused(written: bytes, part: float) -> None:
    for cut in (int(part * len(written)), len(written) - 1 - int(part * 40)):
        with pytest.raises(SourceError, match=r"^a\.tally: a tally that is damaged or cut short"):
            read_daily(written[:cut], "a.tally")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_file_with_another_byte_is_refused(written: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(written) - 1))
    byte = written[at] ^ data.draw(st.integers(1, 255))
    content = written[:at] + bytes((byte,)) + written[at + 1 :]
    with pytest.raises(SourceError, match=r"^a\.tally: a tally "):
        read_daily(content, "a.tally")


@pytest.mark.parametrize(
    "edit",
    [
        lambda header: header["statuses"][0].__setitem__(2, 99),
        lambda header: header["configuration"]["survey"].__setitem__("score", {"column": "x"}),
        lambda header: header["sources"][0].__setitem__("rows", 5),
        lambda header: header["shown"].pop(),
        lambda header: header.__setitem__("sha256_of_this_file", "0" * 64),
        lambda header: header.__setitem__("format", FORMAT + 1),
    ],
)
def test_a_header_that_was_edited_is_refused(written: bytes, edit: Any) -> None:  # noqa: ANN401  # a function
    header = header_of(written)
    edit(header)
    with pytest.raises(SourceError, match=r"does not fit its digest: it was edited or damaged"):
        read_daily(rewritten(written, header), "a.tally")


def test_counts_that_were_edited_are_refused(written: bytes) -> None:
    table = pl.read_parquet(BytesIO(written))
    same = rewritten(written, header_of(written), table)
    assert write_daily(read_daily(same, "a.tally")) == written
    for edited in (table.with_columns(pl.col("rows") + 1), table.drop("rows")):
        with pytest.raises(SourceError, match=r"does not fit its digest"):
            read_daily(rewritten(written, header_of(written), edited), "a.tally")


def test_a_newer_format_is_named(written: bytes) -> None:
    header = {**header_of(written), "format": FORMAT + 1, "generated_by": "nps 9.0"}
    with pytest.raises(SourceError, match=r"a tally of format 3, written by nps 9\.0; .*update"):
        read_daily(rewritten(written, header, sound=True), "a.tally")


@pytest.mark.parametrize("lost", ["format", "configuration", "sources", "facts", "statuses"])
def test_a_header_that_lacks_something_is_refused(written: bytes, lost: str) -> None:
    header = {key: value for key, value in header_of(written).items() if key != lost}
    with pytest.raises(SourceError, match=r"^a\.tally: a tally that is damaged"):
        read_daily(rewritten(written, header, sound=True), "a.tally")


@pytest.mark.parametrize("header", [[], {}, {"format": 1}, "text", None])
def test_a_header_without_a_digest_is_refused(written: bytes, header: object) -> None:
    with pytest.raises(SourceError, match=r"^a\.tally: a tally that is damaged"):
        read_daily(rewritten(written, header), "a.tally")


def test_a_table_of_another_shape_is_refused(written: bytes) -> None:
    table = pl.read_parquet(BytesIO(written)).drop("rows")
    with pytest.raises(SourceError, match=r"^a\.tally: a tally that is damaged"):
        read_daily(rewritten(written, header_of(written), table, sound=True), "a.tally")


def test_a_value_that_looks_like_the_digest_is_none() -> None:
    name = '"sha256_of_this_file":"' + "1" * 64
    frame = pl.DataFrame({"score": ["9"], "plan": [name]})
    export = Export(
        path="a.csv", format="csv", layout="plain", frame=frame.lazy(), columns=("score", "plan"),
        duplicates=frozenset(), notes=(),
    )  # fmt: skip
    configuration = Configuration.model_validate(
        {"survey": {"score": "score"}, "segments": {"plan": "plan"}}
    )
    daily, _ = sum_up([export], configuration, ("plan",))
    found = read_daily(write_daily(daily), "a.tally").counts
    assert sorted_rows(found) == sorted_rows(daily.counts)
    assert any(json.loads(key) == [name] for key in found["key"])


def test_every_key_of_the_survey_but_its_name_must_agree() -> None:
    # NOTE: A key that is new in the survey must be settled here: does it change counts?
    assert set(Survey.model_fields) - SURVEY == {"name"}
