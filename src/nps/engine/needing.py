"""What takes all rows at once, so that counts of parts of them do not add up to it."""

from collections.abc import Iterator, Sequence

from nps.engine.keys import leaves
from nps.errors import Problem
from nps.spec.configuration import Configuration
from nps.spec.segmentations import QuantileSegmentation

REMEDY = "name the exports instead, or leave it out"


def rows_needed(configuration: Configuration, shown: Sequence[str]) -> Iterator[Problem]:
    """Find what is declared and takes all rows at once.

    Args:
        configuration: What is declared.
        shown: Names of the segmentations that are asked for.
    """
    survey = configuration.survey
    for key, words in (("respondent", "a respondent"), ("account", "an account")):
        if getattr(survey, key) is not None:
            message = f"found {words}, whose answers must be seen together"
            yield Problem(path=("survey", key), message=f"{message}; {_WHY}")
    if survey.repeats != "all":
        message = f"found {survey.repeats}, which judges all answers of a respondent together"
        yield Problem(path=("survey", "repeats"), message=f"{message}; {_WHY}")
    if survey.roll_up != "respondents":
        message = "found a roll-up, which judges all answers of an account together"
        yield Problem(path=("survey", "roll_up"), message=f"{message}; {_WHY}")
    if configuration.invited is not None:
        message = "found a list of the invited, among whom every answer is looked up"
        yield Problem(path=("invited",), message=f"{message}; {_WHY}")
    if configuration.joins:
        message = "found joins, for which the rows are read"
        yield Problem(path=("joins",), message=f"{message}; {_WHY}")
    for name in dict.fromkeys(
        leaf for one in shown for leaf in leaves(one, configuration.segments)
    ):
        if isinstance(configuration.segments[name], QuantileSegmentation):
            message = "found quantiles, whose cut points come from all responses together"
            yield Problem(path=("segments", name, "quantiles"), message=f"{message}; {_WHY}")


_WHY = f"a tally holds counts and no rows: {REMEDY}"
