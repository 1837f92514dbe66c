"""Which columns a configuration names, and whether exports have them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import assert_never

from nps.engine.conversions import Path
from nps.engine.keys import leaves
from nps.errors import Problem, near_match
from nps.spec.conditions import Condition, is_iso_moment
from nps.spec.configuration import Configuration, DaysSince, SplitColumn
from nps.spec.segmentations import (
    BreakSegmentation,
    CrossSegmentation,
    EverySegmentation,
    MapSegmentation,
    QuantileSegmentation,
    RuleSegmentation,
    Segmentation,
    SinceSegmentation,
    TagSegmentation,
    ValueSegmentation,
)
from nps.spec.survey import RoleRollUp
from nps.spec.written import WrittenColumn

Named = Iterator[tuple[Path, str]]


def name_problems(
    configuration: Configuration,
    shown: Collection[str],
    columns: Collection[str],
    duplicates: Mapping[str, str],
) -> list[Problem]:
    """Find columns that are named and not there, or there more than once.

    Args:
        configuration: What is declared.
        shown: Names of the segmentations that are asked for.
        columns: Columns of all exports together.
        duplicates: What is wrong with names that an export has more than once, as `twice` says.
    """
    problems = list(_comments(configuration, shown))
    for path, column in named_columns(configuration, shown):
        if column in duplicates:
            message = duplicates[column]
        elif column not in columns:
            near = near_match(column, columns)
            message = f"found no column {column!r} in the export{near}"
        else:
            continue
        problems.append(Problem(path=path, message=message))
    for name, derived in configuration.columns.items():
        if isinstance(derived, WrittenColumn):
            continue
        if name in columns and not (isinstance(derived, SplitColumn) and derived.column == name):
            message = f"found a column {name!r} in the export too, expected a name of its own"
            problems.append(Problem(path=("columns", name), message=message))
    return problems


def _comments(configuration: Configuration, shown: Iterable[str]) -> Iterator[Problem]:
    """Find segments, and accounts, that would be named by comments."""
    segments, survey = configuration.segments, configuration.survey
    if survey.account is not None and _source(survey.account, configuration) == survey.comment:
        message = f"found {survey.account!r}, the comments, which are never shown"
        yield Problem(path=("survey", "account"), message=f"{message}, expected another column")
    for name in dict.fromkeys(leaf for one in shown for leaf in leaves(one, segments)):
        segmentation = segments[name]
        if isinstance(segmentation, ValueSegmentation):
            key, column = "column", segmentation.column
        elif isinstance(segmentation, TagSegmentation) and segmentation.groups is None:
            key, column = "tags", segmentation.tags
        else:
            continue
        if _source(column, configuration) == survey.comment:
            message = (
                f"found {column!r}, the comments, which are never shown, "
                "expected another column, or rules such as {contains: price}"
            )
            yield Problem(path=("segments", name, key), message=message)


def _source(column: str, configuration: Configuration) -> str:
    """The column of the export whose texts a column shows."""
    derived = configuration.columns.get(column)
    return derived.column if isinstance(derived, SplitColumn) else column


def columns_of(segmentation: Segmentation, path: Path) -> Named:
    """The columns that a segmentation names, with the key path of each."""
    match segmentation:
        case (
            ValueSegmentation()
            | MapSegmentation()
            | BreakSegmentation()
            | QuantileSegmentation()
            | EverySegmentation()
        ):
            yield (*path, "column"), segmentation.column
        case SinceSegmentation():
            yield (*path, "since"), segmentation.since
            yield from _until(segmentation.until, path)
        case RuleSegmentation():
            for name, condition in segmentation.rules.items():
                yield from _tested(condition, (*path, "rules", name))
        case TagSegmentation():
            yield (*path, "tags"), segmentation.tags
        case CrossSegmentation():
            return
        case _ as never:
            assert_never(never)


def named_columns(configuration: Configuration, shown: Iterable[str]) -> Named:
    """Every column that a run reads, derived ones replaced by what they are made from."""
    direct = [*_survey_columns(configuration)]
    names = dict.fromkeys(leaf for name in shown for leaf in leaves(name, configuration.segments))
    for name in names:
        direct += columns_of(configuration.segments[name], ("segments", name))
    derived = dict.fromkeys(column for _, column in direct if column in configuration.columns)
    yield from ((path, column) for path, column in direct if column not in configuration.columns)
    for name in derived:
        yield from _derived_columns(name, configuration.columns)


def _survey_columns(configuration: Configuration) -> Named:
    survey = configuration.survey
    if survey.score is not None:
        yield ("survey", "score", "column"), survey.score.column
    if survey.answered_at is not None:
        yield ("survey", "answered_at", "column"), survey.answered_at.column
    for key in ("respondent", "account", "weight", "comment"):
        column = getattr(survey, key)
        if column is not None:
            yield ("survey", key), column
    if isinstance(survey.roll_up, RoleRollUp):
        yield ("survey", "roll_up", survey.roll_up.column), survey.roll_up.column
    if survey.where is not None:
        yield from _tested(survey.where, ("survey", "where"))


def _derived_columns(
    name: str, columns: Mapping[str, DaysSince | SplitColumn | WrittenColumn]
) -> Named:
    path, derived = ("columns", name), columns[name]
    if isinstance(derived, DaysSince):
        yield (*path, "days_since"), derived.days_since
        yield from _until(derived.until, path)
    elif isinstance(derived, SplitColumn):
        yield (*path, "column"), derived.column
    else:
        yield path, name


def _until(until: str | None, path: Path) -> Named:
    if until is not None and not is_iso_moment(until):
        yield (*path, "until"), until


def _tested(condition: Condition, path: Path) -> Named:
    for below, test in condition.every_test():
        yield (*path, *below), test.column
