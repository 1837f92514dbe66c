from collections.abc import Mapping

import polars as pl
import pytest

from nps.sources.value_labels import is_scale, with_labels


@pytest.mark.parametrize(
    ("labels", "present", "expected"),
    [
        ({}, {1, 2}, True),
        ({0: "Not at all", 10: "Extremely"}, {0, 10}, True),
        ({1: "Not at all", 10: "Extremely"}, {3, 10}, True),
        ({0: "Never", 5: "Perhaps", 10: "Surely", 98: "Don't know"}, {98}, False),
        ({0: "Never", 10: "Surely", 98: "Don't know"}, {3, 7, 98}, True),
        (dict.fromkeys(range(11), "word"), {0, 9}, True),
        ({n: f"{n} - word" for n in range(1, 8)}, {1}, True),
        ({1: "1", 2: "2"}, {1, 2}, True),
        ({1: "1.5 litres", 2: "2.5 litres"}, {1, 2}, False),
        ({1: "10 and more", 2: "fewer"}, {1, 2}, False),
        ({1: "Free", 2: "Pro"}, {1, 2}, False),
        ({1: "Free", 2: "Pro"}, {1, 2, 3}, False),
        ({1: "Yes", 5: "No"}, {1, 5}, False),
        ({1: "a", 3: "c", 4: "d", 5: "e"}, {1, 2, 3}, False),
    ],
)
def test_numbers_on_a_scale_are_told_from_codes(
    labels: Mapping[float, str], present: set[float], *, expected: bool
) -> None:
    assert is_scale(labels, present) is expected


@pytest.mark.parametrize(
    ("values", "labels", "expected"),
    [
        (pl.Series([1.0, 2.0, None, 7.0, 7.5]), {1: "Free", 2: "Pro"},
         ["Free", "Pro", None, "7", "7.5"]),
        (pl.Series(["m", "f", "", None]), {"m": "Male"}, ["Male", "f", "", None]),
        (pl.Series([None, None], dtype=pl.Float64), {1: "Free"}, [None, None]),
        (pl.Series([1, 2]), {1: "Same", 2: "Same"}, ["Same", "Same"]),
    ],
)  # fmt: skip
def test_labels_stand_in_place_of_values(
    values: pl.Series, labels: Mapping[float | str, str], expected: list[str | None]
) -> None:
    assert with_labels(values, labels).to_list() == expected


def test_a_labelled_score_stays_a_number() -> None:
    values = pl.Series("score", [0.0, 9.0, None])

    assert with_labels(values, {0: "Not at all likely", 10: "Extremely likely"}) is values
