"""Answers given that are in no figure."""

from collections.abc import Callable
from typing import Any

from nps.analyses.segment import analyse
from nps.analyses.uncounted import uncounted_notes
from nps.results.ledger import Ledger

Make = Callable[..., Any]


def test_few_values_are_a_note(tally_of: Make) -> None:
    ledger = Ledger(read=1010, scored=1000, not_a_number=3, off_scale=7)
    tally = tally_of({}, ledger=ledger, uncounted=(("11", 7), ("ten", 3)))
    assert uncounted_notes(tally) == (
        (), ('"11" x7 and "ten" x3 were not counted as scores',),
    )  # fmt: skip


def test_many_values_are_a_warning_that_comes_first(tally_of: Make) -> None:
    ledger = Ledger(read=110, scored=63, not_a_number=37, blank=10)
    tally = tally_of({}, ledger=ledger, uncounted=(("Strongly agree", 37),), notes=("x",))
    warning = (
        '37 of 100 answers given (37%) are in no figure: 37 not a number ("Strongly agree" x37); '
        "if words stand for scores, declare them under survey.score.labels"
    )
    assert uncounted_notes(tally) == ((warning,), ())
    result = analyse(tally)
    assert result.warnings == (warning,)
    assert result.record()["notes"] == [warning, "x"]


def test_values_that_the_tally_does_not_hold_are_counted_as_others(tally_of: Make) -> None:
    ledger = Ledger(read=1001, scored=1000, not_a_number=1)
    tally = tally_of({}, ledger=ledger)
    assert uncounted_notes(tally) == ((), ("1 other was not counted as a score",))


def test_only_the_most_frequent_values_are_named(tally_of: Make) -> None:
    ledger = Ledger(read=2000, scored=1976, off_scale=24)
    values = tuple((str(11 + at), 4) for at in range(5))
    tally = tally_of({}, ledger=ledger, uncounted=(*values, ("16", 2)))
    assert uncounted_notes(tally) == (
        (),
        ('"11" x4, "12" x4, "13" x4, "14" x4, "15" x4 and 4 others were not counted as scores',),
    )


def test_all_counted_is_nothing_to_say(tally_of: Make) -> None:
    assert uncounted_notes(tally_of({})) == ((), ())
