"""A segment's figures, undefined ones null."""

from nps.frozen import frozen
from nps.results.benchmark import Benchmark
from nps.results.interval import Interval
from nps.results.place import Place, VersusRest
from nps.results.result import Record
from nps.results.shares import Band, Share, Weighting
from nps.results.sums import Counts
from nps.results.tally import SegmentationKind
from nps.results.turnout import Turnout

SMALL_BASE = "small_base"
"""Flag of a segment whose base is too small to lean on."""
SUPPRESSED = "suppressed"
"""Flag of a segment of which nothing but its name is shown."""
INCOMPLETE = "incomplete"
"""Flag of a period that is not over, so that its figures will still change."""


@frozen
class Power:
    """What changes a base can show.

    Attributes:
        smallest_change: Between two waves of this base, NPS points, 0…200; None where no test
            would be made, or none is large enough.
        responses_needed: In each of two waves to show a given change; None where undefined.
    """

    smallest_change: float | None = None
    responses_needed: int | None = None


@frozen
class Figures:
    """One segment, or all responses.

    A suppressed one has a name and the flag; all else is None or empty.

    Attributes:
        segment: Its name.
        base: Scored responses, n; None only where suppressed.
        share_of_base: 0…1 of all scored responses, weighted where they are.
        nps: −100…100; None at base 0, or where all weights are 0.
        interval: None at base 0, or where the variance is undefined.
        standard_error: In NPS points; None as above.
        promoters: 9 and 10.
        passives: 7 and 8.
        detractors: The rest.
        share_of_promoters: 0…1 of all promoters; None where there are none.
        share_of_detractors: 0…1 of all detractors; None where there are none.
        mean_score: On the scale of the score.
        scores: Responses by score, lowest first.
        bands: Score bands, lowest first.
        weighting: What weights do to the base; None where nothing is weighted.
        benchmark: Against its target; None where the run has no benchmarks.
        place: In segmentations; None overall.
        power: What changes the base can show; None where that was not asked.
        flags: small_base, suppressed, incomplete.
        turnout: Of the invited; None where none are declared.
    """

    segment: str
    base: int | None
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
    weighting: Weighting | None = None
    benchmark: Benchmark | None = None
    place: Place | None = None
    power: Power | None = None
    flags: tuple[str, ...] = ()
    turnout: Turnout | None = None

    @property
    def is_small(self) -> bool:
        """Whether its base is too small to lean on."""
        return SMALL_BASE in self.flags

    @property
    def is_suppressed(self) -> bool:
        """Whether nothing but its name is shown."""
        return SUPPRESSED in self.flags

    @property
    def mark(self) -> str:
        """`>` or `<` where it is above or below all others beyond chance; else empty."""
        return self.place.vs_rest.mark if self.place else ""

    def record(self) -> Record:
        """All figures by name; those of weights and the like where they apply."""
        weighting, place = self.weighting, self.place
        record: Record = {"segment": self.segment, "base": self.base}
        if self.turnout is not None:
            record |= self.turnout.record()
        if weighting is not None:
            record["effective_base"] = weighting.effective_base
            record["design_effect"] = weighting.design_effect
        record |= {
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
        }
        if weighting is not None:
            record["weighted_scores"] = list(weighting.scores)
        record["bands"] = [band.record() for band in self.bands]
        if self.benchmark is not None:
            record["benchmark"] = self.benchmark.record()
        if place is not None:
            record |= place.record()
        if place is not None or self.flags:
            record["flags"] = list(self.flags)
        return record


def suppressed(
    segment: str, *, weighted: bool, benchmarked: bool, placed: bool, leftover: bool = False
) -> Figures:
    """Make what is shown of a suppressed segment: its name and the flag.

    Args:
        segment: Its name.
        weighted: Responses of the run are weighted.
        benchmarked: The run has benchmarks.
        placed: It is a segment, not all responses.
        leftover: It holds what others leave.
    """
    nobody = Share(count=None, share=None)
    return Figures(
        segment=segment,
        base=None,
        share_of_base=None,
        nps=None,
        interval=None,
        standard_error=None,
        promoters=nobody,
        passives=nobody,
        detractors=nobody,
        share_of_promoters=None,
        share_of_detractors=None,
        mean_score=None,
        scores=(),
        bands=(),
        weighting=Weighting() if weighted else None,
        benchmark=Benchmark() if benchmarked else None,
        place=Place(contribution=None, impact=None, vs_rest=VersusRest(), leftover=leftover)
        if placed
        else None,
        flags=(SUPPRESSED,),
    )


@frozen
class SegmentationFigures:
    """One segmentation.

    Attributes:
        name: Its name.
        kind: How it was declared.
        partition: A response is in at most one segment.
        unsegmented: Scored responses in no segment; None where suppressed.
        segments: In the order in which they are shown; suppressed ones last.
        abridged: Its segments come from the data, so that a page may show only the largest.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    unsegmented: int | None
    segments: tuple[Figures, ...]
    abridged: bool = False

    def heading(self) -> Record:
        """The segmentation without its segments."""
        return {
            "name": self.name,
            "kind": self.kind,
            "partition": self.partition,
            "unsegmented": self.unsegmented,
        }

    def record(self) -> Record:
        """The segmentation and its segments."""
        return self.heading() | {"segments": [segment.record() for segment in self.segments]}
