"""Files with what is known of the customers, joined to the responses by a key."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from nps.spec.base import (
    TEXT_SCHEMA,
    Declaration,
    OneOrMore,
    Taken,
    Text,
    check_different,
    mistake,
    one_of,
    read_text,
)
from nps.spec.core import describe

Keep = Literal["first", "last"]
KEEP: tuple[Keep, ...] = get_args(Keep)
EXAMPLE = "customer_id or {customer_id: id}"


def read_keys(value: object) -> dict[str, str]:
    """Take the names of key columns: one, several, or those of the export with those of the file.

    Returns:
        The names in the file by the names in the export.
    """
    if isinstance(value, dict):
        pairs = [(read_text(ours), read_text(theirs)) for ours, theirs in value.items()]
    elif isinstance(value, (list, tuple)):
        pairs = [(name, name) for name in map(read_text, value)]
    elif isinstance(getattr(value, "text", value), str):
        pairs = [(read_text(value), read_text(value))]
    else:
        raise mistake(f"found {describe(value)}, expected the key columns, such as {EXAMPLE}")
    if not pairs:
        raise mistake(f"found {describe(value)}, expected at least one key, such as {EXAMPLE}")
    for side in zip(*pairs, strict=True):
        check_different(side, "key")
    return dict(pairs)


def _write_keys(keys: Mapping[str, str]) -> str | list[str] | dict[str, str]:
    """Give what an analyst would write."""
    if any(ours != theirs for ours, theirs in keys.items()):
        return dict(keys)
    names = list(keys)
    return names[0] if len(names) == 1 else names


KEYS_SCHEMA: Mapping[str, Any] = {
    "anyOf": [
        TEXT_SCHEMA,
        {"type": "array", "items": TEXT_SCHEMA, "minItems": 1},
        {"type": "object", "additionalProperties": TEXT_SCHEMA, "minProperties": 1},
    ]
}
Keys = Annotated[dict[str, str], Taken(read_keys, KEYS_SCHEMA, _write_keys)]


class Join(Declaration):
    """A file whose columns are put beside those of the export, by a key."""

    path: Text = Field(description="file, relative to this one; in any format that exports have")
    on: Keys = Field(description=f"key columns: {EXAMPLE}, those of the export first")
    columns: OneOrMore[Text] | None = Field(
        None, description="columns to take from the file; all but its key by default"
    )
    keep: Annotated[Keep, one_of(*KEEP)] | None = Field(
        None, description="which of the rows of a key counts, where there are several"
    )
    as_of: Text | None = Field(
        None, description="date column of a history: its last row up to the answer counts"
    )

    @property
    def file(self) -> str:
        """Name of the file, without folders."""
        return self.path.replace("\\", "/").rstrip("/").rpartition("/")[2] or self.path


def absent(file: str) -> str:
    """Name of the segment of responses that are not in a file."""
    return f"(not in {file})"


def is_absent(name: str) -> bool:
    """Whether a name is kept for the responses that are not in a file."""
    return name.startswith("(not in ") and name.endswith(")")
