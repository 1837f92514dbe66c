"""One line, as wide as it may be, that says how far a phase is."""

import pytest

from nps.cli.progress_line import progress_line
from nps.progress import Phase

COUNTING = Phase(
    words="counting", name="responses.csv", unit="rows", total=5_000_000, done=3_210_000
)
BARS = ("#", "-")


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (200, f"counting responses.csv  {'#' * 19}{'-' * 11}  3.2 of 5.0 M rows  0:00:02"),
        (79, f"counting responses.csv  {'#' * 17}{'-' * 10}  3.2 of 5.0 M rows  0:00:02"),
        (60, "counting responses.csv  #####---  3.2 of 5.0 M rows  0:00:02"),
        (59, "counting responses.csv  3.2 of 5.0 M rows  0:00:02"),
        (50, "counting responses.csv  3.2 of 5.0 M rows  0:00:02"),
        (49, "counting  3.2 of 5.0 M rows  0:00:02"),
        (30, "counting  3.2 of 5.0 M rows"),
        (20, "3.2 of 5.0 M rows"),
        (9, ""),
    ],
)
def test_a_line_has_what_fits(width: int, line: str) -> None:
    assert progress_line(COUNTING, 2.9, width, BARS) == line
    assert len(line) <= width


@pytest.mark.parametrize(
    ("phase", "amount"),
    [
        (Phase(words="reading", done=0), ""),
        (Phase(words="reading", done=12_345_678), "12 MB  "),
        (Phase(words="reading", done=812_000), "812 kB  "),
        (Phase(words="reading", done=812_000, total=2_000_000), "0.8 of 2.0 MB  "),
        (Phase(words="reading", done=1_234_567_890), "1.2 GB  "),
        (Phase(words="reading", done=120_000_000, total=573_000_000), "120 of 573 MB  "),
        (Phase(words="reading", done=600_000_000, total=573_000_000), "573 of 573 MB  "),
        (Phase(words="reading", unit="rows", done=3, total=4_000), "3 of 4,000 rows  "),
        (Phase(words="reading", unit="rows", done=3_200), "3,200 rows  "),
        (Phase(words="reading", unit="rows", total=0), ""),
    ],
)
def test_amounts_are_read_at_a_glance(phase: Phase, amount: str) -> None:
    line = f"reading  {amount}1:02:05"

    assert progress_line(phase, 3725, len(line), BARS) == line


def test_names_do_not_steer_the_terminal_and_may_be_wide() -> None:
    phase = Phase(words="reading", name="\x1b[31m日本\r.csv", total=1_000_000, done=500_000)

    line = progress_line(phase, 1, 55, BARS)

    assert line == "reading [31m日本 .csv  ####----  0.5 of 1.0 MB  0:00:01"
