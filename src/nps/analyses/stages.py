"""An example of rules, made of an export's own columns."""

from collections.abc import Mapping, Sequence

from nps.analyses.ages import Age
from nps.analyses.appeal import is_graded
from nps.analyses.suggest import breaks_of
from nps.results.profile import ColumnProfile, Numbers, Values
from nps.spec.commented import Entry

OF_CONDITIONS = ("all", "any", "not")
"""Columns of these names cannot be tested."""
LONGEST_NAME = 60
OTHERWISE = ("Others", "All others")
EXPLAINED = (
    "Rules of your own: the first that matches takes the response, so the order matters.",
    "Remove the marks, and put in what new, at risk or loyal means to you.",
)


def stages(
    name: str, age: Age | None, days: str, promising: Sequence[ColumnProfile]
) -> Entry | None:
    """Make rules that run as they are; None where no column lends itself.

    Args:
        name: Of the segmentation.
        age: Of the respondents at the answer, where one is known.
        days: Derived column of that age in days.
        promising: Columns, the most promising first.
    """
    columns = [column for column in promising if column.name not in OF_CONDITIONS]
    rules: dict[str, Mapping[str, object]] = {}
    if age is not None:
        rules["New"] = {days: {"lt": age.breaks[0].days}}
    rules |= _low(columns) | _one_value(columns)
    if age is not None and len(age.breaks) > 1:
        rules["Loyal"] = {days: {"gte": age.breaks[-1].days}}
    if not rules:
        return None
    otherwise = next(word for word in OTHERWISE if word not in rules)
    value = {"rules": rules, "otherwise": otherwise}
    return Entry(key=name, value=value, above=EXPLAINED, muted=True, levels=2)


def shortened(name: str) -> str:
    """A name of a few words, for one that is a whole question."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME + 1].rsplit(" ", 1)[0][:LONGEST_NAME].rstrip() or name


def _low(columns: Sequence[ColumnProfile]) -> dict[str, Mapping[str, object]]:
    for column in columns:
        form = breaks_of(column.name, column.points) if isinstance(column, Numbers) else None
        if form is not None:
            return {f"Low {shortened(column.name)}": {column.name: {"lt": form.breaks[0]}}}
    return {}


def _one_value(columns: Sequence[ColumnProfile]) -> dict[str, Mapping[str, object]]:
    for column in columns:
        if isinstance(column, Values) and not is_graded(column):
            # NOTE: A condition takes no value that is nothing but white space.
            written = [text for text, _ in column.counts if text.strip()]
            if written:
                return {f"{shortened(column.name)} is {written[0]}": {column.name: written[0]}}
    return {}
