"""Which segments single responses are in, and why."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

import polars as pl

from nps.engine.keys import leaves, row_keys
from nps.engine.labellers import Labeller
from nps.engine.questions import Answers, Questions
from nps.engine.segmenting import CROSS, kind_of
from nps.engine.texts import number_text
from nps.results.explanation_reasons import age_words, leftover_words, segment_words
from nps.results.explanation_responses import Judgement, Placement, Reason
from nps.results.explanation_words import cell_words, quoted
from nps.spec.joins import is_absent
from nps.spec.segmentations import (
    CrossSegmentation,
    RuleSegmentation,
    Segmentation,
    SinceSegmentation,
    TagSegmentation,
    ValueSegmentation,
)

Place = Callable[[Answers], Placement]


def ask_placement(name: str, questions: Questions, labellers: Mapping[str, Labeller]) -> Place:
    """Ask for the segments of a segmentation, whatever its kind."""
    segments = questions.cells.configuration.segments
    if not isinstance(segments[name], CrossSegmentation):
        return _ask_leaf(name, questions, labellers[name])
    parts = [
        _ask_leaf(leaf, questions, labellers[leaf], part=True) for leaf in leaves(name, segments)
    ]

    def place(answers: Answers) -> Placement:
        placements = [part(answers) for part in parts]
        return Placement(
            name=name,
            kind="cross",
            segments=tuple(map(CROSS.join, product(*(one.segments for one in placements)))),
            judgements=tuple(judgement for one in placements for judgement in one.judgements),
        )

    return place


def _ask_leaf(name: str, questions: Questions, labeller: Labeller, *, part: bool = False) -> Place:
    """Ask for the segments of a segmentation that is no cross.

    Args:
        name: The segmentation.
        questions: What is asked already.
        labeller: Its labeller.
        part: It is asked for a cross, so that its name stands with each reason.
    """
    segmentation = questions.cells.configuration.segments[name]
    path = ("segments", name)
    keys = [questions.ask(key) for key in row_keys(segmentation, questions.cells, path)]
    judge = _ask_reasons(segmentation, questions, labeller, path)
    conceal = _concealer(segmentation)

    def place(answers: Answers) -> Placement:
        segments = labeller.label(tuple(key(answers) for key in keys))
        judgements = judge(segments, answers)
        if part:
            judgements = tuple(
                replace(one, rule=f"{name}: {one.rule}" if one.rule else name) for one in judgements
            )
        return Placement(
            name=name,
            kind=kind_of(segmentation),
            segments=tuple(dict.fromkeys(map(conceal, segments))),
            judgements=judgements,
        )

    return place


def _ask_reasons(
    segmentation: Segmentation, questions: Questions, labeller: Labeller, path: tuple[str, ...]
) -> Callable[[tuple[str, ...], Answers], tuple[Judgement, ...]]:
    """Ask for what decided: every rule, or the cell that all depends on."""
    if isinstance(segmentation, RuleSegmentation):
        rules = [
            questions.ask_rule(rule, condition, (*path, "rules", rule))
            for rule, condition in segmentation.rules.items()
        ]
        return lambda _, answers: tuple(judge(answers) for judge in rules)
    subject, column, expression = _asked_cell(segmentation, questions, path)
    cell = questions.ask_cell(column, expression)
    words: Mapping[str, str] = {
        name: leftover_words(segmentation, name) for name in labeller.leftovers if is_absent(name)
    }
    if not isinstance(segmentation, (ValueSegmentation, TagSegmentation)):
        words = segment_words(segmentation, labeller.names, labeller.leftovers, labeller.freeze)

    def reasons(segments: tuple[str, ...], answers: Answers) -> tuple[Judgement, ...]:
        said = words.get(segments[0]) if segments else None
        reason = Reason(
            condition=said or subject, cell=cell(answers), verdict="true" if said else None
        )
        return (Judgement(rule=None, holds=None, reasons=(reason,)),)

    return reasons


def _asked_cell(
    segmentation: Segmentation, questions: Questions, path: tuple[str, ...]
) -> tuple[str, str, pl.Expr | None]:
    """What decides, in words, the column it is from, and what its cell is turned into."""
    match segmentation:
        case SinceSegmentation(since=since, until=until):
            days = questions.cells.days_since(since, until, path)
            return age_words(segmentation), since, number_text(days)
        case TagSegmentation(tags=column):
            return quoted(column), column, None
        case RuleSegmentation() | CrossSegmentation():
            raise TypeError("rules and crosses depend on more than one cell")
        case _:
            return quoted(segmentation.column), segmentation.column, None


def _concealer(segmentation: Segmentation) -> Callable[[str], str]:
    """Names of segments as they may be shown, where cells are their names."""
    match segmentation:
        case ValueSegmentation() | TagSegmentation(groups=None):
            return cell_words
        case _:
            return lambda name: name
