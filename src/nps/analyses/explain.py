"""What does each segment select, and is that what was meant?"""

from collections.abc import Iterator, Sequence

from nps.results.explanation import Setting
from nps.results.explanation_counts import RuleMatches, Selections
from nps.results.explanation_reasons import cross_words, segment_words
from nps.results.explanation_responses import ExplainedResponse, ResponseResult
from nps.results.explanation_scores import BadScore, BadScoreResult
from nps.results.explanation_segments import (
    Overlap,
    SegmentationSelection,
    SegmentSelection,
    SelectionResult,
)
from nps.results.subject import Subject
from nps.results.tally import SegmentationTally, Tally
from nps.spec.configuration import Configuration
from nps.spec.scale import ScaleRange
from nps.spec.segmentations import CrossSegmentation

CROSS = " × "


def explain_segments(selections: Selections, configuration: Configuration) -> SelectionResult:
    """Say what every segment selects, and which select nothing."""
    tally = selections.tally
    segmentations = tuple(
        _segmentation(one, selections, configuration) for one in tally.segmentations
    )
    base = tally.overall.base
    notes = [note for one in segmentations for note in _empty_notes(one)] if base else []
    return SelectionResult(
        setting=_setting(tally, configuration, (*notes, *tally.notes)),
        base=base,
        segmentations=segmentations,
    )


def explain_responses(
    tally: Tally, responses: Sequence[ExplainedResponse], configuration: Configuration
) -> ResponseResult:
    """Say what became of some responses."""
    return ResponseResult(setting=_setting(tally, configuration), responses=tuple(responses))


def explain_scores(
    tally: Tally, values: Sequence[BadScore], configuration: Configuration
) -> BadScoreResult:
    """Say which score values were not counted."""
    score = configuration.survey.score
    return BadScoreResult(
        setting=_setting(tally, configuration),
        column=score.column if score is not None else "",
        scale=str(ScaleRange(tally.lowest)),
        values=tuple(values),
    )


def _setting(tally: Tally, configuration: Configuration, notes: Sequence[str] = ()) -> Setting:
    return Setting(
        subject=Subject(survey=configuration.survey.name, answered=tally.answered),
        sources=tally.sources,
        ledger=tally.ledger,
        notes=tuple(notes),
    )


def _segmentation(
    tally: SegmentationTally, selections: Selections, configuration: Configuration
) -> SegmentationSelection:
    words = _words(tally, selections, configuration)
    matches = selections.matches.get(tally.name)
    rules = {name: index for index, name in enumerate(matches.rules)} if matches else {}
    segments = []
    for segment in tally.segments:
        taken = segment.sums.base
        index = rules.get(segment.name)
        segments.append(
            SegmentSelection(
                segment=segment.name,
                selects=words[segment.name],
                matched=taken
                if matches is None or index is None
                else matches.together[index][index],
                taken=taken,
                overlaps=() if matches is None or index is None else _overlaps(matches, index),
                leftover=segment.leftover,
            )
        )
    return SegmentationSelection(
        name=tally.name,
        kind=tally.kind,
        partition=tally.partition,
        unsegmented=tally.unsegmented.base,
        segments=tuple(segments),
        abridged=tally.abridged,
    )


def _words(
    tally: SegmentationTally, selections: Selections, configuration: Configuration
) -> dict[str, str]:
    declared = configuration.segments[tally.name]
    names = [segment.name for segment in tally.segments]
    if isinstance(declared, CrossSegmentation):
        parts = tuple(_leaves(declared, configuration))
        return {name: _cross_words(parts, name) for name in names}
    leftovers = {segment.name for segment in tally.segments if segment.leftover}
    return segment_words(declared, names, leftovers, selections.cuts.get(tally.name, ()))


def _leaves(cross: CrossSegmentation, configuration: Configuration) -> Iterator[str]:
    """Names of the segmentations behind a cross, which may be made of crosses."""
    for part in cross.cross:
        declared = configuration.segments[part]
        if isinstance(declared, CrossSegmentation):
            yield from _leaves(declared, configuration)
        else:
            yield part


def _cross_words(parts: Sequence[str], name: str) -> str:
    """Name the parts, where the name of the segment tells which is which."""
    names = name.split(CROSS)
    return cross_words(parts, names) if len(names) == len(parts) else ""


def _overlaps(matches: RuleMatches, index: int) -> tuple[Overlap, ...]:
    found = [
        (-count, at) for at, count in enumerate(matches.together[index]) if count and at != index
    ]
    return tuple(Overlap(name=matches.rules[at], count=-count) for count, at in sorted(found))


def _empty_notes(segmentation: SegmentationSelection) -> list[str]:
    """Say plainly which declared segments hold nobody, and whether rules before them took all."""
    noun = "rule" if segmentation.kind in ("rules", "overlap") else "segment"
    notes = []
    for segment in segmentation.segments:
        if segment.taken:
            continue
        name = f"{segmentation.name}: {noun} {segment.segment!r}"
        if segment.leftover:
            notes.append(f"{segmentation.name}: nothing is left for {segment.segment!r}")
        elif segment.matched:
            all_of = f"all {segment.matched:,} responses" if segment.matched > 1 else "the response"
            notes.append(f"{name} gets nothing: rules before it take {all_of} that it matches")
        else:
            notes.append(f"{name} selects nothing")
    return notes
