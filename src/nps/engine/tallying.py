"""Rows to a tally and its ledger."""

from collections.abc import Mapping, Sequence

from nps.engine.checking import check
from nps.engine.counting import Counting
from nps.engine.export import Export
from nps.engine.keys import leaves
from nps.engine.labellers import Labeller
from nps.engine.naming import name_problems
from nps.engine.nearest import nearest_notes
from nps.engine.nested import nested_problems
from nps.engine.noting import conversion_notes, counting_notes, lacking_notes
from nps.engine.pairing import pair
from nps.engine.segmenting import Grouping, labeller_of
from nps.engine.slicing import Slicing
from nps.engine.summing import Summing
from nps.errors import DeclarationError
from nps.results.ledger import Ledger
from nps.results.tally import PeriodTally, Tally
from nps.spec.configuration import Configuration

SIDES = 2
"""Periods of a comparison: before and after."""


def tally(
    exports: Sequence[Export],
    configuration: Configuration,
    shown: Sequence[str],
    slicing: Slicing | None = None,
) -> Tally:
    """Count the responses of some exports, put together by column name.

    Args:
        exports: What to read.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.
        slicing: What is asked of the dates.

    Raises:
        DeclarationError: A column is named and not there, or holds none of what a rule needs.
        ScoreError: There are no data rows, or none of them has a valid score.
        SourceError: An export cannot be read to its end.
        UsageError: No answer is dated in a period that is asked for, or there are too many.
    """
    counting = count(exports, configuration, shown, slicing=slicing)
    check(counting, exports)
    return tally_of(exports, counting, labellers_of(counting))


def count(  # noqa: PLR0913, PLR0917  # all that is counted
    exports: Sequence[Export],
    configuration: Configuration,
    shown: Sequence[str],
    masked: Sequence[str] = (),
    slicing: Slicing | None = None,
    joint: Grouping = (),
) -> Counting:
    """Count, without a look at what came of it; see `tally`.

    Args:
        exports: What to read.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.
        masked: Those of them to count by all the rules that a response meets.
        slicing: What is asked of the dates.
        joint: One more set of row keys to count by.
    """
    score = configuration.survey.score
    if score is None:
        raise TypeError("the score column must be known before responses are counted")
    columns = dict.fromkeys(name for export in exports for name in export.columns)
    duplicates = frozenset[str]().union(*(export.duplicates for export in exports))
    problems = name_problems(configuration, shown, columns, duplicates)
    problems += nested_problems(exports, configuration, shown)
    if problems:
        raise DeclarationError(problems)
    segments = configuration.segments
    needed = list(dict.fromkeys(leaf for name in shown for leaf in leaves(name, segments)))
    counting = Counting(configuration, score, needed, shown, masked, slicing or Slicing(), joint)
    counting.add(exports)
    return counting


def labellers_of(counting: Counting) -> dict[str, Labeller]:
    """Fit the labellers of all leaves."""
    scores = len(counting.score.scale.scores)
    return {
        name: labeller_of(name, counting.configuration, counting.counts, scores)
        for name in counting.leaves
    }


def tally_of(
    exports: Sequence[Export], counting: Counting, labellers: Mapping[str, Labeller]
) -> Tally:
    """Put what was counted in order."""
    configuration, slicing = counting.configuration, counting.slicing
    summing = Summing(counting, labellers)
    total = summing.total()
    periods: tuple[PeriodTally, ...] = ()
    if slicing.is_sliced:
        sides = slicing.sides or 0
        periods = tuple(summing.periods((_named(exports[:sides]), _named(exports[sides:]))))
    statuses = counting.statuses
    unconverted = list(conversion_notes(counting, exports))
    first = [
        *(note for export in exports for note in export.notes),
        *lacking_notes(exports, configuration, counting.shown),
    ]
    others = [
        *counting_notes(counting),
        *nearest_notes(
            exports,
            configuration,
            total.segmentations,
            nobody=sum(statuses.values()) == statuses["filtered_out"],
        ),
        *(note for labeller in labellers.values() for note in labeller.notes),
    ]
    return Tally(
        lowest=counting.score.scale.lowest,
        sources=tuple(counting.sources),
        ledger=Ledger(read=sum(source.rows for source in counting.sources), **statuses),
        overall=total.overall,
        segmentations=total.segmentations,
        answered=(min(counting.answered), max(counting.answered)) if counting.answered else None,
        uncounted=tuple(sorted(counting.uncounted.items(), key=lambda item: (-item[1], item[0]))),
        notes=(*first, *(full for full, _ in unconverted), *others),
        veiled_notes=(*first, *(veiled for _, veiled in unconverted), *others),
        periods=periods,
        undated=summing.undated() if slicing.every is not None else 0,
        pairs=pair(counting) if len(periods) == SIDES and slicing.every is None else None,
    )


def _named(exports: Sequence[Export]) -> str:
    """What one side of a comparison is called."""
    return " + ".join(export.path for export in exports)
