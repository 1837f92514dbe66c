"""A plain-Python reading of rows: what is declared, one rule after the other."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.stats.rows import Row, sums_of

from nps.engine.slicing import Slicing
from nps.results.sums import UNIT
from nps.results.tally import PairTally
from nps.spec.periods import period_of

ROLES = ("Buyer", "Admin")
SEGMENTS = {
    "plan": "plan",
    "known": {"column": "plan", "map": {"Free": ["free"]}},
    "watch": {
        "overlap": True,
        "rules": {"Low": {"score": {"lt": 7}}, "Free": {"plan": "free"}, "Moon": {"plan": "moon"}},
    },
    "tags": {"tags": "tags", "split": ";"},
    "both": {"cross": ["plan", "watch"]},
}


def segments_of(cells: dict[str, str]) -> dict[str, list[str]]:
    """Names of a response's segments, by segmentation."""
    plan, low = cells["plan"] or "(blank)", int(cells["score"]) < 7
    watch = [*(["Low"] if low else []), *(["Free"] if plan == "free" else [])]
    return {
        "plan": [plan],
        "known": {"free": ["Free"], "(blank)": ["(blank)"]}.get(plan, []),
        "watch": watch,
        "tags": sorted({tag for tag in cells["tags"].split(";") if tag}),
        "both": [f"{plan} × {name}" for name in watch],
    }


@dataclass(frozen=True, kw_only=True)
class Read:
    """A row, once it is read.

    Attributes:
        row: With its weight, of cluster "" where it is its own.
        moment: None where there is no date.
        slot: Which period it is in.
        part: Of the ledger.
    """

    row: Row
    moment: datetime | None
    slot: Hashable
    part: str

    @property
    def cells(self) -> dict[str, str]:
        return self.row.cells

    def dropped(self) -> "Read":
        return replace(self, part="repeats_dropped")


def reading(
    exports: Sequence[Sequence[dict[str, str]]], survey: dict[str, Any], slicing: Slicing
) -> list[Read]:
    """What becomes of every row, one rule after the other."""
    reads = [
        read_row({name: cell.strip() for name, cell in cells.items()}, survey, slicing, side)
        for side, export in enumerate(exports)
        for cells in export
    ]
    scored = [at for at, one in enumerate(reads) if one.part == "scored"]
    if survey.get("repeats") == "latest":
        drop(reads, scored, "id", latest)
    if survey.get("roll_up") == "latest":
        drop(reads, scored, "account", latest)
    elif isinstance(survey.get("roll_up"), dict):
        drop(reads, scored, "account", highest)
    elif survey.get("roll_up") == "mean":
        for group in grouped(reads, scored, "account", alone=True):
            total = sum(reads[at].row.weight for at in group)
            for at in group:
                part = float(reads[at].row.weight * UNIT) / float(total * UNIT) if total else 0
                weight = Decimal(round(part * UNIT)) / UNIT
                reads[at] = replace(reads[at], row=replace(reads[at].row, weight=weight))
    return reads


def read_row(cells: dict[str, str], survey: dict[str, Any], slicing: Slicing, side: int) -> Read:
    moment = datetime.fromisoformat(cells["at"]) if cells["at"] not in {"", "soon"} else None
    day = moment.date() if moment else None
    periods = (*slicing.between, *([slicing.window] if slicing.window else []))
    inside = [
        at for at, one in enumerate(periods)
        if day and one.first and one.last and one.first <= day <= one.last
    ]  # fmt: skip
    slot: Hashable = None
    if slicing.every and day:
        slot = period_of(day, slicing.every).name
    elif slicing.between:
        slot = slicing.between[inside[0]].name if inside else None
    elif slicing.sides:
        slot = side
    weight = cells["weight"] if "weight" in survey else "1"
    if ("where" in survey and cells["status"] != "done") or (periods and not inside):
        part = "filtered_out"
    elif cells["score"] in {"", "NA"}:
        part = "blank"
    elif cells["score"] == "ten":
        part = "not_a_number"
    elif cells["score"] == "11":
        part = "off_scale"
    elif weight in {"", "-1", "x"}:
        part = "bad_weight"
    else:
        part = "scored"
    cluster = cells.get(survey.get("account", survey.get("respondent", "")), "")
    row = Row(score=0, cells=cells, cluster=cluster)
    if part == "scored":
        row = replace(row, score=int(cells["score"]), weight=Decimal(weight))
    return Read(row=row, moment=moment, slot=slot, part=part)


def grouped(
    reads: list[Read], scored: Iterable[int], column: str, *, alone: bool = False
) -> list[list[int]]:
    """Places of the scored answers of each respondent or account and period."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in scored:
        name = reads[at].cells[column]
        if reads[at].part == "scored" and (name or alone):
            groups[(name, reads[at].slot) if name else at].append(at)
    return list(groups.values())


def drop(
    reads: list[Read],
    scored: Iterable[int],
    column: str,
    keep: Callable[[list[Read], list[int]], list[int]],
) -> None:
    for group in grouped(reads, scored, column):
        for at in set(group) - set(keep(reads, group)):
            reads[at] = reads[at].dropped()


def latest(reads: list[Read], group: list[int]) -> list[int]:
    return [max(group, key=lambda at: (reads[at].moment or datetime.min, at))]  # noqa: DTZ901  # as written


def highest(reads: list[Read], group: list[int]) -> list[int]:
    def rank(at: int) -> int:
        role = reads[at].cells["role"]
        return ROLES.index(role) if role in ROLES else len(ROLES)

    best = min(map(rank, group))
    return [at for at in group if rank(at) == best]


def pairs_of(reads: Sequence[Read], slots: Sequence[Hashable], *, weighted: bool) -> PairTally:
    sides = []
    for slot in slots:
        inside: dict[str, list[Row]] = defaultdict(list)
        for one in reads:
            if one.slot == slot and one.part == "scored":
                inside[one.cells["id"]].append(one.row)
        sides.append(inside)
    both = [name for name in sides[0] if name and name in sides[1]]
    unit = UNIT if weighted else 1

    def moments(rows: list[Row]) -> tuple[int, int]:
        units = [int(row.weight * unit) for row in rows]
        ys = [(row.score > 8) - (row.score < 7) for row in rows]
        return sum(map(int.__mul__, units, ys)), sum(units)

    found = [tuple(moments(side[name]) for side in sides) for name in both]
    before, after = ([row for name in both for row in side[name]] for side in sides)
    return PairTally(
        respondents=len(both),
        before=sums_of(before, weighted=weighted), after=sums_of(after, weighted=weighted),
        aa=sum(one[0] * other[0] for one, other in found),
        ab=sum(one[0] * other[1] for one, other in found),
        ba=sum(one[1] * other[0] for one, other in found),
        bb=sum(one[1] * other[1] for one, other in found),
        unknown=sum(len(side[""]) for side in sides),
    )  # fmt: skip
