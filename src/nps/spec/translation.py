"""Pydantic's errors in the words of this project, at the key path that the analyst wrote."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from nps.errors import Problem, near_match
from nps.spec.base import Declaration
from nps.spec.benchmarks import Benchmarks
from nps.spec.conditions import Operators
from nps.spec.configuration import Configuration, DaysSince, SplitColumn
from nps.spec.core import describe
from nps.spec.joins import Join
from nps.spec.marks import KeyProblem, Path
from nps.spec.segmentations import (
    BreakSegmentation,
    CrossSegmentation,
    EverySegmentation,
    MapSegmentation,
    QuantileSegmentation,
    RuleSegmentation,
    SinceSegmentation,
    TagSegmentation,
    ValueSegmentation,
)
from nps.spec.survey import Moment, Score, Survey
from nps.spec.written import WrittenColumn

OF_COLUMN = (
    ValueSegmentation,
    MapSegmentation,
    BreakSegmentation,
    QuantileSegmentation,
    EverySegmentation,
)
"""Kinds that differ in the keys beside `column`; a key that is mistyped hides the kind."""
HOLDERS: dict[str | int, tuple[type[Declaration], ...]] = {
    "survey": (Survey,),
    "benchmarks": (Benchmarks,),
    "joins": (Join,),
    "score": (Score,),
    "answered_at": (Moment,),
    "<operators>": (Operators,),
    "<days_since>": (DaysSince,),
    "<split>": (SplitColumn,),
    "<written>": (WrittenColumn,),
    "<column>": OF_COLUMN,
    "<map>": (MapSegmentation,),
    "<breaks>": (BreakSegmentation,),
    "<quantiles>": (QuantileSegmentation,),
    "<every>": (EverySegmentation,),
    "<since>": (SinceSegmentation,),
    "<rules>": (RuleSegmentation,),
    "<tags>": (TagSegmentation,),
    "<cross>": (CrossSegmentation,),
}
"""The declarations that a mapping may be, by the last element of its place in pydantic's terms."""


def problems_of(error: ValidationError, written: object) -> list[Problem]:
    """Translate what pydantic found.

    Args:
        error: From the validation of a declaration.
        written: What was validated.
    """
    found = error.errors(include_url=False)
    within = {place[:length] for place in (f["loc"] for f in found) for length in range(len(place))}
    return [
        _problem(details, _path(details["loc"], written))
        for details in found
        # NOTE: Pydantic counts only parts without mistakes; a list is not short for having some.
        if details["type"] != "too_short" or details["loc"] not in within
    ]


def _problem(details: ErrorDetails, path: Path) -> Problem:
    kind, place = details["type"], details["loc"]
    if kind == "extra_forbidden":
        return KeyProblem(path=path, message=_unknown_key(place))
    if kind == "missing":
        return Problem(path=path, message=f"found no key {place[-1]!r}, expected it")
    return Problem(path=path, message=PHRASES.get(kind, _otherwise)(details))


def _path(place: Iterable[int | str], written: object) -> Path:
    """Leave out what is not written: tags of kinds, fields of short forms, missing keys."""
    path: list[int | str] = []
    here: Any = written
    for part in place:
        is_key = isinstance(here, dict) and part in here
        if is_key or (isinstance(here, list) and isinstance(part, int) and part < len(here)):
            here = here[part]
            path.append(part)
    return tuple(path)


def _unknown_key(place: Sequence[int | str]) -> str:
    # NOTE: Of a list, what holds the key is told by the name of the list.
    above = [part for part in place[:-1] if isinstance(part, str)]
    holders = HOLDERS[above[-1]] if above else (Configuration,)
    known = list(
        dict.fromkeys(
            field.alias or name for holder in holders for name, field in holder.model_fields.items()
        )
    )
    key = str(place[-1])
    expected = f"expected one of {', '.join(known)}" if len(known) > 1 else f"expected {known[0]}"
    return f"found unknown key {key!r}, {expected}{near_match(key, known)}"


def _mistake(details: ErrorDetails) -> str:
    return str(details["ctx"]["message"])


def _too_short(details: ErrorDetails) -> str:
    least = details["ctx"]["min_length"]
    length = details["ctx"]["actual_length"]
    found = str(length) if length else describe(details["input"])
    return f"found {found}, expected at least {'one' if least == 1 else least}"


def _not(expected: str) -> Callable[[ErrorDetails], str]:
    return lambda details: f"found {describe(details['input'])}, expected {expected}"


_otherwise = _not("something else")

PHRASES: dict[str, Callable[[ErrorDetails], str]] = {
    "mistake": _mistake,
    "too_short": _too_short,
    "bool_type": _not("true or false"),
    "dict_type": _not("a mapping"),
    "model_type": _not("a mapping"),
    "tuple_type": _not("a list"),
}
"""What to say for each type of error, beside unknown and missing keys."""
