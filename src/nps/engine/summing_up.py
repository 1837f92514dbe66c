"""Exports, and tallies of them, to one tally."""

from collections.abc import Sequence
from dataclasses import replace

from nps.engine.agreeing import every_part
from nps.engine.checking import check
from nps.engine.counted import Counted
from nps.engine.daily import Daily
from nps.engine.days import count_days
from nps.engine.inputs import Input
from nps.engine.reslicing import add_daily, reslice
from nps.engine.slicing import Slicing
from nps.engine.tallying import ask
from nps.spec.configuration import Configuration
from nps.spec.segmentations import RuleSegmentation


def sum_up(
    inputs: Sequence[Input], configuration: Configuration, shown: Sequence[str]
) -> tuple[Daily, Counted]:
    """Count by the day of the answer what any later run may ask for.

    Args:
        inputs: What to read.
        configuration: What is declared; its score must be.
        shown: Names of the segmentations to count, in order.

    Returns:
        What was counted, and its sums over all days.

    Raises:
        NpsError: As `tally`; or it takes all rows at once.
    """
    rules = [name for name in every_part(configuration, shown)
             if isinstance(configuration.segments[name], RuleSegmentation)]  # fmt: skip
    asked = ask(inputs, configuration, shown, masked=rules)
    daily = add_daily(count_days(inputs, asked), asked)
    counted = reslice(replace(asked, slicing=Slicing()), [daily])
    check(counted)
    return daily, counted
