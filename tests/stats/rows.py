"""Responses for tests, and the sums of them by plain loops."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import eq, ge, gt, lt
from pathlib import Path
from typing import Any

from nps.results.sums import UNIT, ClusterSums, Sums

_FOLDER = Path(__file__).parent.parent / "golden"
GOLDEN: dict[str, Any] = json.loads((_FOLDER / "golden.json").read_text(encoding="utf-8"))
CLOSE = 1e-9
_TERM = re.compile(r'(\w+) (==|<|>|>=) ("?)([^"]+)\3')
_OPERATORS = {"==": eq, "<": lt, ">": gt, ">=": ge}


@dataclass(frozen=True, kw_only=True)
class Row:
    score: int
    weight: Decimal = Decimal(1)
    cluster: str = ""
    cells: dict[str, str] = field(default_factory=dict)

    def meets(self, term: str) -> bool:
        """Whether a comparison of R holds, such as `age >= 60` or `plan == "pro"`."""
        found = _TERM.fullmatch(term)
        assert found, term
        name, operator, quote, value = found.groups()
        if quote:
            return bool(_OPERATORS[operator](self.cells[name], value))
        return bool(_OPERATORS[operator](float(self.cells[name]), float(value)))


def golden_rows(file: str) -> list[Row]:
    with (_FOLDER / "data" / file).open(encoding="utf-8", newline="") as opened:
        return [
            Row(
                score=int(cells["score"]),
                weight=Decimal(cells["w"]),
                cluster=cells.get("customer", ""),
                cells=cells,
            )
            for cells in csv.DictReader(opened)
        ]


def selected(rows: Iterable[Row], predicate: str) -> list[Row]:
    """Those for which a predicate of R holds: comparisons joined by `&`, and these by `|`."""
    choices = [choice.split(" & ") for choice in predicate.split(" | ")]
    return [row for row in rows if any(all(map(row.meets, terms)) for terms in choices)]


def sums_of(rows: Sequence[Row], *, weighted: bool = False, clustered: bool = False) -> Sums:
    counts, weights, squares = [0] * 11, [0] * 11, [0] * 11
    inside: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        unit = int(row.weight * UNIT) if weighted else 1
        counts[row.score] += 1
        weights[row.score] += unit
        squares[row.score] += unit * unit
        inside[row.cluster][0] += unit * ((row.score > 8) - (row.score < 7))
        inside[row.cluster][1] += unit
    return Sums(
        counts=tuple(counts),
        weights=tuple(weights) if weighted else (),
        squares=tuple(squares) if weighted else (),
        clusters=ClusterSums(
            clusters=len(inside),
            aa=sum(a * a for a, _ in inside.values()),
            ab=sum(a * b for a, b in inside.values()),
            bb=sum(b * b for _, b in inside.values()),
        )
        if clustered
        else None,
    )
