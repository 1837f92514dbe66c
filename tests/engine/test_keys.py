"""Row keys of calendar periods are the first days that the calendar gives."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.engine.keys import first_day
from nps.spec.periods import PERIODS, Every, period_of


@pytest.mark.parametrize("every", PERIODS)
@given(
    st.lists(st.none() | st.dates() | st.dates(date(2023, 1, 1), date(2028, 12, 31)), min_size=1),
    st.integers(1, 12),
)
def test_first_day_of_a_period(every: Every, days: list[date | None], starts: int) -> None:
    days = [*days, date.min, date.max]
    frame = pl.DataFrame({"day": days}, schema={"day": pl.Date})
    found = frame.select(first_day(pl.col("day"), every, starts)).to_series().to_list()
    assert found == [None if day is None else period_of(day, every, starts).first for day in days]
