"""Addresses of databases and of exports elsewhere, and how they are shown: without secrets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from os.path import lexists
from urllib.parse import urlsplit

from nps.errors import SourceError
from nps.frozen import frozen

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_HOST = r"(?:\[[0-9a-f:.%]+\]|[^/?#@:,\[\]]*)(?::\d*)?"
_SERVER = re.compile(
    r"postgres(?:ql)?://"
    r"(?:(?P<user>[^:/?#@]*)(?::[^/?#@]*)?@)?"
    rf"(?P<hosts>{_HOST}(?:,{_HOST})*)"
    r"(?P<database>/[^/?#@]*)?"
    r"(?:\?[^#@]*)?",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"\b(?:password|passwd|pwd)\s*=", re.IGNORECASE)
SERVERS = ("postgresql", "postgres")
WEB = ("https", "http")
S3, GOOGLE, AZURE = ("s3", "s3a"), ("gs",), ("az", "azure", "abfs", "abfss", "adl")
OBJECTS = (*S3, *GOOGLE, *AZURE)
FILES = ("sqlite", "duckdb")
"""Schemes before the path of a file that is a database."""


@frozen
class Kind:
    """A kind of addresses that exports are read from.

    Attributes:
        name: As listings have it.
        words: What is there.
        schemes: That such addresses begin with.
        packages: Needed to read there.
        extra: Brings the packages.
    """

    name: str
    words: str
    schemes: tuple[str, ...]
    packages: tuple[str, ...] = ()
    extra: str = ""


KINDS: tuple[Kind, ...] = (
    Kind(
        name="postgresql",
        words="PostgreSQL database, asked with --query",
        schemes=SERVERS,
        packages=("adbc_driver_manager", "adbc_driver_postgresql", "pyarrow"),
        extra="db",
    ),
    *(
        Kind(name=name, words=words, schemes=schemes, packages=("obstore",), extra="cloud")
        for name, words, schemes in (
            ("s3", "Amazon S3, or a storage that speaks like it", S3),
            ("gs", "Google Cloud Storage", GOOGLE),
            ("az", "Azure Blob Storage", AZURE),
        )
    ),
    Kind(name="https", words="the web", schemes=WEB),
)
"""In the order in which they are listed."""


# NOTE: Not `nps.frozen`, which shows all there is to whoever debugs.
@dataclass(frozen=True, kw_only=True)
class Address:
    """What stands for an export that is no file here.

    Attributes:
        scheme: In lower case.
        text: As the user wrote it, secrets and all; it goes to whom it addresses and nowhere else.
        shown: Without user information of the web, passwords, queries and fragments.
    """

    scheme: str
    text: str = field(repr=False)
    shown: str


def find_addresses(paths: Iterable[str]) -> dict[str, Address]:
    """Find the addresses among what was named; those that look alike are numbered.

    Raises:
        SourceError: An address is of no known kind, or cannot be taken apart.
    """
    found: dict[str, Address] = {}
    shown: set[str] = set()
    for path in paths:
        address = _find(path)
        if address is None or path in found:
            continue
        plain, number = address.shown, 1
        while address.shown in shown:
            number += 1
            address = Address(scheme=address.scheme, text=address.text, shown=f"{plain} ({number})")
        shown.add(address.shown)
        found[path] = address
    return found


def without_secrets(path: str) -> str:
    """Write what was named as it may be shown: an address as its `shown`, a path as it is."""
    address = _find(path)
    return path if address is None else address.shown


def local_path(path: str) -> str:
    """Give the path of `sqlite:///answers.sqlite` and the like; any other as it is."""
    scheme, between, rest = path.partition(":///")
    return rest if between and scheme.lower() in FILES and not lexists(path) else path


def _find(path: str) -> Address | None:
    match = _ADDRESS.match(path)
    if lexists(path) or local_path(path) != path:
        return None
    if match is None:
        _refuse_settings(path)
        return None
    scheme = match[1].lower()
    if scheme in SERVERS:
        # NOTE: What speaks to the server knows its schemes in lower case only.
        return Address(scheme=scheme, text=f"{scheme}{path[len(scheme) :]}", shown=_server(path))
    if scheme in WEB:
        return Address(scheme=scheme, text=path, shown=_web(path))
    if scheme in OBJECTS:
        return Address(scheme=scheme, text=path, shown=_object(path))
    # NOTE: The rest of an address may hold a password, here and below.
    raise SourceError(
        f"{match[1]}://…: addresses of this kind are not read; expected postgresql://, sqlite:///, "
        "duckdb:///, https://, s3://, gs:// or az://"
    )


def _refuse_settings(path: str) -> None:
    """Refuse `host=db password=…`, which a message must not show as the name of a file."""
    if _PASSWORD.search(path):
        raise SourceError(
            "…password=…: settings of a connection are not read, expected "
            "postgresql://USER@HOST:PORT/DATABASE and the password in PGPASSWORD"
        )


def _server(path: str) -> str:
    match = _SERVER.fullmatch(path)
    if match is None:
        raise SourceError(
            "postgresql://…: cannot be taken apart, expected "
            "postgresql://USER@HOST:PORT/DATABASE; write @ as %40, / as %2F and # as %23 in names "
            "and passwords, or leave the password to PGPASSWORD"
        )
    user = f"{match['user']}@" if match["user"] else ""
    return f"{path.partition('://')[0]}://{user}{match['hosts']}{match['database'] or ''}"


def _web(path: str) -> str:
    try:
        parts = urlsplit(path)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or any(sign <= " " for sign in path):
        raise SourceError(
            f"{path.partition('://')[0]}://…: no address of the web, expected "
            "https://HOST/PATH; write blanks as %20"
        )
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{parts.path}"


def _object(path: str) -> str:
    scheme, _, rest = path.partition("://")
    bucket, _, key = rest.partition("/")
    # NOTE: abfss://container@account.dfs.core.windows.net/key is as Azure has it.
    if not bucket or not key or ":" in bucket or (scheme.startswith("s3") and "@" in bucket):
        raise SourceError(
            f"{scheme}://…: no object, expected {scheme}://BUCKET/KEY; credentials come from the "
            "environment"
        )
    return path
