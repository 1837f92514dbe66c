"""What became of single responses, and why."""

from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nps.engine.inspecting import Wanted, inspect
from nps.engine.tallying import tally
from nps.errors import UsageError
from nps.results.explanation_responses import ExplainedResponse, Judgement, Placement, Reason
from nps.sources.export import Export
from nps.spec.configuration import Configuration

COLUMNS: Mapping[str, list[str | None]] = {
    "id": [" C1 ", "C2", "C1", None, "C3"],
    "score": ["9", "", "ten", "11", "3 - hardly"],
    "plan": ["free", "team", "free", None, "free"],
    "logins": ["12", "2", "many", None, "0"],
    "start": ["2026-01-01", "2026-03-01", None, "2027-01-01", "2025-01-01"],
    "day": ["2026-03-31"] * 5,
    "tags": ["api;beta", "", "new", None, "beta"],
    "comment": ["the price", "x" * 100, None, "price", "fine"],
    "status": ["done", "done", "done", "done", "partial"],
}
DECLARED: Mapping[str, object] = {
    "survey": {
        "score": "score",
        "answered_at": "day",
        "respondent": "id",
        "comment": "comment",
        "where": {"status": "done"},
    },
    "columns": {"words": {"column": "comment", "split": " "}},
}


def export(cells: Mapping[str, list[str | None]], path: str = "a.csv") -> Export:
    return Export(
        path=path,
        format="csv",
        layout="plain",
        frame=pl.LazyFrame(cells, schema=dict.fromkeys(cells, pl.String)),
        columns=tuple(cells),
        duplicates=frozenset(),
        notes=(),
    )


def configuration(**segments: object) -> Configuration:
    return Configuration.model_validate({**DECLARED, "segments": segments})


def row(number: int, **segments: object) -> ExplainedResponse:
    declared = configuration(**segments)
    _, (response,) = inspect([export(COLUMNS)], declared, list(segments), Wanted(row=number))
    return response


def placed(number: int, segmentation: object, **others: object) -> Placement:
    return row(number, **others, s=segmentation).placements[-1]


def words(judgements: tuple[Judgement, ...]) -> list[str]:
    return [line for judgement in judgements for line in judgement.lines]


@pytest.mark.parametrize(
    ("number", "ledger", "score", "given_cell", "sentence"),
    [
        (1, "scored", 9, "9", "Scored 9, a promoter."),
        (2, "blank", None, None, "Not scored: the score is blank."),
        (3, "not_a_number", None, "ten", "Not scored: the score is not a number."),
        (4, "off_scale", None, "11", "Not scored: the score is off the scale."),
        (5, "filtered_out", 3, "3 - hardly", "Filtered out: it does not meet where."),
    ],
)
def test_every_row_is_somewhere(
    number: int, ledger: str, score: int | None, given_cell: str | None, sentence: str
) -> None:
    response = row(number)
    assert (response.ledger, response.score, response.given.cell) == (ledger, score, given_cell)
    assert response.sentence == sentence
    assert response.where is not None
    assert response.where.holds == ("false" if number == 5 else "true")
    assert (response.row, response.source_row, response.placements) == (number, number, ())


RULES = {
    "rules": {
        "Idle": {"logins": {"lt": 3}},
        "Paid": {"plan": {"ne": "free"}, "not": {"logins": 2}},
        "Price": {"comment": {"contains": "price"}},
    }
}


@pytest.mark.parametrize(
    ("number", "segments", "lines"),
    [
        (
            1,
            ("Price",),
            [
                "logins < 3: 12 → false",
                "plan is not free and not (logins is 2)",
                "plan is not free: free → false",
                "logins is 2: 12 → false",
                'comment contains "price": true',
            ],
        ),
        (
            2,
            ("Idle",),
            [
                "logins < 3: 2 → true",
                "plan is not free and not (logins is 2)",
                "plan is not free: team → true",
                "logins is 2: 2 → true",
                'comment contains "price": false',
            ],
        ),
        (
            3,
            (),
            [
                "logins < 3: many → unknown",
                "plan is not free and not (logins is 2)",
                "plan is not free: free → false",
                "logins is 2: many → false",
                'comment contains "price": unknown',
            ],
        ),
        (
            4,
            ("Price",),
            [
                "logins < 3: (missing) → unknown",
                "plan is not free and not (logins is 2)",
                "plan is not free: (missing) → unknown",
                "logins is 2: (missing) → unknown",
                'comment contains "price": true',
            ],
        ),
    ],
)
def test_rules_say_what_decided(number: int, segments: tuple[str, ...], lines: list[str]) -> None:
    placement = placed(number, RULES)
    assert placement.segments == segments
    assert [judgement.rule for judgement in placement.judgements] == ["Idle", "Paid", "Price"]
    assert words(placement.judgements) == lines


def test_overlapping_rules_give_every_segment() -> None:
    rules = {"A": {"logins": {"lt": 20}}, "B": {"plan": "free"}, "C": {"plan": "team"}}
    placement = placed(1, {"overlap": True, "rules": rules})
    assert placement.segments == ("A", "B")
    assert [judgement.holds for judgement in placement.judgements] == ["true", "true", "false"]


@pytest.mark.parametrize(
    ("segmentation", "number", "segments", "line"),
    [
        ("plan", 1, ("free",), "plan: free"),
        ("plan", 4, ("(blank)",), "plan: (missing)"),
        ({"column": "plan", "top": 1}, 2, ("Other",), "plan: team"),
        ({"column": "plan", "map": {"F": "free"}}, 1, ("F",), "plan is free: free → true"),
        ({"column": "plan", "map": {"F": "free"}}, 2, (), "plan: team"),
        (
            {"column": "plan", "map": {"F": "free"}, "other": "Rest"},
            2,
            ("Rest",),
            "plan is any other value: team → true",
        ),
        (
            {"column": "logins", "breaks": [3, 20]},
            1,
            ("3 to under 20",),
            "3 <= logins < 20: 12 → true",
        ),
        ({"column": "logins", "quantiles": 2}, 2, ("lowest to highest half",), "logins: 2"),
        (
            {"since": "start", "breaks": ["30d", "90d"]},
            1,
            ("30 to under 90 days",),
            "30 <= days since start < 90: 89 → true",
        ),
        ({"column": "day", "every": "quarter"}, 1, ("2026Q1",), "day in 2026Q1: 2026-03-31 → true"),
        ({"tags": "tags"}, 1, ("api", "beta"), "tags: api;beta"),
        ({"tags": "tags", "groups": {"G": "beta"}}, 1, ("G",), "tags: api;beta"),
        ({"tags": "tags"}, 2, (), "tags: (missing)"),
    ],
)
def test_other_kinds_say_the_cell_and_the_limits(
    segmentation: object, number: int, segments: tuple[str, ...], line: str
) -> None:
    placement = placed(number, segmentation)
    assert placement.segments == segments
    if "quantiles" not in str(segmentation):
        assert words(placement.judgements) == [line]


def test_ages_that_are_unknown_or_negative_say_so() -> None:
    since = {"since": "start", "breaks": ["30d"], "until": "2026-06-01"}
    blank = Judgement(
        rule=None,
        holds=None,
        reasons=(
            Reason(
                condition="days from start to 2026-06-01 unknown or negative",
                cell="-214",
                verdict="true",
            ),
        ),
    )
    cells: dict[str, list[str | None]] = {**COLUMNS, "score": ["9"] * 5}
    declared = configuration(s=since)
    _, (response,) = inspect([export(cells)], declared, ["s"], Wanted(row=4))
    assert response.placements[0].segments == ("(blank)",)
    assert response.placements[0].judgements == (blank,)


def test_a_cross_says_the_reasons_of_its_parts() -> None:
    placement = placed(1, {"cross": ["r", "size"]}, r=RULES, size="plan")
    assert placement.segments == ("Price × free",)
    rules = [judgement.rule for judgement in placement.judgements]
    assert rules == ["r: Idle", "r: Paid", "r: Price", "size"]


def test_comments_and_long_texts_are_never_shown() -> None:
    cells: dict[str, list[str | None]] = {**COLUMNS, "plan": ["y" * 61] * 5}
    segments = {
        "plan": "plan",
        "r": {"rules": {"R": {"words": {"has": "price"}, "comment": {"ne": "x"}, "plan": "z"}}},
    }
    declared = configuration(**segments)
    for number in range(1, 6):
        _, responses = inspect([export(cells)], declared, list(segments), Wanted(row=number))
        assert all(text not in repr(responses) for text in ("the price", "xxx", "yyy", "fine"))
    assert "(a text of 61 characters)" in repr(responses)
    assert "(not shown)" in repr(responses)


def test_rows_count_on_over_exports_that_lack_columns() -> None:
    first = export({"score": ["1"], "id": ["C9"]}, "a.csv")
    declared = configuration(s=RULES)
    exports = [first, export(COLUMNS, "b.csv")]
    _, (response,) = inspect(exports, declared, ["s"], Wanted(row=3))
    assert (response.source, response.source_row, response.ledger) == ("b.csv", 2, "blank")
    _, (other,) = inspect(exports, declared, ["s"], Wanted(row=1))
    assert (other.source, other.ledger) == ("a.csv", "filtered_out")
    assert {judgement.holds for judgement in other.placements[0].judgements} == {"unknown"}


def test_a_respondent_is_found_in_every_export_once_trimmed() -> None:
    declared = configuration()
    exports = [export(COLUMNS, "a.csv"), export(COLUMNS, "b.csv")]
    counted, responses = inspect(exports, declared, [], Wanted(respondent="C1 "))
    assert [(one.row, one.source) for one in responses] == [
        (1, "a.csv"), (3, "a.csv"), (6, "b.csv"), (8, "b.csv"),
    ]  # fmt: skip
    assert counted == tally(exports, declared, [])


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted(row=6), "--row 6: found 5 rows, expected a number from 1 to 5"),
        (Wanted(respondent="c1"), "--id: found no row with it in column 'id'"),
        (Wanted(respondent=""), "--id: found no row with it in column 'id'"),
    ],
)
def test_what_is_not_there_is_said_without_other_ids(wanted: Wanted, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        inspect([export(COLUMNS)], configuration(), [], wanted)
    assert message in str(caught.value)
    assert "C1" not in str(caught.value)


def test_a_respondent_needs_a_declared_column() -> None:
    declared = Configuration.model_validate({"survey": {"score": "score"}})
    with pytest.raises(UsageError, match=r"survey\.respondent"):
        inspect([export(COLUMNS)], declared, [], Wanted(respondent="C1"))


@settings(deadline=None, max_examples=40)
@given(
    cells=st.lists(
        st.tuples(st.sampled_from(["free", "team", "", None]), st.sampled_from(["1", "5", "x"])),
        min_size=1,
        max_size=8,
    ),
    overlap=st.booleans(),
)
def test_rows_are_where_the_tally_counts_them(
    cells: list[tuple[str | None, str]], *, overlap: bool
) -> None:
    plans = [*(plan for plan, _ in cells), "free"]
    logins: list[str | None] = [*(number for _, number in cells), "1"]
    one = export({"plan": plans, "logins": logins, "score": ["9"] * len(plans)})
    rules = {"A": {"plan": "free"}, "B": {"logins": {"gte": 3}}, "C": {"not": {"plan": "free"}}}
    segments = {
        "r": {"overlap": overlap, "rules": rules},
        "v": "plan",
        "b": {"column": "logins", "breaks": [3]},
        "q": {"column": "logins", "quantiles": 2},
        "x": {"cross": ["v", "b"]},
    }
    declared = Configuration.model_validate({"survey": {"score": "score"}, "segments": segments})
    shown = list(segments)
    found: dict[str, dict[str, int]] = {name: {} for name in segments}
    for number in range(1, len(cells) + 2):
        _, (response,) = inspect([one], declared, shown, Wanted(row=number))
        for placement in response.placements:
            for name in placement.segments:
                bases = found[placement.name]
                bases[name] = bases.get(name, 0) + 1
    for segmentation in tally([one], declared, shown).segmentations:
        bases = {part.name: part.sums.base for part in segmentation.segments}
        assert found[segmentation.name] == {name: base for name, base in bases.items() if base}


def test_rows_that_another_one_stands_for_are_told_over_all_exports() -> None:
    cells: dict[str, list[str | None]] = {
        "id": ["ann", "bob", "ann", None, "ann"],
        "score": ["9", "8", "ten", "7", "2"],
        "day": ["2026-03-01", "2026-01-01", "2026-04-01", "2026-01-01", None],
        "weight": ["1", "x", "1", "1", "1"],
    }
    later = {name: column[:2] for name, column in cells.items()}
    later["day"] = ["2026-02-01", "2026-02-01"]
    declared = Configuration.model_validate(
        {
            "survey": {
                "score": "score", "respondent": "id", "answered_at": "day", "weight": "weight",
                "repeats": "latest",
            }
        }
    )  # fmt: skip
    exports = [export(cells, "a.csv"), export(later, "b.csv")]

    found = [inspect(exports, declared, [], Wanted(row=row))[1][0] for row in range(1, 8)]

    assert [one.ledger for one in found] == [
        "scored", "bad_weight", "not_a_number", "scored", "repeats_dropped", "repeats_dropped",
        "bad_weight",
    ]  # fmt: skip
    _, theirs = inspect(exports, declared, [], Wanted(respondent="ann"))
    assert [(one.row, one.ledger) for one in theirs] == [
        (1, "scored"), (3, "not_a_number"), (5, "repeats_dropped"), (6, "repeats_dropped"),
    ]  # fmt: skip
