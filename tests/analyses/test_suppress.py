"""Small bases are hidden, and with them whatever would tell them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nps.analyses.suppress import OTHER_WAYS, OVERLAP, Hidden, hidden_segments
from nps.results.ledger import Ledger
from nps.results.sums import UNIT, Sums
from nps.results.tally import SegmentationTally, SegmentTally, Tally

Response = tuple[str | None, ...]
"""The segment of each of the segmentations a, b, c; None where it is unsegmented there."""
Value = tuple[str, str | None]
"""Segmentation and segment; the unsegmented where that is None."""
LEAVES = "abc"


def sums(base: int) -> Sums:
    return Sums(counts=(0,) * 10 + (base,))


def tally(overall: int, *segmentations: SegmentationTally) -> Tally:
    return Tally(
        lowest=0,
        sources=(),
        ledger=Ledger(read=overall, scored=overall),
        overall=sums(overall),
        segmentations=segmentations,
    )


def division(
    name: str, bases: Mapping[str, int], unsegmented: int = 0, *, overlapping: int = 0
) -> SegmentationTally:
    """A segmentation that is no cross; of overlapping segments, `overlapping` is all of them."""
    overall = overlapping or sum(bases.values()) + unsegmented
    return SegmentationTally(
        name=name,
        kind="overlap" if overlapping else "value",
        partition=not overlapping,
        segments=tuple(
            SegmentTally(name=one, sums=sums(base), rest=sums(overall - base))
            for one, base in bases.items()
        ),
        unsegmented=sums(unsegmented),
    )


def plan(*bases: int, unsegmented: int = 0) -> Tally:
    """A run of one segmentation, its segments named A, B, C…"""
    names = "ABCDEFGHIJ"[: len(bases)]
    return tally(
        sum(bases) + unsegmented,
        division("plan", dict(zip(names, bases, strict=True)), unsegmented),
    )


def counted(responses: Mapping[Response, int], *shown: str) -> Tally:
    """What is counted of responses by segmentations such as "a" and "ba"."""
    overall = sum(responses.values())
    return tally(overall, *(_counted(responses, parts, overall) for parts in shown))


def _counted(responses: Mapping[Response, int], parts: str, overall: int) -> SegmentationTally:
    bases: Counter[Response] = Counter()
    for response, number in responses.items():
        bases[tuple(response[LEAVES.index(leaf)] for leaf in parts)] += number
    segments = sorted(tuple(map(str, key)) for key in bases if None not in key)
    is_cross = len(parts) > 1
    return SegmentationTally(
        name=parts,
        kind="cross" if is_cross else "value",
        partition=True,
        segments=tuple(
            SegmentTally(
                name=" × ".join(key),
                sums=sums(bases[key]),
                rest=sums(overall - bases[key]),
                parts=key if is_cross else (),
            )
            for key in segments
        ),
        unsegmented=sums(sum(base for key, base in bases.items() if None in key)),
        parts=tuple(parts) if is_cross else (),
    )


def table(*rows: Sequence[int]) -> dict[Response, int]:
    """Responses of a (rows, a1…) by b (columns, b1…)."""
    return {
        (f"a{row}", f"b{column}"): base
        for row, bases in enumerate(rows, 1)
        for column, base in enumerate(bases, 1)
        if base
    }


def segments(hidden: Hidden, of: str = "plan") -> list[str]:
    return sorted(segment for segmentation, segment in hidden.segments if segmentation == of)


# One segmentation


@pytest.mark.parametrize(
    ("bases", "unsegmented", "expected"),
    [
        ((40, 30, 20), 0, ""),
        ((40, 30, 10), 0, ""),
        ((40, 30, 20, 0), 3, "C-"),
        ((40, 30, 20, 9), 0, "CD"),
        ((9, 20, 30, 40), 0, "AB"),
        ((40, 9, 8, 30), 0, "BC"),
        ((40, 30, 5, 4), 0, "BCD"),
        ((40, 30, 5, 5), 0, "CD"),
        ((20, 20, 20, 3), 0, "CD"),
        ((40, 3, 0), 0, "AB"),
        ((40, 3), 20, "B-"),
        ((40, 20, 3), 30, "BC"),
        ((40, 20, 3), 20, "C-"),
        ((40, 3), 2, "AB-"),
        ((11, 1, 1, 1, 1, 1, 1, 1, 1, 1), 0, "ABCDEFGHIJ"),
        ((12, 1, 1, 1, 1, 1, 1, 1, 1, 2), 0, "BCDEFGHIJ"),
    ],
)
def test_small_segments_are_hidden_and_the_smallest_others_with_them(
    bases: tuple[int, ...], unsegmented: int, expected: str
) -> None:
    hidden = hidden_segments(plan(*bases, unsegmented=unsegmented), 10)
    assert "".join(segments(hidden)) + "-" * ("plan" in hidden.unsegmented) == expected
    assert not hidden.overall
    assert bool(hidden.notes) == bool(expected)


def test_everything_is_hidden_where_all_responses_are_few() -> None:
    hidden = hidden_segments(
        tally(9, division("plan", {"A": 5, "B": 0}, 4), division("role", {"U": 9})), 10
    )
    assert hidden == Hidden(
        overall=True,
        segments=frozenset({("plan", "A"), ("role", "U")}),
        unsegmented=frozenset({"plan"}),
        notes=("fewer than 10 answers in all: every figure is suppressed",),
    )


def test_where_nobody_answered_nothing_is_hidden() -> None:
    assert hidden_segments(plan(0, 0), 10) == Hidden()


def test_without_segmentations_only_all_responses_may_be_hidden() -> None:
    assert hidden_segments(tally(10), 10) == Hidden()
    assert hidden_segments(tally(9), 10).overall


def test_weights_do_not_matter() -> None:
    light = plan(40, 30, 20, 9)
    (segmentation,) = light.segmentations
    heavy = tuple(
        replace(one, sums=replace(one.sums, weights=(0,) * 10 + (at * UNIT,)))
        for at, one in enumerate(segmentation.segments)
    )
    weighted = replace(light, segmentations=(replace(segmentation, segments=heavy),))
    assert hidden_segments(weighted, 10) == hidden_segments(light, 10)


# A cross and its parents


def test_along_each_axis_of_a_cross_a_second_cell_is_hidden() -> None:
    rows = table((3, 20, 50), (30, 40, 60), (35, 45, 65))
    hidden = hidden_segments(counted(rows, "a", "b", "ab"), 10)
    assert segments(hidden, "ab") == ["a1 × b1", "a1 × b2", "a2 × b1", "a2 × b2"]
    assert segments(hidden, "a") == segments(hidden, "b") == []


def test_along_the_axis_of_a_parent_that_is_not_shown_one_hidden_cell_will_do() -> None:
    rows = table((3, 20, 50), (30, 40, 60), (35, 45, 65))
    hidden = hidden_segments(counted(rows, "a", "ab"), 10)
    assert segments(hidden, "ab") == ["a1 × b1", "a1 × b2"]


def test_the_order_of_segmentations_and_of_parts_does_not_matter() -> None:
    rows = table((3, 20, 50), (30, 40, 60), (35, 45, 65))
    hidden = hidden_segments(counted(rows, "ba", "b", "ab", "a"), 10)
    assert segments(hidden, "ab") == ["a1 × b1", "a1 × b2", "a2 × b1", "a2 × b2"]
    assert segments(hidden, "ba") == ["b1 × a1", "b1 × a2", "b2 × a1", "b2 × a2"]


def test_a_parent_whose_only_cell_is_hidden_is_hidden_too() -> None:
    rows = table((12, 0), (3, 40), (0, 60))
    hidden = hidden_segments(counted(rows, "a", "b", "ab"), 10)
    assert "a1 × b1" in segments(hidden, "ab")
    assert {"a1", "a3"} <= set(segments(hidden, "a"))


def test_a_hidden_parent_hides_a_cell_of_its_own() -> None:
    rows = table((2, 3, 1), (14, 15, 16), (30, 40, 50))
    hidden = hidden_segments(counted(rows, "a", "ab"), 10)
    assert segments(hidden, "a") == ["a1", "a2"]
    assert segments(hidden, "ab") == ["a1 × b1", "a1 × b2", "a1 × b3", "a2 × b1"]


def test_the_hidden_cells_of_a_line_are_together_no_fewer_than_asked_for() -> None:
    rows = table((3, 4, 50, 60), (3, 4, 70, 80), (90, 91, 92, 93))
    hidden = hidden_segments(counted(rows, "a", "b", "ab"), 10)
    shown = {one.name: one.sums.base for one in counted(rows, "ab").segmentations[0].segments}
    for line in ("a1", "a2", "b1", "b2"):
        assert sum(shown[one] for one in segments(hidden, "ab") if line in one) >= 10


def test_a_cross_of_three_parts_is_hidden_along_each_axis() -> None:
    cells: dict[Response, int] = {
        (f"a{one}", f"b{two}", f"c{three}"): 20 + 9 * one + 3 * two + three
        for one, two, three in product((1, 2, 3), repeat=3)
    }
    shown = counted(cells | {("a1", "b1", "c1"): 4}, "abc", "c", "ab", "bc", "a", "ca", "b")
    hidden = hidden_segments(shown, 10)
    assert len(segments(hidden, "abc")) == 8
    assert len(hidden.segments) == 8


def test_a_cell_between_two_hidden_blocks_is_not_left_to_be_worked_out() -> None:
    rows = table(
        (5, 6, 90, 91),
        (7, 5, 8, 92),
        (93, 94, 6, 5),
        (95, 96, 7, 8),
    )
    # NOTE: Row 1, columns 1 and 2 and row 2 leave a2 × b3: every line has two hidden cells.
    shown = counted(rows, "a", "b", "ab")
    assert recovered(shown, primarily(shown, 10)) == [("ab", "a2 × b3")]
    hidden = hidden_segments(shown, 10)
    assert recovered(shown, hidden) == []
    assert len(hidden.segments) == 10


def test_parents_that_two_crosses_share_are_known_without_being_shown() -> None:
    responses: dict[Response, int] = {
        ("a1", "b1", "c1"): 3, ("a1", "b2", "c2"): 40, ("a2", "b1", "c1"): 50,
        ("a2", "b2", "c2"): 11, ("a2", "b3", "c1"): 60, ("a1", "b3", "c2"): 70,
    }  # fmt: skip
    shown = counted(responses, "ab", "ac")
    hidden = hidden_segments(shown, 10)
    assert ("ab", "a1 × b1") in hidden.segments
    assert recovered(shown, hidden) == []


def test_the_same_people_unsegmented_in_a_cross_are_hidden_there_too() -> None:
    responses = {("a1", "b1"): 3, ("a2", "b1"): 50, ("a2", "b2"): 60, ("a1", "b2"): 4}
    hidden = hidden_segments(counted(responses | {(None, "b1"): 9}, "a", "b", "ab"), 10)
    assert hidden.unsegmented == {"a", "ab"}


def test_a_segmentation_crossed_with_itself_is_read_as_it_is() -> None:
    free, both = SegmentTally(name="x", sums=sums(30), rest=sums(20)), ("x", "y")
    crossed = SegmentationTally(
        name="tags × tags",
        kind="cross",
        partition=False,
        segments=(
            replace(free, name="x × x", parts=("x", "x")),
            replace(free, name="x × y", parts=both, sums=sums(4)),
            replace(free, name="y × x", parts=both[::-1], sums=sums(4)),
        ),
        unsegmented=sums(20),
        parts=("tags", "tags"),
    )
    hidden = hidden_segments(
        tally(50, division("tags", {"x": 30, "y": 12}, 20, overlapping=50), crossed), 10
    )
    assert {"x × y", "y × x"} <= set(segments(hidden, "tags × tags"))


# What is said


def test_overlapping_segments_are_hidden_as_if_they_did_not_and_it_is_said() -> None:
    watchlist = division("watchlist", {"A": 60, "B": 5, "C": 70}, 30, overlapping=120)
    hidden = hidden_segments(tally(120, watchlist), 10)
    assert segments(hidden, "watchlist") == ["B"]
    assert hidden.unsegmented == {"watchlist"}
    assert hidden.notes[1:] == (OVERLAP,)


def test_a_note_says_that_segmentations_of_other_kinds_may_tell() -> None:
    rows = table((3, 40), (50, 60))
    assert len(hidden_segments(counted(rows, "a"), 10).notes) == 0
    assert len(hidden_segments(counted(rows, "ab"), 10).notes) == 1
    assert len(hidden_segments(counted(rows, "ab", "a", "b"), 10).notes) == 1
    other = division("role", {"User": 100, "Buyer": 53})
    beside = counted(rows, "ab", "a")
    beside = replace(beside, segmentations=(*beside.segmentations, other))
    assert hidden_segments(beside, 10).notes[1:] == (OTHER_WAYS,)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(2, 80))
def test_notes_tell_no_number_but_the_one_asked_for(bases: list[int], below: int) -> None:
    hidden = hidden_segments(plan(*bases), below)
    assert set(re.findall(r"\d+", " ".join(hidden.notes))) <= {str(below)}


def test_a_plan_of_ten_thousand_segments_of_which_none_is_small_takes_no_time() -> None:
    many = tally(400_000, division("account", {str(at): 40 for at in range(10_000)}))
    start = perf_counter()
    assert hidden_segments(many, 10) == Hidden()
    assert perf_counter() - start < 0.5


def test_a_cross_of_some_thousand_cells_takes_little_time() -> None:
    cells: dict[Response, int] = {
        (f"a{one}", f"b{two}"): 5 + (one * 37 + two * 101) % 23
        for one, two in product(range(60), range(50))
    }
    shown = counted(cells, "a", "b", "ab")
    start = perf_counter()
    hidden = hidden_segments(shown, 6)
    assert perf_counter() - start < 5
    assert 100 < len(hidden.segments) < 1_000


# What a reader can work out


def values(shown: Tally, hidden: Hidden) -> Iterable[tuple[Value, frozenset[Response], int, bool]]:
    """All numbers of responses with whom they are, and whether they are hidden.

    Cells that a cross leaves out are 0, which is seen.
    """
    leaves = {leaf for one in shown.segmentations for leaf in one.parts or (one.name,)}
    levels: dict[str, set[str | None]] = {leaf: {None} for leaf in leaves}
    for one in shown.segmentations:
        for segment in one.segments:
            for leaf, name in _parts(one, segment):
                levels[leaf].add(name)
    at = sorted(leaves)
    everybody = list(product(*(sorted(levels[leaf], key=str) for leaf in at)))
    for one in shown.segmentations:
        places = [at.index(leaf) for leaf in one.parts or (one.name,)]
        those: defaultdict[Response, set[Response]] = defaultdict(set)
        for response in everybody:
            key = tuple(response[place] for place in places)
            those[(None,) if None in key else key].add(response)
        nobody = (one.name, None)
        yield (
            nobody, frozenset(those.pop((None,))), one.unsegmented.base,
            one.name in hidden.unsegmented,
        )  # fmt: skip
        for segment in one.segments:
            who = frozenset(those.pop(tuple(name for _, name in _parts(one, segment))))
            is_hidden = (one.name, segment.name) in hidden.segments
            yield (one.name, segment.name), who, segment.sums.base, is_hidden
        for key, absent in those.items():
            yield (one.name, " × ".join(map(str, key))), frozenset(absent), 0, False


def _parts(one: SegmentationTally, segment: SegmentTally) -> list[tuple[str, str]]:
    return list(zip(one.parts or (one.name,), segment.parts or (segment.name,), strict=True))


def equations(
    shown: Tally, hidden: Hidden
) -> tuple[list[frozenset[Response]], dict[Value, frozenset[Response]]]:
    """Who is in each published number, all responses first, and in each hidden one.

    Without those that are known not to exist.
    """
    numbers = list(values(shown, hidden))
    nobody = frozenset[Response]().union(*(who for _, who, base, _ in numbers if not base))
    everybody = frozenset[Response]().union(*(who for _, who, _, _ in numbers)) - nobody
    assert not any(is_hidden for _, _, base, is_hidden in numbers if not base)
    return (
        [
            everybody,
            *(who - nobody for _, who, base, is_hidden in numbers if base and not is_hidden),
        ],
        {name: who - nobody for name, who, _, is_hidden in numbers if is_hidden},
    )


def recovered(shown: Tally, hidden: Hidden) -> list[Value]:
    """Hidden numbers that are sums of published ones with any factors, by elimination."""
    published, wanted = equations(shown, hidden)
    basis: dict[Response, dict[Response, Fraction]] = {}

    def reduced(who: Iterable[Response]) -> dict[Response, Fraction]:
        row = dict.fromkeys(who, Fraction(1))
        while at := next((one for one in row if one in basis), None):
            factor = row[at]
            for one, value in basis[at].items():
                row[one] = row.get(one, Fraction(0)) - factor * value
                if not row[one]:
                    del row[one]
        return row

    for who in published:
        row = reduced(sorted(who, key=str))
        if row:
            at = next(iter(row))
            basis[at] = {one: value / row[at] for one, value in row.items()}
    return [name for name, who in wanted.items() if not reduced(sorted(who, key=str))]


def primarily(shown: Tally, below: int) -> Hidden:
    """The small segments hidden, and nothing else."""
    return Hidden(
        segments=frozenset(
            (one.name, segment.name)
            for one in shown.segmentations
            for segment in one.segments
            if 0 < segment.sums.base < below
        ),
        unsegmented=frozenset(
            one.name for one in shown.segmentations if 0 < one.unsegmented.base < below
        ),
    )


SHOWN = st.integers(1, 3).flatmap(
    lambda leaves: st.lists(
        st.sampled_from(
            ["".join(one) for size in range(1, leaves + 1)
             for one in permutations(LEAVES[:leaves], size)]
        ),
        min_size=1, max_size=5, unique=True,
    )
)  # fmt: skip
NAMES = st.sampled_from((None, "1", "1", "2", "2", "2", "3", "4"))
RESPONSES = st.dictionaries(st.tuples(NAMES, NAMES, NAMES), st.integers(1, 30), min_size=1)
COMPLETE = st.dictionaries(
    st.tuples(*[st.sampled_from(("1", "2", "3", "4"))] * 3), st.integers(1, 30), min_size=4
)


@settings(deadline=None, max_examples=200)
@given(st.one_of(RESPONSES, COMPLETE), SHOWN, st.integers(2, 20))
def test_no_hidden_number_is_determined_by_those_that_are_shown(
    responses: dict[Response, int], shown: list[str], below: int
) -> None:
    run = counted(responses, *shown)
    hidden = hidden_segments(run, below)
    assume(not hidden.overall)
    assert recovered(run, hidden) == []


@settings(deadline=None, max_examples=200)
@given(st.one_of(RESPONSES, COMPLETE), SHOWN, st.integers(2, 20))
def test_every_hidden_set_has_two_members_and_enough_responses_unless_all_is_hidden(
    responses: dict[Response, int], shown: list[str], below: int
) -> None:
    run = counted(responses, *shown)
    hidden = hidden_segments(run, below)
    assume(not hidden.overall)
    overall = run.overall.base
    assert primarily(run, below).segments <= hidden.segments
    assert primarily(run, below).unsegmented <= hidden.unsegmented
    small = primarily(run, below)
    assert bool(hidden.segments or hidden.unsegmented) == bool(small.segments or small.unsegmented)
    numbers = {name: (base, is_hidden) for name, _, base, is_hidden in values(run, hidden) if base}
    sets = [[name for name in numbers if name[0] == one.name] for one in run.segmentations]
    sets += [
        [(parent.name, segment.name), *cells]
        for parent, cross in permutations(run.segmentations, 2)
        for segment in parent.segments
        if (cells := [
            (cross.name, cell.name)
            for cell in cross.segments
            if set(_parts(parent, segment)) < set(_parts(cross, cell))
        ])
    ]  # fmt: skip
    for members in sets:
        inside = [numbers[name][0] for name in members if numbers[name][1]]
        # NOTE: A segment of all responses is told by the total, whatever is hidden.
        outside = [base for base, _ in (numbers[name] for name in members) if base != overall]
        assert not inside or len(inside) == len(outside) or (
            len(inside) >= 2 and sum(inside) >= below
        )  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.tuples(*[st.sampled_from("123")] * 2), st.integers(1, 25), min_size=3, max_size=6
    ),
    st.sampled_from((["a", "b", "ab"], ["a", "ab"], ["ab"], ["a"])),
    st.integers(2, 12),
)
def test_no_search_by_adding_and_subtracting_finds_a_hidden_number(
    responses: dict[Response, int], shown: list[str], below: int
) -> None:
    run = counted(responses, *shown)
    hidden = hidden_segments(run, below)
    assume(hidden.segments and not hidden.overall)
    published, wanted = equations(run, hidden)
    places = sorted(frozenset[Response]().union(*published))
    assume(len(set(published)) <= 9)
    found = {(0,) * len(places)}
    for who in set(published):
        one = tuple(int(place in who) for place in places)
        found |= {
            tuple(old + sign * new for old, new in zip(sofar, one, strict=True))
            for sofar in found
            for sign in (1, -1)
        }
    for who in wanted.values():
        assert tuple(int(place in who) for place in places) not in found


@pytest.mark.parametrize("shown", [["a"], ["a", "ab"], ["a", "b", "ab"]])
def test_small_numbers_alone_hidden_would_be_worked_out(shown: list[str]) -> None:
    run = counted(table((3, 40, 50), (60, 70, 80), (2, 1, 4)), *shown)
    assert recovered(run, primarily(run, 10)) != []
    assert recovered(run, hidden_segments(run, 10)) == []
