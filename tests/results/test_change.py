import pytest

from nps.results.change import Change


@pytest.mark.parametrize(
    ("difference", "significant", "mark"),
    [
        (4.0, True, "▲"),
        (-4.0, True, "▼"),
        (4.0, False, ""),
        (-4.0, None, ""),
        (0.0, True, ""),
        (None, None, ""),
    ],
)
def test_only_changes_beyond_chance_are_marked(
    difference: float | None,
    significant: bool | None,  # noqa: FBT001  # a column of the table
    mark: str,
) -> None:
    assert Change(difference=difference, significant=significant).mark == mark
