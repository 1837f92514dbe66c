from pathlib import Path

import pytest
from tests.benchmarks.contests import Contest, Entrant, Side, hold, warm_up
from tests.benchmarks.measurements import PYTHON
from tests.benchmarks.processes import Run, WrongError, measured
from tests.benchmarks.targets import Target, exponent, growth, peak, ratio


def side(*seconds: float, peak: int = 0) -> Side:
    return Side(tuple(Run(seconds=one, peak=peak, output=b"") for one in seconds))


def script(name: str, code: str, *, steady: bool = True) -> Entrant:
    return Entrant(name=name, command=(PYTHON, "-c", code), steady=steady)


def contest(*entrants: Entrant, alike: bool = False) -> Contest:
    return Contest(title="trial", entrants=entrants, alike=alike)


def test_commands_run_in_turn_after_a_warm_up(tmp_path: Path) -> None:
    log = tmp_path / "log"
    trial = contest(
        *(script(name, f"open({str(log)!r}, 'a').write({name!r}); print(1)") for name in "ABC")
    )
    sides = hold(trial, warm_up(trial), 3)
    assert log.read_text("utf-8") == "ABC" + "ABCABCABC"
    assert {name: len(side.runs) for name, side in sides.items()} == {"A": 3, "B": 3, "C": 3}


def test_each_run_is_prepared(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    command = (PYTHON, "-c", f"open({str(cache)!r}, 'x')")
    entrant = Entrant(name="A", command=command, prepare=lambda: cache.unlink(missing_ok=True))
    trial = contest(entrant)
    hold(trial, warm_up(trial), 2)
    assert cache.exists()


def test_memory_is_that_of_the_command() -> None:
    assert measured((PYTHON, "-c", "len(b'x' * 300_000_000)")).peak > 300_000_000


def test_variables_are_those_of_the_command_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLARS_MAX_THREADS", "7")
    command = (PYTHON, "-c", "import os; print(os.environ.get('POLARS_MAX_THREADS'))")
    assert measured(command, {"POLARS_MAX_THREADS": "2"}).output == b"2\n"


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(WrongError, match="exit code 3"):
        warm_up(contest(script("A", "raise SystemExit(3)")))


def test_an_output_that_is_wrong_is_no_measurement() -> None:
    def refuse(output: bytes) -> None:
        raise WrongError(output.decode())

    entrant = Entrant(name="A", command=(PYTHON, "-c", "print('seen')"), check=refuse)
    with pytest.raises(WrongError, match="seen"):
        warm_up(contest(entrant))


def test_other_bytes_for_the_same_input_are_no_measurement() -> None:
    trial = contest(script("A", "import os; print(os.getpid())"))
    outputs = warm_up(trial)
    with pytest.raises(WrongError, match="other bytes"):
        hold(trial, outputs, 1)


def test_other_bytes_are_checked_again_where_they_may_differ() -> None:
    seen: list[bytes] = []
    command = (PYTHON, "-c", "import os; print(os.getpid())")
    trial = contest(Entrant(name="A", command=command, check=seen.append, steady=False))
    hold(trial, warm_up(trial), 2)
    assert len(set(seen)) == 3


def test_those_who_must_be_alike_are_compared_to_each_other() -> None:
    one, other = script("one thread", "print(1)"), script("two threads", "print(2)")
    assert warm_up(contest(one, other)) == {"one thread": b"1\n", "two threads": b"2\n"}
    with pytest.raises(WrongError, match="not the same bytes from one thread, two threads"):
        warm_up(contest(one, other, alike=True))


@pytest.mark.parametrize(
    ("seconds", "middle"), [((3, 1, 2), 2), ((1, 2, 3, 10), 2.5), ((4,), 4)], ids=str
)
def test_the_median_is_the_middle(seconds: tuple[float, ...], middle: float) -> None:
    assert side(*seconds).median == middle
    assert (side(*seconds).fastest, side(*seconds).slowest) == (min(seconds), max(seconds))


def test_ratios_are_of_medians_and_of_the_fastest() -> None:
    sides = {"nps": side(6, 9, 8), "other": side(2, 5, 4)}
    target = ratio("nps", "other", 2)
    assert target.value(sides) == 2
    assert target.undisturbed(sides) == 3


@pytest.mark.parametrize(
    ("target", "met"),
    [
        (ratio("nps", "other", 2), True),
        (ratio("nps", "other", 1.9), False),
        (peak("nps", 100), True),
        (peak("nps", 99), False),
        (growth("nps", "other", 1.25), True),
        (growth("nps", "other", 1.2), False),
    ],
)
def test_a_target_is_met_up_to_its_limit(target: Target, *, met: bool) -> None:
    sides = {"nps": side(4, peak=100_000_000), "other": side(2, peak=80_000_000)}
    assert target.met(sides) is met


@pytest.mark.parametrize(("seconds", "slope"), [((1, 5, 20), 1), ((1, 25, 400), 2), ((3, 3, 3), 0)])
def test_time_in_proportion_to_rows_has_the_exponent_1(
    seconds: tuple[float, float, float], slope: float
) -> None:
    sides = {name: side(one) for name, one in zip("abc", seconds, strict=True)}
    found = exponent({"a": 1_000_000, "b": 5_000_000, "c": 20_000_000}, 1.05).value(sides)
    assert found == pytest.approx(slope)
