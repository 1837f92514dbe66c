"""Exports in object storage: Parquet is read there, anything else is copied first."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from nps.aside import aside
from nps.errors import MissingExtraError, SourceError
from nps.progress import expect_rows, is_watched, phase
from nps.sources.columns import name_columns
from nps.sources.export import Export
from nps.sources.files import ExportFile
from nps.sources.means import Collect
from nps.sources.scratch import Scratch
from nps.sources.signatures import PARQUET
from nps.sources.watching import count_rows

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta
    from obstore.store import ClientConfig, ObjectStore

Done = TypeVar("Done")
PATIENCE = 10
"""Seconds until a storage that does not answer counts as unreachable."""
RETRIES = 2
PIECE = 1 << 23
"""Bytes that are asked for at a time, so that no answer takes long."""
_MAGIC = re.compile(r"(\*\*/|\*+|\?|\[[^\]]+\])")
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SKIP_SIGNATURE", "AWS_WEB_IDENTITY_TOKEN_FILE")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_WORDS = {
    "FileNotFoundError": "there is no such object",
    "NotFoundError": "there is no such object",
    "PermissionError": "the credentials do not let you read it",
    "PermissionDeniedError": "the credentials do not let you read it",
    "UnauthenticatedError": "the credentials are wrong, or there are none",
    "TimeoutError": f"no answer came within {PATIENCE} seconds",
}


class StoredObject:
    """An object of a storage such as S3; credentials come from the environment."""

    def __init__(self, path: str) -> None:
        self.path = path
        scheme, _, rest = path.partition("://")
        bucket, _, self.key = rest.partition("/")
        self._folder = f"{scheme}://{bucket}"
        self._store: ObjectStore | None = None
        self._found: ObjectMeta | None = None

    def matches(self) -> list[str]:
        """Give the objects that a pattern matches, sorted; the path itself where it is none."""
        if not _MAGIC.search(self.key):
            return [self.path]
        first = _MAGIC.split(self.key)[0]
        prefix = first.rpartition("/")[0] or None

        def listed() -> list[str]:
            obstore = import_module("obstore")
            pages = obstore.list(self._opened(), prefix=prefix)
            return [meta["path"] for page in pages for meta in page]

        keys = self._asked(listed)
        pattern = re.compile(_regex(self.key))
        found = sorted(key for key in keys if key == self.key or pattern.fullmatch(key))
        if not found:
            raise SourceError(
                f"{self.path}: no object matches this pattern; check the bucket and the name"
            )
        return [f"{self._folder}/{key}" for key in found]

    def is_parquet(self) -> bool:
        """Whether the object begins as Parquet does."""
        size = self._meta()["size"]
        if size <= len(PARQUET):
            return False
        _, head = self._asked(partial(self._piece, 0, len(PARQUET)))
        return head == PARQUET

    def scan(self, collect: Collect) -> Export:
        """Open a Parquet object where it is; its columns keep their types."""
        frame = pl.scan_parquet(
            self.path, glob=False, hive_partitioning=False, storage_options={"max_retries": RETRIES}
        )
        try:
            names = aside(frame.collect_schema).names()
            if is_watched():
                expect_rows(self.path, collect([frame.select(pl.len())])[0].item())
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
            raise SourceError(
                f"{self.path}: a Parquet file that cannot be read, or is damaged"
            ) from None
        columns = name_columns(names, self.path)
        named = dict(zip(names, columns.frame, strict=True))
        return Export(
            path=self.path,
            format="parquet",
            layout="plain",
            frame=count_rows(frame, self.path).rename(named),
            columns=columns.usable,
            duplicates=columns.duplicates,
            notes=(),
            size=self._meta()["size"],
        )

    def fetch(self, scratch: Scratch) -> ExportFile:
        """Copy the object to a temporary file."""
        meta = self._meta()
        target = scratch.new()
        size = meta["size"]
        with target.open("wb") as copy, phase("fetching", self.path, total=size) as progress:
            for start in range(0, size, PIECE):
                tag, piece = self._asked(partial(self._piece, start, size), seconds=None)
                if tag != meta["e_tag"]:
                    raise SourceError(f"{self.path}: changed while it was read; try again")
                copy.write(piece)
                progress.advance(len(piece))
        return ExportFile(self.path, target)

    def _meta(self) -> "ObjectMeta":
        if self._found is None:
            self._found = self._asked(self._asked_meta)
        return self._found

    def _asked_meta(self) -> "ObjectMeta":
        meta: ObjectMeta = import_module("obstore").head(self._opened(), self.key)
        return meta

    def _piece(self, start: int, size: int) -> tuple[str | None, bytes]:
        """Give bytes, and the tag of what they are a part of."""
        end = min(start + PIECE, size)
        options: GetOptions = {"range": (start, end)}
        answer = import_module("obstore").get(self._opened(), self.key, options=options)
        return answer.meta["e_tag"], bytes(answer.bytes())

    def _opened(self) -> "ObjectStore":
        if self._store is None:
            store = import_module("obstore.store")
            self._store = store.from_url(
                self._folder,
                client_options=_client(),
                retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=PATIENCE)},
                credential_provider=_credentials(self._folder),
            )
        return self._store

    def _asked(self, question: Callable[[], Done], seconds: float | None = PATIENCE) -> Done:
        """Ask the storage.

        Raises:
            SourceError: It does not answer, or refuses.
            MissingExtraError: The package that asks is not installed.
        """
        try:
            import_module("obstore")
        except ImportError:
            raise MissingExtraError(
                f"{self.path}: object storage needs more packages; install them with: "
                "pip install 'nps[cloud]'"
            ) from None
        try:
            return aside(question, seconds)
        except Exception as error:  # noqa: BLE001  # of the storage's own kinds, put into words
            # NOTE: A failure may quote credentials, so only its kind is passed on.
            words = _WORDS.get(type(error).__name__, "the storage cannot be reached")
            raise SourceError(
                f"{self.path}: cannot be read: {words}; check the address, the credentials and "
                "the endpoint in the environment"
            ) from None


def _client() -> "ClientConfig":
    """How the storage is spoken to; without encryption only where its address says so."""
    options: ClientConfig = {"connect_timeout": timedelta(seconds=PATIENCE / 2)}
    if any(os.environ.get(name, "").startswith("http://") for name in _ENDPOINTS):
        options["allow_http"] = True
    return options


def _credentials(folder: str) -> object:
    """Give what knows profiles and roles of AWS, where no keys are in the environment."""
    if not folder.startswith("s3") or any(name in os.environ for name in _KEYS):
        return None
    try:
        return import_module("obstore.auth.boto3").Boto3CredentialProvider()
    except (ImportError, ValueError):
        # Neither boto3 nor a profile: the storage may be public, or on a machine with a role.
        return None


def _regex(pattern: str) -> str:
    """Write a pattern of names as a regular expression; `*` stays in a folder, `**/` does not."""
    said = {"**/": "(?:[^/]+/)*", "?": "[^/]"}
    parts = _MAGIC.split(pattern)
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = re.escape(part)
        elif part.startswith("["):
            parts[at] = f"[{part[1:-1].replace('!', '^', 1) if part[1] == '!' else part[1:-1]}]"
        else:
            parts[at] = said.get(part, "[^/]*")
    return "".join(parts)
