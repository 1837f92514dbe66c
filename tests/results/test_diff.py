"""What changed, as tables for people and as rows for machines."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.analyses.waves import Q2, Q3, rows, waves
from tests.stats.rows import GOLDEN, Row, golden_rows

from nps.analyses.diff import analyse_diff
from nps.render.rows import flat_rows, header_of
from nps.render.style import Style
from nps.render.table import render
from nps.results.blocks import Headline, Kind, Table
from nps.results.diff import DiffResult
from nps.results.tally import SourceTally, Tally
from nps.spec.periods import Period

SIMPSON = golden_rows(GOLDEN["periods"]["simpson"]["file"])
PICTURE = """\
Relationship survey   2026Q3 against 2026Q2   a.csv
NPS fell from +43 to 0, by 42.5 points (-62 to -23): beyond chance.
seg: scores rose in every segment; the mix of respondents cost 51.3 points; the
rise, 8.8 points in all, is within chance.
new cost most: -25.3 points (scores +4.9, mix -30.2).
Net, of 100 answers, 25 moved from 10 to 8, 17 from 8 to 3.

               n was  n now  NPS was now change   95% range  scores   mix
All responses    120    180      +43   0    -43▼ -62 to -23
seg
  loyal          100     60      +60 +67     +7  -15 to +27    +3.9 -21.0
  new             20*   120      -45 -33    +12  -27 to +47    +4.9 -30.2

n, NPS  was 2026Q2, now 2026Q3
▲ ▼  risen/fallen beyond chance (5% false discovery, whole run)
scores  points of the total's change that come from the segment's scores
mix  points of it that come from the segment's share of the answers
*  fewer than 30 in a period

What it cost   points  scores  95% range    mix  95% range
All segments together
  seg           -42.5    +8.8 -10 to +28  -51.3 -65 to -37
Each segment, costliest first
  new           -25.3    +4.9 -10 to +20  -30.2 -40 to -20
  loyal         -17.2    +3.9  -8 to +16  -21.0 -27 to -15

points  of the change of all responses: - cost, + gained
scores  those that come from the segment's scores
mix  those that come from its share of the answers

Score  n was  n now  % was % now change
10        73     64     61    36  -25.3
9          0      0      0     0    0.0
8         25     52     21    29   +8.1
7          0      0      0     0    0.0
6          0      0      0     0    0.0
5          0      0      0     0    0.0
4          0      0      0     0    0.0
3         22     64     18    36  +17.2
2          0      0      0     0    0.0
1          0      0      0     0    0.0
0          0      0      0     0    0.0

change  percentage points
net moves  above: the fewest steps that turn one distribution into the other
Rows  300 read = 300 scored
"""


def result(*arguments: Any, **options: Any) -> DiffResult:  # noqa: ANN401  # those of waves
    return analyse_diff(waves(*arguments, **options), survey="Relationship survey")


def simpson() -> DiffResult:
    before, after = (
        [row for row in SIMPSON if row.cells["period"] == period] for period in ("P1", "P2")
    )
    return result(before, after, ("seg",))


def tables(found: DiffResult) -> dict[str, Table]:
    """By the heading of the names."""
    blocks = [block for block in found.document() if isinstance(block, Table)]
    return {block.columns[0].title: block for block in blocks}


def names(table: Table) -> list[Any]:
    return [[row.cells[0] for row in group.rows] for group in table.groups]


def abridged(tally: Tally) -> Tally:
    """The same, its segmentations from the data."""
    periods = tuple(
        replace(
            period,
            segmentations=tuple(replace(one, abridged=True) for one in period.segmentations),
        )
        for period in tally.periods
    )
    return replace(tally, periods=periods)


def test_picture_of_simpsons_paradox() -> None:
    assert render(simpson(), Style(width=80)) == PICTURE


def test_wide_tables_also_show_p() -> None:
    narrow, wide = (render(simpson(), Style(width=width)) for width in (80, 120))

    assert " p " not in narrow
    assert "  95% range      p  scores" in wide
    assert "-62 to -23 <0.001" in wide
    assert "p  of segments: adjusted for all that were tested" in wide


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_lines_fit(width: int) -> None:
    before, after = (
        [replace(row, cells={"seg": f"{row.cells['seg']} customers of the first hour"})
         for row in SIMPSON if row.cells["period"] == period]
        for period in ("P1", "P2")
    )  # fmt: skip
    tally = waves(before, after, ("seg",), paired=True)
    shown = render(analyse_diff(tally, survey="Relationship survey"), Style(width=width))

    assert max(map(len, shown.splitlines())) <= width


def test_stayers_joiners_and_leavers_have_a_table() -> None:
    before = [Row(score=9, cluster="Ann"), Row(score=6, cluster="Bob")]
    after = [Row(score=7, cluster="Ann"), Row(score=9, cluster="Cid")]
    table = tables(result(before, after, paired=True))["Who answered"]

    assert [row.cells for row in table.groups[0].rows] == [
        ("stayers", 1, 1, 100, 0, -100),
        ("joiners", None, 1, None, 100, 50),
        ("leavers", 1, None, -100, None, 100),
    ]
    assert "Who answered" not in tables(result(before, after))


def test_no_costs_without_a_partition() -> None:
    found = tables(result(rows(1, 1, 9), rows(9, 1, 1)))

    assert list(found) == ["", "Score"]
    assert "scores" not in [column.title for column in found[""].columns]
    assert not [entry for entry in found[""].legend if entry.startswith(("scores", "mix"))]


def test_ten_segments_are_ranked_for_people_and_all_for_machines() -> None:
    plans = [f"plan {number:02}" for number in range(13)]
    before = [row for plan in plans for row in rows(1, 1, 8, plan=plan)]
    after = [row for plan in plans for row in rows(2, 1, 7, plan=plan)]
    found = result(before, after, ("plan",))
    _, ranked = tables(found)["What it cost"].groups

    assert [row.cells[0] for row in ranked.rows] == plans[:10]
    assert ranked.more == "and 3 more"
    ranking: Any = found.record()["ranking"]
    assert len(ranking) == 13


def test_a_column_with_many_values_shows_the_largest() -> None:
    before = [row for at in range(60) for row in rows(1, 0, at, plan=f"{at:02}")]
    found = analyse_diff(abridged(waves(before, before, ("plan",))))
    _, plan = tables(found)[""].groups

    assert [row.cells[0] for row in plan.rows] == [f"{at:02}" for at in range(10, 60)]
    assert plan.more == "and 10 more"


def test_overlap_and_who_is_in_none_stand_in_the_heading() -> None:
    before = [*rows(1, 0, 9, tag="a;b"), *rows(1, 0, 1_233)]
    found = result(before, rows(1, 0, 9, tag="a"), ("tag",), overlapping=("tag",))

    assert tables(found)[""].groups[1].heading == (
        "tag (segments overlap; 1,234 in none before, 0 after)"
    )


def test_everybody_outside_is_a_row_of_a_partition() -> None:
    found = result(rows(1, 0, 9, plan="A"), [*rows(1, 0, 9, plan="A"), *rows(1)], ("plan",))

    assert names(tables(found)[""]) == [["All responses"], ["A", "(unsegmented)"]]


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ((Q2, Q3), ("2026Q3 against 2026Q2", "a.csv and 1 more")),
        ((Period(name="in/a.csv"), Period(name="in/b.csv")), ("b.csv against a.csv",)),
        ((Period(name="1/a.csv + 1/b.csv"), Period(name="-")),
         ("standard input against a.csv and 1 more",)),
        ((Period(name="q2/a.csv"), Period(name="q3/a.csv")), ("q3/a.csv against q2/a.csv",)),
        ((Period(name="..2026-03-31", last=date(2026, 3, 31)), Q3),
         ("2026Q3 against ..2026-03-31", "a.csv and 1 more")),
    ],
)  # fmt: skip
def test_headline_names_both_periods(periods: tuple[Period, Period], said: tuple[str, ...]) -> None:
    source = SourceTally(path="data/a.csv", format="csv", layout="plain", rows=1)
    found = result(rows(1, 0, 9), rows(9, 0, 1), periods=periods, sources=(source, source))
    headline = found.document()[0]

    assert isinstance(headline, Headline)
    assert headline.subject == ("Relationship survey", *said)
    record: Any = found.record()
    assert record["before"]["period"] == periods[0].name


def test_flat_rows_say_which_periods_they_compare_and_hold_every_part() -> None:
    before = [Row(score=9, cluster="Ann", cells={"plan": "A"}), *rows(9, 9, 9, plan="A")]
    after = [Row(score=7, cluster="Ann", cells={"plan": "A"}), *rows(9, 9, 18, plan="B")]
    record = result(before, after, ("plan",), paired=True).record()
    overall, first, _ = flat_rows(record)

    assert (overall["segmentation"], overall["segment"]) == (None, "All responses")
    assert (first["segmentation"], first["segment"]) == ("plan", "A")
    assert (first["before.period"], first["after.period"]) == ("2026Q2", "2026Q3")
    assert first["before.scores.6"] == 9
    assert first["cost"] == pytest.approx(
        first["scores_moved.points"] + first["respondents_moved.points"]  # type: ignore[operator]
    )
    assert overall["respondents.stayers.points"] == -100
    assert overall["moves.1.from"] == 7
    assert overall["histogram.7.change"] == pytest.approx(10 / 37 - 9 / 28)
    assert list(header_of(record))[-4:] == ["after", "segmentations", "ranking", "notes"]


def test_bases_are_starred_where_one_of_them_is_small() -> None:
    table = tables(simpson())[""]

    assert [row.starred for row in table.groups[1].rows] == [False, True]
    assert [row.mark for group in table.groups for row in group.rows] == ["▼", "", ""]
    assert [column.kind for column in table.columns if column.marked] == [Kind.DIFFERENCE]
