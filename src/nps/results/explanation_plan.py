"""How exports are counted: which columns are read, which rows are put together, and why."""

from collections.abc import Iterator

from nps import __version__
from nps.frozen import frozen
from nps.results.blocks import Block, Column, Document, Headline, Kind, Row, RowGroup, Table
from nps.results.plan import ColumnPlan, CountPlan, InputPlan, PlanLimits, Use
from nps.results.plan_words import (
    edge_words,
    group_words,
    listed,
    part_words,
    rows_words,
    use_words,
    way_words,
)
from nps.results.provenance import SCHEMA_VERSION
from nps.results.result import Record
from nps.results.subject import source_words

EMPTY: Record = {
    "source": None, "part": None, "name": None, "words": None, "role": None, "form": None,
    "how": None, "until": None, "operator": None, "edges": [], "texts": [], "segmentations": [],
    "columns": [], "combinations": None,
}  # fmt: skip
"""A row of which nothing is said."""
MOST_TOLD = 50
"""Combinations for each row of a sample, beyond which their number is a guess."""
LEGEND = ("combinations  about so many that rules can tell apart, each at every score",)


@frozen
class PlanResult:
    """What `nps explain --plan` says.

    Attributes:
        survey: Title of the survey; None where it has none.
        inputs: Exports and tallies, in the order in which they are named.
        limits: What plans are made by.
    """

    survey: str | None
    inputs: tuple[InputPlan, ...]
    limits: PlanLimits

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            "schema_version": SCHEMA_VERSION,
            "command": "explain",
            "generated_by": f"nps {__version__}",
            "survey": self.survey,
            "sources": [
                {
                    "path": one.path,
                    "format": one.format,
                    "way": one.way,
                    "bytes": one.size or None,
                    "sampled": one.sampled,
                    "daily": one.daily,
                    "words": " ".join(way_words(one, self.limits)),
                }
                for one in self.inputs
            ],
            "limits": {
                "bytes": self.limits.bytes,
                "sets": self.limits.sets,
                "combinations": self.limits.cells,
                "shared": self.limits.shared,
            },
            "rows": [row for one in self.inputs for row in self._records(one)],
            "notes": [],
        }

    def document(self) -> Document:
        """A table of each input, for people."""
        return tuple(block for one in self.inputs for block in self._blocks(one))

    def _records(self, plan: InputPlan) -> Iterator[Record]:
        head = {**EMPTY, "source": plan.path}
        for column in plan.columns:
            for use in column.uses:
                yield {**head, **_use_record(column, use)}
        for part, counts in (("group", plan.groups), ("rows", plan.by_rows)):
            for count in counts:
                names = [part_words(one) for one in count.parts]
                words = group_words if part == "group" else rows_words
                yield {
                    **head,
                    "part": part,
                    "name": ", ".join(names),
                    "words": words(count, self.limits),
                    "segmentations": [one.segmentation for one in count.parts if one.segmentation],
                    "columns": [*count.columns],
                    "combinations": count.cells,
                }

    def _blocks(self, plan: InputPlan) -> Iterator[Block]:
        subject = [self.survey] if self.survey is not None else []
        yield Headline(
            subject=(*subject, source_words([plan.path])),
            sentences=tuple((sentence,) for sentence in way_words(plan, self.limits)),
        )
        if plan.way == "tally":
            return
        counts = [
            ("Rows put together", [(one, group_words(one, self.limits)) for one in plan.groups]),
            ("Row by row", [(one, rows_words(one, self.limits)) for one in plan.by_rows]),
        ]
        # NOTE: How many combinations there are is known where rows were looked at.
        combinations = [Column(title="combinations", kind=Kind.COUNT)] if plan.sampled else []

        def row(name: str, cells: int | None, words: str) -> Row:
            return Row(cells=(name, cells, words) if combinations else (name, words))

        columns = [
            row(one.column, None, "; ".join(map(use_words, one.uses))) for one in plan.columns
        ]
        yield Table(
            columns=(
                Column(title="", kind=Kind.NAME),
                *combinations,
                Column(title="how", kind=Kind.NAME, gap=2),
            ),
            groups=(
                RowGroup(heading="Columns read", rows=tuple(columns)),
                *(
                    RowGroup(
                        heading=heading,
                        rows=tuple(
                            row(listed(map(part_words, one.parts)), _told(one, plan), words)
                            for one, words in found
                        ),
                    )
                    for heading, found in counts
                    if found
                ),
            ),
            legend=LEGEND if combinations else (),
        )


def _told(count: CountPlan, plan: InputPlan) -> int | None:
    """Give the combinations, but for so many that a sample cannot tell how many."""
    return None if count.cells is None or count.cells > MOST_TOLD * plan.sampled else count.cells


def _use_record(column: ColumnPlan, use: Use) -> Record:
    return {
        "part": "column",
        "name": column.column,
        "words": use_words(use),
        "role": use.role or None,
        "form": None if use.role else use.form,
        "how": None if use.role else use.how,
        "until": use.until or None,
        "operator": use.operator or None,
        "edges": [edge_words(edge) for edge in use.edges],
        "texts": [*use.texts],
    }
