"""What an explanation of a plan says."""

from nps.analyses.explain_plan import explain_plan
from nps.results.blocks import Headline, Table
from nps.results.plan import ColumnPlan, CountPlan, Edge, InputPlan, Part, PlanLimits, Use
from nps.spec.configuration import Configuration

LIMITS = PlanLimits(bytes=4_000_000, sets=40, cells=200_000, shared=2_000)
CUT = Use(form="number", how="cut", edges=(Edge(at=10.0, side="from"), Edge(at=50.0, side="above")))
TOGETHER = InputPlan(
    path="folder/a.parquet", format="parquet", way="together", size=10**8, sampled=20_000,
    columns=(
        ColumnPlan(column="score", uses=(Use(role="score"),)),
        ColumnPlan(column="mrr", uses=(CUT, Use(form="known"))),
    ),
    groups=(
        CountPlan(
            parts=(Part(segmentation=""), Part(segmentation="spend")), columns=("mrr",), cells=4
        ),
    ),
    by_rows=(CountPlan(parts=(Part(segmentation="id"),), columns=("id",), cells=300_000),),
)  # fmt: skip
TALLY = InputPlan(path="b.tally", format="tally", way="tally")
SURVEY = Configuration.model_validate({"survey": {"name": "Quarterly"}})
RESULT = explain_plan((TOGETHER, TALLY), LIMITS, SURVEY)


def test_each_input_has_a_headline_and_a_table_of_what_is_read() -> None:
    headline, table, other = RESULT.document()
    assert isinstance(headline, Headline)
    assert isinstance(table, Table)
    assert isinstance(other, Headline)
    assert headline.subject == ("Quarterly", "a.parquet")
    assert other.subject == ("Quarterly", "b.tally")
    assert other.sentences == (("Read as a tally: counts by day, no rows and no columns.",),)
    assert [column.title for column in table.columns] == ["", "combinations", "how"]
    assert table.legend == (
        "combinations  about so many that rules can tell apart, each at every score",
    )
    assert [(group.heading, [row.cells for row in group.rows]) for group in table.groups] == [
        (
            "Columns read",
            [
                ("score", None, "the score"),
                ("mrr", None, "as a number, cut at 10, above 50; whether it is missing"),
            ],
        ),
        ("Rows put together", [("all responses, spend", 4, "share one group, by mrr")]),
        (
            "Row by row",
            [("id", 300_000, "worked out for each row, by id; more than 200,000 combinations")],
        ),
    ]


def test_without_a_sample_nothing_is_said_of_combinations() -> None:
    small = InputPlan(
        path="a.csv", format="csv", way="small", size=100,
        columns=(ColumnPlan(column="score", uses=(Use(role="score"),)),),
        by_rows=(CountPlan(parts=(Part(segmentation=""),), columns=()),),
    )  # fmt: skip
    headline, table = explain_plan((small,), LIMITS, Configuration()).document()
    assert isinstance(headline, Headline)
    assert isinstance(table, Table)
    assert headline.subject == ("a.csv",)
    assert [column.title for column in table.columns] == ["", "how"]
    assert table.legend == ()
    assert [[row.cells for row in group.rows] for group in table.groups] == [
        [("score", "the score")],
        [("all responses", "worked out for each row")],
    ]


def test_machines_get_a_row_a_use_and_a_row_a_group() -> None:
    record = RESULT.record()
    assert (record["schema_version"], record["command"], record["survey"]) == (
        1,
        "explain",
        "Quarterly",
    )
    assert record["limits"] == {
        "bytes": 4_000_000, "sets": 40, "combinations": 200_000, "shared": 2_000,
    }  # fmt: skip
    rows = record["rows"]
    assert isinstance(rows, list)
    records = [row for row in rows if isinstance(row, dict)]
    assert len({tuple(row) for row in records}) == 1
    kept = (
        "part",
        "name",
        "role",
        "form",
        "how",
        "edges",
        "segmentations",
        "columns",
        "combinations",
    )
    assert [[row[key] for key in kept] for row in records] == [
        ["column", "score", "score", None, None, [], [], [], None],
        ["column", "mrr", None, "number", "cut", ["10", "above 50"], [], [], None],
        ["column", "mrr", None, "known", "whole", [], [], [], None],
        ["group", "all responses, spend", None, None, None, [], ["spend"], ["mrr"], 4],
        ["rows", "id", None, None, None, [], ["id"], ["id"], 300_000],
    ]
    assert {row["source"] for row in records} == {"folder/a.parquet"}


def test_machines_are_told_how_each_input_is_counted() -> None:
    sources = RESULT.record()["sources"]
    assert isinstance(sources, list)
    assert sources[1] == {
        "path": "b.tally", "format": "tally", "way": "tally", "bytes": None, "sampled": 0,
        "daily": False, "words": "Read as a tally: counts by day, no rows and no columns.",
    }  # fmt: skip
    assert isinstance(sources[0], dict)
    assert (sources[0]["way"], sources[0]["bytes"], sources[0]["sampled"]) == (
        "together", 10**8, 20_000,
    )  # fmt: skip
