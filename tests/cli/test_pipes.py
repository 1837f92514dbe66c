"""Exports from everywhere: several files, standard input, pipes, packed, and out of cron."""

import gzip
import os
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import zstandard

Ran = CompletedProcess[str]
Run = Callable[..., Ran]
CSV = ["--by", "plan", "-f", "csv", "-q"]


@pytest.fixture(scope="module")
def expected(run_in: Run, tmp_path_factory: pytest.TempPathFactory, export: str) -> str:
    """What the plain file gives."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "export.csv").write_text(export, encoding="utf-8")
    ran = run_in("segment", "export.csv", *CSV, cwd=folder)
    assert ran.returncode == 0
    return ran.stdout


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, zstandard.compress], ids=["as it is", "gzip", "zstd"]
)
def test_standard_input_gives_what_the_file_gives(
    run: Run, expected: str, export: str, pack: Callable[[bytes], bytes]
) -> None:
    ran = run("segment", "-", *CSV, stdin=pack(export.encode()))

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, expected, "")


@pytest.mark.parametrize(
    "command",
    [
        "nps segment <(cat export.csv) {}",
        "gzip -c export.csv > export.gz; nps segment export.gz {}",
        "nps segment export.csv {} <&-",
        "nps segment *.csv {}",
        "nps segment '*.csv' {}",
        "nps segment /dev/stdin {} < export.csv",
        "env -i LANG=C $(command -v nps) segment export.csv {}",
        "env -i $(command -v nps) segment export.csv {}",
    ],
)
def test_the_shell_gives_what_the_file_gives(
    folder: Path, environment: Mapping[str, str], expected: str, command: str
) -> None:
    done = subprocess.run(
        ["bash", "-c", command.format(" ".join(CSV))],  # whichever bash there is
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")


def test_a_named_pipe_gives_what_the_file_gives(
    run: Run, folder: Path, expected: str, export: str
) -> None:
    os.mkfifo(folder / "pipe")
    writer = threading.Thread(
        target=(folder / "pipe").write_text, args=(export,), kwargs={"encoding": "utf-8"}
    )
    writer.start()
    ran = run("segment", "pipe", *CSV)
    writer.join()

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, expected, "")


def test_closed_standard_input_is_named(folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", "nps segment - -q <&-"],  # as above
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nps: error: standard input: ")
    assert done.stderr.count("\n") == 1


def test_empty_standard_input_is_named(run: Run) -> None:
    ran = run("segment", "-", "-q")

    assert ran.returncode == 2
    assert ran.stderr.startswith("nps: error: standard input: found an empty file, expected")


def test_files_are_put_together_by_column_name(run: Run, folder: Path) -> None:
    (folder / "2026-01.csv").write_text("score,plan,mrr\n10,Free,1\n9,Pro,2\n", encoding="utf-8")
    (folder / "2026-02.tsv").write_text("plan\tx\tscore\nPro\t-\t0\n", encoding="utf-8")
    (folder / "2026-03.csv").write_text("score;mrr\n6;3\n", encoding="utf-8")

    ran = run("segment", "2026-*", "--by", "plan", "--by", "mrr:2", "-f", "json", "--no-config")
    as_csv = run("segment", "2026-*", *CSV, "--by", "mrr:2")

    assert [line.split(",")[:3] for line in as_csv.stdout.splitlines()[1:]] == [
        ["", "All responses", "4"],
        ["plan", "Pro", "2"],
        ["plan", "Free", "1"],
        ["plan", "(blank)", "1"],
        ["mrr:2", "under 2", "1"],
        ["mrr:2", "2 and over", "2"],
        ["mrr:2", "(blank)", "1"],
    ]
    assert '"path": "2026-02.tsv",\n      "format": "tsv"' in ran.stdout
    for note in (
        "2026-02.tsv: has no column 'mrr'; its rows are blank there",
        "2026-03.csv: has no column 'plan'; its rows are blank there",
    ):
        assert note in ran.stdout


def test_a_sum_over_parts_is_the_whole(run: Run, folder: Path, export: str, expected: str) -> None:
    header, *rows = export.splitlines(keepends=True)
    for index, row in enumerate(rows):
        (folder / f"part-{index}.csv").write_text(header + row, encoding="utf-8")

    ran = run("segment", "part-*.csv", *CSV)

    assert (ran.returncode, ran.stdout) == (0, expected)


def test_names_of_files_columns_and_segments_are_in_any_script(run: Run, folder: Path) -> None:
    (folder / "ün ï☕.csv").write_text("naïve ☕,Größe\n10,Ü😀\n3,日本\n", encoding="utf-8")

    ran = run(
        "segment", "ün ï☕.csv", "--score", "naïve ☕", "--by", "Größe", env={"LANG": "C"}
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("ün ï☕.csv\n")
    assert "\nGröße\n  Ü😀 " in ran.stdout
    assert "\n  日本 " in ran.stdout


def test_a_file_name_that_is_no_text_is_read_and_shown(run: Run, folder: Path) -> None:
    name = os.fsdecode(b"b\xff.csv")
    (folder / "export.csv").rename(folder / name)

    ran = run("segment", name, "-f", "json")

    assert ran.returncode == 0
    assert '"path": "b\\udcff.csv"' in ran.stdout
