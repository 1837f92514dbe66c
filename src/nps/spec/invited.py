"""Who was asked: a list with a row for each invited customer."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from nps.spec.base import Declaration, Taken, Text, mistake, one_of, read_text

Keep = Literal["first", "last"]
EXAMPLE = "{customer_id: id}"


class KeyColumns(NamedTuple):
    """The columns by which answers find the customers who gave them.

    Attributes:
        response: In the export.
        invited: In the list of the invited.
    """

    response: str
    invited: str


def _read_keys(value: object) -> KeyColumns:
    if isinstance(value, KeyColumns):
        return value
    if not isinstance(value, dict):
        name = read_text(value)
        return KeyColumns(name, name)
    if len(value) != 1:
        found = f"{len(value)} columns" if value else "an empty mapping"
        raise mistake(
            f"found {found}, expected the export's column and that of the invited list, such as "
            f"{EXAMPLE}"
        )
    ((response, invited),) = value.items()
    return KeyColumns(read_text(response), read_text(invited))


def _write_keys(keys: KeyColumns) -> str | dict[str, str]:
    response, invited = keys
    return response if response == invited else {response: invited}


KEYS_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number"], "minLength": 1},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {"type": ["string", "number"], "minLength": 1},
        },
    ]
}


class Invited(Declaration):
    """The list of those who were asked, a row a customer."""

    path: Text = Field(description="file of the invited, relative to this one")
    on: Annotated[KeyColumns, Taken(_read_keys, KEYS_SCHEMA, _write_keys)] = Field(
        description="column of the customer; as {customer_id: id} where the invited list calls "
        "it otherwise"
    )
    keep: Annotated[Keep, one_of("first", "last")] | None = Field(
        None, description="which row counts where a customer is invited more than once"
    )
