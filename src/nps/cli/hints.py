"""What to try next, said after a result."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nps.cli.choices import Choices
from nps.cli.configuration import CONFIG_NAME
from nps.cli.messages import Messages
from nps.cli.request import Request
from nps.cli.starting import STANDARD_INPUT, init_command, quoted
from nps.errors import NpsError
from nps.render.printable import printable
from nps.results.figures import SegmentationFigures
from nps.results.segments import SegmentResult
from nps.spec.segmentations import ValueSegmentation

if TYPE_CHECKING:
    from nps.analyses.suggest import Suggestion

MANY_SEGMENTS = 50
"""More would not be read."""
MOST_NAMED = 6
LONGEST_NAMED = 60
"""Characters of the values that are named, all together."""
WIDEST = 42
"""Characters of what is tried; the words about longer ones are not lined up."""
LEAD = "Try     "


def say_hints(
    request: Request, result: SegmentResult, choices: Choices, messages: Messages
) -> None:
    """Say what to try: forms of `--by` where nothing was asked for, fewer segments where many are.

    Args:
        request: What was asked for, its exports open.
        result: What was found.
        choices: What was typed.
        messages: Where to say it.
    """
    if messages.quiet:
        return
    columns = list(dict.fromkeys(name for one in request.headers for name in one.columns))
    for segmentation in result.segmentations:
        for line in _narrower(request, segmentation, [*columns, *request.configuration.columns]):
            messages.say(line)
    # NOTE: What to segment by is found in the rows.
    if not request.shown and len(request.exports) == len(request.read):
        for line in _next(request, choices, columns):
            messages.say(line)


def _narrower(
    request: Request, segmentation: SegmentationFigures, columns: Sequence[str]
) -> Iterator[str]:
    """Forms with fewer segments for a `--by` that gave too many to read."""
    declared = request.configuration.segments.get(segmentation.name)
    counts = [
        (segment.segment, segment.base)
        for segment in segmentation.segments
        if segment.base is not None and (segment.place is None or not segment.place.leftover)
    ]
    if (
        ("segments", segmentation.name) not in request.from_options
        or not isinstance(declared, ValueSegmentation)
        or len(counts) <= MANY_SEGMENTS
    ):
        return
    from nps.analyses.suggest import narrow  # noqa: PLC0415  # most runs have nothing to suggest

    forms = [quoted(by) for by in narrow(declared.column, counts, columns) if printable(by) == by]
    advice = f"try --by {' or '.join(forms)}" if forms else (
        "in a configuration, `top: 8` shows the largest, and the rest together"
    )  # fmt: skip
    yield f"--by {printable(segmentation.name)}: {len(segmentation.segments):,} values; {advice}"


def _next(request: Request, choices: Choices, columns: Sequence[str]) -> Iterator[str]:
    """Forms of `--by` that fit the exports, and the command that writes a configuration."""
    from nps.analyses.suggest import suggest  # noqa: PLC0415  # most runs have nothing to suggest
    from nps.engine.profile import profile  # noqa: PLC0415

    score = request.configuration.survey.score
    try:
        found = suggest(profile(request.exports, score.column if score else None), columns)
    except NpsError:
        # NOTE: The result is out; an export that cannot be read again is no failure any more.
        return
    tried = [
        (f"--by {quoted(one.by)}", _values(one)) for one in found if printable(one.by) == one.by
    ]
    if (
        request.loaded is None
        and STANDARD_INPUT not in choices.exports
        and not Path(CONFIG_NAME).exists()
    ):
        tried.append(
            (init_command(choices.exports, choices.opening), "writes a configuration to build on")
        )
    width = max((len(text) for text, _ in tried if len(text) <= WIDEST), default=0)
    for index, (text, words) in enumerate(tried):
        lead = " " * len(LEAD) if index else LEAD
        yield f"{lead}{text:{width}}  {words}".rstrip()


def _values(suggestion: "Suggestion") -> str:
    """Name the values as far as there is room for whole names."""
    if not suggestion.values:
        return ""
    shown = [printable(value) for value in suggestion.values]
    named = shown[:MOST_NAMED]
    while len(named) > 1 and len(", ".join(named)) > LONGEST_NAMED:
        named.pop()
    left = len(shown) - len(named)
    more = f" and {left} more" if left else ""
    return f"{len(shown)} values: {', '.join(named)}{more}"
