"""Which segmentations are counted together."""

from collections.abc import Iterable

import polars as pl
import pytest
from tests.engine.plans import planned

from nps.engine.cuts import form_name
from nps.engine.dims import Dim
from nps.engine.estimating import Forms, Sample
from nps.engine.sharing import Apart, shared, whole_texts

PLAN, COUNTRY = form_name("text", "plan"), form_name("text", "country")
CUT = form_name("cut", PLAN)
NUMBERS = pl.Series([None, 0, 1])
DIMS = {
    PLAN: Dim(form=PLAN, key=pl.col("plan")),
    COUNTRY: Dim(form=COUNTRY, key=pl.col("country")),
    CUT: Dim(form=CUT, key=pl.col("plan"), values=NUMBERS, base=PLAN),
} | {name: Dim(form=name, key=pl.col(name), values=NUMBERS) for name in "abcdef"}


class Made(Sample):
    """A sample of keys that are independent, of so many values each."""

    def __init__(self, sizes: dict[str, int]) -> None:
        self.sizes = sizes

    def cells(self, forms: Forms) -> int:
        product = 1
        for form in forms:
            product *= self.sizes.get(form, 1)
        return product


def together(sizes: dict[str, int], *wanted: Iterable[str]) -> list[tuple[set[str], Apart]]:
    found = shared({frozenset(one) for one in wanted}, DIMS, Made(sizes))
    assert sum(len(share.members) for share in found) == len(set(map(frozenset, wanted)))
    for share in found:
        assert share.forms == frozenset().union(*share.members)
        assert share.cells == Made(sizes).cells(share.forms)
    return [(set(share.forms), share.apart) for share in found]


def whole(sizes: dict[str, int], *wanted: Iterable[str]) -> list[Forms]:
    named: dict[tuple[str, ...], Forms] = {
        (str(place),): frozenset(one) for place, one in enumerate(wanted)
    }
    found = whole_texts(named, DIMS, Made(sizes))
    assert list(found) == list(named)
    return list(found.values())


def test_few_cells_share_a_group() -> None:
    assert together({"a": 4, "b": 5, PLAN: 6}, "a", "b", [PLAN], [], "ab") == [
        ({"a", "b", PLAN}, Apart())
    ]


def test_cells_do_not_grow_beyond_what_is_close() -> None:
    assert together({"a": 100, "b": 21}, "a", "b") == [({"a"}, Apart()), ({"b"}, Apart(cells=2100))]
    assert together({"a": 100, "b": 20}, "a", "b") == [({"a", "b"}, Apart())]


def test_what_is_large_takes_in_what_adds_no_cells() -> None:
    assert together({"a": 5000, "b": 1}, "a", "b") == [({"a", "b"}, Apart())]


def test_two_texts_are_in_no_group_that_needs_only_one() -> None:
    assert together({PLAN: 3, COUNTRY: 4}, [PLAN], [COUNTRY]) == [
        ({COUNTRY}, Apart()),
        ({PLAN}, Apart(texts=True)),
    ]


def test_a_cross_of_two_texts_takes_in_its_parts() -> None:
    assert together({PLAN: 3, COUNTRY: 4}, [PLAN], [COUNTRY], [PLAN, COUNTRY]) == [
        ({PLAN, COUNTRY}, Apart())
    ]


def test_both_reasons_are_told() -> None:
    found = together({PLAN: 40, COUNTRY: 1000, "a": 60}, [PLAN], [COUNTRY], "a")
    assert found == [
        ({COUNTRY}, Apart()),
        ({"a"}, Apart(cells=60_000)),
        ({PLAN}, Apart(texts=True, cells=2400)),
    ]


def test_the_group_whose_cells_grow_least_is_chosen() -> None:
    found = together({"a": 1000, "b": 500, "c": 2}, "a", "b", "c")
    assert [forms for forms, _ in found] == [{"a"}, {"b", "c"}]


@pytest.mark.parametrize(
    ("tried", "expected"), [(1, [{"a"}, {"b"}, {"c"}]), (2, [{"a"}, {"b", "c"}])]
)
def test_only_so_many_groups_are_tried(tried: int, expected: list[set[str]]) -> None:
    with planned({"TRIED": tried}):
        found = together({"a": 1500, "b": 500, "c": 2}, "a", "b", "c")
    assert [forms for forms, _ in found] == expected


@pytest.mark.parametrize(("values", "expected"), [(64, {PLAN, "a"}), (65, {CUT, "a"})])
def test_texts_of_few_values_are_keys_as_they_stand(values: int, expected: set[str]) -> None:
    assert whole({PLAN: values}, [CUT, "a"]) == [expected]


def test_two_texts_in_one_key_stay_cut() -> None:
    assert whole({PLAN: 3}, [CUT, COUNTRY]) == [{CUT, COUNTRY}]
    assert whole({PLAN: 3}, [CUT, PLAN]) == [{PLAN}]


@pytest.mark.parametrize(("many", "expected"), [(2000, {PLAN}), (2001, {CUT})])
def test_texts_stay_cut_where_some_of_their_keys_make_many_cells(
    many: int, expected: set[str]
) -> None:
    found = whole({PLAN: 3, "a": many}, [CUT], [CUT, "a"], ["a"])
    assert found == [expected, expected | {"a"}, {"a"}]
