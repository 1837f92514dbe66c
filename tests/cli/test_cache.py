"""`--cache DIR`: files that have not changed are not read again, and nothing else is different."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
OPTIONS = ("--score", "score", "--by", "plan", "--date", "at", "--cache", "kept", "-f", "json")
HEADER = "score,plan,at,customer\n"
ROWS = (
    HEADER + "10,Free,2026-01-01,c1\n3,Pro,2026-01-02,c2\nten,Pro,,c1\n",
    HEADER + "9,Free,2026-02-01,c1\n9,Team,soon,c2\n11,Pro,2026-02-03,c3\n",
)


@pytest.fixture
def days(tmp_path: Path) -> Path:
    """A folder of two exports."""
    folder = tmp_path / "days"
    folder.mkdir()
    for name, rows in zip("ab", ROWS, strict=True):
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    return folder


def entries(folder: Path, suffix: str = ".tally") -> list[Path]:
    return sorted((folder / "kept").glob(f"*{suffix}"))


def segmented(
    call: Run, days: Path, *more: str, inputs: tuple[str, ...] = ("a.csv", "b.csv")
) -> Any:  # noqa: ANN401  # what ran
    return call("segment", *inputs, *OPTIONS, *more, cwd=days)


def direct(call: Run, days: Path, *inputs: str) -> Any:  # noqa: ANN401  # what ran
    options = [one for one in OPTIONS if one not in {"--cache", "kept"}]
    return call("segment", *(inputs or ("a.csv", "b.csv")), *options, cwd=days)


def test_a_second_run_says_the_same_without_opening_the_files(
    days: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = segmented(call, days)
    assert first.returncode == 0
    expected = direct(call, days)
    assert (first.stdout, first.stderr) == (expected.stdout, expected.stderr)
    assert len(entries(days)) == len(entries(days, ".header")) == 2

    def refuse(*_: object) -> None:
        raise AssertionError

    for name in ("a.csv", "b.csv"):
        os.utime(days / name, (1, 1))
    with monkeypatch.context() as patch:
        patch.setattr("nps.sources.exports.Opener.open", refuse)
        second = segmented(call, days, "-v")
        assert second.stdout == expected.stdout
        assert second.stderr.count("not read again, its counts are known") == 2
        for command in (("trend", "--every", "month"), ("power",), ("segment", "--period", "2026")):
            name, *options = command
            ran = call(name, "a.csv", "b.csv", *OPTIONS, *options, cwd=days)
            assert ran.returncode == 0
        sides = call("diff", "a.csv", "b.csv", *OPTIONS, cwd=days)
        assert sides.returncode == 0
        assert call("segment", "a.csv", cwd=days).returncode == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("13/04/2026,5", "05/06/2026,5", id="only one file tells the order"),
        pytest.param("13/04/2026,5", "06/15/2026,5", id="two files contradict each other"),
        pytest.param('2026-01-01,"3,5"', "2026-01-02,2.500", id="only one tells the decimals"),
        pytest.param('13/04/2026,"3,5"', '14/05/2026,"2.500,5"', id="both tell the same"),
    ],
)
def test_how_columns_are_written_is_decided_from_all_files_as_without_a_cache(
    days: Path, call: Run, first: str, second: str
) -> None:
    (days / "a.csv").write_text(f"score,at,mrr\n9,{first}\n", encoding="utf-8")
    (days / "b.csv").write_text(f"score,at,mrr\n3,{second}\n", encoding="utf-8")
    ask = ("trend", "a.csv", "b.csv", "--every", "month", "--date", "at", "--by", "mrr:1000")

    without = call(*ask, "-q", "-f", "json", cwd=days)
    for _ in range(2):
        ran = call(*ask, "-q", "-f", "json", "--cache", "kept", cwd=days)
        assert (ran.returncode, ran.stdout) == (without.returncode, without.stdout)


def test_only_files_that_changed_or_are_new_are_read(days: Path, call: Run) -> None:
    segmented(call, days)
    (days / "b.csv").write_text(ROWS[1].replace("9,Free", "1,Free"), encoding="utf-8")
    (days / "c.csv").write_text(ROWS[0].replace("10,Free", "7,Free"), encoding="utf-8")
    inputs = ("a.csv", "b.csv", "c.csv")
    ran = segmented(call, days, "-v", inputs=inputs)
    known = re.findall(r"^(.*): not read again", ran.stderr, re.MULTILINE)
    read = re.findall(r"^(.*): read as csv", ran.stderr, re.MULTILINE)
    assert (known, read) == (["a.csv"], ["b.csv", "c.csv"])
    assert ran.stdout == direct(call, days, *inputs).stdout


def test_a_file_under_another_name_is_known_and_shown_by_that_name(days: Path, call: Run) -> None:
    (days / "a.csv").write_text(ROWS[0] + "8,Pro\n", encoding="utf-8")
    segmented(call, days)
    (days / "a.csv").rename(days / "new.csv")
    inputs = ("new.csv", "b.csv")
    ran = segmented(call, days, "-v", inputs=inputs)
    assert "new.csv: not read again" in ran.stderr
    assert ran.stdout == direct(call, days, *inputs).stdout
    assert "new.csv: 1 short row was padded" in ran.stdout


@pytest.mark.parametrize(
    "option",
    [
        ("--where", "{plan: Pro}"), ("--scale", "1-10"), ("--by", "customer"),
        ("--encoding", "cp1252"),
    ],
)  # fmt: skip
def test_what_is_counted_otherwise_is_read_again(
    days: Path, call: Run, option: tuple[str, str]
) -> None:
    segmented(call, days)
    ran = segmented(call, days, *option, "-v")
    assert ran.returncode == 0
    assert "not read again" not in ran.stderr
    assert len(entries(days)) == 4


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--respondent", "customer"), "survey.respondent needs"),
        (("--account", "customer"), "survey.account needs"),
        (("--compare", "plan=Free", "plan=Pro"), "--compare needs"),
        (("--by", "score:q2"), "segments.score:q2.quantiles needs"),
    ],
)
def test_what_takes_all_rows_reads_them_and_says_why(
    days: Path, call: Run, options: tuple[str, ...], why: str
) -> None:
    segmented(call, days)
    ran = segmented(call, days, *options)
    assert ran.returncode == 0
    assert f"--cache: all rows are read, since {why} them at once" in ran.stderr
    without = [one for one in OPTIONS if one not in {"--cache", "kept"}]
    assert ran.stdout == call("segment", "a.csv", "b.csv", *without, *options, cwd=days).stdout


@pytest.mark.parametrize("damage", ["cut", "edited", "empty", "swapped"])
def test_a_damaged_entry_is_said_and_written_again(days: Path, call: Run, damage: str) -> None:
    expected = segmented(call, days).stdout
    one, other = entries(days)
    sound = one.read_bytes()
    half = len(sound) // 2
    one.write_bytes({
        "cut": sound[:half], "edited": sound[:half] + b"\0\1\2" + sound[half + 3 :],
        "empty": b"", "swapped": other.read_bytes(),
    }[damage])  # fmt: skip
    ran = segmented(call, days)
    assert ran.stdout == expected
    assert re.search(
        r"--cache: what was kept of [ab]\.csv is damaged; it is counted anew", ran.stderr
    )
    assert one.read_bytes() == sound
    assert "damaged" not in segmented(call, days).stderr


def test_a_damaged_header_is_found_again(days: Path, call: Run) -> None:
    expected = segmented(call, days).stdout
    for one in entries(days, ".header"):
        one.write_bytes(one.read_bytes().replace(b"plan", b"plam"))
    assert segmented(call, days).stdout == expected
    assert all(b"plan" in one.read_bytes() for one in entries(days, ".header"))


def test_standard_input_is_read_and_not_kept(days: Path, run: Run) -> None:
    for _ in range(2):
        ran = run("segment", "-", "b.csv", *OPTIONS, "-v", cwd=days, stdin=ROWS[0])
        assert ran.returncode == 0
    assert re.findall(r"^(.*): not read again", ran.stderr, re.MULTILINE) == ["b.csv"]
    assert len(entries(days)) == 1


@pytest.mark.parametrize("place", ["a.csv", "a.csv/kept", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_refused_before_rows_are_read(
    days: Path, call: Run, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("nps.sources.exports.Opener.open", refuse)
    ran = call("segment", "b.csv", "--cache", place, cwd=days)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert f"--cache {place}: cannot be" in ran.stderr


def test_tallies_and_kept_counts_go_together(days: Path, call: Run) -> None:
    expected = direct(call, days)
    call("tally", "a.csv", "--score", "score", "--by", "plan", "--date", "at", "-o", "a.tally",
         cwd=days)  # fmt: skip
    for _ in range(2):
        ran = segmented(call, days, inputs=("a.tally", "b.csv"))
        assert ran.stdout == expected.stdout


def spawned(days: Path, environment: Mapping[str, str], **more: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401  # those of Popen
    return subprocess.Popen(
        [sys.executable, "-m", "nps", "segment", "a.csv", "b.csv", *OPTIONS],
        cwd=days, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def test_two_runs_may_use_it_at_once(days: Path, call: Run, environment: Mapping[str, str]) -> None:
    expected = direct(call, days).stdout
    runs = [spawned(days, environment) for _ in range(3)]
    for one in runs:
        shown, said = one.communicate(timeout=120)
        assert (one.returncode, shown.decode()) == (0, expected)
        assert b"--cache" not in said
    assert len(entries(days)) == 2
    assert segmented(call, days, "-v").stderr.count("not read again") == 2


def test_a_full_disk_spoils_neither_the_result_nor_the_folder(
    days: Path, call: Run, environment: Mapping[str, str]
) -> None:
    expected = direct(call, days).stdout

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    with spawned(days, environment, preexec_fn=narrow) as one:
        shown, said = one.communicate(timeout=120)
    assert (one.returncode, shown.decode()) == (0, expected)
    assert said.decode().count("counts cannot be kept (File too large)") == 1
    assert entries(days) == []
    assert [one.name for one in (days / "kept").iterdir() if one.name.startswith(".")] == []
    assert segmented(call, days).stdout == expected


def test_a_run_that_is_killed_leaves_no_bad_entry(
    days: Path, call: Run, environment: Mapping[str, str]
) -> None:
    rows = "".join(f"{at % 11},P{at % 50},2026-01-{at % 28 + 1:02},c\n" for at in range(200_000))
    (days / "a.csv").write_text(HEADER + rows, encoding="utf-8")
    expected = direct(call, days).stdout
    for pause in (0.4, 0.6, 0.8, 1.0):
        with spawned(days, environment) as one:
            time.sleep(pause)
            one.kill()
    ran = segmented(call, days)
    assert ran.stdout == expected
    assert "damaged" not in ran.stderr
