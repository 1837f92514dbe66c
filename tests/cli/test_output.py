"""Where results go: standard output, or a file that appears whole or not at all."""

import errno
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen
from subprocess import run as run_process

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("nowhere/out.csv", "there is no directory nowhere, make it first"),
        ("export.csv/out.csv", "there is no directory export.csv"),
        ("folder", "found a directory, expected a file"),
        ("out.html", "found suffix '.html', expected one of .txt, .json,"),
        ("/dev/full", "cannot be written (No space left on device)"),
        ("loop.csv", "cannot be written there"),
        ("x" * 300, "cannot be written there (File name too long)"),
        ("/proc/out.csv", "cannot be written"),
    ],
)
def test_an_output_that_cannot_be_written_is_named(
    call: Run, tmp_path: Path, output: str, message: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop.csv").symlink_to("loop.csv")

    ran = call("segment", "export.csv", "-o", output, "-q")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"nps: error: --output {output}: {message}")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("exports", "output"),
    [
        (["export.csv"], "export.csv"),
        (["export.csv"], "folder/../export.csv"),
        (["export.csv"], "soft.csv"),
        (["export.csv"], "hard.csv"),
        (["soft.csv"], "export.csv"),
        (["exp*.csv"], "export.csv"),
        (["-"], "export.csv"),
        (["export.csv", "-c", "nps.yaml", "-f", "json"], "nps.yaml"),
        (["export.csv", "-f", "json"], "nps.yaml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_an_input_is_never_overwritten(
    folder: Path, environment: Mapping[str, str], exports: list[str], output: str
) -> None:
    (folder / "folder").mkdir()
    (folder / "soft.csv").symlink_to("export.csv")
    (folder / "hard.csv").hardlink_to(folder / "export.csv")
    (folder / "nps.yaml").write_text("segments: {plan: plan}\n", encoding="utf-8")
    before = (folder / output).read_bytes()

    with (folder / "export.csv").open("rb") as export:
        ran = run_process(
            ["nps", "segment", *exports, "-o", output, "-q"],  # as installed
            cwd=folder, env=environment, stdin=export, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"nps: error: --output {output}: is an input too, expected another file\n"
    assert (folder / output).read_bytes() == before


def test_a_file_is_replaced_whole_and_keeps_its_mode(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    report.write_text("old", encoding="utf-8")
    report.chmod(0o640)
    (tmp_path / "link.csv").symlink_to("report.csv")

    ran = run("segment", "export.csv", "-o", "link.csv", "-q")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert report.read_text(encoding="utf-8").startswith("segmentation,segment,base,")
    assert (tmp_path / "link.csv").is_symlink()
    assert report.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "export.csv",
        "link.csv",
        "report.csv",
    ]


def test_a_failed_run_leaves_the_file_that_was_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text("old", encoding="utf-8")

    ran = run("segment", "export.csv", "--score", "comment", "-o", "report.csv")

    assert ran.returncode == 2
    assert (tmp_path / "report.csv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.csv", "report.csv"]


def test_a_disk_that_fills_up_leaves_the_file_that_was_there(
    call: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    (folder / "report.csv").write_text("old", encoding="utf-8")

    ran = call("segment", "export.csv", "-o", "report.csv", "-q")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: --output report.csv: cannot be written (No space left on device)\n"
    )
    assert (folder / "report.csv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["export.csv", "report.csv"]


def test_a_folder_that_may_not_be_written_is_named_before_reading(
    call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name == "elsewhere")

    ran = call("segment", "none.csv", "-o", "report.csv", "-q")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: --output report.csv: cannot be written there, check its permissions\n"
    )


def test_the_schema_goes_where_it_is_told(call: Run, folder: Path) -> None:
    shown = call("schema")
    written = call("schema", "-o", "nps.schema.json")
    lost = call("schema", "-o", "nowhere/nps.schema.json")

    assert (shown.returncode, shown.stderr) == (0, "")
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    assert (folder / "nps.schema.json").read_text(encoding="utf-8") == shown.stdout
    assert lost.returncode == 2
    assert "there is no directory nowhere" in lost.stderr


@pytest.mark.parametrize(
    ("output", "format_name", "begins"),
    [
        ("a.json", None, b"{\n"),
        ("a.JSONL", None, b'{"schema_version"'),
        ("a.tsv", None, b"segmentation\tsegment"),
        ("a.md", None, b"**export.csv**"),
        ("a.parquet", None, b"PAR1"),
        ("a.txt", None, b"export.csv\n"),
        ("a.csv", "json", b"{\n"),
        ("a", None, b"export.csv\n"),
    ],
)
def test_the_suffix_says_the_format_and_the_option_beats_it(
    call: Run, tmp_path: Path, output: str, format_name: str | None, begins: bytes
) -> None:
    option = [] if format_name is None else ["-f", format_name]

    ran = call("segment", "export.csv", "--by", "plan", "-o", output, "-q", *option)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (tmp_path / output).read_bytes().startswith(begins)


SHELL = {
    "to a full disk": (
        "nps segment export.csv -q > /dev/full",
        2,
        "nps: error: standard output: cannot be written (No space left on device)\n",
    ),
    "to nowhere": (
        "nps segment export.csv -q >&-",
        2,
        "nps: error: standard output is closed, expected a reader or --output FILE\n",
    ),
    "to a file while standard output is closed": ("nps segment export.csv -q -o a.csv >&-", 0, ""),
    "with nobody to hear messages": ("nps segment export.csv 2>&- >a.txt", 0, ""),
    "with nobody to hear errors": ("nps segment none.csv 2>&-", 2, ""),
    "with a full disk for messages": ("nps segment export.csv 2>/dev/full >a.txt", 0, ""),
    "help to a full disk": (
        "nps --help > /dev/full",
        2,
        "nps: error: input or output failed (No space left on device)\n",
    ),
    "the version to a full disk": (
        "nps --version > /dev/full",
        2,
        "nps: error: standard output: cannot be written (No space left on device)\n",
    ),
    "the version to nowhere": (
        "nps --version >&-",
        2,
        "nps: error: standard output is closed, expected a reader\n",
    ),
    "the schema to a full disk": (
        "nps schema > /dev/full",
        2,
        "nps: error: standard output: cannot be written (No space left on device)\n",
    ),
    "-o - is standard output": (
        "nps segment export.csv -q -f csv -o - | grep -c All >a.txt",
        0,
        "",
    ),
}


@pytest.mark.parametrize(("command", "code", "said"), SHELL.values(), ids=SHELL)
def test_redirected(
    folder: Path, environment: Mapping[str, str], command: str, code: int, said: str
) -> None:
    done = run_process(
        ["bash", "-c", command], cwd=folder, env=environment, stderr=PIPE, check=False
    )

    assert (done.returncode, done.stderr.decode()) == (code, said)


@pytest.mark.parametrize("command", ["-o report.json", "-f json > report.json"])
def test_a_file_that_may_not_grow_is_an_error(
    tmp_path: Path, environment: Mapping[str, str], command: str
) -> None:
    rows = "".join(f"9,plan {index}\n" for index in range(200))
    (tmp_path / "wide.csv").write_text(f"score,plan\n{rows}", encoding="utf-8")
    where = "--output report.json" if "-o" in command else "standard output"

    done = run_process(
        ["bash", "-c", f"ulimit -f 100; nps segment wide.csv --by plan -q {command}"],
        cwd=tmp_path, env=environment, stderr=PIPE, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr.decode() == f"nps: error: {where}: cannot be written (File too large)\n"
    left = {"wide.csv"} if "-o" in command else {"wide.csv", "report.json"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_no_room_for_a_copy_of_standard_input_is_an_error(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    done = run_process(
        ["bash", "-c", "ulimit -f 100; yes '9,a' | head -100000 | nps segment - -q"],
        cwd=tmp_path, env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "nps: error: standard input: cannot be read (File too large); "
        "free some room, or point TMPDIR elsewhere\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("blocking", [True, False], ids=["blocks", "does not block"])
@pytest.mark.parametrize("buffering", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "not"])
def test_a_slow_reader_gets_every_byte(
    tmp_path: Path,
    environment: Mapping[str, str],
    buffering: Mapping[str, str],
    blocking: bool,  # noqa: FBT001  # of a table
) -> None:
    rows = "".join(f"9,plan {index}\n" for index in range(500))
    (tmp_path / "wide.csv").write_text(f"score,plan\n{rows}", encoding="utf-8")
    segment = ["nps", "segment", "wide.csv", "--by", "plan", "-f", "json", "-q"]
    run_process([*segment, "-o", "whole.json"], cwd=tmp_path, env=environment, check=True)
    read, write = os.pipe()
    os.set_blocking(write, blocking)

    with Popen(segment, cwd=tmp_path, env={**environment, **buffering}, stdout=write) as process:
        os.close(write)
        pieces = []
        while piece := os.read(read, 50_000):
            pieces.append(piece)
            time.sleep(0.01)
    os.close(read)

    assert process.returncode == 0
    assert b"".join(pieces) == (tmp_path / "whole.json").read_bytes()
    assert len(pieces) > 5


GONE = {
    "a long result": "nps segment wide.csv --by plan -f json -q",
    "help": "nps segment --help",
    "the version": "nps --version",
    "the schema": "nps schema",
}


@pytest.mark.parametrize("command", GONE.values(), ids=GONE)
def test_a_reader_that_goes_away_is_no_failure(
    tmp_path: Path, environment: Mapping[str, str], command: str
) -> None:
    rows = "".join(f"9,plan {index}\n" for index in range(200))
    (tmp_path / "wide.csv").write_text(f"score,plan\n{rows}", encoding="utf-8")

    read, write = os.pipe()
    os.close(read)
    done = run_process(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=environment,
        stdout=write,
        stderr=PIPE,
        check=False,
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (141, b"")
