"""The figures of one set of responses, as part of all of them."""

from collections.abc import Iterator
from functools import cached_property

from nps.frozen import frozen
from nps.results.benchmark import Benchmark, Position
from nps.results.figures import SMALL_BASE, Figures
from nps.results.interval import Interval
from nps.results.place import Place
from nps.results.shares import Band, Share, Weighting
from nps.results.sums import Sums
from nps.spec.scale import ScaleRange, ScoreBand, single_scores
from nps.stats.groups import group_counts
from nps.stats.intervals import Method, interval
from nps.stats.samples import Sample, sample

ALL = "All responses"
MIN_BASE = 30
"""Bases below this are small, where nothing else is said."""


@frozen
class Figuring:
    """How figures are made of a whole and its parts.

    Attributes:
        overall: All scored responses that the others are a part of: of the run, or of a period.
        lowest: Lowest score of the scale, 0 or 1.
        bands: Declared score bands, lowest first; the single scores where there are none.
        level: Coverage of the intervals, 0…1 exclusive.
        method: Kind of interval.
        min_base: Bases below this are flagged as small.
    """

    overall: Sums
    lowest: int
    bands: tuple[ScoreBand, ...] = ()
    level: float = 0.95
    method: Method = "score"
    min_base: int = MIN_BASE

    @cached_property
    def total(self) -> Sample:
        """All responses as a sample."""
        return self.sample(self.overall)

    @cached_property
    def shown_bands(self) -> tuple[ScoreBand, ...]:
        """The declared bands, or the single scores."""
        return self.bands or single_scores(ScaleRange(self.lowest))

    def sample(self, sums: Sums) -> Sample:
        """A part of all responses as a sample."""
        return sample(sums, self.overall, self.lowest)

    def interval(self, part: Sample) -> Interval | None:
        """Limits of a part's NPS; None where they are undefined."""
        limits = interval(part.effective, self.level, self.method) if part.effective else None
        if limits is None:
            return None
        return Interval(low=limits[0], high=limits[1], level=self.level, method=self.method)

    def all_responses(self, benchmark: Benchmark | None = None) -> Figures:
        """Figures of all responses, which are never flagged as a small base."""
        return self._figures(ALL, self.overall, self.total, benchmark=benchmark)

    def figures(
        self,
        name: str,
        sums: Sums,
        place: Place | None = None,
        benchmark: Benchmark | None = None,
        flags: tuple[str, ...] = (),
    ) -> Figures:
        """Figures of a part of all responses.

        Args:
            name: What it is called.
            sums: Its scored responses.
            place: What it is within the total, where that is asked for.
            benchmark: Against its target, as `against` gives it.
            flags: Besides that of a small base, which comes first.
        """
        small = (SMALL_BASE,) if sums.base < self.min_base else ()
        part = self.sample(sums)
        return self._figures(name, sums, part, place, benchmark, (*small, *flags))

    def against(self, target: float | None, part: Sample) -> Benchmark:
        """A part against its target, which is None where it has none."""
        if target is None:
            return Benchmark()
        gap = None if part.nps is None else part.nps - target
        return Benchmark(target=target, gap=gap, position=_position(self.interval(part), target))

    def _figures(  # noqa: PLR0913, PLR0917  # all that figures are made of
        self,
        name: str,
        sums: Sums,
        part: Sample,
        place: Place | None = None,
        benchmark: Benchmark | None = None,
        flags: tuple[str, ...] = (),
    ) -> Figures:
        counts = group_counts(sums.counts, self.lowest)
        whole, groups, total = part.groups.base, part.groups, self.total.groups
        return Figures(
            segment=name,
            base=part.base,
            share_of_base=_share(whole, total.base),
            nps=part.nps,
            interval=self.interval(part),
            standard_error=part.standard_error,
            promoters=_part(counts.promoters, groups.promoters, whole),
            passives=_part(counts.passives, groups.passives, whole),
            detractors=_part(counts.detractors, groups.detractors, whole),
            share_of_promoters=_share(groups.promoters, total.promoters),
            share_of_detractors=_share(groups.detractors, total.detractors),
            mean_score=part.mean_score,
            scores=sums.counts,
            bands=tuple(self._bands(sums)),
            weighting=_weighting(part),
            place=place,
            benchmark=benchmark,
            flags=flags,
        )

    def _bands(self, sums: Sums) -> Iterator[Band]:
        weights = sums.weights or sums.counts
        whole = sum(weights)
        for band in self.shown_bands:
            run = slice(band.lowest - self.lowest, band.highest + 1 - self.lowest)
            yield Band(
                name=band.name,
                lowest=band.lowest,
                highest=band.highest,
                part=_part(sum(sums.counts[run]), sum(weights[run]), whole),
            )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _part(count: float, weight: float, whole: float) -> Share:
    return Share(count=int(count), share=_share(weight, whole))


def _weighting(part: Sample) -> Weighting | None:
    if not part.weights:
        return None
    return Weighting(
        effective_base=part.effective_base, design_effect=part.design_effect, scores=part.weights
    )


def _position(found: Interval | None, target: float) -> Position | None:
    if found is None:
        return None
    if found.low > target:
        return "above"
    return "below" if found.high < target else "astride"
