"""The overview, drawn from a tally made by hand."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from nps.analyses.segment import analyse
from nps.render.registry import FORMATS
from nps.render.style import Style
from nps.results.blocks import Table
from nps.results.ledger import Ledger
from nps.results.segments import SegmentResult
from nps.results.sums import UNIT, ClusterSums, Sums
from nps.results.tally import (
    SegmentationKind,
    SegmentationTally,
    SegmentTally,
    SourceTally,
    Tally,
)

NARROW = """\
Relationship survey   responses.csv
NPS +20 (+18 to +23), 3,412 answers.
> Free +38 lifts the total most (+10.3): without it, +10.
< Business +1 costs most (-4.4): 18% of answers, 24% of all detractors.
One answer from gaining: 24% (6s, 8s). From losing: 30% (7s, 9s).

                    n   NPS   95% range det% pas% pro% impact  -det .pas +pro
All responses   3,412   +20  +18 to +23   26   28   46         ----.....++++++++
plan
  Free          1,258   +38> +34 to +42   18   26   56  +10.3  ---....++++++++++
  Team          1,128   +20  +15 to +25   26   28   46   -0.3  ----.....++++++++
  Business        631    +1<   -5 to +8   34   31   35   -4.4  ------.....++++++
  Enterprise      382    -4<  -12 to +4   37   30   33   -3.1  ------.....++++++
  Reseller         13*    0  -40 to +40   31   38   31   -0.1  -----.......+++++
watchlist (segments overlap; 2,733 in none)
  Big spender     548    -1<   -8 to +6   36   29   35   -4.1  ------.....++++++
  Price talk      158   -35< -48 to -22   58   19   23   -2.7  ----------...++++

> <   above/below all others beyond chance (5% false discovery, whole run)
impact  points the total would lose without the segment   *  fewer than 30
Rows  3,412 read = 3,412 scored
"""
WIDE = """\
                    n    n%  NPS  95% range rest  impact ofdet    0-4  5-6 |   7   8 | 9-10   -det .pas +pro
All responses   3,412   100  +20 +18 to +23                100     13   13 |  11  17 |   46   ------.......++++++++++++
plan
  Free          1,258    37  +38 +34 to +42  +28>  +10.3    26      9    9 |   9  17 |   56   ----.......++++++++++++++
"""  # noqa: E501  # as wide as the picture
HELD = """\
                    n   NPS   95% range goal gap range is det% pas% pro% impact
All responses   3,412   +20  +18 to +23  +20   0 astride    26   28   46
plan
  Free          1,258   +38> +34 to +42  +30  +8 above      18   26   56  +10.3
"""
WEIGHTED = """\
                    n  eff n  NPS   95% range det% pas% pro% impact  - . +
All responses   3,412  3,088   -4    -6 to -1   33   37   30         ----....+++
plan
  Free          1,258  1,124  +14>  +9 to +19   25   36   39   +9.2  ---....++++
"""
WIDE_WEIGHTED = """\
                    n  eff n deff   n%  NPS  95% range rest  impact ofdet    0-4  5-6 |   7   8 | 9-10   -det .pas +pro
All responses   3,412  3,088  1.1  100   -4   -6 to -1                100     17   17 |  15  22 |   30   -----.....+++++
plan
  Free          1,258  1,124  1.1   34  +14  +9 to +19  +27>   +9.2    26     12   12 |  12  24 |   39   ----.....++++++
"""  # noqa: E501  # as wide as the picture


def counts(*by_score: int) -> Sums:
    """Make sums of counts of 3, 5, 6, 7, 8, 9 and 10."""
    three, *others = by_score
    return Sums(counts=(0, 0, 0, three, 0, *others))


PLAN = {
    "Free": counts(113, 40, 73, 113, 214, 265, 440),
    "Team": counts(147, 60, 87, 124, 192, 206, 312),
    "Business": counts(101, 50, 63, 95, 101, 101, 120),
    "Enterprise": counts(73, 30, 38, 54, 61, 56, 70),
    "Reseller": counts(2, 1, 1, 3, 2, 2, 2),
}
WATCHLIST = {
    "Big spender": counts(110, 40, 47, 70, 89, 92, 100),
    "Price talk": counts(60, 12, 20, 15, 15, 16, 20),
}
IN_NONE = counts(279, 132, 200, 310, 470, 530, 812)
LEFTOVERS = ("(blank)",)


def weigh(sums: Sums, weights: tuple[int, ...]) -> Sums:
    """Weigh the responses of each score alike, in billionths."""
    pairs = list(zip(sums.counts, weights, strict=True))
    return Sums(
        counts=sums.counts,
        weights=tuple(count * weight for count, weight in pairs),
        squares=tuple(count * weight * weight for count, weight in pairs),
    )


def tally_of(
    plan: dict[str, Sums],
    watchlist: dict[str, Sums] | None = None,
    *,
    unsegmented: Sums | None = None,
    abridged: bool = False,
) -> Tally:
    first, *others = plan.values()
    overall = sum(others, start=first)
    nobody = overall - overall
    if unsegmented is not None:
        overall += unsegmented

    def segmentation(
        name: str, kind: SegmentationKind, parts: dict[str, Sums], left: Sums
    ) -> SegmentationTally:
        return SegmentationTally(
            name=name,
            kind=kind,
            partition=kind != "overlap",
            segments=tuple(
                SegmentTally(
                    name=segment, sums=sums, rest=overall - sums, leftover=segment in LEFTOVERS
                )
                for segment, sums in parts.items()
            ),
            unsegmented=left,
            abridged=abridged,
        )

    return Tally(
        lowest=0,
        sources=(SourceTally(path="responses.csv", format="csv", layout="plain", rows=0),),
        ledger=Ledger(read=overall.base, scored=overall.base),
        overall=overall,
        segmentations=(
            segmentation("plan", "value", plan, unsegmented or nobody),
            *([segmentation("watchlist", "overlap", watchlist, IN_NONE)] if watchlist else []),
        ),
    )


def drawn(result: SegmentResult, width: int | None) -> str:
    text = FORMATS["table"].render(result, Style(width=width))
    assert isinstance(text, str)
    return text


def analysed(**options: Any) -> SegmentResult:  # noqa: ANN401  # options
    return analyse(tally_of(PLAN, WATCHLIST), survey="Relationship survey", **options)


def table(result: SegmentResult) -> Table:
    found = result.document()[1]
    assert isinstance(found, Table)
    return found


BENCHMARKS = SimpleNamespace(overall=20, segments={"plan": {"Free": 30, "Business": 50}})


HALF = tuple(UNIT // 2 if score in (0, 1, 2, 9, 10) else UNIT for score in range(11))
"""Promoters weigh half as much as others."""


def test_narrow_picture() -> None:
    assert drawn(analysed(), 80) == NARROW


def test_wide_picture() -> None:
    assert WIDE in drawn(analysed(), 120)
    assert WIDE in drawn(analysed(), None)


def test_benchmarks_take_the_place_of_the_bar() -> None:
    assert HELD in drawn(analysed(benchmarks=BENCHMARKS), 80)
    assert "-det .pas +pro" in drawn(analysed(benchmarks=BENCHMARKS), None)


def test_benchmarks_that_nothing_shown_is_held_to_take_no_columns() -> None:
    elsewhere = SimpleNamespace(overall=None, segments={"region": {"EU": 5}})
    assert drawn(analysed(benchmarks=elsewhere), 80) == NARROW


def test_weights_show_the_effective_base() -> None:
    tally = tally_of({name: weigh(sums, HALF) for name, sums in PLAN.items()})
    assert WEIGHTED in drawn(analyse(tally), 80)
    assert WIDE_WEIGHTED in drawn(analyse(tally), 120)


def test_weighted_shares_are_said_to_be_weighted() -> None:
    result = analyse(tally_of({name: weigh(sums, HALF) for name, sums in PLAN.items()}))
    _, _, costs, _ = said(result)
    assert costs.endswith("by weight 20% of answers, 24% of all detractors.")
    assert "n%  weighted, as all shares are" in table(result).legend
    assert "n%  weighted, as all shares are" not in table(analysed()).legend


def test_bands_are_weighted_in_percent_but_counts_stay_counts() -> None:
    tally = tally_of({"A": weigh(counts(2, 0, 0, 0, 0, 0, 4), HALF)})
    text = drawn(analyse(tally, by_band=True), None)
    rows = [line.split() for line in text.splitlines() if line.startswith("  A ")]
    assert rows == [
        ["A", "6*", *"0002000|00|04"],
        ["A", "6*", "0", "0", "0", "50", *"000|00|0", "50"],
    ]


def test_marks_stand_behind_the_nps_where_it_is_narrow_and_behind_rest_where_it_is_wide() -> None:
    marked = {(column.title, column.width.name) for column in table(analysed()).columns
              if column.marked}  # fmt: skip
    assert marked == {("NPS", "NARROW"), ("rest", "WIDE")}
    marks = [row.mark for group in table(analysed()).groups for row in group.rows]
    assert marks == ["", ">", "", "<", "<", "", "<", "<"]


@pytest.mark.parametrize(
    ("level", "words"), [(0.95, "(5% false"), (0.9, "(10% false"), (0.999, "(0.1% false")]
)
def test_the_legend_says_how_many_marks_are_false(level: float, words: str) -> None:
    (entry,) = (entry for entry in table(analysed(level=level)).legend if entry.startswith("> <"))
    assert words in entry


def test_nothing_tested_is_nothing_to_explain() -> None:
    result = analyse(tally_of({"A": counts(1, 0, 0, 0, 0, 0, 2), "B": counts(0, 0, 0, 0, 0, 1, 1)}))
    assert not any(column.marked for column in table(result).columns)
    assert not any(entry.startswith("> <") for entry in table(result).legend)


@pytest.mark.parametrize(("min_base", "starred"), [(13, False), (14, True), (1000, True)])
def test_small_bases_are_starred_and_explained(min_base: int, *, starred: bool) -> None:
    result = table(analysed(min_base=min_base))
    assert any(row.starred for group in result.groups for row in group.rows) is starred
    assert (f"*  fewer than {min_base:,}" in result.legend) is starred


def test_a_suppressed_segment_is_a_name_and_its_heading_tells_no_number() -> None:
    plan = {**PLAN, "Tiny": counts(1, 0, 0, 0, 0, 0, 1)}
    tally = tally_of(plan, unsegmented=counts(3, 0, 0, 0, 0, 0, 0))
    for by_band in (False, True):
        lines = drawn(analyse(tally, suppress_below=10, by_band=by_band), 80).splitlines()
        assert "plan" in lines
        named = [line.strip(" |") for line in lines if "Tiny" in line]
        assert named == ["Tiny (suppressed)"] * (1 + by_band)
    assert "plan (3 in none)" in drawn(analyse(tally), 80).splitlines()


def test_overlapping_segments_say_so_even_where_the_number_in_none_is_suppressed() -> None:
    tally = tally_of(PLAN, WATCHLIST)
    groups = table(analyse(tally)).groups
    assert groups[2].heading == "watchlist (segments overlap; 2,733 in none)"
    hidden = analyse(tally_of({"A": counts(1, 0, 0, 0, 0, 0, 1)}, WATCHLIST), suppress_below=5000)
    assert table(hidden).groups[2].heading == "watchlist (segments overlap)"


def test_all_responses_may_be_suppressed() -> None:
    result = analyse(tally_of({"A": counts(1, 1, 1, 1, 1, 1, 1)}), suppress_below=8)
    lines = drawn(result, 80).splitlines()
    assert lines[1] == "Too few answers to show any figure."
    assert [line.rstrip() for line in lines if line.startswith(("All", "  A"))] == [
        "All responses (suppressed)", "  A (suppressed)",
    ]  # fmt: skip
    assert not any("*" in line for line in lines)


def test_a_page_shows_the_largest_of_many_values() -> None:
    plan = {f"v{at}": counts(0, 0, 0, 0, 0, 0, at + 1) for at in range(60)}
    result = analyse(tally_of(plan, abridged=True))
    (_, group) = table(result).groups
    assert [row.cells[0] for row in group.rows] == [f"v{at}" for at in range(10, 60)]
    assert group.more == "and 10 more"
    assert len(result.segmentations[0].segments) == 60


# Headlines


def said(result: SegmentResult) -> list[str]:
    return drawn(result, None).partition("\n\n")[0].splitlines()[1:]


def test_headline_leaves_out_small_bases_and_leftovers() -> None:
    plan = {
        "Tiny": counts(0, 0, 0, 0, 0, 0, 29),
        "(blank)": counts(0, 0, 90, 0, 0, 0, 10),
        "Free": counts(0, 0, 10, 20, 0, 70, 0),
        "Team": counts(0, 0, 40, 30, 0, 30, 0),
    }
    _, lifts, costs, _ = said(analyse(tally_of(plan)))
    assert lifts.startswith("> Free +60 lifts")
    assert costs.startswith("Team -10 costs")


def test_headline_leaves_out_suppressed_segments() -> None:
    plan = {
        "Best": counts(0, 0, 0, 0, 0, 0, 40),
        "Worst": counts(45, 0, 0, 0, 0, 0, 0),
        "Free": counts(0, 0, 10, 20, 0, 70, 0),
        "Team": counts(0, 0, 40, 30, 0, 30, 0),
    }
    _, lifts, costs, _ = said(analyse(tally_of(plan), suppress_below=50))
    assert lifts.startswith("> Free +60 lifts")
    assert costs.startswith("< Team -10 costs")


@pytest.mark.parametrize(
    ("by_score", "expected"),
    [
        ((0,) * 7, ["No scored answers, so there is no NPS."]),
        ((0, 0, 0, 0, 0, 0, 1), ["NPS +100 (-", ", 1 answer."]),
    ],
)
def test_headline_of_few(by_score: tuple[int, ...], expected: list[str]) -> None:
    first = said(analyse(tally_of({"A": counts(*by_score)})))[0]
    assert first.startswith(expected[0])
    assert first.endswith(expected[-1])


def test_headline_of_answers_that_weigh_nothing() -> None:
    tally = tally_of({"A": weigh(counts(1, 1, 1, 1, 1, 1, 1), (0,) * 11)})
    assert said(analyse(tally)) == ["7 answers, all of weight 0, so there is no NPS."]


def test_what_is_near_is_weighted() -> None:
    weights = (0,) * 6 + (3 * UNIT, UNIT, UNIT, UNIT, 5 * UNIT)
    tally = tally_of({"A": weigh(counts(0, 0, 1, 1, 0, 0, 1), weights)})
    assert said(analyse(tally))[-1] == (
        "One answer from gaining: 33% (6s, 8s). From losing: 11% (7s, 9s)."
    )


def test_an_nps_without_an_interval_is_said_without_one() -> None:
    one = ClusterSums(clusters=1, aa=4, ab=8, bb=16)
    sums = Sums(counts=counts(0, 0, 1, 0, 0, 0, 3).counts, clusters=one)
    nobody = Sums(counts=(0,) * 11, clusters=ClusterSums(clusters=0, aa=0, ab=0, bb=0))
    segment = SegmentTally(name="A", sums=sums, rest=nobody)
    plan = SegmentationTally(
        name="plan", kind="value", partition=True, segments=(segment,), unsegmented=nobody
    )
    tally = replace(tally_of({"A": sums}), overall=sums, segmentations=(plan,))
    assert said(analyse(tally))[0] == "NPS +50, 4 answers."
