"""The result of `nps diff`: what changed, and what moved it."""

from nps.frozen import frozen
from nps.results.blocks import Block, Document, Headline
from nps.results.diff_figures import DiffFigures, DiffSegmentation, Periods
from nps.results.diff_ranking import ranking
from nps.results.diff_respondents import Respondents
from nps.results.ledger import Ledger
from nps.results.provenance import provenance, small_print
from nps.results.result import Record
from nps.results.subject import period_record, source_words
from nps.results.tally import SourceTally
from nps.spec.periods import Period


@frozen
class DiffResult:
    """What `nps diff` found.

    Attributes:
        survey: Title of the survey; None where it has none.
        sources: The exports.
        ledger: Where every row went.
        before: The first period; of a whole export, its name alone.
        after: The second.
        overall: All responses.
        segmentations: In the order declared.
        respondents: Who answered both times, and the others; None where that is not known, or
            nobody did.
        warnings: What a reader must know before any figure is used.
        notes: What a reader must know besides.
        min_base: Bases below this are small.
        level: Coverage of the intervals, 0…1, and 1 less the part of false discoveries.
    """

    survey: str | None
    sources: tuple[SourceTally, ...]
    ledger: Ledger
    before: Period
    after: Period
    overall: DiffFigures
    segmentations: tuple[DiffSegmentation, ...]
    respondents: Respondents | None
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    min_base: int
    level: float

    @property
    def periods(self) -> Periods:
        """Names of both periods."""
        return Periods(before=self.before.name, after=self.after.name)

    @property
    def titles(self) -> Periods:
        """The same for people: of whole exports, no folders unless they differ in nothing else."""
        short = Periods(before=_title(self.before), after=_title(self.after))
        return self.periods if short.before == short.after else short

    def record(self) -> Record:
        """Everything by name, for machines."""
        respondents = self.respondents.record() if self.respondents else None
        return {
            **provenance("diff", self.survey, self.sources, self.ledger),
            "before": period_record(self.before),
            "after": period_record(self.after),
            "overall": {**self.overall.record(self.periods), "respondents": respondents},
            "segmentations": [one.record(self.periods) for one in self.segmentations],
            "ranking": [
                {"segmentation": segmentation.name, "segment": one.segment, "cost": one.cost}
                for segmentation, one in ranking(self.segmentations)
            ],
            "notes": [*self.warnings, *self.notes],
        }

    def document(self) -> Document:
        """Headline and tables, for people."""
        from nps.results.diff_headline import sentences  # noqa: PLC0415  # machines read no page

        return (
            Headline(
                subject=self._subject(),
                sentences=sentences(self.overall, self.segmentations),
            ),
            *self._tables(),
            *small_print(self.ledger, (*self.warnings, *self.notes)),
        )

    def _tables(self) -> list[Block]:
        from nps.results.diff_pages import changes  # noqa: PLC0415  # as above
        from nps.results.diff_tables import (  # noqa: PLC0415  # as above
            cost_table,
            respondent_table,
            score_table,
        )

        tables: list[Block] = [
            changes(
                self.overall,
                self.segmentations,
                periods=self.titles,
                min_base=self.min_base,
                level=self.level,
            )
        ]
        if (ranked := cost_table(self.segmentations, self.level)) is not None:
            tables.append(ranked)
        if self.ledger.scored:
            tables.append(score_table(self.overall))
        if self.respondents is not None:
            tables.append(respondent_table(self.respondents))
        return tables

    def _subject(self) -> tuple[str, ...]:
        """The survey, both periods, and the exports unless the periods are named by them."""
        paths = [source.path for source in self.sources]
        titles = self.titles
        named = _is_export(self.before) and _is_export(self.after)
        return tuple(
            filter(
                None,
                (
                    self.survey,
                    f"{titles.after} against {titles.before}",
                    None if named else source_words(paths),
                ),
            )
        )


def _is_export(period: Period) -> bool:
    return period.first is None and period.last is None


def _title(period: Period) -> str:
    return source_words(period.name.split(" + ")) if _is_export(period) else period.name
