"""The ledger adds up, always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps.results.ledger import Ledger

COUNT = st.integers(0, 1_000)
LEDGERS = st.lists(COUNT, min_size=8, max_size=8).map(
    lambda parts: Ledger(
        read=sum(parts), previews=parts[0], filtered_out=parts[1], blank=parts[2],
        not_a_number=parts[3], off_scale=parts[4], bad_weight=parts[5], repeats_dropped=parts[6],
        scored=parts[7],
    )
)  # fmt: skip


def test_a_row_that_is_nowhere_is_an_error() -> None:
    with pytest.raises(ArithmeticError, match="does not add up"):
        Ledger(read=3, scored=2)


@given(LEDGERS)
def test_its_parts_and_its_record_add_up(ledger: Ledger) -> None:
    read, *parts = ledger.record().values()
    assert read == sum(parts) == sum(count for count, _ in ledger.parts)
