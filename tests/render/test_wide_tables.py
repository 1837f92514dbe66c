"""Tables of many columns at the widths that terminals have."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nps.render.registry import FORMATS
from nps.render.style import Style
from nps.results.blocks import Column, Document, Kind, Row, RowGroup, Table, Width
from nps.results.result import Result

ResultOf = Callable[[Document], Result]

NAME = Column(title="", kind=Kind.NAME)
CHANGE = Column(title="change", kind=Kind.DIFFERENCE, marked=True)

DIFF = Table(
    columns=(
        NAME,
        Column(title="n before", kind=Kind.COUNT, gap=2),
        Column(title="after", kind=Kind.COUNT),
        Column(title="NPS before", kind=Kind.NPS, gap=2),
        Column(title="after", kind=Kind.NPS),
        CHANGE,
        Column(title="95% range", kind=Kind.LIMITS),
        Column(title="p", kind=Kind.P, rank=2),
        Column(title="scores", kind=Kind.POINTS, rank=1, gap=2),
        Column(title="mix", kind=Kind.POINTS, rank=1),
    ),
    groups=(
        RowGroup(
            heading=None,
            rows=(
                Row(
                    cells=("All responses", 3412, 3298, 19.8, 7.8, -12.0, (-15, -9), 0.0, 2, -14),
                    mark="▼",
                ),
            ),
        ),
        RowGroup(
            heading="Stages of the customer lifecycle as they were agreed in March with the team "
            "that looks after onboarding (segments overlap; 1,234 in none)",
            rows=(
                Row(cells=("Free", 1258, 803, 37.7, 41.2, 3.5, (-1, 8), 0.113, 1.1, -4.5)),
                Row(
                    cells=("新規のお客様", 13, 0, 76.9, None, None, None, None, None, -0.2),
                    starred=True,
                ),
                Row(
                    cells=(
                        "Signed up in 2024 and raised four or more tickets within 30 days",
                        *(382, 1211, -100, 100, 200, (151.2, 200), 0.0004, 12.3, -0.05),
                    ),
                    mark="▲",
                ),
            ),
            more="and 850 more",
        ),
    ),
    legend=("▲ ▼   risen/fallen beyond chance", "mix  who answered", "*  fewer than 30"),
)

DIFF_AT_80 = """\
                          n before  after  NPS before after change     95% range
All responses                3,412  3,298         +20    +8    -12▼    -15 to -9
Stages of the customer lifecycle as they were agreed in March with the team that
looks after onboarding (segments overlap; 1,234 in none)
  Free                       1,258    803         +38   +41     +4      -1 to +8
  新規のお客様                  13*     0         +77   n/a
  Signed up in 2024 and        382  1,211        -100  +100   +200▲ +151 to +200
  raised four or more
  tickets within 30 days
  and 850 more

▲ ▼   risen/fallen beyond chance   *  fewer than 30
"""

DIFF_AT_120 = """\
                                                    n before  after  NPS before after change     95% range  scores   mix
All responses                                          3,412  3,298         +20    +8    -12▼    -15 to -9    +2.0 -14.0
Stages of the customer lifecycle as they were agreed in March with the team that looks after onboarding (segments
overlap; 1,234 in none)
  Free                                                 1,258    803         +38   +41     +4      -1 to +8    +1.1  -4.5
  新規のお客様                                            13*     0         +77   n/a                               -0.2
  Signed up in 2024 and raised four or more              382  1,211        -100  +100   +200▲ +151 to +200   +12.3  -0.1
  tickets within 30 days
  and 850 more

▲ ▼   risen/fallen beyond chance   mix  who answered   *  fewer than 30
"""  # noqa: E501 - as wide as its terminal

QUARTERS = tuple(float(quarter % 9 * 10 - 40) for quarter in range(22))

TREND = Table(
    columns=(
        NAME,
        Column(title="n", kind=Kind.COUNT, gap=2),
        Column(title="NPS", kind=Kind.NPS, gap=2),
        Column(title="95% range", kind=Kind.INTERVAL, gap=2, rank=2),
        replace(CHANGE, gap=2),
        Column(title="p", kind=Kind.P, width=Width.WIDE),
        Column(title="2021Q1 to 2026Q4", kind=Kind.SPARK, gap=2, rank=1),
    ),
    groups=(
        RowGroup(
            heading=None,
            rows=(
                Row(
                    cells=("All", 812, 19.8, (14, 25), -6.5, 0.0312, (*QUARTERS, None, 40.0)),
                    mark="▼",
                ),
            ),
        ),
        RowGroup(
            heading="plan",
            rows=(
                Row(
                    cells=(
                        *("Free", 29, -30.0, (-60, 5), None, None),
                        (None, None, *[-100.0] * 3, *[None] * 17, 100.0, -30.0),
                    ),
                    starred=True,
                ),
                Row(cells=("Enterprise and key accounts", 0, None, None, None, None, ())),
            ),
        ),
    ),
)

TREND_AT_80 = """\
                                 n   NPS  change   2021Q1 to 2026Q4
All                            812   +20      -7▼  ▃▃▄▄▅▅▅▆▆▃▃▄▄▅▅▅▆▆▃▃▄▄ ▆
plan
  Free                          29*  -30             ▁▁▁                 █▃
  Enterprise and key accounts    0   n/a
"""

TREND_AT_64 = """\
                                 n   NPS  change
All                            812   +20      -7▼
plan
  Free                          29*  -30
  Enterprise and key accounts    0   n/a
"""

TREND_AT_45 = """\
                             n   NPS  change
All                        812   +20      -7▼
plan
  Free                      29*  -30
  Enterprise and key         0   n/a
  accounts
"""


@pytest.mark.parametrize(
    ("table", "width", "drawn"),
    [
        (DIFF, 80, DIFF_AT_80),
        (DIFF, 120, DIFF_AT_120),
        (TREND, 80, TREND_AT_80),
        (TREND, 64, TREND_AT_64),
        (TREND, 45, TREND_AT_45),
    ],
)
def test_table_at_a_width(result_of: ResultOf, table: Table, width: int, drawn: str) -> None:
    assert FORMATS["table"].render(result_of((table,)), Style(width=width)) == drawn


def test_wider_than_its_content_is_as_wide_as_its_content(result_of: ResultOf) -> None:
    at_200 = FORMATS["table"].render(result_of((DIFF,)), Style(width=200))
    assert at_200 == FORMATS["table"].render(result_of((DIFF,)), Style(width=None))


def test_name_without_room_is_narrowed_only_where_the_line_then_fits(result_of: ResultOf) -> None:
    """A terminal breaks the line all the same, and a name of many lines helps nobody."""
    numbers = Column(title="x" * 14, kind=Kind.COUNT)
    one = RowGroup(heading=None, rows=(Row(cells=("under 10 employees", 1)),))
    narrow = Table(columns=(NAME, numbers), groups=(one,))
    assert FORMATS["table"].render(result_of((narrow,)), Style(width=20)) == (
        "     xxxxxxxxxxxxxx\nunde              1\nr 10\nempl\noyee\ns\n"
    )
    assert FORMATS["table"].render(result_of((narrow,)), Style(width=19)) == (
        "                 xxxxxxxxxxxxxx\nunder 10                      1\nemployees\n"
    )
