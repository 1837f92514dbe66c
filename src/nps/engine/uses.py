"""Forms of columns as a person may be told of them: which column, used how."""

import re
from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from math import inf, isfinite, nextafter

from nps.engine.cells import Cells
from nps.engine.cuts import EPOCH, MICROSECOND, MOMENT, Cut, form_name
from nps.engine.cuts import Edge as Place
from nps.engine.dims import Dim
from nps.results.plan import ColumnPlan, Edge, Form, How, Use
from nps.spec.conditions import is_iso_moment
from nps.spec.configuration import DaysSince

FORMS: Mapping[str, Form] = {
    "text": "text", "written": "text", "number": "number", "day": "date", "moment": "moment",
    "days": "days", "known": "known", "test": "test",
}  # fmt: skip
"""What the first word in the name of a form says."""
DATED = ("date", "moment")


class Uses:
    """What columns of one export are used for.

    Attributes:
        cells: Their forms.
        found: By column, in the order in which they were found.
    """

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.found: dict[str, dict[Use, None]] = {}

    def take(self, forms: Iterable[str], *, by_rows: bool) -> None:
        """Take uses of forms.

        Args:
            forms: Their names.
            by_rows: Rules are run on each row, which compares where it would be cut otherwise.
        """
        for form in forms:
            cut = self.cells.cuts.get(form)
            how: How = "whole" if cut is None else "compared" if by_rows else "cut"
            for column, use in self._uses(form if cut is None else cut.form, cut, how):
                self.put(column, use)

    def put(self, column: str, use: Use) -> None:
        """Take one use of a column."""
        self.found.setdefault(column, {})[use] = None

    def columns(self, order: Iterable[str]) -> tuple[ColumnPlan, ...]:
        """Give all columns, those that the export has in its order, then those that it lacks."""
        here = [name for name in order if name in self.found]
        lacking = [name for name in self.found if name not in self.cells.schema]
        return (
            *(ColumnPlan(column=name, uses=_different(self.found[name])) for name in here),
            *(ColumnPlan(column=name, uses=(Use(role="lacking"),)) for name in lacking),
        )

    def sources(self, forms: Iterable[str]) -> tuple[str, ...]:
        """Name the columns that forms are made of, in the order of the export."""
        cuts = self.cells.cuts
        names = (cuts[form].form if form in cuts else form for form in forms)
        found = {column for form in names for column, _ in self._uses(form, None, "whole")}
        order = list(self.cells.schema)
        return tuple(
            sorted(found, key=lambda one: (order.index(one) if one in order else len(order), one))
        )

    def _uses(self, form: str, cut: Cut | None, how: How) -> Iterator[tuple[str, Use]]:
        _, kind, column, *rest = form.split("\0", 3)
        if kind == "join":
            join = self.cells.configuration.joins[int(column)]
            yield from ((key, Use(role="key", texts=(join.file,))) for key in join.on)
            return
        texts = () if cut is None else tuple(sorted(cut.values))
        operator, until = "", rest[0] if kind == "days" else ""
        derived = self.cells.configuration.columns.get(column)
        if kind == "test":
            operator, texts = _test(rest[0])
        if kind == "test" and isinstance(derived, DaysSince):
            column, until = derived.days_since, self._until(derived)
        if until and (until in self.cells.schema or not is_iso_moment(until)):
            yield until, Use(role="until", texts=(column,))
        edges = () if cut is None else tuple(_edges(FORMS[kind], sorted(cut.edges)))
        yield (
            self.cells.source(column),
            Use(
                form=FORMS[kind], how=how, edges=edges, texts=texts, operator=operator, until=until
            ),
        )

    def _until(self, derived: DaysSince) -> str:
        answered = self.cells.configuration.survey.answered_at
        return derived.until or (answered.column if answered is not None else "")


def forms_of(dim: Dim) -> Iterator[tuple[str, bool]]:
    """Give the forms that a key is made of, and whether rules are run on rows for it."""
    if dim.needs:
        for need in dim.needs:
            yield from forms_of(need)
    elif dim.form.startswith(form_name("")):
        yield dim.form, False
    else:
        yield from ((form, True) for form in dim.key.meta.root_names())


def _different(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Leave out what is compared where it is cut at the same places for another segmentation."""
    every = set(uses)
    return tuple(
        use for use in uses if use.how != "compared" or replace(use, how="cut") not in every
    )


def _test(words: str) -> tuple[str, tuple[str, ...]]:
    """Read the operator of a test and its texts, as the name of its form has them."""
    operator = re.split(r"\W", words, maxsplit=1)[0]
    texts = tuple(literal_eval(words[len(operator) + 1 :]))
    if operator == "has":
        return operator, texts[1:]
    return ("contains" if operator == "loose" else operator), texts


def _edges(form: Form, places: Sequence[Place]) -> Iterator[Edge]:
    """Say where is cut; a value between two edges that are next to each other is alone."""
    alone = False
    for at, place in enumerate(places):
        above, below = (
            (place + 1, place - 1)
            if form in DATED
            else (nextafter(place, inf), nextafter(place, -inf))
        )
        closes, alone = alone, places[at + 1 : at + 2] == [above]
        here, before = _value(form, place), _value(form, below)
        if alone:
            yield Edge(at=here, side="alone")
        elif not closes:
            is_after = before != "" and (here == "" or len(str(before)) < len(str(here)))
            yield Edge(at=before, side="above") if is_after else Edge(at=here, side="from")


def _value(form: Form, place: Place) -> float | str:
    """A number, or a date or moment as ISO text; empty where there is none."""
    if form not in DATED:
        return place if isfinite(place) else ""
    try:
        if form == "date":
            return (EPOCH + timedelta(days=place)).isoformat()
        return (MOMENT + int(place) * MICROSECOND).isoformat()
    except OverflowError:
        return ""
