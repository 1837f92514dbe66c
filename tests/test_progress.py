"""How far the work is, as one who watches sees it."""

from collections.abc import Iterator

import pytest

from nps.progress import Phase, Watch, expect_rows, is_watched, pass_rows, phase, watched


class Diary(Watch):
    """Remembers to what phases the work went on."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[str | None] = []

    def turn(self, to: Phase | None) -> None:
        super().turn(to)
        self.turns.append(None if to is None else f"{to.words} {to.name}".rstrip())


@pytest.fixture
def diary() -> Iterator[Diary]:
    """Somebody who watches."""
    one = Diary()
    with watched(one):
        yield one


def seen(watch: Watch) -> tuple[str, int, int | None, str]:
    """Name, what is done, the total, and in what."""
    assert watch.phase is not None
    return watch.phase.name, watch.phase.done, watch.phase.total, watch.phase.unit


def test_a_phase_says_how_far_it_is(diary: Diary) -> None:
    with phase("decoding", "a.csv", total=10) as progress:
        progress.advance(3)
        progress.advance(4)
        assert seen(diary) == ("a.csv", 7, 10, "bytes")

    assert diary.phase is None
    assert diary.turns == ["decoding a.csv", None]


def test_a_phase_ends_however_it_ends(diary: Diary) -> None:
    with pytest.raises(KeyError), phase("counting"):
        raise KeyError

    assert diary.turns == ["counting", None]


def test_a_phase_of_known_size_has_no_parts(diary: Diary) -> None:
    with phase("looking over", "a.csv", total=10), phase("counting"):
        pass

    assert diary.turns == ["looking over a.csv", None]


def test_a_phase_of_unknown_size_makes_way_for_its_parts(diary: Diary) -> None:
    with phase("adding up"), phase("counting"):
        pass

    assert diary.turns == ["adding up", "counting", "adding up", None]


def test_rows_of_all_exports_are_one_whole(diary: Diary) -> None:
    for name, rows in (("a", 100), ("b", 200), ("c", 300)):
        expect_rows(name, rows)
    with phase("counting"):
        pass_rows("a", 60)
        assert seen(diary) == ("a", 60, 600, "rows")
        pass_rows("a", 60)  # one more than there should be is not more than all
        pass_rows("b", 50)
        assert seen(diary) == ("b", 150, 600, "rows")
    with phase("counting"):
        pass_rows("b", 20)  # what was opened before it is behind
        assert seen(diary) == ("b", 120, 600, "rows")


def test_rows_of_an_export_of_unknown_size_have_no_total(diary: Diary) -> None:
    expect_rows("a", 100)
    with phase("counting"):
        pass_rows("b", 7)
        assert seen(diary) == ("b", 7, None, "rows")


def test_rows_between_phases_are_nobodys(diary: Diary) -> None:
    pass_rows("a", 5)

    assert diary.phase is None
    assert diary.passed == {}


def test_work_goes_on_where_nobody_watches() -> None:
    assert not is_watched()
    with phase("decoding", "a.csv", total=10) as progress:
        progress.advance(3)
        pass_rows("a.csv", 1)
        expect_rows("a.csv", 1)

    assert progress.done == 3


def test_watching_ends(diary: Diary) -> None:
    assert is_watched()
    with watched(diary):
        pass

    assert not is_watched()
