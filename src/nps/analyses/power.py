"""How small a change can each base show, and how many responses would show one?"""

from dataclasses import replace

from nps.analyses.figures import ALL, MIN_BASE, Figuring
from nps.analyses.showing import show
from nps.analyses.suppress import Hidden, hidden_segments
from nps.analyses.uncounted import uncounted_notes
from nps.frozen import frozen
from nps.results.figures import Figures, Power, SegmentationFigures, suppressed
from nps.results.power import PowerResult
from nps.results.subject import Subject
from nps.results.sums import Sums
from nps.results.tally import SegmentationTally, SegmentTally, Tally
from nps.stats.power import responses_needed, smallest_change


def show_power(  # noqa: PLR0913  # an option each
    tally: Tally,
    *,
    survey: str | None = None,
    change: float = 5,
    power: float = 0.8,
    level: float = 0.95,
    min_base: int = MIN_BASE,
    suppress_below: int | None = None,
) -> PowerResult:
    """Say what changes between two waves all responses and every segment can show.

    Args:
        tally: What was counted: one wave.
        survey: Title of the survey.
        change: The change that responses are needed for, in NPS points, above 0.
        power: How likely a change is shown, 0.5…1 exclusive.
        level: Of the test, 0…1 exclusive.
        min_base: Bases below this are flagged as small.
        suppress_below: Bases below this are not shown, nor what would tell them.
    """
    hidden = Hidden() if suppress_below is None else hidden_segments(tally, suppress_below)
    figuring = Figuring(overall=tally.overall, lowest=tally.lowest, level=level, min_base=min_base)
    waves = _Waves(figuring=figuring, hidden=hidden, change=change, power=power)
    warnings, notes = uncounted_notes(tally)
    return PowerResult(
        subject=Subject(survey=survey, answered=tally.answered),
        sources=tally.sources,
        ledger=tally.ledger,
        overall=waves.overall(),
        segmentations=tuple(map(waves.segmentation, tally.segmentations)),
        warnings=warnings,
        notes=(*notes, *(tally.veiled_notes if hidden.notes else tally.notes), *hidden.notes),
        level=level,
        power=power,
        change=change,
        min_base=min_base,
    )


@frozen
class _Waves:
    """How one wave says what two of them can show."""

    figuring: Figuring
    hidden: Hidden
    change: float
    power: float

    def overall(self) -> Figures:
        if self.hidden.overall:
            return self._suppressed(ALL)
        return self._with_power(self.figuring.all_responses(), self.figuring.overall)

    def segmentation(self, tally: SegmentationTally) -> SegmentationFigures:
        return show(tally, (self._segment(tally, one) for one in tally.segments), self.hidden)

    def _segment(self, segmentation: SegmentationTally, segment: SegmentTally) -> Figures:
        if (segmentation.name, segment.name) in self.hidden.segments:
            return self._suppressed(segment.name)
        return self._with_power(self.figuring.figures(segment.name, segment.sums), segment.sums)

    def _suppressed(self, name: str) -> Figures:
        weighted = bool(self.figuring.overall.weights)
        return suppressed(name, weighted=weighted, benchmarked=False, placed=False)

    def _with_power(self, figures: Figures, sums: Sums) -> Figures:
        wave, level = self.figuring.sample(sums), self.figuring.level
        return replace(
            figures,
            power=Power(
                smallest_change=smallest_change(wave, level, self.power),
                responses_needed=responses_needed(wave, self.change, level, self.power),
            ),
        )
