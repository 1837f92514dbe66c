"""Answers weighted back to the invited: each stratum counts as much as it was invited."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from nps.engine.collect import collect
from nps.engine.counted import Asked
from nps.engine.invites import Invites, Turnouts
from nps.engine.keys import leaves
from nps.engine.labellers import Key
from nps.engine.scores import SCORED
from nps.engine.segmenting import (
    CROSS,
    Grouping,
    KeyCounts,
    Name,
    groupings,
    key_name,
    labeller_of,
    names_of_key,
)
from nps.engine.weighing import check_size
from nps.errors import DeclarationError, Problem, UsageError
from nps.results.sums import UNIT

FACTOR = "\0factor"
MOST_NAMED = 5
"""Strata named in a note."""


@dataclass(kw_only=True)
class Stratum:
    """One segment, or those in none.

    Attributes:
        invited: How many were asked.
        answers: Scored responses.
        weight: Their weights before, in billionths; one each where nothing else is declared.
    """

    invited: int = 0
    answers: int = 0
    weight: int = 0


Strata = Mapping[Name | None, Stratum]


def poststratify(
    asked: Asked, invites: Invites, turnouts: Turnouts, gathered: pl.DataFrame
) -> tuple[Turnouts, pl.DataFrame]:
    """Weigh answers so that strata have the shares that they have among the invited.

    An answer is in the stratum that its own row says. A declared weight is kept within strata:
    it is multiplied by the invited share of the stratum over the stratum's share of all weights.
    The weights add up to what they did before. Where nobody of a stratum answered, the others
    stand in for it, each in proportion; where nobody of it was invited, its answers weigh 0.

    Raises:
        DeclarationError: The invited list lacks a column of the segmentation.
        UsageError: No answer is in a stratum that anybody invited is in.
    """
    name = invites.strata
    if name in turnouts.lacking:
        message = (
            f"found that {turnouts.lacking[name]}, expected there the columns of the "
            "segmentation that answers are weighted back by"
        )
        raise DeclarationError([Problem(path=("segments", name), message=message)])
    grouping = groupings(name, asked.configuration)[0]
    if "weight" not in gathered.columns:
        gathered = gathered.with_columns(weight=pl.lit(UNIT, pl.Int128))
    weight = pl.col("weight")
    scored = gathered.lazy().filter(pl.col("status") == SCORED)
    sums = [pl.len(), weight.sum().alias("sum"), weight.max().alias("most")]
    (by_key,) = collect([scored.group_by(grouping).agg(sums)])
    label = _labels(asked, name, by_key, turnouts)
    strata = _strata(grouping, by_key, turnouts, label)
    factors = _factors(strata)
    if not factors and by_key.height:
        raise UsageError(
            f"--poststratify {name}: found no answer in a segment that anybody of "
            f"{invites.name} is in, expected segments that both have"
        )
    of_keys = [factors.get(label[key], 0.0) for key in by_key.select(grouping).iter_rows()]
    mapping = by_key.with_columns(pl.Series(FACTOR, of_keys, dtype=pl.Float64))
    largest = (pl.col("most").cast(pl.Float64) * pl.col(FACTOR)).max() / UNIT
    check_size(float(mapping.select(largest).item() or 0), gathered.height)
    units = (weight.cast(pl.Float64) * pl.col(FACTOR)).round().cast(pl.Int128)
    (weighted,) = collect([
        gathered.lazy()
        .join(
            mapping.lazy().select(*grouping, FACTOR),
            on=grouping, how="left", nulls_equal=True, maintain_order="left",
        )
        .with_columns(weight=pl.when(pl.col("status") == SCORED).then(units))
        .drop(FACTOR)
    ])  # fmt: skip
    notes = _notes(name, strata, factors, asked) if factors else ()
    return replace(turnouts, notes=(*turnouts.notes, *notes)), weighted


def _labels(
    asked: Asked, name: str, by_key: pl.DataFrame, turnouts: Turnouts
) -> dict[Key, Name | None]:
    """The stratum of every key, of answers and of the invited."""
    configuration = asked.configuration
    grouping = groupings(name, configuration)[0]
    parts = list(leaves(name, configuration.segments))
    labellers = []
    for leaf in parts:
        key = key_name(leaf, 0)
        bases: defaultdict[Key, int] = defaultdict(int)
        for value, number in by_key.select(key, "len").iter_rows():
            bases[value,] += number
        for one in turnouts.counts[key,]:
            if turnouts.names((key,), one):
                bases.setdefault(one, 0)
        counts: dict[Grouping, KeyCounts] = {
            (key,): {one: [number] for one, number in bases.items()}
        }
        labellers.append(labeller_of(leaf, configuration, counts, 1))
    keys: list[Key] = [*by_key.select(grouping).iter_rows(), *turnouts.counts[grouping]]
    return {key: next(names_of_key(labellers, key), None) for key in keys}


def _strata(
    grouping: Grouping, by_key: pl.DataFrame, turnouts: Turnouts, label: Mapping[Key, Name | None]
) -> Strata:
    strata: defaultdict[Name | None, Stratum] = defaultdict(Stratum)
    for *key, number, weight, _ in by_key.select(*grouping, "len", "sum", "most").iter_rows():
        stratum = strata[label[tuple(key)]]
        stratum.answers += number
        stratum.weight += weight
    for one, (invited, _) in turnouts.counts[grouping].items():
        strata[label[one]].invited += invited
    return strata


def _factors(strata: Strata) -> dict[Name | None, float]:
    """What weights are multiplied by, of strata that were invited and answered."""
    both = {name: one for name, one in strata.items() if one.invited and one.weight}
    invited = sum(one.invited for one in both.values())
    weight = sum(one.weight for one in strata.values())
    return {name: (one.invited * weight) / (invited * one.weight) for name, one in both.items()}


def _notes(
    name: str, strata: Strata, factors: Mapping[Name | None, float], asked: Asked
) -> Iterator[tuple[str, str]]:
    """Say what was weighted, and what could not be."""
    least, most = min(factors.values()), max(factors.values())
    declared = asked.configuration.survey.weight
    times = f", times {declared!r}" if declared is not None else ""
    weighted = f"weighted back to the invited by {name}"
    yield f"{weighted}: an answer weighs {least:.2f} to {most:.2f}{times}", weighted
    silent = {one: part.invited for one, part in strata.items() if part.invited and not part.weight}
    if silent:
        lost, invited = sum(silent.values()), sum(part.invited for part in strata.values())
        nobody, others = f"nobody of {_listed(silent)} answered", "the others stand in for them"
        yield f"{nobody}, {lost:,} of {invited:,} invited; {others}", f"{nobody}; {others}"
    strange = {
        one: part.answers for one, part in strata.items() if part.answers and not part.invited
    }
    if strange:
        number, nobody = sum(strange.values()), f"nobody of {_listed(strange)} was invited"
        weigh = "answers weigh" if number > 1 else "answer weighs"
        yield f"{nobody}; {number:,} {weigh} 0", f"{nobody}; their answers weigh 0"


def _listed(names: Collection[Name | None]) -> str:
    """`Free, Team and 3 more`, the unsegmented last."""
    words = sorted(CROSS.join(name) for name in names if name is not None)
    words += ["no segment"] if None in names else []
    shown = words[:MOST_NAMED]
    more = len(words) - len(shown)
    return f"{', '.join(shown)} and {more:,} more" if more else ", ".join(shown)
