"""Results made by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from nps.results.blocks import (
    Cell,
    Column,
    Document,
    Figure,
    Headline,
    Kind,
    LedgerLine,
    Notes,
    Row,
    RowGroup,
    Table,
)
from nps.results.ledger import Ledger
from nps.results.result import Plain, Record, Result


@dataclass(frozen=True)
class HandMade:
    """A result that holds what it shows."""

    blocks: Document = ()
    figures: Record = field(default_factory=dict)

    def record(self) -> Record:
        return self.figures

    def document(self) -> Document:
        return self.blocks


@pytest.fixture(scope="session")
def result_of() -> Callable[[Document], Result]:
    """Make a result of blocks."""
    return HandMade


@pytest.fixture(scope="session")
def result_of_record() -> Callable[[Record], Result]:
    """Make a result of a record."""
    return lambda record: HandMade(figures=record)


@pytest.fixture(scope="session")
def result_of_both() -> Callable[[Document, Record], Result]:
    """Make a result of blocks and a record, for all formats."""
    return HandMade


def segment(name: str, base: int, place: Record) -> Record:
    scores: list[Plain] = [*[0] * 9, base, 0]
    interval: Plain = {"low": -12.5, "high": 60.25, "level": 0.95} if base else None
    return {
        "segment": name,
        "base": base,
        "nps": 25.0 if base else None,
        "interval": interval,
        "scores": scores,
        "bands": [
            {"name": "low", "from": 0, "to": 6, "count": 0, "share": 0.0 if base else None},
            {"name": "high", "from": 7, "to": 10, "count": base, "share": 1.0 if base else None},
        ],
        **place,
    }


@pytest.fixture
def record() -> Record:
    """Give a record of two segmentations, one with an empty segment."""
    place: Record = {"impact": 0.1, "vs_rest": {"p": 0.5, "significant": False}}
    return {
        "schema_version": 1,
        "survey": 'Survey "of" ünits',
        "ledger": {**Ledger(read=9, blank=1, scored=8).record()},
        "overall": segment("All responses", 8, {}),
        "segmentations": [
            {
                "name": "plan",
                "partition": True,
                "segments": [
                    segment("Free, or trial", 8, {**place, "flags": ["small_base", "incomplete"]}),
                    segment("Nobody", 0, {**place, "vs_rest": None, "flags": []}),
                ],
            },
            {"name": "country", "partition": False, "segments": []},
        ],
        "notes": ["A note"],
    }


@pytest.fixture
def everything() -> Document:
    """Give a document of all kinds of blocks and columns, some cells undefined."""
    cells: dict[Kind, Cell] = {
        Kind.NAME: "Free",
        Kind.COUNT: 1234,
        Kind.SHARE: 0.5,
        Kind.NPS: 20.4,
        Kind.DIFFERENCE: -3.2,
        Kind.POINTS: 1.25,
        Kind.INTERVAL: (-0.4, 33.3),
        Kind.LIMITS: (-131.5, 12.2),
        Kind.P: 0.0004,
        Kind.SCORE: 7.89,
        Kind.FACTOR: 1.36,
        Kind.GROUPS: (0.2, 0.3, 0.5),
        Kind.SPARK: (-5.0, None, 30.0),
        Kind.EDGE: None,
    }
    return (
        Headline(
            subject=("Survey", "July"),
            sentences=(("NPS ", Figure(kind=Kind.NPS, value=19.6), "."), ("So be it.",)),
        ),
        Table(
            columns=tuple(
                Column(title=kind.name.lower(), kind=kind, marked=kind is Kind.DIFFERENCE)
                for kind in Kind
            ),
            groups=(
                RowGroup(
                    heading=None, rows=(Row(cells=tuple(cells[kind] for kind in Kind), mark="<"),)
                ),
                RowGroup(
                    heading="plan",
                    rows=(
                        Row(cells=("Nobody", 0, *(None for _ in Kind))[: len(Kind)], starred=True),
                    ),
                    more="and 3 more",
                ),
            ),
            legend=("nps  promoters less detractors", "> <   beyond chance", "*  fewer than 30"),
        ),
        LedgerLine(read=1240, parts=((1234, "scored"), (6, "blank"), (0, "off scale"))),
        Notes(lines=("One note", "Another")),
    )
