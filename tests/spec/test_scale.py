"""The scale, the bands and durations."""

import pytest

from nps.spec.durations import Span, parse_span
from nps.spec.scale import (
    ScaleRange,
    ScoreBand,
    parse_run,
    parse_scale,
    single_scores,
    usual_bands,
)


def test_scale_has_its_scores() -> None:
    assert list(ScaleRange(1).scores) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert str(ScaleRange(1)) == "1-10"
    assert parse_scale(" 1 - 10 ") == parse_scale(ScaleRange(1)) == ScaleRange(1)


@pytest.mark.parametrize(
    ("written", "run"),
    [("0-4", (0, 4)), ("7", (7, 7)), (7, (7, 7)), (" 9 - 10 ", (9, 10)), ((0, 4), (0, 4))],
)
def test_run_is_its_lowest_and_highest_score(written: object, run: tuple[int, int]) -> None:
    assert parse_run(written) == run


def test_band_reads_as_its_scores() -> None:
    assert ScoreBand("low", 0, 4).range == "0-4"
    assert ScoreBand("seven", 7, 7).range == "7"


@pytest.mark.parametrize("scale", [ScaleRange(0), ScaleRange(1)])
def test_bands_that_nobody_declares_cover_the_scale_once(scale: ScaleRange) -> None:
    for bands in (single_scores(scale), usual_bands(scale)):
        scores = [score for band in bands for score in range(band.lowest, band.highest + 1)]
        assert scores == list(scale.scores)
        assert all(band.name == band.range for band in bands)


@pytest.mark.parametrize(
    ("written", "days", "words"),
    [
        ("30d", 30, "30 days"),
        ("1d", 1, "1 day"),
        ("2w", 14, "2 weeks"),
        (" 6mo ", 180, "6 months"),
        (Span(1, "y"), 365, "1 year"),
    ],
)
def test_span_is_a_number_of_days_with_words(written: object, days: int, words: str) -> None:
    span = parse_span(written)
    assert (span.days, span.words) == (days, words)
    assert parse_span(str(span)) == span
