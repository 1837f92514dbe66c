import json

from nps.render.flattening import Scalar
from nps.render.rows import flat_rows, header_of, nested_rows
from nps.results.result import Plain, Record


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


def trend(name: str, *periods: Record, **others: Plain) -> Record:
    return {"segment": name, **others, "periods": list(periods)}


def test_figures_by_period_have_a_row_for_each() -> None:
    record: Record = {
        "every": "quarter",
        "ledger": {"read": 9},
        "periods": [{"period": "2026Q1"}],
        "overall": trend(
            "All",
            {"period": "2026Q1", "base": 4, "change": None},
            {"period": "2026Q2", "base": 0, "change": {"difference": -2.5}},
            policy="latest",
        ),
        "segmentations": [
            {
                "name": "plan",
                "segments": [
                    trend("Free", {"period": "2026Q2", "base": 3}, base=7, flags=["incomplete"]),
                    trend("Gone", flags=[]),
                ],
            }
        ],
    }
    assert list(header_of(record)) == ["every", "ledger", "periods", "segmentations"]
    assert list(nested_rows(record)) == [
        {
            "segmentation": None,
            "segment": "All",
            "policy": "latest",
            "period": "2026Q1",
            "base": 4,
            "change": None,
            "ledger": {"read": 9},
        },
        {
            "segmentation": None,
            "segment": "All",
            "policy": "latest",
            "period": "2026Q2",
            "base": 0,
            "change": {"difference": -2.5},
        },
        {
            "segmentation": "plan",
            "segment": "Free",
            "base": 3,
            "flags": ["incomplete"],
            "period": "2026Q2",
        },
        {"segmentation": "plan", "segment": "Gone", "flags": []},
    ]
    names = ("segmentation", "segment", "policy", "period", "base", "change.difference", "flags")
    assert flat_rows(record) == [
        dict(zip((*names, "ledger.read"), row, strict=True))
        for row in (
            (None, "All", "latest", "2026Q1", 4, None, None, 9),
            (None, "All", "latest", "2026Q2", 0, -2.5, None, None),
            ("plan", "Free", None, "2026Q2", 3, None, "incomplete", None),
            ("plan", "Gone", None, None, None, None, "", None),
        )
    ]
    assert list(flat_rows(record)[0]) == [*names, "ledger.read"]


def test_rows_leave_the_record_as_it_was(record: Record) -> None:
    before = json.dumps(record)
    flat_rows(record)
    assert json.dumps(record) == before


def test_column_above_others_is_left_out_only_where_it_is_null() -> None:
    def rows(*cells: Plain) -> list[dict[str, Scalar]]:
        return flat_rows({"rows": [{"n": 1, "change": cell} for cell in cells]})

    assert rows(None, {"p": 0.5}) == [{"n": 1, "change.p": None}, {"n": 1, "change.p": 0.5}]
    assert rows("none", {"p": 0.5}) == [
        {"n": 1, "change": "none", "change.p": None},
        {"n": 1, "change": None, "change.p": 0.5},
    ]


def test_record_without_rows_has_none() -> None:
    assert flat_rows({"rows": [], "notes": []}) == []


def test_figures_that_are_of_no_segment_are_given_as_they_are() -> None:
    record: Record = {"ledger": {"read": 2}, "overall": {"count": 2}, "rows": [{"count": 1}]}
    assert flat_rows(record) == [
        {"count": 2, "ledger.read": 2},
        {"count": 1, "ledger.read": None},
    ]
