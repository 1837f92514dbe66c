"""What explanations say of counts."""

from typing import Any

from nps.analyses.explain import explain_scores, explain_segments
from nps.results.blocks import Headline, Notes, Table
from nps.results.explanation_counts import RuleMatches, Selections
from nps.results.explanation_segments import SelectionResult
from nps.results.ledger import Ledger
from nps.results.sums import Sums
from nps.results.tally import (
    SegmentationKind,
    SegmentationTally,
    SegmentTally,
    SourceTally,
    Tally,
)
from nps.spec.configuration import Configuration

REST = "rest"


def nines(base: int) -> Sums:
    return Sums(counts=(0,) * 9 + (base, 0))


def selections(
    kind: SegmentationKind,
    bases: dict[str, int],
    together: tuple[tuple[int, ...], ...] = (),
    *,
    base: int | None = None,
    notes: tuple[str, ...] = (),
) -> Selections:
    scored = sum(bases.values()) if base is None else base
    tally = Tally(
        lowest=0,
        sources=(SourceTally(path="a.csv", format="csv", layout="plain", rows=scored),),
        ledger=Ledger(read=scored, scored=scored),
        overall=nines(scored),
        segmentations=(
            SegmentationTally(
                name="s",
                kind=kind,
                partition=kind not in {"overlap", "tags"},
                segments=tuple(
                    SegmentTally(
                        name=name,
                        sums=nines(number),
                        rest=nines(scored - number),
                        leftover=name == REST,
                    )
                    for name, number in bases.items()
                ),
                unsegmented=nines(max(scored - sum(bases.values()), 0)),
                abridged=kind == "value",
            ),
        ),
        notes=notes,
    )
    rules = tuple(name for name in bases if name != REST)
    matches = {"s": RuleMatches(rules=rules, together=together)} if together else {}
    return Selections(tally=tally, matches=matches, cuts={})


def explained(found: Selections, segmentation: object, **others: object) -> SelectionResult:
    segments = {"s": segmentation, **others}
    declared = Configuration.model_validate({"segments": segments})
    return explain_segments(found, declared)


def rules(*names: str) -> dict[str, Any]:
    return {name: {"x": {"lt": index}} for index, name in enumerate(names)}


def table(result: SelectionResult) -> Table:
    (found,) = (block for block in result.document() if isinstance(block, Table))
    return found


def notes(result: SelectionResult) -> tuple[str, ...]:
    return sum((block.lines for block in result.document() if isinstance(block, Notes)), ())


def test_overlaps_come_largest_first_and_only_some_are_named() -> None:
    names = ("A", "B", "C", "D", "E")
    together = (
        (9, 1, 3, 2, 3), (1, 1, 0, 0, 0), (3, 0, 3, 0, 0), (2, 0, 0, 2, 0), (3, 0, 0, 0, 3),
    )  # fmt: skip
    found = selections("overlap", dict(zip(names, (9, 1, 3, 2, 3), strict=True)), together, base=12)
    result = explained(found, {"overlap": True, "rules": rules(*names)})
    first = result.segmentations[0].segments[0]
    assert [(one.name, one.count) for one in first.overlaps] == [
        ("C", 3), ("E", 3), ("D", 2), ("B", 1),
    ]  # fmt: skip
    assert table(result).groups[0].rows[0].cells[-1] == "C 3, E 3, D 2 and 1 more"
    assert notes(result) == ()


def test_rules_that_get_nothing_say_why() -> None:
    found = selections(
        "rules",
        {"A": 4, "B": 0, "C": 0, "D": 0, "rest": 0},
        ((4, 2, 0, 1), (2, 2, 0, 1), (0, 0, 0, 0), (1, 1, 0, 1)),
        notes=("nearest",),
    )
    result = explained(found, {"rules": rules("A", "B", "C", "D"), "otherwise": "rest"})
    assert notes(result) == (
        "s: rule 'B' gets nothing: rules before it take all 2 responses that it matches",
        "s: rule 'C' selects nothing",
        "s: rule 'D' gets nothing: rules before it take the response that it matches",
        "s: nothing is left for 'rest'",
        "nearest",
    )
    assert result.record()["notes"] == list(notes(result))


def test_empty_declared_segments_are_said() -> None:
    found = selections("breaks", {"under 3": 2, "3 and over": 0})
    result = explained(found, {"column": "x", "breaks": [3]})
    assert notes(result) == ("s: segment '3 and over' selects nothing",)
    assert [column.title for column in table(result).columns] == [
        "", "matched", "taken", "selects",
    ]  # fmt: skip


def test_nobody_scored_is_no_news_of_each_segment() -> None:
    result = explained(selections("map", {"A": 0}), {"column": "x", "map": {"A": 1}})
    assert notes(result) == ()
    headline = result.document()[0]
    assert isinstance(headline, Headline)
    assert headline.sentences[0][-1] == " scored responses."


def test_only_the_largest_of_many_values_are_on_the_page() -> None:
    found = selections("value", {f"v{index}": 1 + (index == 59) for index in range(60)})
    result = explained(found, "x")
    (group,) = table(result).groups
    assert (len(group.rows), group.more) == (50, "and 10 more")
    assert group.rows[-1].cells == ("v59", 2, 2, "x is v59")
    assert len(result.segmentations[0].segments) == 60
    assert str(result.record()).count("x is v") == 60


def test_crosses_of_crosses_are_said_by_their_leaves() -> None:
    found = selections("cross", {"a × b × c": 1, "a × b × c × d": 1})
    others = {"p": "p", "q": "q", "pq": {"cross": ["p", "q"]}, "r": "r"}
    result = explained(found, {"cross": ["pq", "r"]}, **others)
    assert [one.selects for one in result.segmentations[0].segments] == [
        "p is a and q is b and r is c",
        "",
    ]


def test_unsegmented_responses_stand_in_the_heading() -> None:
    some = explained(selections("map", {"A": 1}, base=3), {"column": "x", "map": {"A": 1}})
    assert table(some).groups[0].heading == "s (2 in none)"
    rule = explained(selections("rules", {"A": 1}, ((1,),), base=3), {"rules": rules("A")})
    assert table(rule).groups[0].heading == "s (first match wins; 2 in none)"
    every = explained(selections("tags", {"A": 1}), {"tags": "x"})
    assert table(every).groups[0].heading == "s (segments overlap; 0 in none)"


def test_scores_need_no_declared_column() -> None:
    tally = selections("map", {"A": 1}).tally
    result = explain_scores(tally, (), Configuration())
    assert (result.column, result.scale, result.count) == ("", "0-10", 0)
