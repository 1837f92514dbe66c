"""Respondents who answered both before and after."""

import polars as pl

from nps.engine.collect import collect
from nps.engine.counted import Counted
from nps.engine.gathering import RESPONDENT
from nps.engine.scores import SCORED
from nps.engine.weighing import check_size, signed_weights
from nps.results.sums import UNIT, Sums
from nps.results.tally import PairTally


def pair(counting: Counted) -> PairTally | None:
    """Add up those who answered in both of two periods; None where nobody says who answered."""
    if counting.gathered is None or counting.configuration.survey.respondent is None:
        return None
    scored = counting.gathered.lazy().filter(
        pl.col("status") == SCORED, pl.col("slot").is_not_null()
    )
    both = (
        scored.filter(pl.col(RESPONDENT).is_not_null())
        .filter(pl.col("slot").n_unique().over(RESPONDENT) > 1)
        .with_columns(**signed_weights(counting.gathered.columns))
    )
    sides = [
        both.filter(pl.col("slot") == slot).group_by(RESPONDENT).agg(pl.col("a", "b").sum())
        for slot in (0, 1)
    ]
    joined = sides[0].join(sides[1], on=RESPONDENT, suffix="2")
    products = joined.select(
        pl.len(), most=pl.max_horizontal("b", "b2").max().fill_null(0),
        aa=(pl.col("a") * pl.col("a2")).sum(), ab=(pl.col("a") * pl.col("b2")).sum(),
        ba=(pl.col("b") * pl.col("a2")).sum(), bb=(pl.col("b") * pl.col("b2")).sum(),
    )  # fmt: skip
    sums = [pl.len()]
    if counting.is_weighted:
        weight = pl.col("weight")
        sums += [weight.sum().alias("sum"), (weight * weight).sum().alias("squares")]
    unknown = scored.filter(pl.col(RESPONDENT).is_null()).select(pl.len())
    found, counted, blank = collect([products, both.group_by("slot", "score").agg(sums), unknown])
    respondents, most, aa, ab, ba, bb = found.row(0)
    if counting.is_weighted:
        check_size(most / UNIT, respondents)
    return PairTally(
        respondents=respondents,
        before=_sums(counted.filter(pl.col("slot") == 0), counting),
        after=_sums(counted.filter(pl.col("slot") == 1), counting),
        aa=aa, ab=ab, ba=ba, bb=bb,
        unknown=blank.item(),
    )  # fmt: skip


def _sums(counted: pl.DataFrame, counting: Counted) -> Sums:
    scale = counting.score.scale
    numbers = [[0] * len(scale.scores) for _ in range(3 if counting.is_weighted else 1)]
    for _, score, *sums in counted.iter_rows():
        for part, number in zip(numbers, sums, strict=True):
            part[score - scale.lowest] = number
    counts, weights, squares = (*map(tuple, numbers), (), ())[:3]
    return Sums(counts=counts, weights=weights, squares=squares)
