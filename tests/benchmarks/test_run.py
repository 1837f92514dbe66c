"""The whole machinery with few rows; nothing here depends on how fast the machine is."""

import json
import shutil
from pathlib import Path

import pytest
from tests.benchmarks import run
from tests.benchmarks.measurements import MEASUREMENTS, NPS, PYTHON, SAMPLE
from tests.benchmarks.processes import WrongError, measured
from tests.benchmarks.reporting import shown, table
from tests.benchmarks.sizes import ROOT, Sizes
from tests.benchmarks.starting import check_rows, imported

TARGETS = {
    "parquet": ["nps / DuckDB", "nps / Polars", "nps / pandas", "nps / floor", "peak of nps, MB"],
    "csv": ["nps / DuckDB", "nps / Polars", "peak of nps, MB"],
    "reading": ["nps / Polars, reading"],
    "rules": ["500 rules / 50 rules", "peak of 500 rules, MB"],
    "rows": ["exponent of time in rows"],
    "cache": ["29 files known / nothing known"],
    "startup": [
        "nps --version / python -c pass",
        "nps segment on the sample / the imports of the sample",
    ],
    "threads": [],
    "memory100": ["peak of 15k rows, MB", "peak of 15k rows / peak of 3k rows"],
}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_every_measurement_comes_to_its_end(
    name: str, small: Sizes, capsys: pytest.CaptureFixture[str]
) -> None:
    run.main([name, "--rows", str(small.rows), "--runs", "1", "--data", str(small.folder)])
    machine, *lines = capsys.readouterr().out.splitlines()
    assert "cores" in machine
    rows = [cells(line) for line in lines if line.startswith("| ")]
    targets = [row[1] for row in rows if row[-1] in {"met", "missed"}]
    assert list(dict.fromkeys(targets)) == TARGETS[name]
    took = [row for row in rows if len(row) == 7 and row[2] == "1"]
    assert len(took) >= 2


def test_wrong_counts_end_the_run_with_nothing_printed(
    small: Sizes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(small.folder, tmp_path / "data"))
    figures = Sizes(folder, small.rows).figures("nine", small.text)
    written = json.loads(figures.read_text("utf-8"))
    written["segments"]["usage"]["heavy"]["count"][7] -= 1
    figures.write_text(json.dumps(written), "utf-8")
    with pytest.raises(SystemExit, match="error: nps: wrong counts of usage heavy"):
        run.main(["startup", "csv", "--rows", str(small.rows), "--data", str(folder)])
    assert capsys.readouterr().out == ""


def test_a_name_that_is_not_measured_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run.main(["speed"])
    assert "no measurement speed" in capsys.readouterr().err


def test_only_the_large_export_has_to_be_asked_for() -> None:
    assert [name for name, one in MEASUREMENTS.items() if one.demanded] == ["memory100"]


@pytest.mark.parametrize("name", sorted(set(MEASUREMENTS) - {"threads", "memory100"}))
def test_every_time_is_of_five_runs_or_more(name: str, small: Sizes) -> None:
    for contest in MEASUREMENTS[name].contests(small):
        assert contest.runs >= 5


def test_threads_and_caches_have_to_give_the_same_bytes(small: Sizes) -> None:
    for name in ("threads", "cache"):
        assert all(contest.alike for contest in MEASUREMENTS[name].contests(small))


def test_bare_imports_are_those_of_others() -> None:
    tops = {name.partition(".")[0] for name in imported((NPS, "segment", SAMPLE, "-q"))}
    assert {"polars", "typer"} <= tops
    assert not tops & {"nps", "json", "duckdb", "pandas", "pyarrow"}


def test_rows_of_the_sample_are_held_to_a_plain_reading() -> None:
    output = measured((NPS, "segment", SAMPLE, "-q", "-f", "json")).output
    check_rows(ROOT / SAMPLE, output)
    found = json.loads(output)
    found["ledger"]["read"] += 1
    with pytest.raises(WrongError, match="the ledger says"):
        check_rows(ROOT / SAMPLE, json.dumps(found).encode())


def test_the_table_is_as_wide_as_its_cells() -> None:
    assert table([("a", "bb"), ("ccc", "d")]) == "| a   | bb |\n|-----|----|\n| ccc | d  |\n"


@pytest.mark.parametrize(
    ("figure", "text"), [(0.6543, "0.654"), (12.345, "12.3"), (123.4, "123"), (2, "2")]
)
def test_figures_have_three_digits(figure: float, text: str) -> None:
    assert shown(figure) == text


def test_what_measures_does_not_import_polars() -> None:
    script = f"import runpy, sys; runpy.run_path({str(Path(run.__file__))!r}); "
    script += "print('polars' in sys.modules)"
    assert measured((PYTHON, "-c", script)).output == b"False\n"
