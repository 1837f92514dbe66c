"""A few arbitrary inputs; `make fuzz` tries many."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.fuzz import run
from tests.fuzz.inputs import HEADS, inputs
from tests.fuzz.laws import Outcome, outcome_of

Tried = Callable[[bytes], Outcome]


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    folder = tmp_path_factory.mktemp("fuzz")
    return lambda content: outcome_of(content, folder)


@settings(max_examples=200, suppress_health_check=tuple(HealthCheck))
@given(inputs)
def test_any_input_is_rows_that_add_up_or_one_clear_error(tried: Tried, content: bytes) -> None:
    tried(content)


@pytest.mark.parametrize("name", HEADS)
def test_what_is_damaged_is_read_when_it_is_whole(tried: Tried, name: str) -> None:
    assert tried(HEADS[name]).read


def test_the_laws_can_be_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.fuzz.laws._expected_rows", lambda _: 7)
    with pytest.raises(AssertionError, match="1 rows read, 7 expected"):
        outcome_of(b"score\n9\n", tmp_path)


def test_what_came_of_the_inputs_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run.main(["--inputs", "20"])
    shown = capsys.readouterr().out
    assert "20 inputs" in shown
    assert "no law is broken" in shown
