"""Segmentations named on the command line."""

import pytest

from nps.errors import UsageError
from nps.spec.by import parse_by
from nps.spec.segmentations import (
    BreakSegmentation,
    CrossSegmentation,
    EverySegmentation,
    QuantileSegmentation,
    TagSegmentation,
    ValueSegmentation,
)

COLUMNS = [
    "plan", "region", "employees", "mrr", "signed_up", "a:b", "x,y", "x", "p*q", "p",
    "Why, really: price*?", "50", "",
]  # fmt: skip
FORMS = "(forms: plan, employees:10,50,250, mrr:q4, signed_up:quarter, plan*region)"

PLAN = ValueSegmentation(column="plan")
REGION = ValueSegmentation(column="region")
SIZES = BreakSegmentation(column="employees", breaks=(10, 50))


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("plan", {"plan": PLAN}),
        (" plan ", {"plan": PLAN}),
        ("plan,region", {"plan": PLAN, "region": REGION}),
        ("plan, region", {"plan": PLAN, "region": REGION}),
        ("plan,plan", {"plan": PLAN}),
        ("employees:10,50", {"employees:10,50": SIZES}),
        ("employees: 10, 50", {"employees: 10, 50": SIZES}),
        ("employees:10,50,plan", {"employees:10,50": SIZES, "plan": PLAN}),
        ("plan,employees:10,50", {"plan": PLAN, "employees:10,50": SIZES}),
        (
            "employees:-1.5,.5,1e3",
            {
                "employees:-1.5,.5,1e3": BreakSegmentation(
                    column="employees", breaks=(-1.5, 0.5, 1000.0)
                )
            },
        ),
        ("mrr:q4", {"mrr:q4": QuantileSegmentation(column="mrr", quantiles=4)}),
        ("mrr:Q10", {"mrr:Q10": QuantileSegmentation(column="mrr", quantiles=10)}),
        ("signed_up:half", {"signed_up:half": EverySegmentation(column="signed_up", every="half")}),
        ("50", {"50": ValueSegmentation(column="50")}),
        ("plan,50", {"plan": PLAN, "50": ValueSegmentation(column="50")}),
        ("a:b", {"a:b": ValueSegmentation(column="a:b")}),
        ("a:b:q3", {"a:b:q3": QuantileSegmentation(column="a:b", quantiles=3)}),
        ("x,y", {"x,y": ValueSegmentation(column="x,y")}),
        (
            "x,y,x",
            {"x,y": ValueSegmentation(column="x,y"), "x": ValueSegmentation(column="x")},
        ),
        ("p*q", {"p*q": ValueSegmentation(column="p*q")}),
        (
            "Why, really: price*?,plan",
            {
                "Why, really: price*?": ValueSegmentation(column="Why, really: price*?"),
                "plan": PLAN,
            },
        ),
    ],
)
def test_column_or_form_is_a_segmentation_named_as_typed(
    text: str, segments: dict[str, object]
) -> None:
    by = parse_by(text, COLUMNS)
    assert by.segments == segments
    assert by.shown == tuple(segments)


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("plan*region", ["plan*region"], {"plan": PLAN, "region": REGION}),
        ("plan * employees:10,50", ["plan * employees:10,50"],
         {"plan": PLAN, "employees:10,50": SIZES}),
        ("employees:10,50*plan,region", ["employees:10,50*plan", "region"],
         {"employees:10,50": SIZES, "plan": PLAN}),
        ("p*q*plan", ["p*q*plan"], {"p*q": ValueSegmentation(column="p*q"), "plan": PLAN}),
    ],
)  # fmt: skip
def test_cross_brings_its_parts_and_does_not_show_them(
    text: str, shown: list[str], hidden: dict[str, object]
) -> None:
    by = parse_by(text, COLUMNS)
    assert by.shown == tuple(shown)
    assert by.segments[shown[0]] == CrossSegmentation(cross=tuple(hidden))
    assert {name: by.segments[name] for name in hidden} == hidden
    assert by.segments.keys() == {*shown, *hidden}


def test_part_of_a_cross_that_is_asked_for_is_shown() -> None:
    assert parse_by("plan,plan*region", COLUMNS).shown == ("plan", "plan*region")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("plna", f"--by plna: there is no column 'plna', did you mean 'plan'? {FORMS}"),
        ("zzz", f"--by zzz: there is no column 'zzz' {FORMS}"),
        ("x,regio", f"--by x,regio: there is no column 'regio', did you mean 'region'? {FORMS}"),
        ("zzz:q4", f"--by zzz:q4: there is no column 'zzz' {FORMS}"),
        ("", f"--by '': found nothing, expected a column {FORMS}"),
        ("plan,", f"--by plan,: found nothing, expected a column {FORMS}"),
        ("plan*", f"--by plan*: found nothing, expected a column {FORMS}"),
        ("plan*plan", "--by plan*plan: found part 'plan' twice, expected each once"),
        ("mrr:10,5", "--by mrr:10,5: found break 5 after 10, expected ascending breaks"),
        ("mrr:1e999", "--by mrr:1e999: found 1e999, expected a finite number"),
        ("mrr:q1", "--by mrr:q1: found 1, expected a whole number from 2 to 100"),
        (
            "mrr:",
            (
                "--by mrr:: found '', expected breaks such as 10,50,250, quantiles such as q4, "
                "or week, month, quarter, half, year"
            ),
        ),
        (
            "signed_up:quater",
            (
                "--by signed_up:quater: found 'quater', expected breaks such as 10,50,250, "
                "quantiles such as q4, or week, month, quarter, half, year, did you mean 'quarter'?"
            ),
        ),
    ],
)
def test_mistake_says_what_there_is(text: str, error: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_by(text, COLUMNS)
    assert str(raised.value) == error


@pytest.mark.parametrize("text", ["x,y", "plan*region,x,y"])
def test_a_column_of_several_choices_has_a_segment_a_choice(text: str) -> None:
    by = parse_by(text, COLUMNS, {"x,y"})

    assert by.segments["x,y"] == TagSegmentation(tags="x,y")
