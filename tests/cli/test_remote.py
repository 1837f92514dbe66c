"""Exports in object storage and on the web give the figures of the same files here."""

import gzip
import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pytest

Run = Callable[..., CompletedProcess[str]]
ASKED = ("--score", "nps_score", "--no-config", "--by", "plan", "-f", "json", "-q")
SECRET = "s1gned-and-s3cret"
SECONDS = 15
"""Within which a failure is to be told."""
SIGNED_IN = "Basic bWU6czFnbmVkLWFuZC1zM2NyZXQ="
"""`me` and the secret."""


@pytest.fixture(scope="module")
def web(sample: Path) -> Iterator[str]:
    """A server on loopback with the sample at /responses.csv."""
    content = sample.read_bytes()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            known = {
                "/responses.csv": content,
                "/r.csv.gz": gzip.compress(content),
                "/cut.csv": b"",
            }
            private = path == "/private.csv"
            if private and self.headers["Authorization"] == SIGNED_IN:
                known[path] = content
            elif private:
                self.send_error(401)
                return
            if path not in known:
                self.send_error({"/forbidden.csv": 403, "/broken.csv": 500}.get(path, 404))
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(known[path]) or 100))
            self.end_headers()
            self.wfile.write(known[path])

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def figures(sample: Path, call: Run) -> Mapping[str, object]:
    """What the file gives."""
    return figures_of(call("segment", str(sample), *ASKED).stdout)


def figures_of(output: str) -> Mapping[str, object]:
    """Give all that does not tell where the rows came from."""
    found = json.loads(output)
    return {key: found[key] for key in ("ledger", "overall", "segmentations")}


@pytest.mark.parametrize(
    ("path", "sources"),
    [
        ("s3://surveys/q1/responses.csv", {"s3://surveys/q1/responses.csv": "csv"}),
        ("s3://surveys/q1/responses.csv.gz", {"s3://surveys/q1/responses.csv.gz": "csv"}),
        ("s3://surveys/q1/responses.parquet", {"s3://surveys/q1/responses.parquet": "parquet"}),
        ("s3://surveys/q1/*.parquet", {"s3://surveys/q1/responses.parquet": "parquet"}),
        (
            "s3://surveys/parts/[0-9].csv",
            {"s3://surveys/parts/1.csv": "csv", "s3://surveys/parts/2.csv": "csv"},
        ),
        ("s3://surveys/**/responses.csv", {"s3://surveys/q1/responses.csv": "csv"}),
    ],
)
def test_an_object_gives_the_figures_of_the_file(
    run: Run,
    storage: Mapping[str, str],
    figures: Mapping[str, object],
    path: str,
    sources: Mapping[str, str],
) -> None:
    ran = run("segment", path, *ASKED, env=storage)

    assert ran.returncode == 0, ran.stderr
    assert figures_of(ran.stdout) == figures
    found = json.loads(ran.stdout)["sources"]
    assert {source["path"]: source["format"] for source in found} == sources


@pytest.mark.parametrize(
    "path", ["/responses.csv", f"/responses.csv?signature={SECRET}", "/r.csv.gz"]
)
def test_an_address_of_the_web_gives_the_figures_of_the_file(
    call: Run, web: str, figures: Mapping[str, object], path: str
) -> None:
    ran = call("segment", f"{web}{path}", *ASKED)

    assert ran.returncode == 0, ran.stderr
    assert figures_of(ran.stdout) == figures
    (source,) = json.loads(ran.stdout)["sources"]
    assert source["path"] == f"{web}{path}".partition("?")[0]


def test_one_may_sign_in_by_the_address(
    run: Run, folder: Path, web: str, figures: Mapping[str, object]
) -> None:
    private = f"{web.replace('//', f'//me:{SECRET}@')}/private.csv?key={SECRET}#{SECRET}"
    ran = run("segment", private, *ASKED[:-1], "-v", "--debug", "--cache", "kept")

    assert ran.returncode == 0, ran.stderr
    assert figures_of(ran.stdout) == figures
    assert SECRET not in ran.stdout + ran.stderr
    assert list((folder / "kept").iterdir()) == []
    table = run("segment", private, *ASKED[:3])
    assert SECRET not in table.stdout + table.stderr


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing.csv", "there is nothing at this address (HTTP 404)"),
        ("/forbidden.csv", "you may not read it, or the address is no longer valid (HTTP 403)"),
        ("/private.csv", "you must sign in; an address may hold a name and a password (HTTP 401)"),
        ("/broken.csv", "the server cannot give it (HTTP 500)"),
    ],
)
def test_an_address_that_gives_nothing_says_why(
    call: Run, web: str, path: str, reason: str
) -> None:
    ran = call("segment", f"{web}{path}?token={SECRET}", "-q")

    assert ran.returncode == 2
    assert (
        ran.stderr == f"nps: error: {web}{path}: cannot be fetched: {reason}; check the address\n"
    )


def test_an_answer_that_ends_too_early_is_no_export(call: Run, web: str) -> None:
    ran = call("segment", f"{web}/cut.csv", "-q")

    assert ran.returncode == 2
    assert ran.stderr == f"nps: error: {web}/cut.csv: the connection ended too early; try again\n"


def test_a_host_that_cannot_be_reached_is_said_within_seconds(call: Run, unused_port: int) -> None:
    start = time.monotonic()

    ran = call(
        "segment", f"https://me:{SECRET}@127.0.0.1:{unused_port}/x.csv?key={SECRET}", "--debug"
    )

    assert time.monotonic() - start < SECONDS
    assert ran.returncode == 2
    assert "nothing answers there" in ran.stderr
    assert SECRET not in ran.stderr


def test_a_host_that_says_nothing_is_given_up(run: Run) -> None:
    start = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        ran = run("segment", f"http://127.0.0.1:{port}/x.csv", "-q")

    assert time.monotonic() - start < SECONDS
    assert ran.returncode == 2
    assert "no answer came within 10 seconds" in ran.stderr


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("s3://surveys/q1/nothing.csv", "cannot be read: there is no such object"),
        ("s3://nowhere/q1/responses.csv", "cannot be read: there is no such object"),
        ("s3://surveys/q9/*.csv", "no object matches this pattern"),
        ("s3://surveys", "no object, expected s3://BUCKET/KEY"),
        ("s3://surveys/empty.csv", "s3://surveys/empty.csv: "),
    ],
)
def test_an_object_that_is_not_there_is_named(
    run: Run, storage: Mapping[str, str], path: str, reason: str
) -> None:
    ran = run("segment", path, "--debug", env=storage)

    assert ran.returncode == 2
    assert reason in ran.stderr
    assert storage["AWS_SECRET_ACCESS_KEY"] not in ran.stderr


@pytest.mark.parametrize(
    "path", ["s3://surveys/a.csv", "s3://surveys/*.csv", "s3://surveys/a.parquet"]
)
def test_a_storage_that_cannot_be_reached_is_said_within_seconds(
    run: Run, storage: Mapping[str, str], unused_port: int, path: str
) -> None:
    start = time.monotonic()

    ran = run(
        "segment",
        path,
        "-q",
        env={**storage, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{unused_port}"},
    )

    assert time.monotonic() - start < SECONDS
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "the storage cannot be reached" in ran.stderr


def test_a_missing_package_is_named(run: Run, storage: Mapping[str, str]) -> None:
    without = "import sys; sys.modules['obstore'] = None; from nps.__main__ import run; run()"

    ran = run("segment", "s3://surveys/a.csv", "-q", env=storage, script=without)

    assert ran.returncode == 2
    assert "pip install 'nps[cloud]'" in ran.stderr
