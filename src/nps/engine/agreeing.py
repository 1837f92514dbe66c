"""Whether what was counted before was counted as it is asked for now."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nps.engine.conversions import Path
from nps.engine.keys import leaves
from nps.engine.naming import named_columns
from nps.errors import Problem
from nps.spec.configuration import Configuration
from nps.spec.dump import plain
from nps.spec.segmentations import RuleSegmentation, TagSegmentation

if TYPE_CHECKING:
    from nps.spec.conditions import Condition

SURVEY = frozenset((
    "score", "answered_at", "weight", "comment", "where", "finished", "missing",
    "fiscal_year_starts", "respondent", "account", "repeats", "period", "roll_up",
))  # fmt: skip
"""Keys of the survey that counts depend on."""
ORDERED = ("rules", "map", "groups")
"""Mappings whose order says which segment comes first."""
LONGEST = 60

Part = Mapping[str, Any]


def every_part(configuration: Configuration, shown: Sequence[str]) -> list[str]:
    """Segmentations and those that they are made of, each once."""
    segments = configuration.segments
    return list(dict.fromkeys(part for name in shown for part in (name, *leaves(name, segments))))


def counting_part(configuration: Configuration, shown: Sequence[str]) -> dict[str, Part]:
    """What counts depend on, as an analyst would write it.

    Args:
        configuration: What is declared.
        shown: Names of the segmentations that are counted.
    """
    names = every_part(configuration, shown)
    survey = plain(configuration.survey)
    named = {path[1] for path, _ in named_columns(configuration, shown) if path[0] == "columns"}
    derived = {name: plain(one) for name, one in configuration.columns.items() if name in named}
    splits = {name: {"split": configuration.splits[name]}
              for name in _split_columns(configuration, names)}  # fmt: skip
    return {
        "survey": {key: value for key, value in survey.items() if key in SURVEY},
        "columns": splits | derived,
        "segments": {name: plain(configuration.segments[name]) for name in names},
    }


def canonical(part: object) -> str:
    """Write plain values so that equal ones are equal texts; the order of keys may matter."""
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def differences(
    counted: Configuration,
    segmentations: Sequence[str],
    asked: Configuration,
    shown: Sequence[str],
    name: str,
) -> Iterator[Problem]:
    """Find what a tally was counted by that is not what is asked for.

    Args:
        counted: The tally's configuration.
        segmentations: Those that it counted.
        asked: The configuration of the run.
        shown: Names of the segmentations that the run asks for.
        name: Of the tally, for messages.
    """
    there = every_part(counted, segmentations)
    wanted = every_part(asked, shown)
    for one in wanted:
        if one not in there:
            near = f", which holds {', '.join(there)}" if there else ", which holds none"
            message = f"found no such segmentation in the tally {name}{near}; write it again"
            yield Problem(path=("segments", one), message=message)
    common = [one for one in wanted if one in there]
    found, expected = counting_part(counted, common), counting_part(asked, common)
    for path, here, now in _different((), found, expected):
        message = (
            f"found {_words(here)} in the tally {name}, expected {_words(now)}; "
            "ask for what it was counted by, or write it again"
        )
        yield Problem(path=path, message=message)


def _different(path: Path, found: Any, expected: Any) -> Iterator[tuple[Path, Any, Any]]:  # noqa: ANN401  # plain values
    if isinstance(found, dict) and isinstance(expected, dict):
        ordered = path[-1:] and path[-1] in ORDERED
        if ordered and found.keys() == expected.keys() and list(found) != list(expected):
            yield path, found, expected
            return
        for key in dict.fromkeys((*found, *expected)):
            yield from _different((*path, key), found.get(key), expected.get(key))
    elif found != expected or type(found) is not type(expected):
        yield path, found, expected


def _words(value: object) -> str:
    if value is None:
        return "nothing"
    text = repr(value) if isinstance(value, str) else canonical(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _split_columns(configuration: Configuration, names: Sequence[str]) -> Iterator[str]:
    """Columns of several tags that are read."""
    conditions: list[Condition] = []
    if configuration.survey.where is not None:
        conditions.append(configuration.survey.where)
    for name in names:
        segmentation = configuration.segments[name]
        if isinstance(segmentation, TagSegmentation):
            yield segmentation.tags
        elif isinstance(segmentation, RuleSegmentation):
            conditions += segmentation.rules.values()
    for condition in conditions:
        for _, test in condition.every_test():
            if test.operator == "has" and test.column in configuration.splits:
                yield test.column
