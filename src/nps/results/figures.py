"""A segment's figures, undefined ones null."""

from dataclasses import dataclass, field

from nps.results.result import Record
from nps.results.tally import Counts, SegmentationKind

SMALL_BASE = "small_base"
"""Flag of a segment whose base is too small to lean on."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of the base.

    Attributes:
        count: Scored responses.
        share: 0…1 of the base; None at base 0.
    """

    count: int
    share: float | None

    def record(self) -> Record:
        """Count and share."""
        return {"count": self.count, "share": self.share}


@dataclass(frozen=True, kw_only=True)
class Band:
    """A score band's part of the base."""

    name: str
    lowest: int
    highest: int
    part: Share

    def record(self) -> Record:
        """Name, range, count and share."""
        return {"name": self.name, "from": self.lowest, "to": self.highest, **self.part.record()}


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Limits in NPS points, −100…100.

    Attributes:
        low: Lower limit.
        high: Upper limit.
        level: Coverage, 0…1.
        method: score, adjusted-wald or wald.
    """

    low: float
    high: float
    level: float
    method: str

    def record(self) -> Record:
        """Limits, level and method."""
        return {"low": self.low, "high": self.high, "level": self.level, "method": self.method}


@dataclass(frozen=True, kw_only=True)
class VersusRest:
    """A segment against every scored response outside it.

    Attributes:
        difference: NPS of the segment less that of the rest; None where either is undefined.
        z: Standard normal test value; None where no test was made, as are the others.
        p: Two-sided probability, 0…1.
        p_adjusted: The same, adjusted for all tests of the run.
        significant: Beyond chance at the level.
    """

    difference: float | None
    z: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    significant: bool | None = None

    def record(self) -> Record:
        """Difference and test."""
        return {
            "difference": self.difference,
            "z": self.z,
            "p": self.p,
            "p_adjusted": self.p_adjusted,
            "significant": self.significant,
        }


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a segment does to the total, in NPS points.

    Attributes:
        contribution: Share of the base × NPS; 0 at base 0.
        impact: Overall NPS less NPS without the segment; 0 at base 0, None where the segment
            is everyone.
        vs_rest: Against the rest.
        flags: small_base, and others as they apply.
        leftover: It holds what others leave, which is nothing to act on.
    """

    contribution: float
    impact: float | None
    vs_rest: VersusRest
    flags: tuple[str, ...] = ()
    leftover: bool = False

    def record(self) -> Record:
        """Contribution, impact, difference and flags."""
        return {
            "contribution": self.contribution,
            "impact": self.impact,
            "vs_rest": self.vs_rest.record(),
            "flags": list(self.flags),
        }


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One segment, or all responses.

    Attributes:
        segment: Its name.
        base: Scored responses, n.
        share_of_base: 0…1 of all scored responses.
        nps: −100…100; None at base 0.
        interval: None at base 0.
        standard_error: In NPS points; None at base 0.
        promoters: 9 and 10.
        passives: 7 and 8.
        detractors: The rest.
        share_of_promoters: 0…1 of all promoters; None where there are none.
        share_of_detractors: 0…1 of all detractors; None where there are none.
        mean_score: On the scale of the score.
        scores: Responses by score, lowest first.
        bands: Score bands, lowest first.
        place: In segmentations; None overall.
    """

    segment: str
    base: int
    share_of_base: float | None
    nps: float | None
    interval: Interval | None
    standard_error: float | None
    promoters: Share
    passives: Share
    detractors: Share
    share_of_promoters: float | None
    share_of_detractors: float | None
    mean_score: float | None
    scores: Counts
    bands: tuple[Band, ...]
    place: Place | None = field(default=None)

    @property
    def is_small(self) -> bool:
        """Whether its base is too small to lean on."""
        return self.place is not None and SMALL_BASE in self.place.flags

    def record(self) -> Record:
        """All figures by name."""
        return {
            "segment": self.segment,
            "base": self.base,
            "share_of_base": self.share_of_base,
            "nps": self.nps,
            "interval": self.interval.record() if self.interval else None,
            "standard_error": self.standard_error,
            "promoters": self.promoters.record(),
            "passives": self.passives.record(),
            "detractors": self.detractors.record(),
            "share_of_promoters": self.share_of_promoters,
            "share_of_detractors": self.share_of_detractors,
            "mean_score": self.mean_score,
            "scores": list(self.scores),
            "bands": [band.record() for band in self.bands],
            **(self.place.record() if self.place else {}),
        }


@dataclass(frozen=True, kw_only=True)
class SegmentationFigures:
    """One segmentation.

    Attributes:
        name: Its name.
        kind: How it was declared.
        partition: A response is in at most one segment.
        unsegmented: Scored responses in no segment.
        segments: In the order in which they are shown.
        abridged: Its segments come from the data, so that a page may show only the largest.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    unsegmented: int
    segments: tuple[Figures, ...]
    abridged: bool = False

    def record(self) -> Record:
        """The segmentation and its segments."""
        return {
            "name": self.name,
            "kind": self.kind,
            "partition": self.partition,
            "unsegmented": self.unsegmented,
            "segments": [segment.record() for segment in self.segments],
        }
