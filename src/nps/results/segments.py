"""The result of the main job: the total and every segment, with every row accounted for."""

from nps.frozen import frozen
from nps.results.blocks import Block, Document, Headline
from nps.results.figures import Figures, SegmentationFigures
from nps.results.ledger import Ledger
from nps.results.provenance import provenance, small_print
from nps.results.result import Record
from nps.results.subject import Subject, subject_words
from nps.results.tally import SourceTally
from nps.spec.scale import ScaleRange, ScoreBand, single_scores, usual_bands


@frozen
class SegmentResult:
    """What `nps segment` found.

    Attributes:
        subject: What the figures are of.
        sources: The exports.
        ledger: Where every row went.
        overall: All responses.
        segmentations: In the order declared.
        warnings: What a reader must know before any figure is used.
        notes: What a reader must know besides.
        bands: Declared score bands; empty where there are none.
        lowest: Lowest score of the scale.
        level: Coverage of the intervals, 0…1.
        min_base: Bases below this are small.
        by_band: People are shown the score bands instead of the overview.
    """

    subject: Subject
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    overall: Figures
    segmentations: tuple[SegmentationFigures, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    bands: tuple[ScoreBand, ...]
    lowest: int
    level: float
    min_base: int
    by_band: bool = False

    def record(self) -> Record:
        """Everything by name, for machines."""
        return {
            **provenance("segment", self.subject.survey, self.sources, self.ledger),
            "overall": self.overall.record(),
            "segmentations": [segmentation.record() for segmentation in self.segmentations],
            "notes": [*self.warnings, *self.notes],
        }

    def document(self) -> Document:
        """Headline, table, notes and ledger, for people."""
        from nps.results.band_columns import breakdown  # noqa: PLC0415  # machines read no page
        from nps.results.headline import sentences  # noqa: PLC0415  # as above
        from nps.results.pages import overview  # noqa: PLC0415  # as above

        scale = ScaleRange(self.lowest)
        tables: list[Block] = []
        if not self.by_band:
            tables.append(
                overview(
                    self.overall,
                    self.segmentations,
                    self.bands or usual_bands(scale),
                    level=self.level,
                    min_base=self.min_base,
                )
            )
        if self.by_band or not self.segmentations:
            bands = self.bands or single_scores(scale)
            tables += breakdown(self.overall, self.segmentations, bands)
        return (
            Headline(
                subject=subject_words(self.subject, self.sources),
                sentences=sentences(self.overall, self.segmentations),
            ),
            *tables,
            *small_print(self.ledger, (*self.warnings, *self.notes)),
        )
