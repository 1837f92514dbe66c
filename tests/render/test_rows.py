from nps.render.rows import flat_rows, header_of, nested_rows
from nps.results.result import Record


def test_header_is_the_record_without_its_figures(record: Record) -> None:
    header = header_of(record)
    assert list(header) == ["schema_version", "survey", "ledger", "segmentations", "notes"]
    assert header["segmentations"] == [
        {"name": "plan", "partition": True},
        {"name": "country", "partition": False},
    ]


def test_nested_rows_begin_with_where_they_belong(record: Record) -> None:
    overall, free, nobody = nested_rows(record)
    assert [list(row)[:3] for row in (overall, free, nobody)] == [
        ["segmentation", "segment", "base"]
    ] * 3
    assert (overall["segmentation"], overall["ledger"]) == (None, record["ledger"])
    assert (free["segmentation"], free["segment"]) == ("plan", "Free, or trial")
    assert "ledger" not in free


def test_flat_rows_name_what_is_nested(record: Record) -> None:
    overall, free, nobody = flat_rows(record)
    assert list(overall) == [
        *("segmentation", "segment", "base", "nps"),
        *("interval.low", "interval.high", "interval.level"),
        *(f"scores.{score}" for score in range(11)),
        *("bands.low.from", "bands.low.to", "bands.low.count", "bands.low.share"),
        *("bands.high.from", "bands.high.to", "bands.high.count", "bands.high.share"),
        *("impact", "vs_rest.p", "vs_rest.significant", "flags"),
        *("ledger.read", "ledger.previews", "ledger.filtered_out", "ledger.blank"),
        *("ledger.not_a_number", "ledger.off_scale", "ledger.bad_weight"),
        *("ledger.repeats_dropped", "ledger.scored"),
    ]
    assert list(overall) == list(free) == list(nobody)
    assert overall["segmentation"] is None
    assert overall["impact"] is None
    assert overall["ledger.read"] == 9
    assert free["ledger.read"] is None
    assert free["scores.9"] == 8
    assert free["bands.high.count"] == 8
    assert free["vs_rest.significant"] is False
    assert free["flags"] == "small_base incomplete"
    assert nobody["interval.low"] is None


def test_ten_scores_begin_at_one_and_no_bands_take_no_column() -> None:
    overall: Record = {"segment": "All", "scores": list(range(1, 11)), "bands": [], "flags": []}
    rows = flat_rows({"ledger": {"read": 0}, "overall": overall, "segmentations": []})
    assert rows == [
        {
            "segmentation": None,
            "segment": "All",
            **{f"scores.{score}": score for score in range(1, 11)},
            "flags": "",
            "ledger.read": 0,
        }
    ]
