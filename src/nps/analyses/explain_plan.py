"""How will the exports be counted, and why that way?"""

from collections.abc import Sequence

from nps.results.explanation_plan import PlanResult
from nps.results.plan import InputPlan, PlanLimits
from nps.spec.configuration import Configuration


def explain_plan(
    inputs: Sequence[InputPlan], limits: PlanLimits, configuration: Configuration
) -> PlanResult:
    """Say which columns are read, and what is counted together."""
    return PlanResult(survey=configuration.survey.name, inputs=tuple(inputs), limits=limits)
