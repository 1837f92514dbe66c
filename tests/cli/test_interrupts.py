"""Ctrl-C is answered at once, and nothing is left behind; so are other ways to end a run."""

import fcntl
import gzip
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, Popen
from typing import IO

import pytest

Run = Callable[..., CompletedProcess[str]]
AT_ONCE = 0.5
"""Seconds."""
FULL_PIPE = 1 << 16
"""Bytes."""
PATIENCE = 30
"""Seconds that a slow machine may take to get somewhere."""


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export that takes some seconds to count."""
    path = tmp_path_factory.mktemp("big") / "big.csv"
    rows = "".join(
        f"{index % 11},plan {index % 7},some words {index}\n" for index in range(100_000)
    )
    with path.open("w", encoding="utf-8") as file:
        file.write("score,plan,comment\n")
        for _ in range(40):
            file.write(rows)
    return path


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(autouse=True, scope="module")
def heard() -> Iterator[None]:
    """Let processes hear what this one may have been told to ignore, as under nohup."""
    kept = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, kept)


@pytest.fixture
def start(
    folder: Path, scratch: Path, environment: Mapping[str, str]
) -> Iterator[Callable[..., Popen[bytes]]]:
    """Start the command; whatever is left of it is ended with the test."""
    started = []

    def start_nps(*arguments: str, stdin: int = DEVNULL) -> Popen[bytes]:
        process = Popen(
            [sys.executable, "-m", "nps", *arguments],
            cwd=folder, env={**environment, "TMPDIR": str(scratch)},
            stdin=stdin, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start_nps
    for process in started:
        process.kill()
        process.communicate()


def end(process: Popen[bytes], number: int = signal.SIGINT) -> tuple[int, bytes, bytes, float]:
    """Send a signal; exit code, standard output and error, and seconds until the end."""
    begun = time.monotonic()
    process.send_signal(number)
    process.wait(timeout=PATIENCE)
    took = time.monotonic() - begun
    assert process.stdout
    assert process.stderr
    return process.returncode, process.stdout.read(), process.stderr.read(), took


@pytest.mark.parametrize("seconds", [0.5, 1.0, 1.5])
def test_a_long_run_is_interrupted_at_once(
    start: Callable[..., Popen[bytes]], big: Path, folder: Path, scratch: Path, seconds: float
) -> None:
    process = start("segment", str(big), "--by", "plan,comment", "-o", "report.csv", "-q")
    time.sleep(seconds)
    code, out, said, took = end(process)

    assert (code, out, said) == (130, b"", b"nps: interrupted\n")
    assert took < AT_ONCE
    assert sorted(path.name for path in folder.iterdir()) == ["export.csv", "scratch"]
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        (signal.SIGINT, 130, b"nps: interrupted\n"),
        (signal.SIGTERM, 143, b""),
        (signal.SIGHUP, 129, b""),
    ],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else "",
)
def test_a_run_that_waits_for_its_input_ends_at_once(
    start: Callable[..., Popen[bytes]],
    scratch: Path,
    number: signal.Signals,
    code: int,
    message: bytes,
) -> None:
    read, write = os.pipe()
    process = start("segment", "-", stdin=read)
    os.write(write, b"score,plan\n9,a\n")
    wait_until(lambda: any(scratch.iterdir()))
    time.sleep(0.05)
    ended = end(process, number)
    os.close(write)
    os.close(read)

    assert ended[:3] == (code, b"", message)
    assert ended[3] < AT_ONCE
    assert list(scratch.iterdir()) == []


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, 1)


def in_utf_16(content: bytes) -> bytes:
    return content.decode().encode("utf-16")


def padded(content: bytes) -> bytes:
    """The first row is short, so that all of the export is copied."""
    return content.replace(b"\n", b"\n1\n", 1)


def as_on_old_macs(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r")


@pytest.mark.parametrize("seconds", [0.5, 1.0])
@pytest.mark.parametrize("pack", [gzipped, in_utf_16, padded, as_on_old_macs])
def test_preparing_an_export_is_interrupted_at_once(
    start: Callable[..., Popen[bytes]],
    big: Path,
    scratch: Path,
    pack: Callable[[bytes], bytes],
    seconds: float,
) -> None:
    packed = scratch.parent / "packed"
    packed.write_bytes(pack(big.read_bytes()))
    process = start("segment", str(packed), "--by", "plan", "-q")
    time.sleep(seconds)
    code, out, said, took = end(process)

    assert (code, out, said) == (130, b"", b"nps: interrupted\n")
    assert took < AT_ONCE
    assert list(scratch.iterdir()) == []


def test_a_reader_that_does_not_read_can_be_left(
    start: Callable[..., Popen[bytes]], folder: Path
) -> None:
    rows = "".join(f"9,plan {index}\n" for index in range(500))
    (folder / "wide.csv").write_text(f"score,plan\n{rows}", encoding="utf-8")
    process = start("segment", "wide.csv", "--by", "plan", "-f", "json", "-q")
    assert process.stdout
    wait_until(lambda: _waiting(process.stdout) == FULL_PIPE)  # type: ignore[arg-type]  # it is there
    time.sleep(0.05)

    code, out, said, took = end(process)

    assert (code, len(out), said) == (130, FULL_PIPE, b"nps: interrupted\n")
    assert took < AT_ONCE


def _waiting(pipe: IO[bytes]) -> int:
    """Bytes that were written to a pipe and not read."""
    return int(struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0])


def test_a_pipe_that_nobody_writes_to_can_be_interrupted(
    start: Callable[..., Popen[bytes]], folder: Path, scratch: Path
) -> None:
    os.mkfifo(folder / "pipe")
    process = start("segment", "pipe")
    wait_until(lambda: any(scratch.iterdir()))
    time.sleep(0.05)

    code, out, said, took = end(process)

    assert (code, out, said) == (130, b"", b"nps: interrupted\n")
    assert took < AT_ONCE
    assert list(scratch.iterdir()) == []


INTERRUPTED_IMPORT = """
import os, runpy, signal, sys
wanted = sys.argv.pop(1)
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
sys.argv[0] = "nps"
runpy.run_module("nps", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("nps.cli.failures", ""),
        ("nps.cli.app", "nps: interrupted\n"),
        ("typer", "nps: interrupted\n"),
        ("polars", "nps: interrupted\n"),
        ("nps.engine.collect", "nps: interrupted\n"),
        ("nps.render.table", "nps: interrupted\n"),
    ],
)
def test_an_interrupt_during_imports_shows_no_traceback(run: Run, module: str, said: str) -> None:
    ran = run(module, "segment", "export.csv", "-q", script=INTERRUPTED_IMPORT)

    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", said)


def test_nohup_keeps_a_run_going(folder: Path, environment: Mapping[str, str]) -> None:
    script = "trap '' HUP; (sleep 0.2; kill -HUP $$) & exec nps segment - -f csv -q"
    read, write = os.pipe()
    with subprocess.Popen(
        ["bash", "-c", script], cwd=folder, env=environment, stdin=read, stdout=PIPE
    ) as process:  # fmt: skip
        time.sleep(1)
        os.write(write, b"score,plan\n9,a\n")
        os.close(write)
        os.close(read)
        out, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert b"All responses,1," in out
