"""A trend as a record, as sentences and as tables, made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nps.render.figures import write_sentence
from nps.render.registry import FORMATS
from nps.render.rows import flat_rows, header_of, nested_rows
from nps.render.style import Style
from nps.render.table import render
from nps.results.blocks import Headline, Kind, LedgerLine, Notes, RowGroup, Table
from nps.results.change import Change, Limits
from nps.results.figures import INCOMPLETE, SMALL_BASE, Figures
from nps.results.interval import Interval
from nps.results.ledger import Ledger
from nps.results.row_groups import MOST_SHOWN
from nps.results.shares import Share, Weighting
from nps.results.subject import Subject
from nps.results.tally import SourceTally
from nps.results.trend import TrendResult
from nps.results.trend_figures import PeriodFigures, Series, TrendSegmentation
from nps.spec.periods import Period, period_of

Q1, Q2, Q3 = (period_of(date(2026, month, 1), "quarter") for month in (1, 4, 7))


def figures(base: int, nps: float | None, *flags: str, weighted: bool = False) -> Figures:
    nobody = nps is None
    net = 0.0 if nps is None else nps / 100
    detractors = None if nobody else (1 - net) / 4
    promoters = None if nobody else (1 + 3 * net) / 4
    passives = None if nobody else (1 - net) / 2
    return Figures(
        segment="",
        base=base,
        share_of_base=None if nobody else 0.5,
        nps=nps,
        interval=None if nps is None else Interval(
            low=nps - 5, high=nps + 5, level=0.95, method="score"
        ),
        standard_error=None if nobody else 2.5,
        promoters=Share(count=0, share=promoters),
        passives=Share(count=0, share=passives),
        detractors=Share(count=0, share=detractors),
        share_of_promoters=None,
        share_of_detractors=None,
        mean_score=None if nobody else 8.0,
        scores=(),
        bands=(),
        weighting=Weighting(effective_base=base / 2, design_effect=2.0) if weighted else None,
        flags=flags,
    )  # fmt: skip


def change(
    difference: float, low: float, high: float, *, significant: bool, p: float = 0.04
) -> Change:
    limits = Limits(low=low, high=high, level=0.95)
    return Change(
        difference=difference, limits=limits, z=1.0, p=p, p_adjusted=p, significant=significant
    )


ROSE = change(8, 2, 14, significant=True)
FELL = change(-12, -20, -4, significant=True)
STOOD = change(1, -5, 7, significant=False)
ALONE = change(8, 2, 14, significant=False)
UNTESTED = Change(difference=8)


def point(period: Period, nps: float | None = 20, step: Change | None = None) -> PeriodFigures:
    return PeriodFigures(
        period=period, figures=figures(0 if nps is None else 400, nps), change=step
    )


def series(name: str, *points: PeriodFigures, leftover: bool = False) -> Series:
    return Series(segment=name, periods=points, leftover=leftover)


def segmentation(
    *segments: Series, partition: bool = True, unsegmented: int = 0, abridged: bool = False
) -> TrendSegmentation:
    return TrendSegmentation(
        name="plan",
        kind="value",
        partition=partition,
        unsegmented=unsegmented,
        segments=segments,
        abridged=abridged,
    )


def trend(
    overall: Series,
    *segmentations: TrendSegmentation,
    **rest: Any,  # noqa: ANN401  # fields
) -> TrendResult:
    return TrendResult(**{
        "subject": Subject(survey="Relationship survey", answered=None),
        "sources": (SourceTally(path="a.csv", format="csv", layout="plain", rows=800),),
        "ledger": Ledger(read=800, scored=800),
        "every": "quarter",
        "overall": overall,
        "segmentations": segmentations,
        "since": None,
        "before": "2026Q2",
        "warnings": (),
        "notes": (),
        "min_base": 30,
        "level": 0.95,
        **rest,
    })  # fmt: skip


OVERALL = series("All responses", point(Q2, 12), point(Q3, 20, ROSE))
FREE = series("Free", point(Q2, 30), point(Q3, 38, ROSE))
TEAM = series("Team", point(Q2, 13), point(Q3, 1, FELL))
STILL = series("Still", point(Q2, 19), point(Q3, 20, STOOD))


def said(result: TrendResult) -> list[str]:
    headline = result.document()[0]
    assert isinstance(headline, Headline)
    return [write_sentence(sentence) for sentence in headline.sentences]


def tables(result: TrendResult) -> list[Table]:
    return [block for block in result.document() if isinstance(block, Table)]


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def latest(*points: PeriodFigures) -> TrendResult:
    return trend(series("All responses", *points))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (
            latest(point(Q2), point(Q3, 20, ROSE)),
            "NPS +20 (+15 to +25) in 2026Q3, ▲ +8 since 2026Q2 (+2 to +14): beyond chance.",
        ),
        (
            latest(point(Q2), point(Q3, -20, FELL)),
            "NPS -20 (-25 to -15) in 2026Q3, ▼ -12 since 2026Q2 (-20 to -4): beyond chance.",
        ),
        (
            latest(point(Q2), point(Q3, 20, STOOD)),
            "NPS +20 (+15 to +25) in 2026Q3, +1 since 2026Q2 (-5 to +7): within chance.",
        ),
        (
            latest(point(Q2, 12, STOOD), point(Q3, 20, ALONE)),
            "NPS +20 (+15 to +25) in 2026Q3, +8 since 2026Q2 (+2 to +14): "
            "beyond chance alone, but not as one of 2 changes tested.",
        ),
        (
            latest(point(Q2), point(Q3, 20, UNTESTED)),
            "NPS +20 (+15 to +25) in 2026Q3, +8 since 2026Q2: "
            "too few answers to tell it from chance.",
        ),
        (
            latest(point(Q2, None), point(Q3)),
            "NPS +20 (+15 to +25) in 2026Q3; there is no NPS in 2026Q2 to compare it with.",
        ),
        (
            replace(latest(point(Q3)), before=None),
            "NPS +20 (+15 to +25) in 2026Q3, the first period, "
            "so there is nothing to compare it with.",
        ),
        (latest(point(Q2), point(Q3, None)), "No scored answers in 2026Q3, so there is no NPS."),
        (replace(latest(), before=None), "No scored answers, so there is no NPS."),
    ],
)
def test_first_sentence(result: TrendResult, expected: str) -> None:
    assert said(result) == [expected]


def test_all_weights_zero_are_no_lack_of_answers() -> None:
    weightless = PeriodFigures(period=Q3, figures=figures(400, None))

    assert said(latest(point(Q2), weightless)) == [
        "400 answers in 2026Q3, all of weight 0, so there is no NPS."
    ]


def test_an_incomplete_period_is_said_wherever_it_is_named() -> None:
    unfinished = PeriodFigures(period=Q3, figures=figures(400, 20, INCOMPLETE), change=STOOD)
    result = latest(point(Q2), unfinished)

    assert said(result)[0].startswith(
        "NPS +20 (+15 to +25) in 2026Q3 (incomplete), +1 since 2026Q2"
    )
    first, second = tables(result)
    assert titles(first)[0] == "2026Q3 (incomplete)"
    assert [row.cells[0] for row in second.groups[0].rows] == ["2026Q2", "2026Q3 (incomplete)"]


def test_what_many_steps_come_to_is_said() -> None:
    result = trend(OVERALL, since=(Q1, change(-14, -21, -6, significant=True)))

    assert said(result)[1] == "In all, -14 since 2026Q1 (-21 to -6)."


def test_segments_that_moved_most_are_said_the_larger_move_first() -> None:
    more = series("Pro", point(Q2), point(Q3, 38, change(7, 1, 13, significant=True)))
    result = trend(OVERALL, segmentation(FREE, more, TEAM, STILL))

    assert said(result)[1:] == [
        "▼ Team +1 fell most: -12 since 2026Q2 (-20 to -4).",
        "▲ Free +38 rose most: +8 since 2026Q2 (+2 to +14).",
    ]


def test_what_others_leave_is_not_named_but_did_change() -> None:
    blank = series("(blank)", point(Q2), point(Q3, 38, ROSE), leftover=True)

    assert said(trend(OVERALL, segmentation(blank, STILL)))[1:] == []


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ([STILL], ["No segment changed beyond chance since 2026Q2."]),
        ([series("Few", point(Q2), point(Q3, 20, UNTESTED))], []),
        ([series("New", point(Q2, None), point(Q3))], []),
        ([series("Once", point(Q2, 9, ROSE), point(Q3, 9, STOOD))],
         ["No segment changed beyond chance since 2026Q2."]),
    ],
)  # fmt: skip
def test_that_no_segment_changed_is_said_where_any_was_tested(
    segments: Sequence[Series], expected: list[str]
) -> None:
    assert said(trend(OVERALL, segmentation(*segments)))[1:] == expected


def test_record_has_its_keys_in_order() -> None:
    record: Any = trend(OVERALL, segmentation(FREE), notes=("a note",)).record()

    assert list(record) == [
        "schema_version", "command", "generated_by", "survey", "sources", "ledger", "every",
        "periods", "since", "overall", "segmentations", "notes",
    ]  # fmt: skip
    assert record["command"] == "trend"
    assert record["every"] == "quarter"
    assert record["periods"] == [
        {"period": "2026Q2", "from": "2026-04-01", "to": "2026-06-30", "incomplete": False},
        {"period": "2026Q3", "from": "2026-07-01", "to": "2026-09-30", "incomplete": False},
    ]
    assert list(record["overall"]) == ["segment", "periods"]
    (plan,) = record["segmentations"]
    assert {key: plan[key] for key in ("name", "kind", "partition")} == {
        "name": "plan", "kind": "value", "partition": True,
    }  # fmt: skip
    (free,) = plan["segments"]
    assert free["segment"] == "Free"
    assert list(free["periods"][1]) == [
        "period", "from", "to", "base", "share_of_base", "nps", "interval", "standard_error",
        "promoters", "passives", "detractors", "mean_score", "change", "flags",
    ]  # fmt: skip
    assert free["periods"][0]["change"] is None
    assert free["periods"][1]["change"] == {
        "difference": 8, "interval": {"low": 2, "high": 14, "level": 0.95}, "z": 1.0, "p": 0.04,
        "p_adjusted": 0.04, "significant": True,
    }  # fmt: skip
    assert record["notes"] == ["a note"]


def test_record_of_the_change_since_the_first_period() -> None:
    result = trend(OVERALL, since=(Q1, change(-14, -21, -6, significant=True)))

    assert result.record()["since"] == {
        "period": "2026Q1", "difference": -14,
        "interval": {"low": -21, "high": -6, "level": 0.95}, "z": 1.0, "p": 0.04,
    }  # fmt: skip
    assert trend(OVERALL).record()["since"] is None


def test_undefined_is_null() -> None:
    record: Any = latest(point(Q2, None), point(Q3)).record()

    empty = record["overall"]["periods"][0]
    assert empty["base"] == 0
    assert empty["nps"] is None
    assert empty["interval"] is None
    assert empty["promoters"]["share"] is None


def test_weights_add_their_fields() -> None:
    weighted = PeriodFigures(period=Q3, figures=figures(400, 20, weighted=True))
    record: Any = trend(series("All responses", weighted)).record()

    assert record["overall"]["periods"][0]["effective_base"] == 200
    assert record["overall"]["periods"][0]["design_effect"] == 2
    table = tables(trend(series("All responses", weighted)))[0]
    assert titles(table)[:4] == ["2026Q3", "n", "eff n", "NPS"]
    assert "eff n  answers that would tell as much unweighted" in table.legend


def test_rows_are_the_record_a_period_each() -> None:
    record: Any = trend(OVERALL, segmentation(FREE, STILL)).record()

    rows: list[Any] = list(nested_rows(record))
    assert [(row["segmentation"], row["segment"], row["period"]) for row in rows] == [
        (None, "All responses", "2026Q2"), (None, "All responses", "2026Q3"),
        ("plan", "Free", "2026Q2"), ("plan", "Free", "2026Q3"),
        ("plan", "Still", "2026Q2"), ("plan", "Still", "2026Q3"),
    ]  # fmt: skip
    expected = [
        period
        for one in (record["overall"], *record["segmentations"][0]["segments"])
        for period in one["periods"]
    ]
    assert [{key: row[key] for key in period} for row, period in zip(rows, expected, strict=True)
            ] == expected  # fmt: skip
    assert rows[0]["ledger"]["scored"] == 800
    assert header_of(record)["periods"] == record["periods"]
    flat = flat_rows(record)
    assert flat[1]["change.interval.low"] == 2
    assert flat[0]["change.interval.low"] is None
    assert "change" not in flat[0]


def test_blocks_of_a_page() -> None:
    kinds = [type(block) for block in trend(OVERALL, notes=("x",)).document()]
    assert kinds == [Headline, Table, Table, LedgerLine, Notes]
    kinds = [type(block) for block in replace(latest(), before=None).document()]
    assert kinds == [Headline, LedgerLine]


def test_latest_table_has_a_row_a_segment() -> None:
    table = tables(trend(OVERALL, segmentation(FREE, TEAM, STILL)))[0]

    assert titles(table) == [
        "2026Q3", "n", "NPS", "95% range", "change", "95% range", "from 2026Q2", "2026Q2 – 2026Q3",
    ]  # fmt: skip
    assert [column.title for column in table.columns if column.marked] == ["change"]
    assert [group.heading for group in table.groups] == [None, "plan"]
    assert [row.cells[0] for row in table.groups[1].rows] == ["Free", "Team", "Still"]
    assert [row.mark for row in table.groups[1].rows] == ["▲", "▼", ""]
    assert table.groups[1].rows[0].cells[4:] == (8, (2, 14), (30, 38), (30, 38))
    assert table.legend == (
        "▲ ▼  up/down on the period before beyond chance (5% false discovery, whole run)",
        "from 2026Q2  NPS by period, on one scale for all rows",
        "2026Q2 – 2026Q3  NPS by period, on one scale for all rows",
    )


def test_a_period_of_its_own_has_no_table_by_period_and_no_curve() -> None:
    (table,) = tables(replace(latest(point(Q3)), before=None))
    assert titles(table) == ["2026Q3", "n", "NPS", "95% range"]
    assert table.legend == ()

    (table,) = tables(latest(point(Q3, 20, ROSE)))
    assert titles(table) == ["2026Q3", "n", "NPS", "95% range", "change", "95% range"]


def test_table_by_period_has_a_group_a_segment() -> None:
    table = tables(trend(OVERALL, segmentation(FREE)))[1]

    assert titles(table)[0] == "by quarter"
    assert [group.heading for group in table.groups] == ["All responses", "plan: Free"]
    assert [row.cells[0] for row in table.groups[1].rows] == ["2026Q2", "2026Q3"]
    assert [row.mark for row in table.groups[1].rows] == ["", "▲"]
    assert tables(trend(OVERALL, every="half"))[1].columns[0].title == "by half-year"


def test_long_curves_are_cut_to_their_latest_part() -> None:
    weeks = [Period(name=f"w{at}") for at in range(60)]
    table = tables(latest(*(point(week, float(at)) for at, week in enumerate(weeks))))[0]

    curves = [index for index, one in enumerate(table.columns) if one.kind is Kind.SPARK]
    assert [table.columns[index].title for index in curves] == ["from w48", "w24 – w59"]
    row = table.groups[0].rows[0]
    assert [row.cells[index] for index in curves] == [
        tuple(map(float, range(48, 60))), tuple(map(float, range(24, 60))),
    ]  # fmt: skip


def starred(name: str, *small: bool) -> Series:
    return series(
        name,
        *(
            PeriodFigures(
                period=period, figures=figures(7 if one else 70, 20, *([SMALL_BASE] * one))
            )
            for period, one in zip((Q2, Q3), small, strict=True)
        ),
    )


def test_small_bases_are_starred_and_explained_once() -> None:
    first, second = tables(trend(OVERALL, segmentation(starred("Few", True, True))))  # noqa: FBT003
    assert first.groups[1].rows[0].starred
    assert "*  fewer than 30" in first.legend
    assert second.groups[1].rows[0].starred
    assert second.legend == ()

    first, second = tables(trend(OVERALL, segmentation(starred("Few", True, False))))  # noqa: FBT003
    assert not first.groups[1].rows[0].starred
    assert "*  fewer than 30" not in first.legend
    assert second.legend == ("*  fewer than 30",)


def groups_of(*, partition: bool, unsegmented: int) -> RowGroup:
    plan = segmentation(FREE, partition=partition, unsegmented=unsegmented)
    return tables(trend(OVERALL, plan))[0].groups[1]


def test_headings_say_what_overlaps_and_who_is_in_none() -> None:
    assert groups_of(partition=True, unsegmented=0).heading == "plan"
    assert groups_of(partition=True, unsegmented=1200).heading == "plan (1,200 in none)"
    assert groups_of(partition=False, unsegmented=0).heading == "plan (segments overlap; 0 in none)"


def test_a_page_shows_the_largest_of_many_values() -> None:
    many = [
        series(
            f"v{size}",
            *(PeriodFigures(period=one, figures=figures(size, 20.0)) for one in (Q2, Q3)),
        )
        for size in range(1, MOST_SHOWN + 11)
    ]
    result = trend(OVERALL, segmentation(*many, abridged=True))

    first, second = tables(result)
    assert [row.cells[0] for row in first.groups[1].rows] == [
        f"v{size}" for size in range(11, MOST_SHOWN + 11)
    ]
    assert first.groups[1].more == "and 10 more"
    assert len(second.groups) == 1 + MOST_SHOWN
    assert [group.more for group in second.groups[-2:]] == ["", "and 10 more segments of plan"]
    assert len(tables(trend(OVERALL, segmentation(*many)))[0].groups[1].rows) == MOST_SHOWN + 10


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_takes_a_trend_with_gaps(name: str) -> None:
    gap = series("Gap", point(Q2, None), point(Q3, None))
    result = trend(OVERALL, segmentation(FREE, gap))

    assert FORMATS[name].render(result, Style())


PICTURE = """\
Relationship survey   a.csv
NPS +20 (+15 to +25) in 2026Q3, ▲ +8 since 2026Q2 (+2 to +14): beyond chance.
In all, -12 since 2026Q1 (-20 to -4).
▼ Team +1 fell most: -12 since 2026Q2 (-20 to -4).
▲ Free +38 rose most: +8 since 2026Q2 (+2 to +14).

2026Q3           n   NPS   95% range  change  95% range  from 2026Q1
All responses  400   +20  +15 to +25      +8▲ +2 to +14  ▇▃▅
plan
  Free         400   +38  +33 to +43      +8▲ +2 to +14  ▆▆█
  Team         400    +1    -4 to +6     -12▼ -20 to -4  ▆▃▁
  New          400   +25  +20 to +30                       ▆

▲ ▼  up/down on the period before beyond chance (5% false discovery, whole run)
from 2026Q1  NPS by period, on one scale for all rows

by quarter    n   NPS   95% range  change   -det .pas +pro
All responses
  2026Q1    400   +34  +29 to +39           ------...........++++++++++++++++++
  2026Q2    400   +12   +7 to +17     -12▼  --------...............++++++++++++
  2026Q3    400   +20  +15 to +25      +8▲  -------..............++++++++++++++
plan: Free
  2026Q1    400   +30  +25 to +35           ------............+++++++++++++++++
  2026Q2    400   +30  +25 to +35      +1   ------............+++++++++++++++++
  2026Q3    400   +38  +33 to +43      +8▲  -----...........+++++++++++++++++++
plan: Team
  2026Q1    400   +25  +20 to +30           -------.............+++++++++++++++
  2026Q2    400   +13   +8 to +18     -12▼  --------...............++++++++++++
  2026Q3    400    +1    -4 to +6     -12▼  ---------.................+++++++++
plan: New
  2026Q1      0   n/a
  2026Q2      0   n/a
  2026Q3    400   +25  +20 to +30           -------.............+++++++++++++++

Rows  800 read = 800 scored
Note  A note
"""


def test_picture() -> None:
    def steps(name: str, *nps: float | None, marks: Sequence[Change | None]) -> Series:
        points = zip((Q1, Q2, Q3), nps, marks, strict=True)
        return series(name, *(point(period, one, step) for period, one, step in points))

    result = trend(
        steps("All responses", 34, 12, 20, marks=(None, FELL, ROSE)),
        segmentation(
            steps("Free", 30, 30, 38, marks=(None, STOOD, ROSE)),
            steps("Team", 25, 13, 1, marks=(None, FELL, FELL)),
            steps("New", None, None, 25, marks=(None, None, None)),
        ),
        since=(Q1, FELL),
        notes=("A note",),
    )

    assert render(result, Style(width=80)) == PICTURE


@pytest.mark.parametrize("width", [80, 120, 200])
def test_lines_fit(width: int) -> None:
    long = "Enterprise customers of long standing who renewed last year"
    unfinished = PeriodFigures(period=Q3, figures=figures(12_345, -20, INCOMPLETE), change=FELL)
    result = trend(
        series("All responses", point(Q2, -8), unfinished),
        segmentation(series(long, point(Q2, -8), unfinished), unsegmented=12),
    )

    lines = render(result, Style(width=width)).splitlines()
    assert max(map(len, lines)) <= width
    assert any("▂" in line or "▁" in line for line in lines)
