"""The result of `nps trend`: the total and every segment, period by period."""

from collections.abc import Iterator

from nps.frozen import frozen
from nps.results.blocks import Document, Headline, Table
from nps.results.change import Change
from nps.results.ledger import Ledger
from nps.results.provenance import provenance, small_print
from nps.results.result import Record
from nps.results.subject import Subject, period_record, subject_words
from nps.results.tally import SourceTally
from nps.results.trend_figures import Series, TrendSegmentation
from nps.spec.periods import Every, Period


@frozen
class TrendResult:
    """What `nps trend` found.

    Attributes:
        subject: What the figures are of.
        sources: The exports.
        ledger: Where every row went.
        every: Length of a period.
        overall: All responses; its periods are those shown, earliest first.
        segmentations: In the order declared, each segment with the same periods.
        since: The first period shown that has an NPS, and the change of all responses from then to
            the latest, in one test that is not among those judged together; None where the two
            are not more than one period apart, or it was not tested.
        before: Name of the period before the latest, shown or not; None where there is none.
        warnings: What a reader must know before any figure is used.
        notes: What a reader must know besides.
        min_base: Bases below this are small.
        level: Coverage of the intervals, 0…1, and 1 less the part of false discoveries.
    """

    subject: Subject
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    every: Every
    overall: Series
    segmentations: tuple[TrendSegmentation, ...]
    since: tuple[Period, Change] | None
    before: str | None
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    min_base: int
    level: float

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            **provenance("trend", self.subject.survey, self.sources, self.ledger),
            "every": self.every,
            "periods": [
                {**period_record(one.period), "incomplete": one.is_incomplete}
                for one in self.overall.periods
            ],
            "since": self._since(),
            "overall": self.overall.record(),
            "segmentations": [segmentation.record() for segmentation in self.segmentations],
            "notes": [*self.warnings, *self.notes],
        }

    def _since(self) -> Record | None:
        if self.since is None:
            return None
        period, change = self.since
        record = change.record()
        kept = {key: record[key] for key in ("difference", "interval", "z", "p")}
        return {"period": period.name, **kept}

    @property
    def tests(self) -> int:
        """Changes of all responses and of segments that were tested."""
        segments = (one for part in self.segmentations for one in part.segments)
        return sum(one.is_tested for series in (self.overall, *segments) for one in series.periods)

    def document(self) -> Document:
        """The latest period, then every one, for people."""
        from nps.results.trend_headline import sentences  # noqa: PLC0415  # machines read no page

        return (
            Headline(
                subject=subject_words(self.subject, self.sources),
                sentences=sentences(
                    self.overall,
                    self.segmentations,
                    since=self.since,
                    before=self.before,
                    tests=self.tests,
                ),
            ),
            *self._tables(),
            *small_print(self.ledger, (*self.warnings, *self.notes)),
        )

    def _tables(self) -> Iterator[Table]:
        """The latest period, and where there are others, all of them."""
        from nps.results.trend_pages import latest, period_by_period  # noqa: PLC0415  # as above

        shown = self.overall, self.segmentations
        if self.overall.periods:
            yield latest(*shown, min_base=self.min_base, level=self.level, tests=self.tests)
        if len(self.overall.periods) > 1:
            yield period_by_period(
                *shown, every=self.every, min_base=self.min_base, level=self.level
            )
