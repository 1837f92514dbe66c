"""Rows of databases give the figures of the CSV export of the same answers."""

import csv
import json
import os
import socket
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import duckdb
import pytest

Run = Callable[..., CompletedProcess[str]]
QUERY = ("--query", "select * from answers", "--no-config", "--score", "nps_score")
ASKED = ("--by", "plan", "--by", "employees:50,250", "--date", "responded_at", "-f", "json")


class Server(Protocol):
    """As the fixture of this name in tests/conftest.py."""

    password: str

    def uri(self, password: str | None = None) -> str: ...


SECONDS = 10
"""Within which a failure is to be told."""


@pytest.fixture(scope="module")
def answers(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample in answers.sqlite and answers.duckdb."""
    folder = tmp_path_factory.mktemp("databases")
    with sample.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    rows = [[cell or None for cell in line] for line in lines if line]
    columns = ", ".join(f"{name} text" for name in header)
    connection = sqlite3.connect(folder / "answers.sqlite")
    connection.execute(f"create table answers ({columns})")
    marks = ", ".join("?" * len(header))
    connection.executemany(f"insert into answers values ({marks})", rows)  # noqa: S608  # the sample
    connection.commit()
    connection.close()
    with duckdb.connect(folder / "answers.duckdb") as database:
        database.execute(f"create table answers as from read_csv('{sample}', all_varchar = true)")
    return folder


@pytest.fixture(scope="module")
def figures(sample: Path, answers: Path, run_in: Run) -> Mapping[str, object]:
    """What the CSV export gives."""
    ran = run_in("segment", str(sample), *QUERY[2:], *ASKED, cwd=answers)
    return figures_of(ran.stdout)


def figures_of(output: str) -> Mapping[str, object]:
    """Give all that does not tell where the rows came from."""
    found = json.loads(output)
    return {key: found[key] for key in ("ledger", "overall", "segmentations")}


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("answers.sqlite", "sqlite"),
        ("sqlite:///answers.sqlite", "sqlite"),
        ("answers.duckdb", "duckdb"),
        ("duckdb:///answers.duckdb", "duckdb"),
    ],
)
def test_a_database_file_gives_the_figures_of_the_export_and_is_not_changed(
    call: Run, answers: Path, figures: Mapping[str, object], path: str, kind: str
) -> None:
    before = state(answers)

    ran = call("segment", path, *QUERY, *ASKED, "-q", cwd=answers)

    assert ran.returncode == 0, ran.stderr
    assert figures_of(ran.stdout) == figures
    (source,) = json.loads(ran.stdout)["sources"]
    assert source == {"path": f"answers.{kind}", "format": kind, "layout": "plain", "rows": 3582}
    assert state(answers) == before


def test_a_server_gives_the_figures_of_the_export(
    call: Run, postgresql: Server, figures: Mapping[str, object]
) -> None:
    ran = call("segment", postgresql.uri(postgresql.password), *QUERY, *ASKED, "-q")

    assert ran.returncode == 0, ran.stderr
    assert figures_of(ran.stdout) == figures
    (source,) = json.loads(ran.stdout)["sources"]
    assert source["path"] == postgresql.uri()
    assert source["format"] == "postgresql"


def test_the_password_may_come_from_the_environment(call: Run, postgresql: Server) -> None:
    ran = call("segment", postgresql.uri(), *QUERY, "-q", env={"PGPASSWORD": postgresql.password})

    assert ran.returncode == 0, ran.stderr
    assert "NPS +38 (+36 to +41), 3,407 answers." in ran.stdout


@pytest.mark.parametrize("command", ["segment", "trend", "explain", "init", "validate"])
@pytest.mark.parametrize("query", ["select * from answers", "select nothing from answers"])
def test_no_password_is_shown_or_kept(
    run: Run, folder: Path, postgresql: Server, command: str, query: str
) -> None:
    (folder / "nps.yaml").write_text(
        "version: 1\nsurvey: {score: nps_score, answered_at: responded_at}\n", encoding="utf-8"
    )
    options = {
        "segment": ("--cache", "kept", "--debug", "--score", "nps_score"),
        "trend": ("--cache", "kept", "--debug"),
        "explain": ("--debug",),
        "init": ("-o", "made.yaml", "--score", "nps_score", "--debug"),
        "validate": ("--debug",),
    }[command]
    start = ("nps.yaml",) if command == "validate" else ()
    verbose = () if command in {"init", "validate"} else ("-v",)

    ran = run(
        command, *start, f"{postgresql.uri(postgresql.password)}?password={postgresql.password}",
        "--query", query, *options, *verbose,
    )  # fmt: skip

    assert ran.returncode == (2 if "nothing" in query else 0), ran.stderr
    assert postgresql.password not in ran.stdout + ran.stderr
    for path in folder.rglob("*"):
        assert postgresql.password not in path.name
        assert path.is_dir() or postgresql.password.encode() not in path.read_bytes()


def test_counts_are_kept_without_the_password(
    call: Run, folder: Path, postgresql: Server, figures: Mapping[str, object]
) -> None:
    uri = postgresql.uri(postgresql.password)
    made = call("tally", uri, *QUERY, *ASKED[:-2], "-o", "all.tally")
    assert made.returncode == 0, made.stderr
    assert postgresql.password.encode() not in (folder / "all.tally").read_bytes()

    ran = call("segment", "all.tally", "-q", "-f", "json")

    assert figures_of(ran.stdout) == figures


def test_rows_that_change_are_read_anew(call: Run, folder: Path) -> None:
    connection = sqlite3.connect(folder / "some.sqlite")
    connection.executescript("create table a (score); insert into a values (10), (0);")
    asked = ("segment", "some.sqlite", "--query", "select * from a", "--cache", "kept", "-q")
    first = call(*asked)
    connection.executescript("insert into a values (10);")
    connection.close()

    assert "NPS 0 " in first.stdout
    assert "3 answers" in call(*asked).stdout


@pytest.mark.parametrize(
    ("path", "tables"),
    [("answers.sqlite", "answers"), ("answers.duckdb", "answers"), ("server", "answers")],
)
def test_a_database_without_a_query_lists_its_tables(
    call: Run, answers: Path, postgresql: Server, path: str, tables: str
) -> None:
    named = postgresql.uri(postgresql.password) if path == "server" else path
    shown = postgresql.uri() if path == "server" else path

    ran = call("segment", named, "-q", cwd=answers)

    assert ran.returncode == 2
    assert ran.stderr.startswith(f"nps: error: {shown}: a database, expected --query with ")
    assert ran.stderr.endswith(f"; its tables are {tables}\n")
    assert ran.stderr.count("\n") == 1


def test_a_query_of_a_plain_file_is_refused(call: Run) -> None:
    ran = call("segment", "export.csv", "--query", "select 1", "-q")

    assert ran.returncode == 2
    assert ran.stderr == (
        "nps: error: --query: export.csv is no database, which a query needs; leave it out\n"
    )


BAD = [
    ("select scroe from answers", 'column "scroe" does not exist at character 8 (SQLSTATE 42703)'),
    ("selec", None),
    ("delete from answers", None),
    (
        "with gone as (delete from answers returning *) select * from gone",
        "it would change the database, which is only read",
    ),
    ("select comment::int as score from answers", "invalid input syntax for type integer"),
    (
        "select 's3cr3t-0f-a-resp0ndent'::int as score",
        "a value does not convert, or is out of range (SQLSTATE 22P02)",
    ),
    ("select * from answers where", "syntax error at end of input"),
    ("select 1; select 2", "cannot insert multiple commands into a prepared statement"),
    ("select pg_read_file('/etc/hostname') from nowhere", 'relation "nowhere" does not exist'),
]


@pytest.mark.parametrize(("query", "reason"), BAD)
def test_a_query_that_fails_says_why_without_data(
    call: Run, postgresql: Server, query: str, reason: str | None
) -> None:
    ran = call("segment", postgresql.uri(postgresql.password), "--query", query, "-q")

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1
    assert (f"the query failed: {reason}" if reason else "--query begins with") in ran.stderr
    assert "first call" not in ran.stderr
    after = call("segment", postgresql.uri(postgresql.password), *QUERY, "-q")
    assert "3,407 answers" in after.stdout


@pytest.mark.parametrize(
    ("path", "query", "reason"),
    [
        ("answers.sqlite", "select scroe from answers", "no such column: scroe"),
        ("answers.sqlite", "with a as (select 1) delete from answers", "syntax error"),
        ("answers.sqlite", "select json(comment) from answers", "SQLite gave up on a row"),
        ("answers.duckdb", "select scroe from answers", 'Referenced column "scroe" not found'),
        ("answers.duckdb", "select 1; delete from answers", "it would change the database"),
        ("answers.duckdb", "select comment::int from answers", "a value does not convert"),
        ("answers.duckdb", "from read_csv('export.csv')", "it would read other files"),
    ],
)
def test_a_query_of_a_file_that_fails_says_why_without_data(
    call: Run, answers: Path, path: str, query: str, reason: str
) -> None:
    before = state(answers)

    ran = call("segment", path, "--query", query, "-q", cwd=answers)

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith(f"nps: error: {path}: the query failed: ")
    assert reason in ran.stderr
    assert "call" not in ran.stderr
    assert state(answers) == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("down", "nothing answers there"),
        ("wrong", "the password or the user is wrong"),
        ("none", "a password is needed; set PGPASSWORD"),
        ("unknown", "there is no such database"),
        ("encoded", "the server cannot be reached"),
    ],
)
def test_a_server_that_cannot_be_reached_is_said_within_seconds(
    call: Run, postgresql: Server, unused_port: int, change: str, reason: str
) -> None:
    password, secret = postgresql.password, "wr0ng-0ne"
    uri = {
        "down": f"postgresql://analyst:{secret}@127.0.0.1:{unused_port}/surveys",
        "wrong": postgresql.uri(secret),
        "none": postgresql.uri(),
        "unknown": f"{postgresql.uri(password)}x",
        "encoded": postgresql.uri(f"{secret}%zz"),
    }[change]
    start = time.monotonic()

    ran = call("segment", uri, *QUERY, "--debug", env={"PGPASSFILE": os.devnull})

    assert time.monotonic() - start < SECONDS
    assert ran.returncode == 2
    assert f"no connection: {reason}" in ran.stderr
    assert secret not in ran.stderr
    assert password not in ran.stderr


def test_a_server_that_says_nothing_is_given_up(call: Run, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"postgresql://analyst:pw@127.0.0.1:{silent.getsockname()[1]}/surveys"
        ran = call("segment", f"{uri}?connect_timeout=2", *QUERY, "-q", cwd=folder)

    assert ran.returncode == 2
    assert "no connection: no answer came in time" in ran.stderr


@pytest.mark.parametrize("module", ["adbc_driver_postgresql", "pyarrow"])
def test_a_missing_package_is_named(run: Run, postgresql: Server, module: str) -> None:
    without = f"import sys; sys.modules['{module}'] = None; from nps.__main__ import run; run()"

    ran = run("segment", postgresql.uri(postgresql.password), *QUERY, "-q", script=without)

    assert ran.returncode == 2
    assert "pip install 'nps[db]'" in ran.stderr
