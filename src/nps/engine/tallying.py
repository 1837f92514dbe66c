"""Rows to a tally and its ledger."""

from collections.abc import Mapping, Sequence

from nps.engine.checking import check
from nps.engine.collect import interruptible
from nps.engine.counted import Asked, Counted
from nps.engine.counting import count_settled
from nps.engine.export import every_name, twice
from nps.engine.inputs import ByDay, Input, headers_of
from nps.engine.invites import Invites
from nps.engine.keys import leaves
from nps.engine.labellers import Labeller
from nps.engine.naming import name_problems
from nps.engine.nearest import idle_operands, look_near, nearest_notes
from nps.engine.nested import nested_problems
from nps.engine.noting import conversion_notes, counting_notes, join_notes, lacking_notes
from nps.engine.pairing import pair
from nps.engine.segmenting import Grouping, labeller_of
from nps.engine.shapes import look_at_shapes
from nps.engine.slicing import Slicing
from nps.engine.summing import Summing
from nps.engine.vendor_groups import group_notes, look_at_groups
from nps.errors import DeclarationError
from nps.results.ledger import Ledger
from nps.results.tally import PeriodTally, SourceTally, Tally
from nps.spec.configuration import Configuration

SIDES = 2
"""Periods of a comparison: before and after."""


def tally(
    inputs: Sequence[Input],
    configuration: Configuration,
    shown: Sequence[str],
    slicing: Slicing | None = None,
    invites: Invites | None = None,
) -> Tally:
    """Count the responses of some exports, put together by column name.

    Args:
        inputs: What to read.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.
        slicing: What is asked of the dates.
        invites: Who was asked; None where response rates are not.

    Raises:
        DeclarationError: A column is named and not there, or holds none of what a rule needs.
        ScoreError: There are no data rows, or none of them has a valid score.
        SourceError: An export cannot be read to its end.
        UsageError: No answer is dated in a period that is asked for, or there are too many.
    """
    counting = count(inputs, configuration, shown, slicing=slicing, invites=invites)
    check(counting)
    return tally_of(counting, labellers_of(counting))


@interruptible
def count(  # noqa: PLR0913, PLR0917  # all that is counted
    inputs: Sequence[Input],
    configuration: Configuration,
    shown: Sequence[str],
    masked: Sequence[str] = (),
    slicing: Slicing | None = None,
    joint: Grouping = (),
    *,
    texts: bool = False,
    invites: Invites | None = None,
) -> Counted:
    """Count, without a look at what came of it; see `tally`.

    Args:
        inputs: What to read; exports alone where there is a joint set of keys, or texts.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.
        masked: Those of them to count by all the rules that a response meets.
        slicing: What is asked of the dates.
        joint: One more set of row keys to count by.
        texts: Every text that is no score is kept, for the eyes of the analyst alone.
        invites: Who was asked; None where response rates are not.
    """
    asked = ask(
        inputs, configuration, shown, masked=masked, slicing=slicing, joint=joint, texts=texts,
        invites=invites,
    )  # fmt: skip
    exports = [one for one in inputs if not isinstance(one, ByDay)]
    if len(exports) < len(inputs):
        from nps.engine.days import count_through_days  # noqa: PLC0415  # seldom needed

        through_days = count_through_days(inputs, asked)
        if isinstance(through_days, Counted):
            return through_days
        exports = through_days
    counted = count_settled(asked, exports)
    look_at_shapes(exports, counted.configuration, counted.failed_dates, counted.facts)
    look_at_groups(exports, configuration, counted.facts)
    counted.headers = counted.exports = exports
    counted.before = counted.slicing.sides or 0
    return counted


def ask(  # noqa: PLR0913  # all that is counted
    inputs: Sequence[Input],
    configuration: Configuration,
    shown: Sequence[str],
    *,
    masked: Sequence[str] = (),
    slicing: Slicing | None = None,
    joint: Grouping = (),
    texts: bool = False,
    invites: Invites | None = None,
) -> Asked:
    """Settle what is to be counted; see `count`.

    Raises:
        DeclarationError: A column is named and not there.
    """
    score = configuration.survey.score
    if score is None:
        raise TypeError("the score column must be known before responses are counted")
    headers, segments = headers_of(inputs), configuration.segments
    columns = dict.fromkeys(name for header in headers for name in every_name(header))
    named = [*shown, invites.strata] if invites is not None and invites.strata else shown
    problems = name_problems(configuration, named, columns, twice(headers))
    exports = [one for one in inputs if not isinstance(one, ByDay)]
    problems += nested_problems(exports, configuration, named)
    # NOTE: What was counted by day is refused as a whole, whatever its columns are.
    whole = len(exports) == len(inputs)
    if whole and invites is not None and configuration.invited is not None:
        from nps.engine.inviting import invited_problems  # noqa: PLC0415  # seldom needed

        known = {*columns, *configuration.columns}
        problems += invited_problems(invites, configuration.invited, known)
    if problems:
        raise DeclarationError(problems)
    needed = list(dict.fromkeys(leaf for name in named for leaf in leaves(name, segments)))
    return Asked(
        configuration=configuration, score=score, leaves=needed, shown=shown, masked=masked,
        slicing=slicing or Slicing(), joint=joint, texts=texts, invites=invites,
    )  # fmt: skip


def labellers_of(counting: Counted) -> dict[str, Labeller]:
    """Fit the labellers of all leaves."""
    scores = len(counting.score.scale.scores)
    return {
        name: labeller_of(name, counting.configuration, counting.counts, scores)
        for name in counting.leaves
    }


@interruptible
def tally_of(counting: Counted, labellers: Mapping[str, Labeller]) -> Tally:
    """Put what was counted in order."""
    configuration, slicing = counting.configuration, counting.slicing
    summing = Summing(counting, labellers)
    total = summing.total()
    periods: tuple[PeriodTally, ...] = ()
    if slicing.is_sliced:
        sides = counting.sources[: counting.before], counting.sources[counting.before :]
        periods = tuple(summing.periods((_named(sides[0]), _named(sides[1]))))
    statuses = counting.statuses
    nobody = sum(statuses.values()) == statuses["filtered_out"]
    idle = list(idle_operands(configuration, total.segmentations, nobody=nobody))
    # NOTE: What was counted by day has been looked at while its export was open.
    look_near(counting.exports, configuration, idle, counting.facts)
    found = [*join_notes(counting), *conversion_notes(counting), *group_notes(counting.facts)]
    if counting.turnouts is not None:
        found += counting.turnouts.notes
    first = [
        *(note for header in counting.headers for note in header.notes),
        *lacking_notes(counting.headers, configuration, counting.shown),
    ]
    others = [
        *counting_notes(counting),
        *nearest_notes(counting.facts, idle),
        *(note for labeller in labellers.values() for note in labeller.notes),
    ]
    return Tally(
        lowest=counting.score.scale.lowest,
        sources=tuple(counting.sources),
        ledger=Ledger(read=sum(source.rows for source in counting.sources), **statuses),
        overall=total.overall,
        segmentations=total.segmentations,
        turnout=total.turnout,
        answered=(min(counting.answered), max(counting.answered)) if counting.answered else None,
        uncounted=tuple(sorted(counting.uncounted.items(), key=lambda item: (-item[1], item[0]))),
        notes=(*first, *(full for full, _ in found), *others),
        veiled_notes=(*first, *(veiled for _, veiled in found), *others),
        periods=periods,
        undated=summing.undated() if slicing.every is not None else 0,
        pairs=pair(counting) if len(periods) == SIDES and slicing.every is None else None,
    )


def _named(sources: Sequence[SourceTally]) -> str:
    """What one side of a comparison is called."""
    return " + ".join(source.path for source in sources)
