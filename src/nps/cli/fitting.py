"""Whether a configuration fits an export: all that does not, at once."""

from collections.abc import Sequence

from nps.cli.choices import Choices
from nps.cli.messages import Messages
from nps.cli.pipeline import requested
from nps.cli.request import Request
from nps.engine.export import every_name, twice
from nps.engine.keys import leaves
from nps.engine.naming import name_problems
from nps.engine.tallying import tally
from nps.errors import DeclarationError, Problem
from nps.sources.opening import Opening


def check_fit(config: str, exports: Sequence[str], opening: Opening, messages: Messages) -> None:
    """Check every declaration of a configuration against some exports.

    Raises:
        NpsError: Columns are not there, or hold none of what a rule needs; all of them are named.
    """
    choices = Choices(exports=exports, config=config, opening=opening, turnout=True)
    with requested(choices, messages) as request:
        problems = _problems(request, messages)
        if problems:
            raise request.located(problems)


def _problems(request: Request, messages: Messages) -> list[Problem]:
    configuration, segments = request.configuration, request.configuration.segments
    headers = request.headers
    columns = {name for header in headers for name in every_name(header)}
    problems = name_problems(configuration, segments, columns, twice(headers))
    lost = {problem.path[:2] for problem in problems}
    if any(path[0] != "segments" for path in lost):
        return problems
    # NOTE: Segmentations whose columns are there are counted all the same, to find cells that do
    # not convert in one go with names that are not there.
    sound = [
        name
        for name in segments
        if not any(("segments", leaf) in lost for leaf in leaves(name, segments))
    ]
    try:
        counted = tally(request.read, configuration, sound, invites=request.invites)
    except DeclarationError as error:
        return [*problems, *error.problems]
    for note in counted.notes:
        messages.say(f"note: {note}")
    return problems
