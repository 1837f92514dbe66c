"""What became of single responses, and why they are in their segments."""

from collections.abc import Iterator

from nps.frozen import frozen
from nps.results.blocks import Block, Column, Document, Headline, Kind, Row, RowGroup, Table
from nps.results.explanation import Setting
from nps.results.result import Record
from nps.results.subject import source_words
from nps.results.tally import SegmentationKind
from nps.spec.scale import LOWEST_PASSIVE, LOWEST_PROMOTER

CONCEALED = "(not shown)"
"""In place of a cell of the comment column."""
WHERE = "where"
PARTS = {
    "filtered_out": "Filtered out: it does not meet where.",
    "blank": "Not scored: the score is blank.",
    "not_a_number": "Not scored: the score is not a number.",
    "off_scale": "Not scored: the score is off the scale.",
    "bad_weight": "Not counted: the weight is blank, negative or no number.",
    "previews": "Not a response: the export says that it is a preview or a test.",
    "repeats_dropped": "Not counted: another answer stands for the respondent or the account.",
}
"""What the parts of the ledger mean for one response."""


@frozen
class Reason:
    """One thing that was asked of a response.

    Attributes:
        condition: In words, or a column where nothing is compared.
        cell: What decided it; None where it is missing.
        verdict: true, false or unknown; None where nothing is compared.
    """

    condition: str
    cell: str | None
    verdict: str | None = None

    @property
    def words(self) -> str:
        """`logins_30d < 3: 12 → false`, `comment contains "price": true`, `plan: Free`."""
        cell = "(missing)" if self.cell is None else self.cell
        if cell == CONCEALED:
            return f"{self.condition}: {self.verdict or cell}"
        return f"{self.condition}: {cell}{f' → {self.verdict}' if self.verdict else ''}"

    def record(self) -> Record:
        """The parts by name."""
        return {"condition": self.condition, "cell": self.cell, "verdict": self.verdict}


@frozen
class Judgement:
    """What was asked of a response for one rule, or for its segment.

    Attributes:
        rule: A rule, `where`, or a part of a cross; None where the segmentation has no rules.
        holds: true, false or unknown; None for what is no rule.
        condition: The whole rule in words; empty for what is no rule.
        reasons: What was asked, in the order declared.
    """

    rule: str | None
    holds: str | None
    condition: str = ""
    reasons: tuple[Reason, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole condition, where it is made of several, and each reason."""
        whole = (self.condition,) if len(self.reasons) > 1 else ()
        return (*whole, *(reason.words for reason in self.reasons))


@frozen
class Placement:
    """Where a response is in one segmentation.

    Attributes:
        name: The segmentation.
        kind: How it was declared.
        segments: Names of its segments; empty where it is in none.
        judgements: Why.
    """

    name: str
    kind: SegmentationKind
    segments: tuple[str, ...]
    judgements: tuple[Judgement, ...]


@frozen
class ExplainedResponse:
    """One row of the exports.

    Attributes:
        row: From 1, over all exports.
        source: Path of its export.
        source_row: From 1, in its export.
        ledger: The part of the ledger that it is counted in.
        score: None where the score column holds none on the scale.
        given: What the score column holds.
        where: What `where` asked of it; None where there is no `where`.
        placements: A segmentation each.
        is_unfinished: It was not sent off, and only those that were shall count.
    """

    row: int
    source: str
    source_row: int
    ledger: str
    score: int | None
    given: Reason
    where: Judgement | None
    placements: tuple[Placement, ...]
    is_unfinished: bool = False

    @property
    def sentence(self) -> str:
        """What became of it."""
        if self.ledger == "filtered_out" and (self.where is None or self.where.holds == "true"):
            if self.is_unfinished:
                return "Filtered out: the answer is unfinished."
            return "Filtered out: it is of another time, or has no date."
        if self.ledger != "scored" or self.score is None:
            return PARTS.get(self.ledger, "Not scored.")
        group = "detractor"
        if self.score >= LOWEST_PASSIVE:
            group = "promoter" if self.score >= LOWEST_PROMOTER else "passive"
        return f"Scored {self.score}, a {group}."

    def records(self) -> Iterator[Record]:
        """A row for the score, and one for each reason."""
        own: Record = {
            "row": self.row,
            "source": self.source,
            "source_row": self.source_row,
            "ledger_part": self.ledger,
            "score": self.score,
        }
        none: Record = {"segmentation": None, "segment": None, "rule": None, "holds": None}
        yield {**own, **none, **self.given.record()}
        if self.where is not None:
            yield from ({**own, **none, **record} for record in _records(self.where))
        for placement in self.placements:
            placed: Record = {
                "segmentation": placement.name,
                "segment": ", ".join(placement.segments) or None,
            }
            for judgement in placement.judgements:
                yield from ({**own, **placed, **record} for record in _records(judgement))


@frozen
class ResponseResult:
    """What `nps explain --row` and `--id` say.

    Attributes:
        setting: What is explained.
        responses: In the order of the exports; at least one.
    """

    setting: Setting
    responses: tuple[ExplainedResponse, ...]

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            **self.setting.record(),
            "rows": [record for response in self.responses for record in response.records()],
            "notes": [*self.setting.notes],
        }

    def document(self) -> Document:
        """A table for each response, for people."""
        count = len(self.responses)
        sentence = f"What became of {count:,} response{'s' if count > 1 else ''}, and why."
        return (
            self.setting.headline((sentence,)),
            *(
                block
                for response in self.responses
                for block in _blocks(response, several=len(self.setting.sources) > 1)
            ),
            *self.setting.small_print(),
        )


def _records(judgement: Judgement) -> Iterator[Record]:
    for reason in judgement.reasons:
        yield {"rule": judgement.rule, "holds": judgement.holds, **reason.record()}


def _blocks(response: ExplainedResponse, *, several: bool) -> Iterator[Block]:
    subject = f"Row {response.row}"
    if several:
        subject += f", row {response.source_row} of {source_words([response.source])}"
    sentences = [(response.sentence,)]
    if response.ledger != "scored":
        sentences.append(("It is in no figure; below is where it would be.",))
    yield Headline(subject=(subject,), sentences=tuple(sentences))
    groups = [RowGroup(heading=None, rows=(Row(cells=("score", "", response.given.words)),))]
    if response.where is not None:
        groups.append(RowGroup(heading=None, rows=tuple(_rows(response.where))))
    for placement in response.placements:
        rows = (row for judgement in placement.judgements for row in _rows(judgement))
        heading = f"{placement.name}: {', '.join(placement.segments) or 'in none'}"
        groups.append(RowGroup(heading=heading, rows=tuple(rows)))
    yield Table(
        columns=(
            Column(title="", kind=Kind.NAME),
            Column(title="holds", kind=Kind.NAME, gap=2),
            Column(title="because", kind=Kind.NAME, gap=2),
        ),
        groups=tuple(groups),
    )


def _rows(judgement: Judgement) -> Iterator[Row]:
    head = (judgement.rule or "", judgement.holds or "")
    for line in judgement.lines:
        yield Row(cells=(*head, line))
        head = ("", "")
