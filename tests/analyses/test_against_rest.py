"""Segments against the rest, over all of a run."""

from collections.abc import Callable
from math import erfc, sqrt
from typing import Any

import pytest

from nps.analyses.against_rest import places
from nps.analyses.figures import Figuring
from nps.analyses.segment import analyse
from nps.results.place import Place, VersusRest
from nps.results.tally import Tally
from nps.stats.comparisons import compare

Make = Callable[..., Any]


def placed(tally: Tally, level: float = 0.95) -> dict[str, Place]:
    segments = [one for part in tally.segmentations for one in part.segments]
    figuring = Figuring(overall=tally.overall, lowest=tally.lowest, level=level)
    return dict(zip([one.name for one in segments], places(segments, figuring), strict=True))


def test_the_rest_is_everyone_outside_unsegmented_too(tally_of: Make, answers: Make) -> None:
    plan = {"A": answers(10, 10, 40), "B": answers(20, 20, 20)}
    tally = tally_of({"plan": plan}, answers(40, 10, 10))
    found = placed(tally)["A"]

    assert found.vs_rest.difference == pytest.approx(50 - 100 * -30 / 120)
    figuring = Figuring(overall=tally.overall, lowest=0)
    segment = tally.segmentations[0].segments[0]
    test = compare(figuring.sample(segment.sums), figuring.sample(segment.rest), 0.95)
    assert (found.vs_rest.z, found.vs_rest.p) == (test.z, test.p)
    assert test.z is not None
    assert found.vs_rest.p == pytest.approx(erfc(abs(test.z) / sqrt(2)))


def test_the_rest_of_overlapping_segments_holds_others_who_are_in_several(
    tally_of: Make, answers: Make
) -> None:
    shared = answers(0, 0, 10)
    tags = {"x": [*shared, *answers(10)], "y": [*shared, *answers(0, 10)]}
    found = placed(tally_of({"tags": tags}, kinds={"tags": "tags"}))
    assert found["x"].vs_rest.difference == pytest.approx(0 - 0)
    assert found["y"].vs_rest.difference == pytest.approx(50 - -100)


def test_tests_are_judged_over_the_run_not_each_segmentation(tally_of: Make, answers: Make) -> None:
    one, other = answers(10, 15, 25), answers(20, 15, 15)
    alone = placed(tally_of({"plan": {"A": one, "B": other}}))
    together = placed(
        tally_of(
            {
                "plan": {"A": one, "B": other},
                **{
                    str(at): {f"{at}odd": [*one[::2], *other[::2]],
                              f"{at}even": [*one[1::2], *other[1::2]]}
                    for at in range(4)
                },
            }
        )
    )  # fmt: skip
    assert together["A"].vs_rest.p == alone["A"].vs_rest.p
    assert alone["A"].vs_rest.significant is True
    assert together["A"].vs_rest.significant is False
    p = alone["A"].vs_rest.p
    assert p is not None
    assert together["A"].vs_rest.p_adjusted == pytest.approx(p * 10 / 2)


def test_tests_that_were_not_made_count_for_nothing(tally_of: Make, answers: Make) -> None:
    plan = {"A": answers(10, 15, 25), "B": answers(20, 15, 15)}
    few = {f"few {at}": answers(2, 1, 1) for at in range(8)}
    found = placed(tally_of({"plan": plan | few}))
    assert found["few 0"].vs_rest.difference is not None
    assert found["few 0"].vs_rest == VersusRest(difference=found["few 0"].vs_rest.difference)
    ps = [found[name].vs_rest.p for name in ("A", "B")]
    assert max(ps) == found["B"].vs_rest.p_adjusted  # type: ignore[type-var]  # tests were made


@pytest.mark.parametrize("groups", [(1, 0, 0), (0, 0, 1), (4, 0, 0), (0, 0, 4)])
def test_bases_below_5_are_never_significant(
    tally_of: Make, answers: Make, groups: tuple[int, int, int]
) -> None:
    crowd = answers(*(1000 * (not group) for group in groups))
    found = placed(tally_of({"plan": {"few": answers(*groups), "others": crowd}}))
    assert [found[name].vs_rest.significant for name in found] == [None, None]


def test_a_stricter_level_marks_less(tally_of: Make, answers: Make) -> None:
    tally = tally_of({"plan": {"A": answers(10, 15, 25), "B": answers(20, 15, 15)}})
    assert placed(tally, 0.95)["A"].vs_rest.mark == ">"
    assert placed(tally, 0.95)["B"].vs_rest.mark == "<"
    assert placed(tally, 0.999)["A"].vs_rest.mark == ""


def test_everyone_has_no_rest(tally_of: Make, answers: Make) -> None:
    found = placed(tally_of({"plan": {"A": answers(10, 15, 25)}}))["A"]
    assert found.vs_rest == VersusRest()
    assert found.contribution == pytest.approx(30)
    assert found.impact is None


def test_all_responses_are_against_nobody(tally_of: Make, answers: Make) -> None:
    result = analyse(tally_of({"plan": {"A": answers(10, 15, 25), "B": answers(20, 5, 5)}}))
    assert result.overall.place is None
    assert result.overall.mark == ""
