import csv
import json
import math
from collections.abc import Callable
from io import BytesIO, StringIO

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.render.registry import FORMATS
from nps.render.rows import flat_rows, nested_rows
from nps.render.style import Style
from nps.results.result import Plain, Record, Result

ResultOf = Callable[[Record], Result]


def write(result: Result, name: str, style: Style | None = None) -> str:
    written = FORMATS[name].render(result, style or Style())
    assert isinstance(written, str)
    return written


def small(name: str, nps: float | None = None) -> Record:
    return {
        "ledger": {"read": 1},
        "overall": {"segment": "All", "nps": nps, "promoters": {"count": 3}, "ok": True},
        "segmentations": [
            {"name": name, "segments": [{"segment": name, "nps": 0.1, "ok": False, "flags": []}]}
        ],
        "notes": [name],
    }


def test_json_is_the_record(result_of_record: ResultOf) -> None:
    written = write(result_of_record({"survey": "Ümfrage", "nps": 1 / 3, "notes": []}), "json")
    assert written == (
        '{\n  "survey": "Ümfrage",\n  "nps": 0.3333333333333333,\n  "notes": []\n}\n'
    )


def test_json_has_no_number_that_is_none(result_of_record: ResultOf) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write(result_of_record({"nps": math.nan}), "json")


def test_json_escapes_what_steers_a_terminal(result_of_record: ResultOf) -> None:
    written = write(result_of_record({"path": "a\x1b\x9b\u2028\u202e\udce9"}), "json")
    assert written == '{\n  "path": "a\\u001b\\u009b\\u2028\\u202e\\udce9"\n}\n'


def test_ndjson_is_a_header_and_a_row_a_line(result_of_record: ResultOf) -> None:
    assert write(result_of_record(small("plan", 20.5)), "ndjson") == (
        '{"ledger": {"read": 1}, "segmentations": [{"name": "plan"}], "notes": ["plan"]}\n'
        '{"segmentation": null, "segment": "All", "nps": 20.5, "promoters": {"count": 3}, '
        '"ok": true, "ledger": {"read": 1}}\n'
        '{"segmentation": "plan", "segment": "plan", "nps": 0.1, "ok": false, "flags": []}\n'
    )


def test_csv_quotes_what_it_must(result_of_record: ResultOf) -> None:
    assert write(result_of_record(small('a,"b"\tc')), "csv") == (
        "segmentation,segment,nps,promoters.count,ok,flags,ledger.read\n"
        ",All,,3,true,,1\n"
        '"a,""b""\tc","a,""b""\tc",0.1,,false,,\n'
    )


def test_tsv_quotes_what_it_must(result_of_record: ResultOf) -> None:
    assert write(result_of_record(small("a,b\tc")), "tsv") == (
        "segmentation\tsegment\tnps\tpromoters.count\tok\tflags\tledger.read\n"
        "\tAll\t\t3\ttrue\t\t1\n"
        '"a,b\tc"\t"a,b\tc"\t0.1\t\tfalse\t\t\n'
    )


def test_delimited_text_at_a_terminal_steers_nothing(result_of_record: ResultOf) -> None:
    result = result_of_record(small("a\x1b[31m\nb"))
    assert ",a[31m b," in write(result, "csv", Style(terminal=True))
    assert '"a\x1b[31m\nb"' in write(result, "csv", Style(width=80))


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(text=st.text(), nps=st.none() | st.floats(-100, 100))
def test_delimited_rows_read_back_equal(
    result_of_record: ResultOf, name: str, delimiter: str, text: str, nps: float | None
) -> None:
    record = small(text, nps)
    written = write(result_of_record(record), name)
    read = list(csv.DictReader(StringIO(written, newline=""), delimiter=delimiter))
    assert list(read[0]) == list(flat_rows(record)[0])
    assert (float(read[0]["nps"]) if read[0]["nps"] else None) == nps
    assert read[1]["segment"] == read[1]["segmentation"] == text


@given(text=st.text(st.characters()), nps=st.none() | st.floats(-100, 100))
def test_json_reads_back_equal(result_of_record: ResultOf, text: str, nps: float | None) -> None:
    record = small(text, nps)
    assert json.loads(write(result_of_record(record), "json")) == record
    lines = write(result_of_record(record), "ndjson").splitlines()
    assert [json.loads(line) for line in lines[1:]] == list(nested_rows(record))


def test_parquet_is_typed_and_holds_the_rows(result_of_record: ResultOf, record: Record) -> None:
    written = FORMATS["parquet"].render(result_of_record(record), Style())
    assert isinstance(written, bytes)
    figures = pl.read_parquet(BytesIO(written))
    assert figures.rows(named=True) == flat_rows(record)
    assert {
        name: figures.schema[name]
        for name in ("segmentation", "segment", "base", "nps", "vs_rest.significant", "flags")
    } == {
        "segmentation": pl.String,
        "segment": pl.String,
        "base": pl.Int64,
        "nps": pl.Float64,
        "vs_rest.significant": pl.Boolean,
        "flags": pl.String,
    }


def test_parquet_types_what_is_undefined_everywhere(result_of_record: ResultOf) -> None:
    undefined: Record = {
        "ledger": {"read": 0},
        "overall": {"segment": "All", "nps": None, "impact": 0},
        "segmentations": [],
    }
    mixed = small("plan", 1)
    for record in (undefined, mixed):
        written = FORMATS["parquet"].render(result_of_record(record), Style())
        assert isinstance(written, bytes)
        schema = pl.read_parquet(BytesIO(written)).schema
        assert schema["segmentation"] == pl.String
        assert schema["nps"] == pl.Float64


def test_parquet_types_are_those_of_the_fields(result_of_record: ResultOf) -> None:
    """Also where only some rows have them, or none has."""

    def period(name: str, base: int | None, *, significant: bool | None) -> Record:
        test: Record = {"p": None, "significant": significant}
        return {"period": name, "from": "2026-01-01", "base": base, "change": test}

    def schema(*periods: Record, **others: Plain) -> dict[str, pl.DataType]:
        record: Record = {
            "ledger": {"read": 1},
            "overall": {"segment": "All", **others, "periods": list(periods)},
        }
        written = FORMATS["parquet"].render(result_of_record(record), Style())
        assert isinstance(written, bytes)
        return dict(pl.read_parquet(BytesIO(written)).schema)

    usual = schema(
        period("2026Q1", 3, significant=None),
        period("2026Q2", None, significant=True),
        policy="mean",
    )
    assert usual == {
        "segmentation": pl.String,
        "segment": pl.String,
        "policy": pl.String,
        "period": pl.String,
        "from": pl.String,
        "base": pl.Int64,
        "change.p": pl.Float64,
        "change.significant": pl.Boolean,
        "ledger.read": pl.Int64,
    }
    undefined = schema(period("2026Q1", 3, significant=None) | {"from": None}, policy=None)
    assert undefined == usual


def test_result_without_rows_is_empty_in_formats_of_rows(result_of_record: ResultOf) -> None:
    nothing = result_of_record({"rows": [], "notes": []})
    assert not write(nothing, "csv")
    assert not write(nothing, "tsv")
    assert write(nothing, "ndjson") == '{"notes": []}\n'
    written = FORMATS["parquet"].render(nothing, Style())
    assert isinstance(written, bytes)
    assert pl.read_parquet(BytesIO(written)).shape == (0, 0)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_breaks_in_names_are_quoted(result_of_record: ResultOf, end: str) -> None:
    written = write(result_of_record(small(f"a{end}b")), "csv")
    assert f'"a{end}b","a{end}b",0.1,,false,,\n' in written
    assert written.endswith("\n")
    assert not written.endswith("\r\n")
