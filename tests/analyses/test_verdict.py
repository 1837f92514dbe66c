"""A split in words, for every combination of signs and of chance."""

import pytest

from nps.analyses.verdict import verdict
from nps.results.change import Limits
from nps.results.diff_parts import Part

SURE = 0.5
"""Part of the points that the limits reach to either side."""
UNSURE = 1.5


def part(points: float, reach: float | None = SURE) -> Part:
    if reach is None:
        return Part(points=points)
    width = reach * abs(points)
    return Part(points=points, limits=Limits(low=points - width, high=points + width, level=0.95))


@pytest.mark.parametrize(
    ("steps", "scores", "mix", "said"),
    [
        ((7, 12), 8.75, -12,
         "scores rose in every segment; the mix of respondents cost 12.0 points"),
        ((-7, -12), -8.75, 12,
         "scores fell in every segment; the mix of respondents gave 12.0 points"),
        ((7, 12), 8.75, -1.2,
         "scores rose in every segment and gave 8.8 points; the mix took back 1.2"),
        ((-7, -12), -8.75, 1.2,
         "scores fell in every segment and cost 8.8 points; the mix gave back 1.2"),
        ((7, 12), 8.75, 1.2,
         "scores rose in every segment and gave 8.8 points; the mix gave 1.2 more"),
        ((-7, -12), -8.75, -1.2,
         "scores fell in every segment and cost 8.8 points; the mix cost 1.2 more"),
        ((-7, -12, -1, 3), -8.1, 1.2,
         "scores fell in 3 of 4 segments and cost 8.1 points; the mix gave back 1.2"),
        ((7, 12, 1, -3), 8.1, -1.2,
         "scores rose in 3 of 4 segments and gave 8.1 points; the mix took back 1.2"),
        ((-7, 3), -1, -9,
         "scores fell in 1 of 2 segments and cost 1.0 points; the mix of respondents cost "
         "9.0 points"),
        ((-7, 3), -1, 9,
         "scores fell in 1 of 2 segments and cost 1.0 points; the mix of respondents gave "
         "9.0 points"),
        ((-7, 3), 0.01, -9,
         "scores rose in 1 and fell in 1 of 2 segments, and evened out; the mix of respondents "
         "cost 9.0 points"),
        ((0, 0), 0, 9,
         "scores stayed as they were; the mix of respondents gave 9.0 points"),
        ((-7, 3), -5, 0,
         "scores fell in 1 of 2 segments and cost 5.0 points; the mix of respondents changed "
         "nothing"),
        ((-7,), -7, 0,
         "scores fell in the only segment and cost 7.0 points; the mix of respondents changed "
         "nothing"),
    ],
)  # fmt: skip
def test_both_parts_beyond_chance(
    steps: tuple[float, ...], scores: float, mix: float, said: str
) -> None:
    assert verdict(steps, 0, part(scores), part(mix)) == said


@pytest.mark.parametrize(
    ("scores", "mix", "said"),
    [
        (part(8.75, UNSURE), part(-12),
         "scores rose in every segment; the mix of respondents cost 12.0 points; the rise, 8.8 "
         "points in all, is within chance"),
        (part(-8.75, UNSURE), part(12),
         "scores fell in every segment; the mix of respondents gave 12.0 points; the fall, 8.8 "
         "points in all, is within chance"),
        (part(8.75, UNSURE), part(3),
         "scores rose in every segment and gave 8.8 points, within chance; the mix gave 3.0 more"),
        (part(-8.75), part(3, UNSURE),
         "scores fell in every segment and cost 8.8 points; the mix gave back 3.0, within chance"),
        (part(-2), part(-3, UNSURE),
         "scores fell in every segment and cost 2.0 points; the mix of respondents cost 3.0 "
         "points, within chance"),
        (part(-1.2, UNSURE), part(0.25, UNSURE),
         "neither scores (-1.2) nor the mix of respondents (+0.3) moved beyond chance"),
        (part(0.01, UNSURE), part(0, UNSURE),
         "neither scores (0.0) nor the mix of respondents (0.0) moved beyond chance"),
        (part(-40, None), part(3, None),
         "scores fell in every segment and cost 40.0 points; the mix gave back 3.0; too few "
         "answers to tell from chance"),
    ],
)  # fmt: skip
def test_chance_is_said(scores: Part, mix: Part, said: str) -> None:
    steps = (scores.points, 2 * scores.points)

    assert verdict(steps, 0, scores, mix) == said


def test_segments_that_answered_once_are_told_from_those_seen_both_times() -> None:
    assert verdict((-3, -4), 1, part(-3), part(-1)) == (
        "scores fell in every segment seen both times and cost 3.0 points; the mix cost 1.0 more"
    )
    assert verdict((-3, 4), 1, part(-3), part(-1)).startswith(
        "scores fell in 1 of 2 segments seen both times and cost 3.0 points"
    )
    assert verdict((-3, 4), 1, part(0), part(-9)) == (
        "scores rose in 1 and fell in 1 of 2 segments seen both times, and evened out; the mix of "
        "respondents cost 9.0 points"
    )
    assert verdict((), 3, part(0, None), part(-12)) == (
        "no segment answered both times, so the mix of respondents cost 12.0 points"
    )
