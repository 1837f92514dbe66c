"""Did the same people change their minds, or did others answer?"""

from nps.analyses.diff_sides import Sides
from nps.analyses.figures import Figuring
from nps.results.diff_respondents import Answers, Respondents
from nps.results.sums import Sums
from nps.results.tally import PairTally

NOBODY = "no respondent answered both times, so the change has no parts of stayers and others"


def respondents_of(
    pairs: PairTally | None, sides: Sides
) -> tuple[Respondents | None, tuple[str, ...]]:
    """Tell stayers from joiners and leavers, with notes on what cannot be told.

    Args:
        pairs: Who answered both times; None where respondents are not declared.
        sides: Both periods.
    """
    before, after = sides.before, sides.after
    if pairs is None or before.total.nps is None or after.total.nps is None:
        return None, ()
    was, now = _answers(before, pairs.before), _answers(after, pairs.after)
    if was.nps is None or now.nps is None:
        return None, (NOBODY,)
    found = Respondents(
        stayers=pairs.respondents,
        stayers_before=was,
        stayers_after=now,
        stayers_points=now.nps - was.nps,
        joiners=_answers(after, after.overall - pairs.after),
        joiners_points=after.total.nps - now.nps,
        leavers=_answers(before, before.overall - pairs.before),
        leavers_points=was.nps - before.total.nps,
    )
    return found, _unknown(pairs.unknown)


def _answers(figuring: Figuring, sums: Sums) -> Answers:
    return Answers(base=sums.base, nps=figuring.sample(sums).nps)


def _unknown(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    words = (
        "answer without a respondent counts" if count == 1 else "answers without a respondent count"
    )
    return (f"{count:,} {words} among joiners and leavers",)
