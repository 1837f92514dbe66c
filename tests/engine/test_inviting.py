"""Answers looked up among the invited, and weighted back to them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.engine.conftest import write

from nps.engine.collect import collect
from nps.engine.invites import Invites
from nps.engine.tallying import tally
from nps.errors import DeclarationError, UsageError
from nps.results.sums import UNIT
from nps.results.tally import Tally
from nps.sources.exports import open_exports
from nps.spec.configuration import Configuration

Count = Callable[..., Tally]
Content = str | pl.DataFrame


@pytest.fixture
def invited(tmp_path: Path) -> Count:
    """Count exports among those on a list, the last content; `id` tells customers."""

    def count(
        *contents: Content,
        segments: Mapping[str, Any] | None = None,
        strata: str = "",
        shown: tuple[str, ...] | None = None,
        columns: Mapping[str, Any] | None = None,
        **survey: object,
    ) -> Tally:
        configuration = Configuration.model_validate(
            {
                "survey": {"score": "score", **survey},
                "columns": columns or {},
                "segments": segments or {},
                "invited": {"path": "list", "on": "id"},
            }
        )
        paths = [write(tmp_path, at, content) for at, content in enumerate(contents)]
        with open_exports(paths, collect=collect) as opened:
            *exports, listed = opened
            names = tuple(configuration.segments) if shown is None else shown
            invites = Invites(export=listed, name="list", strata=strata)
            return tally(exports, configuration, names, invites=invites)

    return count


def turnouts(counted: Tally, name: str) -> dict[str, tuple[int | None, int | None]]:
    (found,) = (one for one in counted.segmentations if one.name == name)
    return {
        one.name: (one.turnout.invited, one.turnout.responded)
        for one in found.segments
        if one.turnout is not None
    }


ANSWERS = "id,score,plan,tags,mrr\na,9,Free,x;y,1\nb,3,Pro,y,5\nc,8,Pro,,9\na,2,Free,x,2\n"
LISTED = "id,plan,tags,mrr\na,Free,x,1\nb,Pro,x;z,5\nc,,y,100\nd,Free,,2\ne,Team,q,\n,Free,x,7\n"


@pytest.mark.parametrize(
    ("segmentation", "expected"),
    [
        ("plan", {"Free": (3, 1), "Pro": (1, 1), "Team": (1, 0), "(blank)": (1, 1)}),
        (
            {"column": "plan", "top": 1, "other": "Rest"},
            {"Free": (3, 1), "Rest": (2, 1), "(blank)": (1, 1)},
        ),
        ({"column": "plan", "map": {"Paid": ["Pro"]}}, {"Paid": (1, 1), "(blank)": (1, 1)}),
        (
            {"column": "mrr", "breaks": [5]},
            {"under 5": (2, 1), "5 and over": (3, 2), "(blank)": (1, 0)},
        ),
        # Cut where the answers are cut, between 2 and 5; the list itself has other quantiles.
        (
            {"column": "mrr", "quantiles": 2},
            {"lowest half": (2, 1), "highest half": (3, 2), "(blank)": (1, 0)},
        ),
        ({"rules": {"Low": {"mrr": {"lt": 5}}}, "otherwise": "All else"},
         {"Low": (2, 1), "All else": (4, 2)}),
        (
            {"overlap": True, "rules": {"Low": {"mrr": {"lt": 6}}, "Paid": {"plan": "Pro"}},
             "otherwise": "Neither"},
            {"Low": (3, 2), "Paid": (1, 1), "Neither": (3, 1)},
        ),
        ({"tags": "tags", "split": ";"},
         {"x": (3, 2), "y": (1, 1), "q": (1, 0), "z": (1, 1)}),
    ],
)  # fmt: skip
def test_segments_of_the_invited_are_named_as_those_of_answers(
    invited: Count, segmentation: object, expected: object
) -> None:
    counted = invited(ANSWERS, LISTED, segments={"it": segmentation})

    assert turnouts(counted, "it") == expected
    assert counted.turnout is not None
    assert (counted.turnout.invited, counted.turnout.responded) == (6, 3)
    assert "1 of the invited has no 'id' in list; no answer is theirs" in counted.notes


def test_a_cross_has_the_cells_of_the_invited_too(invited: Count) -> None:
    segments = {"plan": "plan", "half": {"column": "mrr", "quantiles": 2},
                "both": {"cross": ["plan", "half"]}}  # fmt: skip
    counted = invited(ANSWERS, LISTED, segments=segments)

    assert turnouts(counted, "both") == {
        "Free × lowest half": (2, 1), "Free × highest half": (1, 0),
        "Pro × highest half": (1, 1), "Team × (blank)": (1, 0),
        "(blank) × highest half": (1, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("segmentation", "column"),
    [
        ("region", "region"),
        ({"since": "joined", "breaks": ["30d"]}, "day"),
        ({"rules": {"New": {"age": {"lt": 30}}}}, "day"),
    ],
)
def test_a_segmentation_of_which_the_list_lacks_a_column_has_no_rates(
    invited: Count, segmentation: object, column: str
) -> None:
    answers = "id,score,region,joined,day\na,9,E,2026-01-01,2026-02-20\n"
    counted = invited(
        answers, "id,joined\na,2026-01-01\n", segments={"it": segmentation},
        columns={"age": {"days_since": "joined"}}, answered_at="day",
    )  # fmt: skip

    assert set(turnouts(counted, "it").values()) == {(None, None)}
    assert f"it: no response rates, since list has no column {column!r}" in counted.notes


def test_exports_and_a_typed_list_agree_on_texts(invited: Count) -> None:
    typed = pl.DataFrame({"id": [1, 2], "score": [9, 8], "plan": ["F", "F"]})
    listed = pl.DataFrame({"id": [1.0, 2.0, 3.0], "plan": ["F", "F", "F"]})
    counted = invited(typed, "score,plan\n9,F\n", "id,score\n01,3\n3,9\n", listed)

    assert counted.turnout is not None
    assert (counted.turnout.invited, counted.turnout.responded) == (3, 3)
    assert (
        "1 answer is of customers who were not invited, by list; response rates leave them out"
        in (counted.notes)
    )


def test_only_the_answer_that_counts_is_one(invited: Count) -> None:
    counted = invited(
        "id,score,day\na,9,2026-01-01\na,,2026-01-02\nb,3,2026-01-01\n", "id\na\nb\nc\n",
        respondent="id", repeats="latest", answered_at="day", where={"score": {"gt": 5}},
    )  # fmt: skip

    assert counted.turnout is not None
    assert counted.turnout.responded == 1


def weights(counted: Tally) -> dict[int, float]:
    sums = counted.overall
    found = zip(sums.counts, sums.weights, strict=True)
    return {score: weight / UNIT for score, (count, weight) in enumerate(found) if count}


def test_strata_have_the_shares_that_they_have_among_the_invited(invited: Count) -> None:
    answers = "id,score,plan\na,9,F\nb,8,P\nc,8,P\nd,7,P\n"
    listed = "id,plan\na,F\nb,P\nc,P\nd,P\ne,F\nf,F\ng,F\nh,F\n"
    counted = invited(answers, listed, segments={"plan": "plan"}, strata="plan", shown=())

    # 5 of 8 invited are F, and 1 of 4 answers: it weighs 2.5, the others 3/8 / (3/4).
    assert weights(counted) == pytest.approx({9: 2.5, 8: 1.0, 7: 0.5})
    assert sum(counted.overall.weights) == 4 * UNIT
    assert counted.segmentations == ()
    assert counted.ledger.scored == counted.ledger.read == 4


def test_the_unsegmented_are_a_stratum_where_some_are_invited(invited: Count) -> None:
    answers = "id,score,plan\na,9,F\nb,8,P\nc,7,P\n"
    plan = {"column": "plan", "map": {"Free": ["F"]}}
    both = invited(answers, "id,plan\na,F\nb,P\n", segments={"it": plan}, strata="it")
    none = invited(answers, "id,plan\na,F\nb,F\n", segments={"it": plan}, strata="it")

    assert weights(both) == pytest.approx({9: 1.5, 8: 0.75, 7: 0.75})
    assert weights(none) == {9: 3.0, 8: 0.0, 7: 0.0}
    assert "nobody of no segment was invited; 2 answers weigh 0" in none.notes


def test_quantiles_and_crosses_may_be_strata(invited: Count) -> None:
    segments = {"plan": "plan", "half": {"column": "mrr", "quantiles": 2},
                "both": {"cross": ["plan", "half"]}}  # fmt: skip
    counted = invited(
        "id,score,plan,mrr\na,9,F,1\nb,8,F,2\nc,7,P,3\nd,6,P,4\n",
        "id,plan,mrr\na,F,0\nb,F,2\nc,P,30\nd,F,1\n",
        segments=segments, strata="both",
    )  # fmt: skip

    # F × lowest half: 3 of 4 invited, 2 of 4 answers; P × highest half the rest.
    assert weights(counted) == pytest.approx({9: 1.5, 8: 1.5, 7: 0.5, 6: 0.5})


def test_accounts_of_equal_weight_and_clusters_go_with_strata(invited: Count) -> None:
    counted = invited(
        "id,score,plan,firm\na,9,F,x\nb,8,F,x\nc,7,P,y\n", "id,plan\na,F\nb,F\nc,P\nd,P\ne,P\n",
        segments={"plan": "plan"}, strata="plan", account="firm", roll_up="mean",
    )  # fmt: skip

    # Firm x weighs 1 in F, firm y 1 in P; 2 of 5 invited are F.
    assert weights(counted) == pytest.approx({9: 0.4, 8: 0.4, 7: 1.2})
    assert counted.overall.clusters is not None
    assert counted.overall.clusters.clusters == 2


def test_answers_of_whom_nobody_was_invited_are_no_base_for_weights(invited: Count) -> None:
    with pytest.raises(UsageError, match="found no answer in a segment that anybody of list is in"):
        invited("id,score,plan\na,9,F\n", "id,plan\na,P\n", segments={"p": "plan"}, strata="p")


def test_keys_that_cannot_be_read_are_refused(invited: Count) -> None:
    listed = pl.DataFrame({"id": [["a"], ["b"]]})
    with pytest.raises(DeclarationError, match="found no column 'id' in list"):
        invited("id,score\na,9\n", listed)
    with pytest.raises(DeclarationError, match="found column 'id' of the export blank"):
        invited("id,score\n,9\n", "id\na\n")
    with pytest.raises(DeclarationError, match="found column 'id' more than once in list"):
        invited("id,score\na,9\n", "id,id\na,b\n")


def test_cells_of_the_list_that_do_not_convert_are_said(invited: Count) -> None:
    counted = invited(
        "id,score,mrr\na,9,5\nb,8,20\n", "id,mrr\na,five\nb,20\n",
        segments={"mrr": {"column": "mrr", "breaks": [10]}},
    )  # fmt: skip

    assert turnouts(counted, "mrr") == {
        "under 10": (0, 0), "10 and over": (1, 1), "(blank)": (1, 1)
    }  # fmt: skip
    assert "1 cell of column 'mrr' of list is no number and counted as missing" in counted.notes
