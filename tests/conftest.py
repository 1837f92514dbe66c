"""What all tests share: servers on loopback that the first test to ask for one starts."""

import csv
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

# NOTE: An example takes as long as the computer is busy; a slow one is no wrong one.
settings.register_profile("nps", deadline=None)
settings.load_profile("nps")

SAMPLE = Path(__file__).parent.parent / "sample_data" / "responses.csv"
PASSWORD = "pa55-0f-the-analyst"
BUCKET = "surveys"


class Server(NamedTuple):
    """A PostgreSQL server that holds the sample in the table `answers`.

    Attributes:
        port: On 127.0.0.1.
        password: Of the user `analyst` of the database `surveys`.
    """

    port: int
    password: str

    def uri(self, password: str | None = None) -> str:
        """Address its database, with a password or without."""
        user = "analyst" if password is None else f"analyst:{password}"
        return f"postgresql://{user}@127.0.0.1:{self.port}/surveys"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real server, with a folder and a port of its own."""
    folder = Path(tempfile.mkdtemp(prefix="nps-postgresql-"))
    secret, data = folder / "password", folder / "data"
    secret.write_text(PASSWORD, encoding="utf-8")
    # NOTE: The server refuses to run as root.
    lead = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if lead:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    port = free_port()

    def run(name: str, *arguments: str) -> None:
        # NOTE: No pipe: the server would keep it open.
        subprocess.run(
            [*lead, program(name), "-D", str(data), *arguments],
            check=True, cwd="/", stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    try:
        run("initdb", "-U", "analyst", "-A", "scram-sha-256", f"--pwfile={secret}",
            "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        settled = f"-p {port} -h 127.0.0.1 -k '' -F"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settled, "start")
        try:
            server = Server(port, PASSWORD)
            fill(server)
            yield server
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def storage() -> Iterator[Mapping[str, str]]:
    """A storage that speaks S3: the environment in which its bucket `surveys` can be read."""
    import boto3  # noqa: PLC0415  # only where it is asked for
    from moto.server import ThreadedMotoServer  # noqa: PLC0415  # as above

    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    keys = {"AWS_ACCESS_KEY_ID": "analyst", "AWS_SECRET_ACCESS_KEY": PASSWORD}
    endpoint = f"http://127.0.0.1:{port}"
    try:
        client = boto3.client(
            "s3", endpoint_url=endpoint, region_name="us-east-1",
            aws_access_key_id="analyst", aws_secret_access_key=PASSWORD,
        )  # fmt: skip
        client.create_bucket(Bucket=BUCKET)
        for key, content in objects().items():
            client.put_object(Bucket=BUCKET, Key=key, Body=content)
        yield {**keys, "AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1"}
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample of responses."""
    return SAMPLE


@pytest.fixture(scope="session")
def unused_port() -> int:
    """A port of loopback on which nothing answers."""
    return free_port()


def objects() -> dict[str, bytes]:
    """What the bucket holds, by key."""
    import gzip  # noqa: PLC0415  # as above
    import io  # noqa: PLC0415  # as above

    import polars as pl  # noqa: PLC0415  # as above

    text, parquet = SAMPLE.read_bytes(), io.BytesIO()
    pl.read_csv(SAMPLE, infer_schema=False).write_parquet(parquet)
    header, *lines = text.splitlines(keepends=True)
    half = len(lines) // 2
    return {
        "q1/responses.csv": text,
        "q1/responses.csv.gz": gzip.compress(text, mtime=0),
        "q1/responses.parquet": parquet.getvalue(),
        "parts/1.csv": b"".join([header, *lines[:half]]),
        "parts/2.csv": b"".join([header, *lines[half:]]),
        "empty.csv": b"",
    }


def rows() -> tuple[list[str], list[list[str | None]]]:
    """Header and rows of the sample, empty cells as nothing."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    return header, [[cell or None for cell in line] for line in lines if line]


def fill(server: Server) -> None:
    """Put the sample into the database."""
    import adbc_driver_postgresql.dbapi as driver  # noqa: PLC0415  # as above
    import pyarrow as pa  # noqa: PLC0415  # as above

    header, lines = rows()
    columns = [pa.array(cells, pa.string()) for cells in zip(*lines, strict=True)]
    postgres = server.uri(server.password).replace("/surveys", "/postgres")
    with driver.connect(postgres, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("create database surveys")
    with driver.connect(server.uri(server.password)) as connection:
        with connection.cursor() as cursor:
            cursor.adbc_ingest("answers", pa.table(columns, names=header))
        connection.commit()


def free_port() -> int:
    """Find a port on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def program(name: str) -> str:
    """Find a program of the server; Debian has them in folders of their versions."""
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))]
    path = found[-1] if found else shutil.which(name)
    assert path is not None, f"{name}: not found; install PostgreSQL, see .ci/run"
    return path
