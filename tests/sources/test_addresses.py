"""Addresses are shown without secrets, and those that cannot be told apart are refused."""

import pytest

from nps.errors import SourceError
from nps.sources.addresses import find_addresses, local_path, without_secrets


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("postgresql://me:pw@host:5432/db?sslmode=require&password=pw", "postgresql://me@host:5432/db"),
        ("postgres://host/db", "postgres://host/db"),
        ("postgresql://me:pw@[::1]:5432,other:1/db", "postgresql://me@[::1]:5432,other:1/db"),
        ("postgresql://", "postgresql://"),
        ("https://me:pw@example.org/a%20b.csv?sig=pw#pw", "https://example.org/a%20b.csv"),
        ("https://token@example.org:8443/x", "https://example.org:8443/x"),
        ("s3://bucket/a/b.csv", "s3://bucket/a/b.csv"),
        ("abfss://box@account.dfs.core.windows.net/x", "abfss://box@account.dfs.core.windows.net/x"),
        ("export.csv", "export.csv"),
        ("-", "-"),
    ],
)  # fmt: skip
def test_secrets_are_left_out(path: str, shown: str) -> None:
    assert without_secrets(path) == shown


@pytest.mark.parametrize(
    "path",
    [
        "postgresql://me:p@ss@host/db",
        "postgresql://me:pw/rest@host/db",
        "postgresql://me:p#w@host/db",
        "postgresql://me:word",
        "https://me:p/w@example.org/x",
        "https://",
        "s3://key:pw@bucket/x",
        "mysql://me:pw@host/db",
    ],
)
def test_an_address_that_cannot_be_taken_apart_is_not_repeated(path: str) -> None:
    with pytest.raises(SourceError) as failure:
        without_secrets(path)
    scheme = path.partition("://")[0]
    assert str(failure.value).startswith(f"{scheme}://…: ")
    assert path[len(scheme) + 3 :].partition("@")[0] not in str(failure.value) or path == "https://"


@pytest.mark.parametrize("settings", ["host=db password=hidden", "Server=db;Pwd=hidden"])
def test_settings_of_a_connection_are_refused_and_not_shown(settings: str) -> None:
    with pytest.raises(SourceError, match="expected postgresql://") as failure:
        find_addresses([settings])

    assert "hidden" not in str(failure.value)


def test_addresses_that_look_alike_are_numbered() -> None:
    found = find_addresses(["https://a/x?1", "https://a/x?2", "https://a/x?1", "x.csv"])

    assert [one.shown for one in found.values()] == ["https://a/x", "https://a/x (2)"]


def test_an_address_tells_no_secret_of_itself() -> None:
    (address,) = find_addresses(["https://me:hidden@a/x?key=hidden"]).values()

    assert "hidden" not in repr(address)


def test_an_address_of_a_file_is_its_path() -> None:
    assert local_path("sqlite:///a/b.sqlite") == "a/b.sqlite"
    assert local_path("duckdb:////a/b") == "/a/b"
    assert local_path("a.csv") == "a.csv"


def test_a_scheme_reaches_the_server_in_lower_case() -> None:
    path = "PostgreSQL://me@host/DB"
    (address,) = find_addresses([path]).values()

    assert (address.scheme, address.text, address.shown) == (
        "postgresql", "postgresql://me@host/DB", path,
    )  # fmt: skip
