import pytest

from nps.render.figures import write_cell, write_count, write_sentence, write_sum
from nps.results.blocks import Cell, Figure, Kind, LedgerLine


@pytest.mark.parametrize(
    ("kind", "cell", "text"),
    [
        (Kind.NAME, "Free", "Free"),
        (Kind.NAME, "a\nb\x1b[31m", "a b[31m"),
        (Kind.COUNT, 0, "0"),
        (Kind.COUNT, 1234567, "1,234,567"),
        (Kind.COUNT, 1234.5, "1,235"),
        (Kind.SHARE, 0.145, "15"),
        (Kind.SHARE, 1, "100"),
        (Kind.SHARE, 0.0, "0"),
        (Kind.NPS, 20.4, "+20"),
        (Kind.NPS, 12.5, "+13"),
        (Kind.NPS, 12.499999999999996, "+13"),
        (Kind.NPS, -12.5, "-13"),
        (Kind.NPS, -0.49, "0"),
        (Kind.NPS, -0.0, "0"),
        (Kind.NPS, 0, "0"),
        (Kind.NPS, 100, "+100"),
        (Kind.DIFFERENCE, -150.2, "-150"),
        (Kind.POINTS, 10.25, "+10.3"),
        (Kind.POINTS, -0.04, "0.0"),
        (Kind.POINTS, -4.35, "-4.4"),
        (Kind.POINTS, 100, "+100.0"),
        (Kind.INTERVAL, (17.2, 22.9), "+17 to +23"),
        (Kind.INTERVAL, (-0.3, 8), "0 to +8"),
        (Kind.INTERVAL, (-100, 100), "-100 to +100"),
        (Kind.LIMITS, (-120.6, 4.2), "-121 to +4"),
        (Kind.LIMITS, (-0.4, 0.4), "0 to 0"),
        (Kind.LIMITS, (101, 200), "+101 to +200"),
        (Kind.P, 0.012, "0.012"),
        (Kind.P, 0.0125, "0.013"),
        (Kind.P, 0.0005, "0.001"),
        (Kind.P, 0.00049, "<0.001"),
        (Kind.P, 0.0, "<0.001"),
        (Kind.P, 1e-300, "<0.001"),
        (Kind.P, 0.5, "0.500"),
        (Kind.P, 0.9999, "1.000"),
        (Kind.P, 1, "1.000"),
        (Kind.FACTOR, 1.36, "1.4"),
        (Kind.FACTOR, 1, "1.0"),
        (Kind.FACTOR, 12345.67, "12345.7"),
        (Kind.SCORE, 7.25, "7.3"),
        (Kind.SCORE, 10, "10.0"),
        (Kind.GROUPS, (0.2, 0.3, 0.5), "--...+++++"),
        (Kind.SPARK, (-5.0, None, 30.0, 10.0), "▁ █▄"),
        (Kind.SPARK, (20.0,), "▄"),
        (Kind.SPARK, (None, None), "  "),
        (Kind.SPARK, (), ""),
        (Kind.EDGE, None, "|"),
        (Kind.EDGE, "", "|"),
    ],
)
def test_cell_reads_as_its_kind(kind: Kind, cell: Cell, text: str) -> None:
    assert write_cell(kind, cell, 10) == text


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.EDGE])
def test_undefined_cell_is_blank_but_for_nps(kind: Kind) -> None:
    assert write_cell(kind, None) == ("n/a" if kind is Kind.NPS else "")


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.NPS, "12"),
        (Kind.INTERVAL, (1.0, 2.0, 3.0)),
        (Kind.LIMITS, (1.0, None)),
        (Kind.GROUPS, 0.5),
        (Kind.P, "0.5"),
        (Kind.FACTOR, (1.0, 2.0)),
        (Kind.SPARK, 12.0),
    ],
)
def test_cell_of_another_kind_is_refused(kind: Kind, cell: Cell) -> None:
    with pytest.raises(TypeError, match="a cell holds"):
        write_cell(kind, cell)


def test_spark_of_a_column_is_drawn_to_its_span() -> None:
    assert write_cell(Kind.SPARK, (0.0, 10.0), span=(-60.0, 80.0)) == "▄▅"


def test_large_count_is_exact() -> None:
    assert write_count(10**30 + 1) == "1" + ",000" * 9 + ",001"


def test_sentence_rounds_its_figures() -> None:
    sentence = (
        "a\tb ",
        Figure(kind=Kind.SHARE, value=0.255),
        "%, ",
        Figure(kind=Kind.NPS, value=None),
    )
    assert write_sentence(sentence) == "a b 26%, n/a"


def test_sum_leaves_out_what_is_zero_but_not_the_scored() -> None:
    parts = ((0, "scored"), (0, "blank"), (1500, "off scale"))
    assert write_sum(LedgerLine(read=1500, parts=parts)) == [
        "1,500 read = 0 scored",
        "+ 1,500 off scale",
    ]
