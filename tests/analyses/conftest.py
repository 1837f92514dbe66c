"""Tallies made by hand, from responses in plain lists."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from nps.results.ledger import Ledger
from nps.results.sums import UNIT, ClusterSums, Counts, Sums
from nps.results.tally import SegmentationTally, SegmentTally, SourceTally, Tally

LEFTOVERS = ("Other", "(blank)")
OVERLAPPING = ("overlap", "tags")


@dataclass(frozen=True, eq=False)
class Response:
    """One scored response; two are never the same one.

    Attributes:
        score: On the scale.
        weight: None where nothing is weighted.
        account: None where nothing is clustered.
    """

    score: int
    weight: float | None = None
    account: str | None = None

    @property
    def billionths(self) -> int:
        return UNIT if self.weight is None else round(self.weight * UNIT)


def answers(
    detractors: int = 0,
    passives: int = 0,
    promoters: int = 0,
    *,
    weight: float | None = None,
    account: str | None = None,
) -> list[Response]:
    """Make responses of 6, 7 and 9."""
    scores = [6] * detractors + [7] * passives + [9] * promoters
    return [Response(score, weight, account) for score in scores]


def by_scores(counts: Mapping[int, int]) -> list[Response]:
    """Make responses of counts by score."""
    return [Response(score) for score, count in counts.items() for _ in range(count)]


def sums_of(responses: Iterable[Response], lowest: int = 0, *, like: Sequence[Response]) -> Sums:
    """Sum responses up; weighted and clustered where those of the run, `like`, are."""
    part = list(responses)
    by_score: dict[int, list[Response]] = defaultdict(list)
    by_account: dict[object, list[Response]] = defaultdict(list)
    for one in part:
        by_score[one.score].append(one)
        by_account[one.account or one].append(one)

    def each(value: Callable[[Response], int]) -> Counts:
        return tuple(sum(map(value, by_score[score])) for score in range(lowest, 11))

    weighted = any(one.weight is not None for one in like)
    unit = UNIT if not weighted else 1
    moments = [
        (
            sum((one.score > 8) * one.billionths - (one.score < 7) * one.billionths for one in held)
            // unit,
            sum(one.billionths for one in held) // unit,
        )
        for held in by_account.values()
    ]
    return Sums(
        counts=each(lambda _: 1),
        weights=each(lambda one: one.billionths) if weighted else (),
        squares=each(lambda one: one.billionths**2) if weighted else (),
        clusters=ClusterSums(
            clusters=len(by_account),
            aa=sum(a * a for a, _ in moments),
            ab=sum(a * b for a, b in moments),
            bb=sum(b * b for _, b in moments),
        )
        if any(one.account is not None for one in like)
        else None,
    )


def tally_of(
    segmentations: Mapping[str, Mapping[str, Sequence[Response]]],
    unsegmented: Sequence[Response] = (),
    *,
    lowest: int = 0,
    kinds: Mapping[str, Any] | None = None,
    abridged: bool = False,
    **rest: Any,  # noqa: ANN401  # fields
) -> Tally:
    """Tally responses.

    Args:
        segmentations: Responses by segmentation and segment; those of any are in the run.
        unsegmented: Responses besides.
        lowest: Lowest score of the scale.
        kinds: Of segmentations that are not of kind `value`.
        abridged: Segmentations come from the data.
        **rest: Fields of the tally.
    """
    everyone = list(
        dict.fromkeys(
            [
                *(one for parts in segmentations.values() for held in parts.values()
                  for one in held),
                *unsegmented,
            ]
        )
    )  # fmt: skip

    def segmentation(name: str, parts: Mapping[str, Sequence[Response]]) -> SegmentationTally:
        kind = (kinds or {}).get(name, "value")
        members = {segment: set(held) for segment, held in parts.items()}
        taken = set[Response]().union(*members.values())
        return SegmentationTally(
            name=name,
            kind=kind,
            partition=kind not in OVERLAPPING,
            segments=tuple(
                SegmentTally(
                    name=segment,
                    sums=sums_of(held, lowest, like=everyone),
                    rest=sums_of(
                        (one for one in everyone if one not in members[segment]),
                        lowest,
                        like=everyone,
                    ),
                    leftover=segment in LEFTOVERS,
                )
                for segment, held in parts.items()
            ),
            unsegmented=sums_of(
                (one for one in everyone if one not in taken), lowest, like=everyone
            ),
            abridged=abridged,
        )

    base = len(everyone)
    fields = {
        "sources": (SourceTally(path="data/a.csv", format="csv", layout="plain", rows=base),),
        "ledger": Ledger(read=base, scored=base),
        **rest,
    }
    return Tally(
        lowest=lowest,
        overall=sums_of(everyone, lowest, like=everyone),
        segmentations=tuple(segmentation(*item) for item in segmentations.items()),
        **fields,
    )


@pytest.fixture(scope="session", name="answers")
def _answers() -> Callable[..., list[Response]]:
    """Make responses: answers(detractors, passives, promoters, weight=…, account=…)."""
    return answers


@pytest.fixture(scope="session", name="by_scores")
def _by_scores() -> Callable[..., list[Response]]:
    """Make responses of counts by score."""
    return by_scores


@pytest.fixture(scope="session", name="tally_of")
def _tally_of() -> Callable[..., Tally]:
    """Tally responses: tally_of({"plan": {"Free": answers(1, 2, 3)}})."""
    return tally_of
