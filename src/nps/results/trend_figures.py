"""Figures of one set of responses, period by period."""

from nps.frozen import frozen
from nps.results.change import Change
from nps.results.figures import INCOMPLETE, Figures
from nps.results.result import Record
from nps.results.subject import period_record
from nps.results.tally import SegmentationKind
from nps.spec.periods import Period

_SHOWN = (
    "base", "effective_base", "design_effect", "share_of_base", "nps", "interval",
    "standard_error", "promoters", "passives", "detractors", "mean_score",
)  # fmt: skip


@frozen
class PeriodFigures:
    """A segment, or all responses, in one period.

    Attributes:
        period: The period.
        figures: Of the responses of the period alone, which its shares are of.
        change: To the calendar period before, shown or not; None where either has no NPS.
    """

    period: Period
    figures: Figures
    change: Change | None = None

    @property
    def is_incomplete(self) -> bool:
        """Whether the period is not over."""
        return INCOMPLETE in self.figures.flags

    @property
    def title(self) -> str:
        """The name of the period, which says where it is not over."""
        return f"{self.period.name} (incomplete)" if self.is_incomplete else self.period.name

    @property
    def is_tested(self) -> bool:
        """Whether its change was tested."""
        return self.change is not None and self.change.p is not None

    @property
    def mark(self) -> str:
        """▲ or ▼ where it changed beyond chance; else empty."""
        return self.change.mark if self.change else ""

    def record(self) -> Record:
        """The period and all figures by name."""
        figures = self.figures.record()
        return {
            **period_record(self.period),
            **{key: figures[key] for key in _SHOWN if key in figures},
            "change": self.change.record() if self.change else None,
            "flags": list(self.figures.flags),
        }


@frozen
class Series:
    """A segment, or all responses, over time.

    Attributes:
        segment: Its name.
        periods: Those shown, earliest first, empty ones between others too.
        leftover: It holds what others leave, which is nothing to act on.
    """

    segment: str
    periods: tuple[PeriodFigures, ...]
    leftover: bool = False

    @property
    def latest(self) -> PeriodFigures:
        """The last period; there must be one."""
        return self.periods[-1]

    @property
    def base(self) -> int:
        """Scored responses of all periods shown."""
        return sum(one.figures.base or 0 for one in self.periods)

    @property
    def is_weighted(self) -> bool:
        """Whether responses are weighted."""
        return any(one.figures.weighting is not None for one in self.periods)

    def record(self) -> Record:
        """The name and every period."""
        return {"segment": self.segment, "periods": [one.record() for one in self.periods]}


@frozen
class TrendSegmentation:
    """One segmentation over time.

    Attributes:
        name: Its name.
        kind: How it was declared.
        partition: A response is in at most one segment.
        unsegmented: Scored responses of the latest period in no segment.
        segments: In the order in which they are shown, each with the same periods.
        abridged: Its segments come from the data, so that a page may show only the largest.
    """

    name: str
    kind: SegmentationKind
    partition: bool
    unsegmented: int
    segments: tuple[Series, ...]
    abridged: bool = False

    def record(self) -> Record:
        """The segmentation and its segments."""
        return {
            "name": self.name,
            "kind": self.kind,
            "partition": self.partition,
            "segments": [segment.record() for segment in self.segments],
        }
