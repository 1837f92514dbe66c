"""The list of the invited as it is declared."""

import pytest
from pydantic import ValidationError

from nps.spec.invited import Invited, KeyColumns


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("customer_id", KeyColumns("customer_id", "customer_id")),
        ({"customer_id": "id"}, KeyColumns("customer_id", "id")),
    ],
)
def test_a_key_is_one_name_or_two(written: object, keys: KeyColumns) -> None:
    declared = Invited.model_validate({"path": "invites.csv", "on": written})

    assert declared.on == keys
    assert declared.keep is None
    assert Invited.model_validate(declared.model_dump()) == declared
    assert declared.model_dump()["on"] == written


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ({}, "found an empty mapping, expected the export's column"),
        ({"a": "b", "c": "d"}, "found 2 columns, expected the export's column"),
        ("", "found an empty text"),
        (["a"], "expected a text"),
    ],
)
def test_what_is_no_key_is_said(on: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Invited.model_validate({"path": "invites.csv", "on": on})


def test_a_row_to_keep_is_the_first_or_the_last() -> None:
    with pytest.raises(ValidationError, match="first"):
        Invited.model_validate({"path": "invites.csv", "on": "id", "keep": "any"})
