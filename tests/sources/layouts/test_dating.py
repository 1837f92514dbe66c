"""Patterns of dates that a vendor's habits, or the dates themselves, leave no doubt of."""

import pytest

from nps.sources.layouts.dating import month_first, month_named, told_by_days


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("02/03/2026 09:41:07 AM", "02/04/2026 10:41:07 PM"), "%m/%d/%Y %I:%M:%S %p"),
        (("2/3/2026 9:41 AM",), "%m/%d/%Y %I:%M %p"),
        (("02/03/2026 09:41:07 AM", "23/03/2026 09:41:07 AM"), None),
        (("2026-02-03 09:41:07",), None),
        ((), None),
    ],
)
def test_a_vendor_may_write_the_month_first(cells: tuple[str, ...], expected: str | None) -> None:
    assert month_first(cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("2/3/2026 9:41:07", "2/13/2026 9:41:07"), "%m/%d/%Y %H:%M:%S"),
        (("2/3/2026 9:41:07", "13/2/2026 9:41:07"), "%d/%m/%Y %H:%M:%S"),
        (("2/3/2026 9:41:07",), None),
        (("13/2/2026 9:41:07", "2/13/2026 9:41:07"), None),
    ],
)
def test_days_past_the_twelfth_tell_the_order(cells: tuple[str, ...], expected: str | None) -> None:
    assert told_by_days(cells) == expected


def test_a_month_may_be_named() -> None:
    assert month_named(("Mar 31, 2026 4:15:22 PM",)) == "%b %d, %Y %I:%M:%S %p"
    assert month_named(("Mar 31, 2026 4:15:22 PM", "2026-03-31")) is None
    assert month_named(()) is None
