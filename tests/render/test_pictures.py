"""The two pictures of the table, drawn from hand-made blocks."""

from collections.abc import Callable
from dataclasses import replace

from nps.render.registry import FORMATS
from nps.render.style import Style
from nps.results.blocks import (
    Cell,
    Column,
    Document,
    Headline,
    Kind,
    LedgerLine,
    Notes,
    Row,
    RowGroup,
    Table,
    Width,
)
from nps.results.result import Result

NARROW_PICTURE = """\
Relationship survey   1 Jul to 30 Sep 2026   responses.csv
NPS +20 (+17 to +23), 3,412 answers.
> Free +38 lifts the total most (+10.3): without it, +10.
< Business +1 costs most (-4.4): 18% of answers, 24% of all detractors.
One answer from gaining: 25% (6s, 8s). From losing: 33% (7s, 9s).

                    n   NPS   95% range det% pas% pro% impact  -det .pas +pro
All responses   3,412   +20  +17 to +23   26   28   46         ----.....++++++++
plan
  Free          1,258   +38> +34 to +42   18   26   56  +10.3  ---....++++++++++
  Team          1,128   +20  +15 to +25   26   28   46   -0.3  ----.....++++++++
  Business        631    +1<   -5 to +8   34   31   35   -4.4  ------.....++++++
  Enterprise      382    -4<  -12 to +4   37   31   33   -3.1  ------.....++++++
  Reseller         13*    0  -40 to +40   31   38   31   -0.1  -----.......+++++
watchlist (segments overlap; 2,733 in none)
  Big spender     548    -2<   -9 to +5   36   29   35   -4.2  ------.....++++++
  Price talk      158   -35< -47 to -21   58   20   23   -2.7  ----------...++++

> <   above/below all others beyond chance (5% false discovery, whole run)
impact  points the total would lose without the segment   *  fewer than 30
Rows  3,600 read = 3,412 scored + 141 blank + 3 not a number + 8 off scale
      + 24 filtered out + 12 previews
Note  "7.5" x6, "ten" x3 and "11" x2 were not counted as scores
"""

WIDE_PICTURE = """\
                    n    n%  NPS  95% range rest  impact ofdet    0-4  5-6 |   7   8 | 9-10   -det .pas +pro
All responses   3,412   100  +20 +17 to +23                100     13   13 |  11  17 |   46   ------.......++++++++++++
plan
  Free          1,258    37  +38 +34 to +42  +28>  +10.3    26      9    9 |   9  17 |   56   -----......++++++++++++++
  Business        631    18   +1   -5 to +8  -24<   -4.4    24     16   18 |  15  16 |   35   --------........+++++++++
"""  # noqa: E501 - as wide as the picture


NAME = Column(title="", kind=Kind.NAME)
BASE = Column(title="n", kind=Kind.COUNT, gap=3)
NPS = Column(title="NPS", kind=Kind.NPS, gap=2)
RANGE = Column(title="95% range", kind=Kind.INTERVAL)
IMPACT = Column(title="impact", kind=Kind.POINTS)
EDGE = Column(title="", kind=Kind.EDGE, width=Width.WIDE)
BAR = Column(title="-det .pas +pro", kind=Kind.GROUPS, gap=2, rank=9)


def share(title: str, width: Width, gap: int = 1, rank: int = 0) -> Column:
    return Column(title=title, kind=Kind.SHARE, width=width, gap=gap, rank=rank)


COLUMNS = (
    NAME,
    BASE,
    share("n%", Width.WIDE, gap=2),
    replace(NPS, width=Width.NARROW, marked=True),
    replace(NPS, width=Width.WIDE),
    RANGE,
    share("det%", Width.NARROW, rank=5),
    share("pas%", Width.NARROW, rank=5),
    share("pro%", Width.NARROW, rank=5),
    Column(title="rest", kind=Kind.DIFFERENCE, width=Width.WIDE, marked=True),
    IMPACT,
    share("ofdet", Width.WIDE),
    share("0-4", Width.WIDE, gap=4),
    share("5-6", Width.WIDE, gap=2),
    EDGE,
    share("7", Width.WIDE, gap=2),
    share("8", Width.WIDE, gap=2),
    EDGE,
    share("9-10", Width.WIDE),
    replace(BAR, width=Width.NARROW),
    replace(BAR, width=Width.WIDE, gap=3),
)


def row(  # noqa: PLR0913, PLR0917 - a row of the picture, in its order
    name: str,
    base: int,
    nps: float,
    limits: tuple[float, float],
    groups: tuple[int, int, int],
    impact: float | None,
    *,
    share_of_base: float | None = None,
    rest: float | None = None,
    of_detractors: float | None = None,
    bands: tuple[float | None, ...] = (None,) * 5,
    mark: str = "",
) -> Row:
    detractors, passives, promoters = (group / 100 for group in groups)
    bar = (detractors, passives, promoters)
    lowest, critical, seven, eight, promoting = (
        None if band is None else band / 100 for band in bands
    )
    cells: tuple[Cell, ...] = (
        *(name, base, share_of_base, nps, nps, limits, *bar),
        *(rest, impact, of_detractors, lowest, critical, None, seven, eight, None),
        *(promoting, bar, bar),
    )
    return Row(cells=cells, starred=base < 30, mark=mark)


ALL = row(
    "All responses",
    3412,
    19.8,
    (17.1, 22.6),
    (26, 28, 46),
    None,
    share_of_base=1,
    of_detractors=1,
    bands=(13, 13, 11, 17, 46),
)
FREE = row(
    "Free",
    1258,
    37.7,
    (34.2, 41.5),
    (18, 26, 56),
    10.31,
    share_of_base=0.3687,
    rest=28.4,
    of_detractors=0.26,
    bands=(9, 9, 9, 17, 56),
    mark=">",
)
BUSINESS = row(
    "Business",
    631,
    0.8,
    (-5.4, 7.9),
    (34, 31, 35),
    -4.42,
    share_of_base=0.1849,
    rest=-23.6,
    of_detractors=0.24,
    bands=(16, 18, 15, 16, 35),
    mark="<",
)


def test_narrow_picture_at_80_columns(result_of: Callable[[Document], Result]) -> None:
    blocks: Document = (
        Headline(
            subject=("Relationship survey", "1 Jul to 30 Sep 2026", "responses.csv"),
            sentences=(
                ("NPS +20 (+17 to +23), 3,412 answers.",),
                ("> Free +38 lifts the total most (+10.3): without it, +10.",),
                ("< Business +1 costs most (-4.4): 18% of answers, 24% of all detractors.",),
                ("One answer from gaining: 25% (6s, 8s). From losing: 33% (7s, 9s).",),
            ),
        ),
        Table(
            columns=COLUMNS,
            groups=(
                RowGroup(heading=None, rows=(ALL,)),
                RowGroup(
                    heading="plan",
                    rows=(
                        FREE,
                        row("Team", 1128, 20, (15, 25), (26, 28, 46), -0.3),
                        BUSINESS,
                        row("Enterprise", 382, -4, (-12, 4), (37, 31, 33), -3.1, mark="<"),
                        row("Reseller", 13, -0.1, (-40, 40), (31, 38, 31), -0.1),
                    ),
                ),
                RowGroup(
                    heading="watchlist (segments overlap; 2,733 in none)",
                    rows=(
                        row("Big spender", 548, -2, (-9, 5), (36, 29, 35), -4.2, mark="<"),
                        row("Price talk", 158, -35, (-47, -21), (58, 20, 23), -2.7, mark="<"),
                    ),
                ),
            ),
            legend=(
                "> <   above/below all others beyond chance (5% false discovery, whole run)",
                "rest  points above or below all others",
                "impact  points the total would lose without the segment",
                "*  fewer than 30",
            ),
        ),
        LedgerLine(
            read=3600,
            parts=(
                (3412, "scored"),
                (141, "blank"),
                (3, "not a number"),
                (8, "off scale"),
                (0, "bad weight"),
                (0, "repeats dropped"),
                (24, "filtered out"),
                (12, "previews"),
            ),
        ),
        Notes(lines=('"7.5" x6, "ten" x3 and "11" x2 were not counted as scores',)),
    )
    drawn = FORMATS["table"].render(result_of(blocks), Style(width=80, terminal=True))
    assert drawn == NARROW_PICTURE


def test_table_without_marks_has_the_same_layout(result_of: Callable[[Document], Result]) -> None:
    def drawn(*rows: Row, width: int) -> str:
        table = Table(columns=COLUMNS, groups=(RowGroup(heading="plan", rows=rows),))
        written = FORMATS["table"].render(result_of((table,)), Style(width=width))
        assert isinstance(written, str)
        return written

    for width in (80, 120):
        marked = drawn(FREE, BUSINESS, width=width)
        assert (marked.count(">"), marked.count("<")) == (1, 1)
        unmarked = drawn(replace(FREE, mark=""), replace(BUSINESS, mark=""), width=width)
        assert unmarked == marked.replace(">", " ").replace("<", " ")


def test_wide_picture_at_120_columns_and_off_a_terminal(
    result_of: Callable[[Document], Result],
) -> None:
    table = Table(
        columns=COLUMNS,
        groups=(
            RowGroup(heading=None, rows=(ALL,)),
            RowGroup(heading="plan", rows=(FREE, BUSINESS)),
        ),
    )
    for width in (120, None):
        drawn = FORMATS["table"].render(result_of((table,)), Style(width=width))
        assert drawn == WIDE_PICTURE
