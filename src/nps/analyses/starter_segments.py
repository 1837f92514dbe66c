"""The segmentations that fit an export, as entries of a configuration."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nps.analyses.ages import Age
from nps.analyses.appeal import by_appeal, is_graded
from nps.analyses.stages import shortened, stages
from nps.analyses.suggest import breaks_of, cohorts_of
from nps.results.profile import Numbers, Profile, Tags, Values
from nps.spec.base import Declaration
from nps.spec.commented import Entry
from nps.spec.dump import plain
from nps.spec.segmentations import SinceSegmentation, TagSegmentation, ValueSegmentation

MOST_VALUES = 8
MOST_NUMBERS = 4
MOST_TAGS = 2
MOST_LISTED = 30
"""Segmentations that are written as comments."""
MANY_VALUES = 10
TOP = 8
MORE = "More columns to segment by; remove the mark to take one up."


def segment_entries(
    profile: Profile, age: Age | None, days: str, taken: Iterable[str]
) -> tuple[Entry, ...]:
    """Choose segmentations, and add an example of rules as a comment.

    Args:
        profile: Of the exports.
        age: Of the respondents at the answer, where one is known.
        days: Derived column of that age in days.
        taken: Names of columns, after which other segmentations must not be named.
    """
    promising = by_appeal(profile)
    values = [_values(column) for column in promising if isinstance(column, Values)]
    numbers = [
        entry
        for column in promising
        if isinstance(column, Numbers) and (entry := _numbers(column)) is not None
    ]
    tags = [_tags(column) for column in profile.columns if isinstance(column, Tags)]
    rules = stages(free("lifecycle", taken), age, days, promising)
    more = [*values[MOST_VALUES:], *numbers[MOST_NUMBERS:], *tags[MOST_TAGS:]]
    return _named_apart(
        *(() if age is None else _ages(age, taken)),
        *values[:MOST_VALUES],
        *numbers[:MOST_NUMBERS],
        *tags[:MOST_TAGS],
        *(() if rules is None else (rules,)),
        *_muted(more[:MOST_LISTED]),
    )


def free(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where it is taken."""
    known = set(taken)
    numbered = (f"{name}_{number}" for number in range(2, len(known) + 3))
    return name if name not in known else next(one for one in numbered if one not in known)


def _named_apart(*entries: Entry) -> tuple[Entry, ...]:
    """Shorten keys that are whole questions, so that each is still there once."""
    named: dict[str, Entry] = {}
    for entry in entries:
        key = free(shortened(entry.key), named)
        named[key] = replace(entry, key=key)
    return tuple(named.values())


def _ages(age: Age, taken: Iterable[str]) -> Iterator[Entry]:
    since = SinceSegmentation(since=age.since.name, breaks=age.breaks)
    yield _entry(free(age.named("age"), taken), since, beside="in d, w, mo or y")
    cohorts = cohorts_of(age.since.name, age.since.first, age.since.last)
    if cohorts is not None:
        yield _entry(
            free(age.named("cohort"), taken), cohorts, beside="or week, month, quarter, half"
        )


def _values(column: Values) -> Entry:
    if len(column.counts) <= MANY_VALUES or is_graded(column):
        return Entry(key=column.name, value=column.name)
    largest = ValueSegmentation(column=column.name, top=TOP)
    return _entry(column.name, largest, beside=f"the {TOP} largest, the rest together")


def _numbers(column: Numbers) -> Entry | None:
    breaks = breaks_of(column.name, column.points)
    return None if breaks is None else _entry(column.name, breaks)


def _tags(column: Tags) -> Entry:
    tags = TagSegmentation(tags=column.name, split=column.split)
    return _entry(column.name, tags, beside="each tag is a segment")


def _entry(name: str, segmentation: Declaration, beside: str = "") -> Entry:
    return Entry(key=name, value=plain(segmentation), beside=beside)


def _muted(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        above = (MORE,) if entry is entries[0] else ()
        yield replace(entry, muted=True, above=above)
