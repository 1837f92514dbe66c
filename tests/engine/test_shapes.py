"""Dates that cannot be read are told by what they look like, and never shown."""

from collections.abc import Callable

import pytest

from nps.engine.slicing import Slicing
from nps.errors import DeclarationError
from nps.results.tally import Tally

Count = Callable[..., Tally]
ISO = "expected ISO dates such as 2026-03-31, or a pattern under survey.answered_at.format"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["31/31/2026", "40/12/2026"], " (2 look like 99/99/9999)"),
        (["31.12.2026 22:15 xyzabc"], ""),
        (["Okt 5, 2026", "Mai 7, 2026"], " (2 look like aaa 9, 9999)"),
        (["0/2/26", "3/0/26"], " (2 look like 9/9/99)"),
        (["90123", "90124", "x"], " (2 look like 99999)"),
        (["2026-02-30"], " (1 looks like 9999-99-99)"),
        (["s3cret 12", "call 10 people", "x@example.com", "later!", "7"], ""),
    ],
)
def test_dates_that_cannot_be_read_are_said_by_their_shape(
    counted: Count, cells: list[str], found: str
) -> None:
    rows = "score,at\n" + "".join(f'9,"{cell}"\n' for cell in cells)

    with pytest.raises(DeclarationError) as failure:
        counted(rows, answered_at="at")

    assert str(failure.value) == (
        f"survey.answered_at.column: found no dates in column 'at': none of its {len(cells)} "
        f"cells converts{found}, {ISO}"
    )


def test_dates_that_need_no_format_are_said(counted: Count) -> None:
    with pytest.raises(DeclarationError) as failure:
        counted("score,at\n9,2026-12-31\n", answered_at={"column": "at", "format": "%d/%m/%Y"})

    assert str(failure.value) == (
        "survey.answered_at.column: found no dates in column 'at': none of its 1 cells converts "
        "(1 looks like 9999-99-99, which needs no format), expected dates of "
        "survey.answered_at.format, %d/%m/%Y"
    )


def test_comments_are_never_described(counted: Count) -> None:
    with pytest.raises(DeclarationError) as failure:
        counted("score,said\n9,31/31/2026\n", answered_at="said", comment="said")

    assert "99/99/9999" not in str(failure.value)


def test_dates_of_other_columns_have_no_format(counted: Count) -> None:
    cohort = {"signup": {"column": "signup", "every": "month"}}

    with pytest.raises(DeclarationError) as failure:
        counted("score,signup\n9,31/31/2026\n", segments=cohort)

    assert str(failure.value) == (
        "segments.signup.column: found no dates in column 'signup': none of its 1 cells converts "
        "(1 looks like 99/99/9999), expected ISO dates such as 2026-03-31"
    )


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        (
            ["03/04/2026", ""],
            "1 cell of column 'at' is no date and counted as missing (1 looks like 99/99/9999, "
            "which %m/%d/%Y or %d/%m/%Y reads)",
        ),
        (["soon"], "1 cell of column 'at' is no date and counted as missing"),
    ],
)
def test_dates_of_which_some_cannot_be_read_are_noted(
    counted: Count, cells: list[str], note: str
) -> None:
    # NOTE: All of the second export, so that the first has nothing to show.
    export = "at,score\n" + "".join(f"{cell},1\n" for cell in cells)

    tally = counted(
        "score,at\n9,2026-01-05\n8,\n", export, answered_at="at", slicing=Slicing(every="year")
    )

    assert note in tally.notes
    assert tally.undated == 1 + len(cells)
    assert [period.overall.base for period in tally.periods] == [1]
