import json
from pathlib import Path

import pytest
from tests.benchmarks import making
from tests.benchmarks.sizes import Sizes, spelled


def test_files_are_made_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes = Sizes(folder, 600)
    making.make(sizes, ["parquet"])
    assert capsys.readouterr().err == "making responses-600.parquet\nmaking nine-600.json\n"
    making.make(sizes, ["parquet"])
    assert capsys.readouterr().err == ""


def test_files_that_other_code_made_are_made_anew(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = Sizes(folder, 600)
    making.make(sizes, ["parquet"])
    stamps = folder / making.STAMPS
    known = json.loads(stamps.read_text("utf-8"))
    stamps.write_text(json.dumps(known | {"nine-600.json": "other"}), "utf-8")
    capsys.readouterr()
    making.make(sizes, ["parquet"])
    assert capsys.readouterr().err == "making nine-600.json\n"


def test_a_file_that_was_not_finished_is_made_anew(folder: Path) -> None:
    folder.mkdir()
    path = folder / "made"

    def stop(path: Path) -> None:
        path.write_text("half", "utf-8")
        raise KeyboardInterrupt

    def finish(path: Path) -> None:
        path.write_text("whole", "utf-8")

    with pytest.raises(KeyboardInterrupt):
        making.once(path, "me", stop)
    making.once(path, "me", finish)
    assert path.read_text("utf-8") == "whole"


def test_all_parts_are_made(folder: Path) -> None:
    sizes = Sizes(folder, 600)
    making.make(sizes, list(making.PARTS))
    made = {path.name for path in folder.iterdir()}
    assert {f"responses-{rows}.parquet" for rows in ("30", "150", "600", "3k")} <= made
    assert {"responses-150.csv", "days-150", "nine-150.json", "nine-3k.json"} <= made
    assert {f"rules-{number}-600.json" for number in (9, 50, 500)} <= made
    assert {"nine.yaml", "nine-weighted.yaml", "rules-500.yaml"} <= made


@pytest.mark.parametrize(
    ("rows", "text"), [(20_000_000, "20m"), (3000, "3k"), (1500, "1500"), (10, "10")]
)
def test_rows_are_spelled_short_where_nothing_is_lost(rows: int, text: str) -> None:
    assert spelled(rows) == text
