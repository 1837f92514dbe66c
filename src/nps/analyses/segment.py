"""Who is unhappy, by how much, and how sure are we?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nps.analyses.against_rest import places
from nps.analyses.benchmarks import Benchmarks
from nps.analyses.figures import ALL, MIN_BASE, Figuring
from nps.analyses.showing import show
from nps.analyses.sorting import Sort
from nps.analyses.suppress import Hidden, hidden_segments
from nps.analyses.uncounted import uncounted_notes
from nps.frozen import frozen
from nps.results.benchmark import Benchmark
from nps.results.figures import Figures, SegmentationFigures, suppressed
from nps.results.place import Place
from nps.results.segments import SegmentResult
from nps.results.subject import Subject
from nps.results.sums import Sums
from nps.results.tally import SegmentationTally, Tally
from nps.results.turnout import Turnout
from nps.spec.scale import ScoreBand
from nps.stats.intervals import Method


def analyse(  # noqa: PLR0913  # an option each
    tally: Tally,
    *,
    survey: str | None = None,
    bands: Sequence[ScoreBand] = (),
    level: float = 0.95,
    method: Method = "score",
    sort: Sort | None = None,
    by_band: bool = False,
    min_base: int = MIN_BASE,
    suppress_below: int | None = None,
    benchmarks: Benchmarks | None = None,
    strata: str = "",
) -> SegmentResult:
    """Compute the total and every segment.

    Args:
        tally: What was counted.
        survey: Title of the survey.
        bands: Declared score bands, lowest first; the single scores where there are none.
        level: Coverage of the intervals, 0…1 exclusive; 1 less it is the share of false marks
            that is borne.
        method: Kind of interval.
        sort: Order of segments; as declared by default.
        by_band: People are shown the score bands instead of the overview.
        min_base: Bases below this are flagged as small.
        suppress_below: Bases below this are not shown, nor what would tell them.
        benchmarks: Targets of all responses and of segments.
        strata: The segmentation by which answers are weighted back to the invited, if any.
    """
    figuring = Figuring(
        overall=tally.overall,
        lowest=tally.lowest,
        bands=tuple(bands),
        level=level,
        method=method,
        min_base=min_base,
    )
    hidden = Hidden() if suppress_below is None else hidden_segments(tally, suppress_below)
    page = _Page(figuring=figuring, hidden=hidden, benchmarks=_declared(benchmarks))
    warnings, notes = uncounted_notes(tally)
    overall = page.overall(tally)
    segmentations = tuple(page.segmentations(tally, sort))
    bends: tuple[str, ...] = ()
    if tally.turnout is not None:
        from nps.analyses.turnouts import bend_notes  # noqa: PLC0415  # few know who was invited

        bends = tuple(bend_notes(overall, segmentations, level, strata))
    return SegmentResult(
        subject=Subject(survey=survey, answered=tally.answered),
        sources=tally.sources,
        ledger=tally.ledger,
        overall=overall,
        segmentations=segmentations,
        warnings=warnings,
        notes=(
            *bends,
            *notes,
            *(tally.veiled_notes if hidden.notes else tally.notes),
            *hidden.notes,
        ),
        bands=tuple(bands),
        lowest=tally.lowest,
        level=level,
        min_base=min_base,
        by_band=by_band,
    )


def _declared(benchmarks: Benchmarks | None) -> Benchmarks | None:
    """The benchmarks, where there are any."""
    if benchmarks is None or (benchmarks.overall is None and not benchmarks.segments):
        return None
    return benchmarks


@frozen
class _Page:
    """How figures are made of what is shown, and names of what is not."""

    figuring: Figuring
    hidden: Hidden
    benchmarks: Benchmarks | None

    def overall(self, tally: Tally) -> Figures:
        if self.hidden.overall:
            return self._suppressed(ALL, tally.turnout, placed=False)
        target = self.benchmarks.overall if self.benchmarks else None
        benchmark = self._benchmark(target, self.figuring.overall)
        return replace(self.figuring.all_responses(benchmark), turnout=tally.turnout)

    def segmentations(self, tally: Tally, sort: Sort | None) -> Iterator[SegmentationFigures]:
        # NOTE: Only what is shown is tested: the number of tests is felt in every p_adjusted.
        shown = [
            segment
            for segmentation in tally.segmentations
            for segment in segmentation.segments
            if (segmentation.name, segment.name) not in self.hidden.segments
        ]
        found = iter(places(shown, self.figuring))
        for segmentation in tally.segmentations:
            yield show(segmentation, self._segments(segmentation, found), self.hidden, sort)

    def _segments(
        self, segmentation: SegmentationTally, found: Iterator[Place]
    ) -> Iterator[Figures]:
        targets = self.benchmarks.segments if self.benchmarks else {}
        of_segment = targets.get(segmentation.name, {})
        for one in segmentation.segments:
            if (segmentation.name, one.name) in self.hidden.segments:
                yield self._suppressed(one.name, one.turnout, placed=True, leftover=one.leftover)
            else:
                benchmark = self._benchmark(of_segment.get(one.name), one.sums)
                figures = self.figuring.figures(one.name, one.sums, next(found), benchmark)
                yield figures if one.turnout is None else replace(figures, turnout=one.turnout)

    def _suppressed(
        self, name: str, turnout: Turnout | None, *, placed: bool, leftover: bool = False
    ) -> Figures:
        figures = suppressed(
            name,
            weighted=bool(self.figuring.overall.weights),
            benchmarked=self.benchmarks is not None,
            placed=placed,
            leftover=leftover,
        )
        return figures if turnout is None else replace(figures, turnout=Turnout())

    def _benchmark(self, target: float | None, sums: Sums) -> Benchmark | None:
        if self.benchmarks is None:
            return None
        return self.figuring.against(target, self.figuring.sample(sums))
