"""Whatever fails, no respondent's data is shown, and `--debug` shows where."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
FAILING = """
import runpy, sys
from nps.analyses import segment
def fail(*args, **kwargs):
    raise {error}
segment.analyse = fail
sys.argv[0] = "nps"
runpy.run_module("nps", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            "ValueError('cell s3cr3t-0f-a-resp0ndent')",
            "internal error (ValueError); run again with --debug to see where",
        ),
        ("MemoryError", "out of memory; read fewer columns or a part of the rows"),
        (
            "OSError(28, 'No space left on device')",
            "input or output failed (No space left on device)",
        ),
        ("RecursionError", "internal error (RecursionError); run again with --debug to see where"),
    ],
)
def test_an_internal_error_shows_no_data(run: Run, folder: Path, error: str, said: str) -> None:
    ran = run("segment", "export.csv", "-q", "-o", "a.csv", script=FAILING.format(error=error))

    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"nps: error: {said}\n")
    assert [path.name for path in folder.iterdir()] == ["export.csv"]


def test_debug_shows_where(run: Run, secret: str) -> None:
    script = FAILING.format(error=f"ValueError({secret!r})")

    ran = run("segment", "export.csv", "-q", "--debug", script=script)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Traceback (most recent call last):\n")
    assert ", in fail\n" in ran.stderr
    assert ran.stderr.splitlines()[-1] == (
        "nps: error: internal error (ValueError); run again with --debug to see where"
    )


def test_debug_shows_where_a_usage_error_comes_from(run: Run) -> None:
    ran = run("segment", "export.csv", "--debug", "--by", "none")

    assert ran.returncode == 2
    assert "Traceback (most recent call last):\n" in ran.stderr
    assert "\nnps: error: --by none: there is no column 'none'" in ran.stderr


def test_a_query_that_fails_shows_no_data(run: Run, secret: str) -> None:
    script = FAILING.replace("analyses import segment", "engine import collect as segment").replace(
        "segment.analyse", "segment.pl.collect_all"
    )

    ran = run("segment", "export.csv", "-q", script=script.format(error=f"Exception({secret!r})"))

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nps: error: ")
    assert ran.stderr.count("\n") == 1
