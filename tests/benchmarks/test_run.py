"""What measures, measured: nothing here depends on how fast the machine is."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.benchmarks import exports, run
from tests.benchmarks.run import (
    MEASUREMENTS,
    PYTHON,
    Comparison,
    Run,
    Side,
    Target,
    WrongError,
    compare,
    measured,
    scores_by_segment,
    table,
)

NAMES = ("responses.csv", "responses.parquet", "csv.yaml", "fifty.json", "one.json")


def side(*seconds: float, peak: int = 0) -> Side:
    return Side(tuple(Run(seconds=one, peak=peak, output=b"") for one in seconds))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    exports.make(folder, csv_rows=1500, parquet_rows=1000)
    return folder


def test_the_same_exports_are_made_every_time(made: Path, tmp_path: Path) -> None:
    exports.make(tmp_path, csv_rows=1500, parquet_rows=1000)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes(), name


def test_the_same_exports_are_made_everywhere(made: Path) -> None:
    content = (made / "responses.csv").read_bytes()
    assert (
        hashlib.sha256(content).hexdigest()
        == "44ecb4adfaf8f5194ab911d54662cadcd1aa72b0161c7ebd790a91f5c24da6de"
    )


def test_rows_do_not_depend_on_the_chunk_they_are_made_in() -> None:
    whole = exports.responses(0, 300)
    assert exports.responses(100, 200).equals(whole[100:])


def test_comments_hold_quotes_and_separators(made: Path) -> None:
    text = (made / "responses.csv").read_text("utf-8")
    assert '"We call it ""the wall"" (case ' in text
    assert text.count("\n") == 1501


def test_expected_counts_add_up_to_the_scored_rows(made: Path) -> None:
    frame = exports.responses(0, 1500)
    expected = json.loads((made / "csv.json").read_text("utf-8"))
    scored = frame["nps_score"].drop_nulls().len()
    assert expected["read"] == 1500
    for name in ("plan", "size", "lifecycle", "cohort"):
        assert sum(map(sum, expected["segments"][name].values())) == scored


@pytest.mark.parametrize(
    ("export", "case"), [("responses.csv", "csv"), ("responses.parquet", "fifty")]
)
def test_wrong_counts_are_found_before_anything_is_timed(
    export: str, case: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "DATA", made)
    run.check_counts(export, case)
    expected = made / f"{case}.json"
    right = expected.read_text("utf-8")
    try:
        expected.write_text(right.replace('"read": 1', '"read": 2'), "utf-8")
        with pytest.raises(WrongError, match=f"{case}: the counts are wrong"):
            run.check_counts(export, case)
    finally:
        expected.write_text(right, "utf-8")


def test_there_are_fifty_rules(made: Path) -> None:
    rules = json.loads((made / "fifty.yaml").read_text("utf-8"))["segments"]["watchlist"]["rules"]
    assert len(rules) == 50
    assert sum("comment" in condition for condition in rules.values()) == 1


@pytest.mark.parametrize(
    ("seconds", "middle"), [((3, 1, 2), 2), ((1, 2, 3, 10), 2.5), ((4,), 4)], ids=str
)
def test_the_median_is_the_middle(seconds: tuple[float, ...], middle: float) -> None:
    assert side(*seconds).median == middle
    assert (side(*seconds).fastest, side(*seconds).slowest) == (min(seconds), max(seconds))


def test_ratios_are_of_medians_and_of_the_fastest() -> None:
    comparison = Comparison(first=side(6, 9, 8), second=side(2, 5, 4))
    assert comparison.ratio == 2
    assert comparison.ratio_of_fastest == 3


@pytest.mark.parametrize(
    ("target", "met"),
    [
        (Target(ratio=2), True),
        (Target(ratio=1.9), False),
        (Target(peak=100), True),
        (Target(peak=99), False),
        (Target(ratio=2, peak=99), False),
    ],
)
def test_a_target_is_met_up_to_its_limit(target: Target, *, met: bool) -> None:
    comparison = Comparison(first=side(4, peak=100), second=side(2))
    assert comparison.meets(target) is met


def test_commands_run_in_turn_after_a_warm_up(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first, second = (
        (PYTHON, "-c", f"open({str(log)!r}, 'a').write({name!r}); print({name!r})") for name in "AB"
    )
    comparison = compare(first, second, 3)
    assert log.read_text("utf-8") == "AB" + "ABABAB"
    assert [run.output for run in comparison.first.runs] == [b"A\n"] * 3
    assert [run.output for run in comparison.second.runs] == [b"B\n"] * 3
    assert comparison.ratio == comparison.first.median / comparison.second.median


def test_memory_is_that_of_the_command() -> None:
    assert measured((PYTHON, "-c", "len(b'x' * 300_000_000)")).peak > 300_000_000


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(WrongError, match="exit code 3"):
        measured((PYTHON, "-c", "raise SystemExit(3)"))


def test_other_bytes_for_the_same_input_are_no_measurement() -> None:
    with pytest.raises(WrongError, match="other bytes"):
        compare((PYTHON, "-c", "import os; print(os.getpid())"), (PYTHON, "-c", "pass"), 1)


def test_scores_are_taken_by_segment() -> None:
    one = {"segment": "Free", "scores": [1, 2]}
    output = {"segmentations": [{"name": "plan", "segments": [one]}]}
    assert scores_by_segment(output) == {"plan": {"Free": [1, 2]}}


def test_the_table_is_as_wide_as_its_cells() -> None:
    assert table([("a", "bb"), ("ccc", "d")]) == "a    bb\nccc  d\n"


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_every_measurement_warms_up_and_runs_five_times(name: str) -> None:
    for pair in MEASUREMENTS[name]():
        assert pair.runs >= 5
        assert pair.checks


def test_what_measures_does_not_import_polars() -> None:
    script = f"import runpy, sys; runpy.run_path({str(Path(__file__).with_name('run.py'))!r}); "
    script += "print('polars' in sys.modules)"
    assert measured((PYTHON, "-c", script)).output == b"False\n"
