"""Whether the NPS groups that a vendor wrote beside scores are those of the scores."""

from collections.abc import Iterator, Sequence

import polars as pl

from nps.engine.cells import Cells
from nps.engine.collect import collect_export
from nps.engine.export import Export
from nps.engine.facts import Facts
from nps.engine.responses import decode_response
from nps.engine.scores import SCORED
from nps.spec.configuration import Configuration

PROMOTER, PASSIVE, DETRACTOR = "promoter", "passive", "detractor"
WORDS = {
    "promoter": PROMOTER, "passive": PASSIVE, "detractor": DETRACTOR,
    "promoters": PROMOTER, "passives": PASSIVE, "detractors": DETRACTOR,
    "3": PROMOTER, "2": PASSIVE, "1": DETRACTOR,
    "3.0": PROMOTER, "2.0": PASSIVE, "1.0": DETRACTOR,
}  # fmt: skip
"""Groups as vendors write them; other words may be translated, and say nothing."""
FIRST_PROMOTER, FIRST_PASSIVE = 9, 7
MOST_LISTED = 4


def look_at_groups(exports: Sequence[Export], configuration: Configuration, facts: Facts) -> None:
    """Count scored answers whose group is another than that of their score.

    All days count, so that a note says the same whatever days are asked for.

    Args:
        exports: What is open.
        configuration: What is declared, with its score.
        facts: Where it is noted.
    """
    score = configuration.survey.score
    if score is None:
        return
    for export in exports:
        named = export.vendor.aliases.get(score.column, score.column)
        group = export.vendor.groups.get(named)
        if group is None:
            continue
        cells = Cells(export.frame.collect_schema(), configuration, {})
        decoded = decode_response(cells, score, configuration).score
        found = cells.text(group).str.to_lowercase()
        meant = found.replace_strict(WORDS, default=None, return_dtype=pl.String)
        expected = (
            pl.when(decoded.score >= FIRST_PROMOTER).then(pl.lit(PROMOTER))
            .when(decoded.score >= FIRST_PASSIVE).then(pl.lit(PASSIVE))
            .otherwise(pl.lit(DETRACTOR))
        )  # fmt: skip
        answers = cells.prepare(export.frame).select(
            score=decoded.score,
            group=meant,
            differs=(decoded.status == SCORED) & (meant != expected),
        )
        counts = answers.filter("differs").group_by("score", "group").agg(pl.len())
        (frame,) = collect_export(export.path, [counts])
        for number, said, count in frame.sort("score", "group").iter_rows():
            facts.groups[named, group][f"{number} is {said}"] += count


def group_notes(facts: Facts) -> Iterator[tuple[str, str]]:
    """Say which groups are not those of their scores: with numbers, and without."""
    for (score, group), found in sorted(facts.groups.items()):
        count = found.total()
        listed = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        ways = [f"{words} ({number:,})" for words, number in listed[:MOST_LISTED]]
        left = len(listed) - len(ways)
        if left:
            ways.append(f"and {left} more")
        pair, answers = f"{score} and {group} disagree in", "answer" if count == 1 else "answers"
        yield (
            f"{pair} {count:,} {answers}: {', '.join(ways)}; the score counts",
            f"{pair} some answers; the score counts",
        )
