import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from nps.engine.collect import collect
from nps.errors import SourceError
from nps.sources.exports import open_exports

CONTENT = b"score,plan\n9,Free\n10,Team\n"
ROWS = [("9", "Free"), ("10", "Team")]


@pytest.fixture
def pipe_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Puts bytes into standard input."""
    with ExitStack() as stack:

        def put(content: bytes) -> None:
            (tmp_path / "piped").write_bytes(content)
            piped = stack.enter_context((tmp_path / "piped").open(encoding="utf-8"))
            monkeypatch.setattr(sys, "stdin", piped)

        yield put


def test_standard_input_is_read(pipe_in: Callable[[bytes], None]) -> None:
    pipe_in(CONTENT)
    with open_exports(["-"], collect=collect) as (export,):
        assert (export.path, export.name) == ("-", "standard input")
        assert export.frame.collect().rows() == ROWS


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError) as failure, open_exports(["-"], collect=collect):
        pass
    assert str(failure.value) == (
        "standard input: closed, expected an export; pipe one in or name it"
    )


def test_messages_say_standard_input(pipe_in: Callable[[bytes], None]) -> None:
    pipe_in(b"a\n1,2\n")
    with (
        pytest.raises(SourceError, match=r"^standard input: line 2 has 2 cells"),
        open_exports("-", collect=collect),
    ):
        pass


def test_a_named_pipe_is_read(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(CONTENT,))
    writer.start()
    with open_exports(["pipe"], collect=collect) as (export,):
        assert export.frame.collect().rows() == ROWS
    writer.join()


def test_a_pipe_that_does_not_block_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    end, start = os.pipe()
    os.set_blocking(end, False)

    def write() -> None:
        for byte in CONTENT:
            time.sleep(0.005)
            os.write(start, bytes((byte,)))
        os.close(start)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(end) as pipe:
        monkeypatch.setattr(sys, "stdin", pipe)
        with open_exports(["-"], collect=collect) as (export,):
            assert export.frame.collect().rows() == ROWS
    writer.join()


def test_what_a_shell_substitutes_is_read() -> None:
    end, start = os.pipe()
    os.write(start, CONTENT)
    os.close(start)
    with open_exports([f"/dev/fd/{end}"], collect=collect) as (export,):
        assert export.frame.collect().rows() == ROWS
    os.close(end)


def test_a_name_that_is_no_text_is_read(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.csv")
    (folder / name).write_bytes(CONTENT)
    with open_exports([name], collect=collect) as (export,):
        assert export.name == r"caf\udce9.csv"
        assert export.frame.collect().rows() == ROWS


def test_a_name_is_never_a_pattern_once_it_is_found(folder: Path) -> None:
    (folder / "[ab]*.csv").write_bytes(CONTENT)
    (folder / "a.csv").write_bytes(b"other\n1\n")
    with open_exports(["[ab]*.csv"], collect=collect) as (export,):
        assert export.frame.collect().rows() == ROWS
